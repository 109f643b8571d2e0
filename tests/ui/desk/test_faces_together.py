"""Doubtful boxes and very small faces: none is settled unseen."""

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.consent import Status
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    FoundRegion,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.face.face_panel import Page
from tests.ui.desk.conftest import FACES, suggest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key
MANY = 40


def found(school, photo_id, **boxes) -> None:
    """Record boxes by size beside the photo's one face."""
    library = school.workspace.library
    picture = library.run(lambda u: u.photos.get(photo_id)).details.thumbnail
    every = [FoundRegion(box, RegionSize.FACE, 0.9, picture) for box in FACES[1]]
    for size, places in boxes.items():
        every += [FoundRegion(box, RegionSize(size), 0.1, picture) for box in places]
    library.run(lambda u: u.photos.record_check(photo_id, every, "test-engine"))


def row_of(number: int, edge: int = 18) -> list[Box]:
    return [Box(10 + 30 * (n % 20), 20 + 40 * (n // 20), edge, edge) for n in range(number)]


@pytest.fixture
def crowd(school, photos, open_desk):
    """One clear face, two doubtful boxes and many tiny faces, at the clear face."""
    doubtful = [Box(50, 400, 40, 50), Box(150, 400, 40, 50)]
    found(school, photos[1], maybe=doubtful, too_small=row_of(MANY))
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[1])
    desk.settle()
    return desk


def see_all(desk) -> None:
    page = desk.screen.panel.small_faces
    for _ in range(MANY):
        if page.all_seen:
            return
        desk.press(Key.Key_Space)


def test_the_groups_follow_the_single_faces_by_themselves(crowd):
    assert crowd.screen.panel.face.heading.text() == "Face 1 of 1"
    crowd.press(Key.Key_C)
    page = crowd.screen.panel.small_faces
    assert crowd.page is Page.SMALL_FACES
    assert page.heading.text() == "2 boxes may be faces"
    crowd.press(Key.Key_N)
    assert page.heading.text() == f"{MANY} faces are too small to recognise"


def test_the_small_ones_are_signed_off_with_the_photo(crowd):
    photo_id = crowd.photo_id
    crowd.press(Key.Key_C)
    crowd.press(Key.Key_N)
    page = crowd.screen.panel.small_faces
    assert page.ends_photo
    see_all(crowd)
    crowd.press(Key.Key_F)
    assert crowd.page is Page.SENTENCE, "the statements about the photo come first"
    crowd.press(Key.Key_F)
    review = crowd.saved(photo_id).review
    kinds = [d.disposition.kind for d in review.decisions.values()]
    assert kinds.count(DispositionKind.CANNOT_BE_RECOGNISED) == MANY
    assert review.look is not None
    assert all(region.shown for region in review.regions if region.size is RegionSize.TOO_SMALL)
    assert crowd.photo_id != photo_id


def test_none_is_settled_before_each_was_in_sight(crowd):
    crowd.press(Key.Key_C)
    crowd.press(Key.Key_N)
    page = crowd.screen.panel.small_faces
    assert not page.all_seen
    assert not any(b.isEnabled() for b in page.likely.values() if b.isVisible())
    for key in (Key.Key_R, Key.Key_C, Key.Key_N, Key.Key_F):
        crowd.press(key)
        assert "Look at each of them first" in crowd.screen.notice.text()
    review = crowd.saved(crowd.photo_id).review
    assert len(review.undecided) == MANY
    unseen = [r for r in review.regions if r.size is RegionSize.TOO_SMALL and not r.shown]
    assert unseen, "what was never in sight is not recorded as shown"


def test_one_of_them_is_decided_by_itself(crowd):
    crowd.press(Key.Key_S)
    page = crowd.screen.panel.small_faces
    crowd.press(Key.Key_Space)
    second = page.current
    crowd.press(Key.Key_Return)
    assert crowd.page is Page.FACE
    assert crowd.screen.deciding.region_id == second
    crowd.press(Key.Key_P)
    crowd.type_keys("adae")
    crowd.press(Key.Key_Return)
    decision = crowd.saved(crowd.photo_id).review.decisions[second]
    assert decision.disposition.person_id == crowd.school.people["Ada"].id
    crowd.press(Key.Key_S)
    assert second not in page.faces


def test_escape_goes_back_to_the_single_faces(crowd):
    crowd.press(Key.Key_S)
    crowd.press(Key.Key_Escape)
    assert crowd.page is Page.FACE
    assert crowd.screen.panel.face.heading.text() == "Face 1 of 1"
    crowd.press(Key.Key_Space)
    assert crowd.page is Page.SMALL_FACES, "they are one stop on the way around"


def test_without_single_faces_escape_says_what_is_left(school, photos, open_desk):
    library = school.workspace.library
    picture = library.run(lambda u: u.photos.get(photos[2])).details.thumbnail
    tiny = [FoundRegion(box, RegionSize.TOO_SMALL, 0.1, picture) for box in row_of(3)]
    library.run(lambda u: u.photos.record_check(photos[2], tiny, "test-engine"))
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[2])
    desk.settle()
    assert desk.page is Page.SMALL_FACES
    desk.press(Key.Key_Escape)
    assert desk.page is Page.SENTENCE
    assert "3 doubtful or very small faces" in desk.screen.panel.sentence.heading.text()
    desk.press(Key.Key_S)
    desk.press(Key.Key_F)
    desk.press(Key.Key_F)
    assert desk.saved(photos[2]).review.look is not None


def test_undo_brings_the_group_back(crowd):
    crowd.press(Key.Key_C)
    crowd.press(Key.Key_N)
    crowd.press(Key.Key_U)
    assert crowd.page is Page.SMALL_FACES
    assert crowd.screen.panel.small_faces.heading.text() == "2 boxes may be faces"


def test_a_doubtful_box_that_may_be_a_look_out_is_asked_about_alone(school, photos, open_desk):
    doubtful = Box(50, 400, 40, 50)
    found(school, photos[1], maybe=[doubtful])
    regions = school.workspace.review.photo(photos[1]).review.regions
    (box,) = (region for region in regions if region.size is RegionSize.MAYBE)
    school.answer("Bo", "web", Status.REFUSED)
    alike = Candidate(school.people["Bo"].id, 0.5, "alike")
    cannot_tell = Suggestion(box.id, SuggestionOutcome.CANNOT_TELL, (alike,), "Too dark.")
    suggest(school, photos[1], cannot_tell)
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[1])
    desk.settle()
    assert box in desk.screen.deciding.single_faces
    assert not desk.screen.deciding.faces_together
