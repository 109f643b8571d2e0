"""Near faces can be decided while the rest of the photo is still searched."""

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.face import FoundRegion, RegionSize
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import SearchDepth
from consentdesk.ui.desk.face.face_panel import Page
from tests.ui.desk.conftest import FACES, mark

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
LATER = Box(500, 300, 60, 80)


@pytest.fixture
def near_desk(school, photos, open_desk):
    """The first photo has its two near faces and waits for the rest."""
    school.workspace.library.run(lambda u: u.photos.search_again(photos[0], SearchDepth.USUAL))
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[0])
    desk.settle()
    return desk


def end_search(desk, *more: Box) -> None:
    mark(desk.school, desk.photos[0], (*FACES[0], *more))
    desk.screen.reload()
    desk.settle()


def test_near_faces_are_decided_but_the_photo_is_not_finished(near_desk):
    first = near_desk.photos[0]
    assert "Still being checked for small faces" in near_desk.screen.notice.text()
    assert near_desk.page is Page.FACE
    near_desk.press(Key.Key_C)
    near_desk.press(Key.Key_C)
    assert near_desk.page is Page.SENTENCE
    assert near_desk.screen.panel.sentence.heading.text().startswith("Still being checked")
    near_desk.press(Key.Key_F)
    assert "finish it after that" in near_desk.screen.notice.text()
    saved = near_desk.saved(first)
    assert saved.review.look is None
    assert len(saved.review.decisions) == 2


def test_later_faces_come_undecided_and_move_nothing(near_desk):
    near_desk.press(Key.Key_Space)
    deciding = near_desk.screen.deciding
    in_hand, numbers = deciding.region_id, [r.id for r in deciding.numbered]
    end_search(near_desk, LATER)
    assert deciding.region_id == in_hand
    assert [r.id for r in deciding.numbered][:2] == numbers, "the known faces keep their numbers"
    assert near_desk.screen.panel.face.heading.text() == "Face 2 of 3"
    assert near_desk.screen.notice.text() == "1 more face was found in this photo."
    assert len(near_desk.saved(near_desk.photos[0]).review.undecided) == 3


def test_a_face_found_after_all_were_decided_is_asked_about(near_desk):
    near_desk.press(Key.Key_C)
    near_desk.press(Key.Key_C)
    end_search(near_desk, LATER)
    assert near_desk.page is Page.FACE
    assert near_desk.screen.deciding.region.box == LATER


def test_no_further_face_is_said_and_the_photo_can_be_finished(near_desk):
    near_desk.press(Key.Key_C)
    near_desk.press(Key.Key_C)
    end_search(near_desk)
    assert "no further face" in near_desk.screen.notice.text()
    near_desk.press(Key.Key_F)
    assert near_desk.saved(near_desk.photos[0]).review.look is not None


def test_the_exclusion_check_waits_for_the_whole_search(near_desk):
    near_desk.press(Key.Key_E)
    refusal = near_desk.screen.panel.exclusion.refusal
    assert "still being checked" in refusal.text()
    near_desk.press(Key.Key_Space)
    near_desk.press(Key.Key_Return)
    assert len(near_desk.saved(near_desk.photos[0]).review.undecided) == 2
    exclusion = near_desk.school.workspace.exclusion
    assert "still being checked" in exclusion.refusal(near_desk.photos[0])


def test_left_counts_near_faces_too(near_desk):
    assert "Left: 6 faces in 4 photos" in near_desk.screen.panel.what_is_left.text()


def test_look_again_thoroughly_by_key(at_desk, qtbot):
    first = at_desk.photos[0]
    with qtbot.waitSignal(at_desk.screen.search_wanted):
        at_desk.press(Key.Key_F, SHIFT)
    photo = at_desk.saved(first).photo
    assert photo.state is PhotoState.BROUGHT_IN
    assert photo.wanted is SearchDepth.THOROUGH
    assert "thoroughly; you can go on deciding" in at_desk.screen.notice.text()
    at_desk.press(Key.Key_C)
    assert len(at_desk.saved(first).review.decisions) == 1
    at_desk.press(Key.Key_F, SHIFT)
    assert "already" in at_desk.screen.notice.text()


def test_a_thorough_look_ends_with_its_new_boxes(at_desk):
    first = at_desk.photos[0]
    at_desk.press(Key.Key_F, SHIFT)
    library = at_desk.school.workspace.library
    picture = library.run(lambda u: u.photos.get(first)).details.thumbnail
    boxes = (*FACES[0], LATER)
    found = [FoundRegion(box, RegionSize.FACE, 0.9, picture) for box in boxes]
    library.run(lambda u: u.photos.record_check(first, found, "test", SearchDepth.THOROUGH))
    at_desk.screen.reload()
    at_desk.settle()
    assert at_desk.screen.notice.text() == "1 more face was found in this photo."
    at_desk.press(Key.Key_F, SHIFT)
    assert "was looked through thoroughly already" in at_desk.screen.notice.text()
