"""The second signature in the window: who may sign, with what, and how long it holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.pixels import Box
from consentdesk.domain.preflight import Elsewhere
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Role
from consentdesk.ui.batch.sign_off_page import SignOffPage
from tests.small_workspace import APPROVER, PASSWORD, PREPARER, complete_papers, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

DEPUTY = "Dee Deputy"


@pytest.fixture
def decided(desk):
    """A photo with Ada in it, decided by the preparer."""
    school = desk.school
    (photo,) = school.bring_in(write_photo(school.folder / "a.jpg"))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    return photo


def page_of(desk, qtbot: QtBot) -> SignOffPage:
    desk.window.open_batch(desk.school.batch_id, Step.SIGN_OFF)
    page = desk.window.batch.page_of(Step.SIGN_OFF)
    idle(desk, qtbot)
    assert page.signing.person.count() > 0
    return page


def choose(page: SignOffPage, name: str) -> None:
    page.signing.person.setCurrentIndex(page.signing.person.findData(name))


def sign(desk, qtbot: QtBot, page: SignOffPage) -> None:
    page.signing.password.setText(PASSWORD)
    page.signing.sign.click()
    idle(desk, qtbot)


def titles(page: SignOffPage) -> list[str]:
    """What stands large at the top."""
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in labels if label.property("look") == "title"]


def standing(desk):
    return desk.school.workspace.sign_off.preview(desk.school.batch_id).standing


def test_what_somebody_lacks_is_said_and_leads_to_the_school(desk, qtbot: QtBot, decided):
    school = desk.school
    deputy = school.workspace.staff.add(DEPUTY, PASSWORD, {Role.APPROVER}, school.head)
    page = page_of(desk, qtbot)
    choose(page, DEPUTY)
    assert "No training is on record." in page.signing.lacking.accessibleName()
    assert nameless(desk.window) == []
    page.signing.password.setText(PASSWORD)
    assert not page.signing.sign.isEnabled()
    with qtbot.waitSignal(desk.window.batch.place_asked) as asked:
        page.signing.lacking.findChild(type(page.signing.sign)).click()
    assert asked.args == [Elsewhere.STAFF]
    complete_papers(school.workspace, deputy.id)
    page = page_of(desk, qtbot)
    choose(page, DEPUTY)
    assert not page.signing.lacking.isVisible()
    sign(desk, qtbot, page)
    assert standing(desk).approver == DEPUTY


def test_whoever_decided_is_greyed_out(desk, qtbot: QtBot, decided):
    school = desk.school
    deputy = school.workspace.staff.add(DEPUTY, PASSWORD, {Role.APPROVER}, school.head)
    complete_papers(school.workspace, deputy.id)
    school.workspace.review.hold(decided.id, "Wait.", DEPUTY)
    school.workspace.review.let_go(decided.id, DEPUTY)
    school.finish(decided.id)
    person = page_of(desk, qtbot).signing.person
    told = [person.itemText(n) for n in range(person.count())]
    able = [person.model().item(n).isEnabled() for n in range(person.count())]
    assert told == [
        APPROVER,
        f"{PREPARER} (only senior leadership signs off)",
        f"{DEPUTY} (decided in this batch)",
    ]
    assert able == [True, False, False]


def test_the_head_signs_alone_only_with_a_reason(desk, qtbot: QtBot, decided):
    school = desk.school
    school.workspace.review.hold(decided.id, "Wait.", APPROVER)
    school.workspace.review.let_go(decided.id, APPROVER)
    school.finish(decided.id)
    page = page_of(desk, qtbot)
    choose(page, APPROVER)
    signing = page.signing
    assert signing.because.isVisible()
    sign(desk, qtbot, page)
    assert standing(desk) is None
    signing.because.setText("The deputy is ill")
    assert nameless(desk.window) == []
    sign(desk, qtbot, page)
    assert standing(desk).alone_because == "The deputy is ill"
    assert (signing.because.text(), signing.password.text()) == ("", "")


def test_a_wrong_password_is_told_beside_the_button(desk, qtbot: QtBot, decided):
    page = page_of(desk, qtbot)
    signing = page.signing
    signing.password.setText("not this one")
    qtbot.keyClick(signing.password, Qt.Key.Key_Return)
    qtbot.waitUntil(signing.refusal.isVisible)
    idle(desk, qtbot)
    assert "do not go together" in signing.refusal.accessibleName()
    assert desk.window.focusWidget() is signing.password
    assert standing(desk) is None


def test_signed_off_is_not_mistaken_for_published(desk, qtbot: QtBot, decided):
    page = page_of(desk, qtbot)
    page.signing.password.setText(PASSWORD)
    qtbot.keyClick(page.signing.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page.next.isVisible)
    idle(desk, qtbot)
    assert "none published yet" in page.standing.accessibleName()
    assert titles(page) == ["Signed off, not published yet"]
    assert desk.window.focusWidget() is page.next, "the keys go on with what is next"
    qtbot.keyClick(page.next, Qt.Key.Key_Space)
    batch = desk.window.batch
    qtbot.waitUntil(lambda: batch.page is batch.page_of(Step.PUBLISH))
    idle(desk, qtbot)
    desk.school.publish()
    batch.show_step(Step.SIGN_OFF)
    qtbot.waitUntil(lambda: "all published" in page.standing.accessibleName())
    idle(desk, qtbot)
    assert titles(page) == ["Signed off and published"]


def test_a_sign_off_that_is_too_old_says_so(desk, qtbot: QtBot, decided):
    desk.school.sign()
    page = page_of(desk, qtbot)
    assert page.next.isVisible()
    assert not page.signing.isVisible()
    desk.school.clock.time += timedelta(hours=73)
    desk.window.batch.refresh()
    idle(desk, qtbot)
    assert page.signing.isVisible()
    assert "held for 72 hours; they are over" in page.standing.accessibleName()
    assert not page.next.isVisible()
    sign(desk, qtbot, page)
    assert page.next.isVisible()


def test_the_head_agrees_to_the_event_where_the_school_asks_for_it(desk, qtbot: QtBot, decided):
    school = desk.school
    assert not page_of(desk, qtbot).heads_word.isVisible()
    profile = SchoolProfile(policy_version="1", head_per_event=True)
    school.workspace.school.settle(profile, school.head)
    deputy = school.workspace.staff.add(DEPUTY, PASSWORD, {Role.APPROVER}, school.head)
    complete_papers(school.workspace, deputy.id)
    page = page_of(desk, qtbot)
    card = page.heads_word
    assert "has not agreed" in card.note.accessibleName()
    assert nameless(desk.window) == []
    choose(page, DEPUTY)
    sign(desk, qtbot, page)
    assert "has not agreed" in page.signing.refusal.accessibleName()
    assert standing(desk) is None
    card.password.setText("not this one")
    card.agree.click()
    idle(desk, qtbot)
    assert school.workspace.school.agreement(school.batch_id) is None
    card.password.setText(PASSWORD)
    card.agree.click()
    idle(desk, qtbot)
    assert f"{APPROVER} agreed" in card.note.accessibleName()
    assert not card.agree.isVisible()
    sign(desk, qtbot, page)
    assert standing(desk).approver == DEPUTY


def test_a_password_half_typed_is_forgotten_behind_the_lock(desk, qtbot: QtBot, decided):
    page = page_of(desk, qtbot)
    assert page.signing.password.isVisible()
    page.signing.password.setText(PASSWORD)
    desk.window._bar.lock.trigger()
    idle(desk, qtbot)
    assert page.signing.password.text() == ""
    door = desk.window.door.sign_in
    door.password.setText(PASSWORD)
    door.enter.click()
    idle(desk, qtbot)
    assert page.signing.isVisible()
    assert not page.signing.sign.isEnabled()


def test_without_a_purpose_nothing_is_signed(desk, qtbot: QtBot, decided):
    school = desk.school
    details = school.workspace.batches.card(school.batch_id).batch.details
    school.workspace.batches.change(school.batch_id, replace(details, purpose=""), PREPARER)
    page = page_of(desk, qtbot)
    sign(desk, qtbot, page)
    assert "what the photos of this event are for" in page.signing.refusal.accessibleName()
    assert standing(desk) is None


def test_whoever_may_not_publish_is_told_calmly(desk, qtbot: QtBot, decided):
    school = desk.school
    school.workspace.staff.add("Ina Spector", PASSWORD, {Role.INSPECTOR}, school.head)
    school.sign()
    desk.window.at_desk.sit_down(school.workspace.staff.sign_in("Ina Spector", PASSWORD))
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    idle(desk, qtbot)
    page.publish.click()
    idle(desk, qtbot)
    assert school.published_files() == []
    assert not page.publish.isEnabled()
    told = [label.text() for label in page.preflight.findChildren(QLabel)]
    assert "In the way: This account may not publish." in told
