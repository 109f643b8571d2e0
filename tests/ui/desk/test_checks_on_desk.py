"""The statements about the whole photo: read, then stated; one that is not so holds the photo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.photo_checks import ALL_WELL, FAILED, STRICTER_DRESS, PhotoCheck
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.face_panel import Page

Key = Qt.Key


@pytest.fixture
def all_decided(at_desk):
    """The first photo, its faces just decided."""
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_N)
    assert at_desk.page is Page.SENTENCE
    return at_desk


def page_of(desk):
    return desk.screen.panel.sentence


def acts_of(desk):
    return [button.act for button in page_of(desk).buttons]


def test_enter_states_what_can_be_read_there(all_decided):
    first, page = all_decided.photos[0], page_of(all_decided)
    assert page.checks.isVisible()
    assert len([row for row in page.checks.rows.values() if row.isVisible()]) == len(PhotoCheck)
    all_decided.press(Key.Key_Return)
    review = all_decided.saved(first).review
    assert review.look is not None
    assert review.checks == ALL_WELL
    assert all_decided.photo_id != first
    all_decided.press(Key.Key_U)
    undone = all_decided.saved(first).review
    assert undone.look is None
    assert not undone.checks, "look and answers are one act"


def test_pressing_twice_in_a_row_states_nothing(at_desk):
    at_desk.press(Key.Key_N)
    at_desk.clock.step = 0
    at_desk.press(Key.Key_N)
    for key in (Key.Key_Return, Key.Key_F):
        at_desk.press(key)
        assert "too quick" in at_desk.screen.notice.text()
        assert at_desk.saved(at_desk.photos[0]).review.look is None
    at_desk.clock.time += 1
    at_desk.press(Key.Key_Return)
    assert at_desk.saved(at_desk.photos[0]).review.look is not None


def test_a_number_holds_the_photo_and_takes_that_back(all_decided):
    first, page = all_decided.photos[0], page_of(all_decided)
    all_decided.press(Key.Key_1)
    saved = all_decided.saved(first)
    assert saved.review.checks == {PhotoCheck.DRESS: False}
    assert saved.status is Outcome.HELD
    assert page.heading.text() == "This photo is held back."
    assert FAILED[PhotoCheck.DRESS] in page.checks.rows[PhotoCheck.DRESS].accessibleName()
    all_decided.press(Key.Key_1)
    assert all_decided.saved(first).review.checks == {PhotoCheck.DRESS: True}
    assert all_decided.saved(first).status is not Outcome.HELD


def test_a_photo_stays_held_when_the_rest_is_stated(all_decided):
    first = all_decided.photos[0]
    all_decided.press(Key.Key_4)
    all_decided.press(Key.Key_Return)
    saved = all_decided.saved(first)
    assert saved.review.checks == {**ALL_WELL, PhotoCheck.PRIVATE: False}
    assert saved.status is Outcome.HELD
    assert all_decided.photo_id != first


def test_what_can_be_read_is_marked_next(all_decided):
    all_decided.press(Key.Key_3)
    assert acts_of(all_decided)[0] is Act.DRAW_WRITING
    all_decided.press(Key.Key_W)
    assert all_decided.screen.canvas.drawing


def test_a_photo_from_a_changing_room_says_whom_to_tell(all_decided):
    all_decided.press(Key.Key_5)
    assert page_of(all_decided).heading.text() == "Tell the safeguarding lead now."
    assert Act.DELETE_PHOTO in acts_of(all_decided)
    assert all_decided.saved(all_decided.photos[0]).status is Outcome.HELD


def test_a_swimming_event_has_the_stricter_words(school, photos, open_desk):
    details = replace(school.batch.details, event="Swimming gala")
    school.workspace.batches.change(school.batch_id, details, "Ann Preparer")
    desk = open_desk(photos)
    desk.press(Key.Key_I)
    assert STRICTER_DRESS in page_of(desk).checks.rows[PhotoCheck.DRESS].accessibleName()


def test_they_can_be_answered_before_the_faces_are_decided(at_desk):
    at_desk.press(Key.Key_I)
    assert at_desk.page is Page.SENTENCE
    assert page_of(at_desk).text.text() == "2 faces still need a decision."
    at_desk.press(Key.Key_2)
    assert at_desk.page is Page.SENTENCE
    assert at_desk.saved(at_desk.photos[0]).review.checks == {PhotoCheck.DIGNITY: False}
    at_desk.press(Key.Key_2)
    at_desk.press(Key.Key_Escape)
    assert at_desk.page is Page.FACE
    at_desk.press(Key.Key_I)
    at_desk.press(Key.Key_Return)
    assert "2 faces still need" in at_desk.screen.notice.text()
    assert at_desk.saved(at_desk.photos[0]).review.look is None


def test_f_shows_statements_that_are_not_on_the_screen(all_decided):
    first = all_decided.photos[0]
    all_decided.press(Key.Key_Space)
    assert all_decided.page is Page.FACE
    all_decided.press(Key.Key_F)
    assert all_decided.saved(first).review.look is None
    assert page_of(all_decided).checks.isVisible()
    all_decided.press(Key.Key_F)
    assert all_decided.saved(first).review.look is not None


def test_enter_on_a_row_answers_that_row_only(all_decided, qtbot):
    row = page_of(all_decided).checks.rows[PhotoCheck.DRESS]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    all_decided.press(Key.Key_Return)
    review = all_decided.saved(all_decided.photos[0]).review
    assert review.look is None
    assert review.checks == {PhotoCheck.DRESS: False}
