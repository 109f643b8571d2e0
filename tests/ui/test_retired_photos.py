"""Photos whose time is over: their copies stay on the screen and can be taken down."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Status
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.ui.published.copies_model import Wanted
from tests.small_workspace import APPROVER
from tests.ui.conftest import Desk
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_published_screen import publish, shown


def test_their_copies_stand_without_a_picture(desk: Desk, qtbot: QtBot) -> None:
    publish(desk.school, "Ada", "Bo")
    retired = desk.school.workspace.retention.retire(desk.school.batch_id, APPROVER)
    assert len(retired.fingerprints) == 2
    desk.window.go("published")
    idle(desk, qtbot)
    screen = desk.window.published
    screen.bar.choose(Wanted.ALL)
    assert shown(screen) == [Standing.MAY_STAY] * 4
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    desk.window.register.people.changed.emit()
    idle(desk, qtbot)
    assert shown(screen)[0] is Standing.TAKE_DOWN
    assert nameless(desk.window) == []
    desk.dialogs.agree = True
    screen.bar.choose(Wanted.DUE)
    screen.table.selectRow(0)
    before: set[Path] = set(desk.school.published_files())
    screen.acts.take_down.click()
    idle(desk, qtbot)
    assert len(before - set(desk.school.published_files())) == 1
    desk.window.go("home")
    idle(desk, qtbot)
