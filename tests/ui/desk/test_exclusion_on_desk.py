"""The exclusion check: every face first, then one statement, and why not."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import DamagedStore, Refused
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    RegionSubject,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.desk_pictures import face_key
from consentdesk.ui.desk.face.face_panel import Page
from tests.small_workspace import TODAY
from tests.ui.desk.conftest import PERSON, suggest
from tests.ui.settled import idle

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
    assert page.refusal.text() == school.workspace.exclusion.refusal(photos[0])
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


def test_a_face_that_passed_too_quickly_is_gone_to_again(at_desk, qtbot):
    page = at_desk.screen.panel.exclusion
    at_desk.clock.step = 0
    at_desk.press(Key.Key_E)
    first = page.face_id
    at_desk.press(Key.Key_Space)
    assert page.progress.text() == "0 of 2 compared · face 1 passed too quickly"
    assert page.further.isEnabled()
    at_desk.clock.step = 0.5
    qtbot.waitUntil(lambda: "1 of 2" in page.progress.text())
    assert not page.state_it.isEnabled()
    at_desk.press(Key.Key_Space)
    assert page.face_id == first
    qtbot.waitUntil(page.state_it.isEnabled)
    at_desk.press(Key.Key_Return)
    assert not at_desk.saved(at_desk.photos[0]).review.undecided


def test_while_nobody_can_see_the_face_it_is_not_compared(at_desk):
    page, deciding = at_desk.screen.panel.exclusion, at_desk.screen.deciding
    at_desk.clock.step = 0
    at_desk.press(Key.Key_E)
    deciding.be_watched(False)
    at_desk.clock.time += 60
    deciding.be_watched(True)
    at_desk.press(Key.Key_Space)
    at_desk.settle()
    assert page.progress.text().startswith("0 of 2 compared")
    assert all(r.seen_ms < 400 for r in at_desk.saved(at_desk.photos[0]).review.regions)


def test_a_refused_statement_is_said_and_the_walk_stays(at_desk, monkeypatch):
    def refuse(*args: object) -> None:
        raise Refused("The exclusion check is not possible.", "Compare them once more.")

    monkeypatch.setattr(at_desk.school.workspace.exclusion, "state", refuse)
    at_desk.press(Key.Key_E)
    at_desk.press(Key.Key_Space)
    at_desk.press(Key.Key_Return)
    assert at_desk.screen.notice.text().endswith("Compare them once more.")
    assert at_desk.page is Page.EXCLUSION
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 2


def test_what_can_be_read_is_no_part_of_it(school, photos, open_desk):
    frames = school.workspace.frames
    frames.draw(photos[1], Box(10, 10, 60, 40), PERSON, RegionSubject.WRITING)
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[1])
    desk.settle()
    desk.press(Key.Key_E)
    page = desk.screen.panel.exclusion
    assert page.heading.text() == "Exclusion check · face 1 of 1"
    assert "can be read" in page.refusal.text()
    assert not page.state_it.isEnabled()


def test_a_face_that_cannot_be_shown_cannot_be_compared(at_desk, monkeypatch):
    def damaged(*args: object) -> None:
        raise DamagedStore("The picture is damaged.", "Decide the face by itself.")

    monkeypatch.setattr(at_desk.school.workspace.pictures, "face", damaged)
    second = at_desk.screen.deciding.open_faces[1].id
    at_desk.screen.pictures.forget(face_key(second))
    at_desk.press(Key.Key_E)
    assert "cannot be shown" in at_desk.screen.panel.exclusion.refusal.text()
    at_desk.press(Key.Key_Space)
    assert not at_desk.screen.panel.exclusion.state_it.isEnabled()


def test_whoever_becomes_a_look_out_unnoticed_comes_onto_the_desk(at_desk, qtbot):
    """No news tells that a permission ran out at midnight; the refused statement does."""
    school, screen, bo = at_desk.school, at_desk.screen, at_desk.school.people["Bo"].id
    until = Answer(
        "web",
        Status.GRANTED,
        expires_on=school.clock.time.date(),
        given_by="Parent",
        given_on=TODAY,
    )
    school.workspace.roll.record_answer(bo, until, PERSON)
    idle(at_desk, qtbot)
    at_desk.press(Key.Key_E)
    at_desk.press(Key.Key_Space)
    school.clock.time += timedelta(days=1)
    at_desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.deciding.photos.desk.look_outs))
    assert at_desk.page is Page.EXCLUSION
    assert screen.notice.text() == "The look-outs changed; compare each face with them."
    assert not screen.panel.exclusion.possible
    at_desk.press(Key.Key_Space)
    at_desk.press(Key.Key_Return)
    decisions = at_desk.saved(at_desk.photos[0]).review.decisions.values()
    assert [d.look_outs for d in decisions] == [{bo}, {bo}]
