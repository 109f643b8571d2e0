"""The exclusion check: every face first, then one statement, and why not."""

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.ui.desk.face_panel import Page
from tests.ui.desk.conftest import suggest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key


def test_one_statement_after_every_face(school, photos, open_desk):
    school.answer("Bo", "web", Status.REFUSED)
    desk = open_desk(photos)
    page = desk.screen.panel.exclusion
    desk.press(Key.Key_E)
    assert desk.page is Page.EXCLUSION
    assert not page.state_it.isEnabled()
    desk.press(Key.Key_Return)
    assert len(desk.saved(photos[0]).review.undecided) == 2, "not before the last face"
    desk.press(Key.Key_Space)
    assert page.state_it.isEnabled()
    desk.press(Key.Key_Return)
    decisions = desk.saved(photos[0]).review.decisions.values()
    assert {d.disposition.kind for d in decisions} == {DispositionKind.NO_LOOK_OUT}
    assert desk.page is Page.SENTENCE
    desk.press(Key.Key_F)
    assert desk.saved(photos[0]).review.look is not None


def test_an_open_roster_is_refused_with_the_reason(school, photos, open_desk):
    details = BatchDetails("Sports day", school.batch.details.event_date, classes=("3A",))
    school.workspace.batches.change(school.batch_id, details, "Ann Preparer")
    desk = open_desk(photos)
    page = desk.screen.panel.exclusion
    desk.press(Key.Key_E)
    assert "classes were present" in page.refusal.text()
    desk.press(Key.Key_Space)
    assert not page.state_it.isEnabled()
    assert page.refusal.text() == school.workspace.review.exclusion_refusal(photos[0])
    desk.press(Key.Key_Return)
    assert len(desk.saved(photos[0]).review.undecided) == 2
    desk.press(Key.Key_Escape)
    assert desk.page is Page.FACE


def test_a_face_like_a_look_out_is_refused_with_the_reason(school, photos, open_desk):
    school.answer("Bo", "web", Status.REFUSED)
    region = school.workspace.review.photo(photos[1]).review.regions[0]
    alike = Candidate(school.people["Bo"].id, 0.4, "alike")
    suggest(school, photos[1], Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    desk.press(Key.Key_E)
    assert "look-out list" in desk.screen.panel.exclusion.refusal.text()
    assert not desk.screen.panel.exclusion.state_it.isEnabled()


def test_an_outdated_check_can_be_made_again(school, photos, open_desk):
    desk = open_desk(photos)
    desk.press(Key.Key_E)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_F)
    school.answer("Bo", "web", Status.REFUSED)
    desk.screen.reload()
    desk.settle()
    desk.press(Key.Key_PageUp)
    assert len(desk.screen.deciding.open_faces) == 2
    desk.press(Key.Key_E)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_F)
    review = desk.saved(photos[0]).review
    versions = {d.register_version for d in review.decisions.values()}
    assert versions == {school.workspace.review.desk(school.batch_id).register_version}
    assert review.look is not None


def test_nothing_to_check_is_said(at_desk):
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_E)
    assert at_desk.page is Page.SENTENCE
    assert "decided already" in at_desk.screen.notice.text()
