"""A whole batch by keys alone: decided, finished, undone, done again."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import DiskFull
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.face_panel import Page
from consentdesk.ui.desk.grid.photo_filter import Filter, Show
from tests.ui.desk.conftest import mark, suggest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def kinds(at_desk, number):
    review = at_desk.saved(at_desk.photos[number]).review
    return [review.decisions[r.id].disposition.kind for r in review.regions]


def test_every_face_by_keys_alone_to_the_end(at_desk, qtbot):
    panel = at_desk.screen.panel
    assert at_desk.page is Page.FACE
    at_desk.press(Key.Key_P)
    at_desk.type_keys("adae")
    at_desk.press(Key.Key_Return)
    at_desk.press(Key.Key_R)
    assert at_desk.page is Page.SENTENCE
    at_desk.press(Key.Key_F)
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_F)
    assert "no face" in panel.sentence.heading.text()
    at_desk.press(Key.Key_F)
    at_desk.press(Key.Key_C)
    at_desk.press(Key.Key_V)
    at_desk.press(Key.Key_C)
    at_desk.press(Key.Key_F)
    assert panel.sentence.heading.text() == "Everything is decided."
    assert "Nothing is left" in panel.what_is_left.text()
    assert kinds(at_desk, 0) == [
        DispositionKind.THIS_PUPIL,
        DispositionKind.CANNOT_BE_RECOGNISED,
    ]
    assert kinds(at_desk, 1) == [DispositionKind.NOT_A_FACE]
    assert kinds(at_desk, 3) == [
        DispositionKind.COVER,
        DispositionKind.VISITOR,
        DispositionKind.COVER,
    ]
    statuses = [at_desk.saved(photo_id).status for photo_id in at_desk.photos]
    assert statuses == [Outcome.CLEARED, Outcome.CLEARED, Outcome.CLEARED, Outcome.HELD]
    with qtbot.waitSignal(at_desk.screen.sign_off_wanted):
        at_desk.press(Key.Key_Return)


def test_undo_goes_back_to_its_photo_and_redo_forward_again(at_desk):
    first, second = at_desk.photos[:2]
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_F)
    assert at_desk.photo_id == second
    at_desk.press(Key.Key_U)
    assert at_desk.photo_id == first
    assert "IMG_0.JPG" in at_desk.screen.notice.text()
    assert at_desk.saved(first).review.look is None
    at_desk.press(Key.Key_Z, CTRL)
    at_desk.press(Key.Key_U)
    assert len(at_desk.saved(first).review.undecided) == 2
    at_desk.press(Key.Key_U)
    assert "nothing to undo" in at_desk.screen.notice.text()
    for _ in range(3):
        at_desk.press(Key.Key_U, SHIFT)
    assert at_desk.saved(first).review.look is not None
    assert at_desk.saved(first).review.look.by == "Ann Preparer"


def test_a_suggestion_is_taken_with_enter_and_shown_with_its_portrait(school, photos, open_desk):
    region = school.workspace.review.photo(photos[1]).review.regions[0]
    school.answer("Bo", "web", Status.REFUSED)
    alike = Candidate(school.people["Bo"].id, 0.4, "alike")
    suggest(school, photos[1], Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    assert desk.photo_id == photos[1], "the flagged photo comes first"
    page = desk.screen.panel.face
    assert "Boswell" in page.accept.accessibleName()
    assert page.remark.isVisible()
    desk.press(Key.Key_Return)
    decision = desk.saved(photos[1]).review.decisions[region.id]
    assert decision.disposition.person_id == school.people["Bo"].id
    answers = desk.screen.panel.verdicts.sentences
    assert any("Website: held" in text and "may not appear" in text for text in answers)
    assert any("Newsletter: needs a decision" in text for text in answers)


def test_enter_takes_nobody_where_nobody_is_suggested(at_desk):
    at_desk.press(Key.Key_Return)
    at_desk.press(Key.Key_Y)
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 2


def test_a_photo_with_an_open_face_is_not_done(at_desk):
    at_desk.press(Key.Key_F)
    assert "2 faces still need" in at_desk.screen.notice.text()
    assert at_desk.saved(at_desk.photos[0]).review.look is None


def test_each_face_on_the_screen_counts_as_shown(at_desk):
    first = at_desk.photos[0]
    assert [r.shown for r in at_desk.saved(first).review.regions] == [True, False]
    at_desk.press(Key.Key_Space)
    assert [r.shown for r in at_desk.saved(first).review.regions] == [True, True]
    assert not any(r.shown for r in at_desk.saved(at_desk.photos[3]).review.regions)


def test_a_failed_save_says_so_and_changes_nothing(at_desk, monkeypatch):
    def full(*args: object) -> None:
        raise DiskFull("The disk is full.", "Make room and try again.")

    first, region_id = at_desk.photo_id, at_desk.screen.deciding.region_id
    monkeypatch.setattr(at_desk.school.workspace.review, "decide_many", full)
    at_desk.press(Key.Key_V)
    assert at_desk.screen.notice.text() == "The disk is full. Make room and try again."
    assert at_desk.screen.deciding.region_id == region_id
    assert len(at_desk.screen.deciding.open_faces) == 2
    assert len(at_desk.saved(first).review.undecided) == 2


def test_a_bug_while_saving_is_reported_and_reverted(at_desk, monkeypatch):
    def broken(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(at_desk.school.workspace.review, "look", broken)
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_F)
    assert at_desk.photo_id == at_desk.photos[0]
    assert at_desk.screen.deciding.entry.review.look is None
    assert len(at_desk.said) == 1


def test_naming_a_pupil_twice_is_refused_in_words(at_desk):
    for _ in range(2):
        at_desk.press(Key.Key_P)
        at_desk.type_keys("okor")
        at_desk.press(Key.Key_Return)
    assert "twice" in at_desk.screen.notice.text()
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 1


def test_hold_asks_for_the_reason_and_can_be_let_go(at_desk):
    first = at_desk.photos[0]
    at_desk.dialogs.text = "ask the class teacher"
    at_desk.press(Key.Key_H)
    assert at_desk.photo_id != first
    assert at_desk.saved(first).review.hold == "ask the class teacher"
    at_desk.press(Key.Key_PageUp)
    at_desk.press(Key.Key_H)
    assert at_desk.saved(first).review.hold is None


def test_no_reason_no_hold(at_desk):
    at_desk.dialogs.text = None
    at_desk.press(Key.Key_H)
    assert at_desk.saved(at_desk.photos[0]).review.hold is None


def test_small_ones_are_settled_together_but_not_one_like_a_look_out(school, photos, open_desk):
    boxes = tuple(Box(50 * n, 300, 20, 24) for n in range(1, 5))
    small = mark(school, photos[1], boxes, RegionSize.TOO_SMALL)
    school.answer("Bo", "web", Status.REFUSED)
    alike = Candidate(school.people["Bo"].id, 0.4, "alike")
    suggest(school, photos[1], Suggestion(small[0].id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    desk.press(Key.Key_S)
    assert desk.page is Page.SMALL_FACES
    assert set(desk.screen.panel.small_faces.faces) == {r.id for r in small[1:]}
    desk.press(Key.Key_R)
    review = desk.saved(photos[1]).review
    assert [r.id for r in review.undecided] == [small[0].id]
    assert all(r.shown for r in review.regions)
    desk.press(Key.Key_U)
    assert len(desk.saved(photos[1]).review.undecided) == 4, "one action, one undo"


def test_the_filters_and_moving_between_photos(at_desk):
    grid = at_desk.screen.photo_list
    at_desk.press(Key.Key_PageDown)
    assert at_desk.photo_id == at_desk.photos[1]
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_F)
    grid.choices.choose(Filter(Show.CLEARED, at_desk.school.website.id))
    assert at_desk.photos[1] in grid.photo_ids
    grid.choices.choose(Filter(Show.TO_DECIDE))
    assert at_desk.photos[1] not in grid.photo_ids
    assert len(grid.photo_ids) == 3


def test_reading_anew_keeps_photo_face_and_selection(at_desk):
    at_desk.press(Key.Key_PageDown)
    at_desk.press(Key.Key_PageDown)
    at_desk.press(Key.Key_PageDown)
    at_desk.press(Key.Key_Space)
    before = at_desk.photo_id, at_desk.screen.deciding.region_id
    at_desk.screen.reload()
    at_desk.settle()
    grid = at_desk.screen.photo_list
    assert (at_desk.photo_id, at_desk.screen.deciding.region_id) == before
    assert grid.model.photo_at(grid.grid.currentIndex()) == before[0]


def test_keys_held_down_do_not_decide(at_desk):
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_V, none, "v", True)
    QApplication.sendEvent(at_desk.screen.canvas, held)
    at_desk.settle()
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 2


def test_the_card_shows_every_key_and_any_key_puts_it_away(at_desk):
    at_desk.press(Key.Key_Question, SHIFT)
    assert at_desk.screen.key_card.isVisible()
    at_desk.press(Key.Key_V)
    assert not at_desk.screen.key_card.isVisible()
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 2


def test_everything_that_takes_the_keyboard_has_a_name(at_desk):
    unnamed = [
        w
        for w in at_desk.screen.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and w.isVisible()
        and not w.accessibleName()
        and not w.objectName().startswith("qt_")
    ]
    assert not unnamed


def test_enter_on_a_focused_button_presses_that_button(school, photos, open_desk):
    region = school.workspace.review.photo(photos[0]).review.regions[0]
    alike = Candidate(school.people["Ada"].id, 0.4, "alike")
    suggest(school, photos[0], Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    visitor = desk.screen.panel.face.buttons[0]
    visitor.setFocus()
    QTest.keyClick(visitor, Key.Key_Return)
    desk.settle()
    decision = desk.saved(photos[0]).review.decisions[region.id]
    assert decision.disposition.kind is DispositionKind.VISITOR


def test_enter_in_the_grid_or_the_list_takes_nobody(school, photos, open_desk):
    region = school.workspace.review.photo(photos[0]).review.regions[0]
    alike = Candidate(school.people["Ada"].id, 0.4, "alike")
    suggest(school, photos[0], Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    for widget in (desk.screen.photo_list.grid, desk.screen.panel.people.people):
        widget.setFocus()
        QTest.keyClick(widget, Key.Key_Return)
        desk.settle()
    assert len(desk.saved(photos[0]).review.undecided) == 2


def test_a_line_of_the_key_card_does_what_it_says_by_mouse(at_desk):
    at_desk.press(Key.Key_Question, SHIFT)
    card = at_desk.screen.key_card
    line = next(
        label
        for label in card.findChildren(QLabel)
        if label.property("act") == Act.VISITOR.value and label.isVisible()
    )
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=line.mapTo(card, line.rect().center()))
    at_desk.settle()
    assert card.isHidden()
    decisions = at_desk.saved(at_desk.photos[0]).review.decisions.values()
    assert [d.disposition.kind for d in decisions] == [DispositionKind.VISITOR]
