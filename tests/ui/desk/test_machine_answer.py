"""What the machine says is never "clear", and between look-alikes it chooses nobody."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.face import Candidate, Suggestion, SuggestionOutcome
from tests.ui.desk.conftest import suggest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key


@pytest.fixture
def said(school, photos, open_desk):
    """Open the desk at the second photo's face, of which comparing said something."""

    def open_with(outcome, *candidates, reason=""):
        region = school.workspace.review.photo(photos[1]).review.regions[0]
        suggest(school, photos[1], Suggestion(region.id, outcome, candidates, reason))
        desk = open_desk(photos)
        desk.screen.deciding.go_to_photo(photos[1])
        desk.settle()
        return desk

    return open_with


@pytest.fixture
def ada(school):
    return Candidate(school.people["Ada"].id, 0.30, "very alike")


@pytest.fixture
def twin(school):
    return Candidate(school.people["Bo"].id, 0.31, "very alike", look_alike=True)


def match(desk) -> None:
    """Let the page answer as in a batch that is compared."""
    page = desk.screen.panel.face
    page.show_face(replace(page._shown, by_eye=False))


def answer(desk) -> str:
    match(desk)
    return desk.screen.panel.face.answer.text.text()


def decided(desk):
    decisions = desk.saved(desk.photos[1]).review.decisions.values()
    return [d.disposition.person_id for d in decisions]


def test_no_suggestion_is_never_called_clear(said):
    text = answer(said(SuggestionOutcome.NO_SUGGESTION))
    assert text == "No suggestion. It may still be a look-out."


def test_cannot_tell_says_why_and_chooses_nobody(said, ada):
    desk = said(SuggestionOutcome.CANNOT_TELL, ada, reason="The face is too dark.")
    assert answer(desk) == "Cannot tell: The face is too dark."
    assert not desk.screen.panel.face.accept.isVisible()
    desk.press(Key.Key_Return)
    assert decided(desk) == []
    assert "Nobody is chosen beforehand" in desk.screen.notice.text()
    desk.press(Key.Key_1)
    assert decided(desk) == [ada.person_id]


def test_look_alikes_are_both_shown_and_nobody_is_preselected(said, ada, twin):
    desk = said(SuggestionOutcome.SUGGESTION, ada, twin)
    assert answer(desk) == "Adaeze and Boswell look alike: compare the portraits."
    page = desk.screen.panel.face
    assert not page.accept.isVisible()
    assert [tile.isVisible() for tile in page.candidates] == [True, True, False]
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Y)
    assert decided(desk) == []
    desk.press(Key.Key_2)
    assert decided(desk) == [twin.person_id]


def test_a_suggestion_says_rank_likeness_and_what_it_rests_on(said, ada):
    desk = said(SuggestionOutcome.SUGGESTION, ada)
    match(desk)
    tile = desk.screen.panel.face.candidates[0]
    assert tile.accessibleName() == (
        "First suggestion: Adaeze Okorowa · 3A, very alike. "
        "It rests on the portraits in the register."
    )
    assert not desk.screen.panel.face.answer.isVisible()
    desk.press(Key.Key_Return)
    assert decided(desk) == [ada.person_id]


def test_the_same_person_in_other_photos_is_shown_and_decides_nothing(school, photos, open_desk):
    review = school.workspace.review
    faces = [review.photo(photo_id).review.regions[0].id for photo_id in (photos[0], photos[1])]
    alone = review.photo(photos[3]).review.regions[0].id
    groups = {faces[0]: faces[0], faces[1]: faces[0], alone: alone}
    school.workspace.library.run(lambda u: u.photos.set_groups(school.batch_id, groups))
    desk = open_desk(photos)
    part = desk.screen.panel.face.same_person
    assert part.isVisible()
    assert part.sentence.text() == "Also in 1 other photo, it seems"
    desk.press(Key.Key_C)
    assert not part.isVisible(), "the other face of this photo is in no group"
    assert len(desk.saved(photos[1]).review.undecided) == 1
