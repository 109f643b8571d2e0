"""From a rule that is in the way, one key leads to where it is put right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.channel import ChannelStanding
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.domain.staff import Role
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.batch.publish_page import PublishPage
from tests.small_workspace import APPROVER, IPAD, PASSWORD, SmallSchool, write_photo
from tests.ui.conftest import Desk
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PublishPage:
    """One photo, signed off; the page in view."""
    school = desk.school
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    (photo,) = school.bring_in(write_photo(school.folder / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    shown = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(shown.publish.isVisible)
    idle(desk, qtbot)
    return shown


def ways(page: PublishPage, text: str) -> list[QPushButton]:
    buttons = page.preflight.findChildren(QPushButton)
    return [b for b in buttons if b.text() == text and b.isVisible()]


def go(desk: Desk, qtbot: QtBot, page: PublishPage, text: str) -> None:
    """Reach the way by Tab alone and press it."""
    desk.window.batch.refresh()
    qtbot.waitUntil(lambda: bool(ways(page, text)))
    idle(desk, qtbot)
    (way,) = ways(page, text)
    assert way.accessibleDescription()
    desk.window.activateWindow()
    page.preflight.unfold.setFocus()
    qtbot.waitUntil(page.preflight.unfold.hasFocus)
    for _ in page.preflight.findChildren(QPushButton):
        if not way.hasFocus():
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert way.hasFocus(), "it stands before what is unfolded, and Tab goes as the eye does"
    qtbot.keyClick(way, Qt.Key.Key_Space)
    idle(desk, qtbot)
    assert QApplication.focusWidget() is not None, "the keys go on there"


def lacks_approval(school: SmallSchool) -> None:
    details = replace(school.website.details, standing=ChannelStanding())
    school.workspace.channels.change(replace(school.website, details=details), school.head.name)


def lacks_folder(school: SmallSchool) -> None:
    school.website.details.folder.rmdir()


@pytest.mark.parametrize("break_it", [lacks_approval, lacks_folder])
def test_to_the_channels(
    desk: Desk, qtbot: QtBot, page: PublishPage, break_it: Callable[[SmallSchool], None]
) -> None:
    break_it(desk.school)
    go(desk, qtbot, page, "Open Channels")
    assert desk.window.screen_in_view is desk.window.channels
    assert nameless(desk.window) == []


def test_to_what_has_to_be_taken_down(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    desk.school.publish()
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    go(desk, qtbot, page, "Open Published")
    assert desk.window.screen_in_view is desk.window.published
    assert desk.window.published.filter.rowCount() == 1


def test_to_the_policy(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    school = desk.school.workspace.school
    school.settle(replace(school.profile(), policy_review_on=date(2026, 6, 1)), desk.school.head)
    go(desk, qtbot, page, "Open the policy")
    assert desk.window.screen_in_view is desk.window.school
    assert desk.window.school.tabs.currentWidget() is desk.window.school.policy


def test_to_the_papers_of_whoever_publishes(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    staff = desk.school.workspace.staff
    staff.add("Nora Newcomer", PASSWORD, {Role.PREPARER}, desk.school.head)
    desk.window.at_desk.sit_down(staff.sign_in("Nora Newcomer", PASSWORD))
    go(desk, qtbot, page, "Open Staff")
    assert not page.publish.isEnabled()
    assert desk.school.published_files() == []
    assert desk.window.school.tabs.currentWidget() is desk.window.school.staff


def test_to_the_title_of_the_batch(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    school = desk.school
    titled = replace(school.batch.details, event="Cyprian Marshfieldy wins")
    school.workspace.library.run(lambda u: u.batches.change(school.batch_id, titled))
    go(desk, qtbot, page, "Change this batch")
    form = desk.window.findChild(BatchForm)
    assert form.isVisible()
    assert form.event_name.text() == titled.event
    form.reject()


def test_whoever_takes_over_is_asked_anew(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    staff = desk.school.workspace.staff
    staff.add("Nora Newcomer", PASSWORD, {Role.PREPARER}, desk.school.head)
    window = desk.window
    window.lock.change_over()
    window.at_desk.sit_down(staff.sign_in("Nora Newcomer", PASSWORD))
    window.lock.opened.emit()
    qtbot.waitUntil(lambda: not page.publish.isEnabled())
    assert ways(page, "Open Staff")
