"""From a rule that is in the way, one key leads to where it is put right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
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

MANY = 7
"""Channels of which only some have room in the smallest window."""


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PublishPage:
    """One photo, signed off; the page in view."""
    desk.school.workspace.batches.add_school_device(IPAD, APPROVER)
    return signed_page(desk, qtbot)


def signed_page(desk: Desk, qtbot: QtBot) -> PublishPage:
    school = desk.school
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


def go(desk: Desk, qtbot: QtBot, page: PublishPage, text: str, *, rule: str = "") -> None:
    """Reach the way by Tab alone and press it; `rule` begins the sentence of the one meant."""
    desk.window.batch.refresh()
    qtbot.waitUntil(lambda: bool(ways(page, text)))
    idle(desk, qtbot)
    (way,) = (w for w in ways(page, text) if w.accessibleDescription().startswith(rule))
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


def wait_for_keys(qtbot: QtBot, name: str) -> None:
    def there() -> bool:
        keys = QApplication.focusWidget()
        return keys is not None and keys.accessibleName() == name

    qtbot.waitUntil(there)


def in_sight(widget: QWidget) -> bool:
    """Whether all of a widget can be seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


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
    wait_for_keys(qtbot, "Change Website")
    assert nameless(desk.window) == []


def test_to_the_one_channel_among_many(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    school = desk.school
    for number in range(MANY):
        name, folder = f"Account {number}", school.folder / f"account {number}"
        folder.mkdir()
        details = replace(school.newsletter.details, name=name, folder=folder)
        school.workspace.channels.add(details, school.head.name)
    lacks_approval(school)
    last = school.workspace.channels.all()[-1]
    lacking = replace(last.details, standing=ChannelStanding())
    school.workspace.channels.change(replace(last, details=lacking), school.head.name)
    desk.window.resize(desk.window.minimumSize())
    go(desk, qtbot, page, "Open Channels", rule=f"{last.name}: ")
    wait_for_keys(qtbot, f"Change {last.name}")
    way = QApplication.focusWidget()
    assert in_sight(way)
    assert in_sight(desk.window.channels.cards[-1])
    assert not in_sight(desk.window.channels.cards[0])
    qtbot.keyClick(way, Qt.Key.Key_Space)
    form = desk.window.channels.form
    assert form.name.text() == last.name
    form.reject()


def test_the_keys_stay_at_a_channel_that_was_changed(
    desk: Desk, qtbot: QtBot, page: PublishPage
) -> None:
    lacks_approval(desk.school)
    go(desk, qtbot, page, "Open Channels")
    wait_for_keys(qtbot, "Change Website")
    before = QApplication.focusWidget()
    desk.window.channels.refresh()
    idle(desk, qtbot)
    wait_for_keys(qtbot, "Change Website")
    assert QApplication.focusWidget() is not before


def test_nobody_is_led_anywhere_the_next_time(desk: Desk, qtbot: QtBot, page: PublishPage) -> None:
    lacks_approval(desk.school)
    go(desk, qtbot, page, "Open Channels")
    wait_for_keys(qtbot, "Change Website")
    desk.window.go("home")
    idle(desk, qtbot)
    desk.window.go("channels")
    idle(desk, qtbot)
    assert QApplication.focusWidget().accessibleName() != "Change Website"


def test_to_the_list_of_devices(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(desk.window.minimumSize())
    go(desk, qtbot, signed_page(desk, qtbot), "Open Channels")
    wait_for_keys(qtbot, "Add a device")
    assert in_sight(QApplication.focusWidget())


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
    wait_for_keys(qtbot, "Version of the policy")


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
    idle(desk, qtbot)
    assert not page.publish.isEnabled()
    assert ways(page, "Open Staff")
