"""The door of the window: the first account, signing in, and the wait after wrong passwords."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.staff import Role
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.window import MainWindow
from tests.small_workspace import (
    APPROVER,
    KEY,
    PASSWORD,
    PREPARER,
    TestClock,
    assemble_for_test,
    complete_papers,
)
from tests.ui.conftest import AnsweredDialogs
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

NEW = "three words at lunch"


@pytest.fixture
def opened(qtbot: QtBot, theme, dialogs: AnsweredDialogs) -> Iterator[object]:
    """Opens windows over a workspace; each is closed at the end."""
    made: list[tuple[MainWindow, Runner]] = []

    def open_window(workspace) -> MainWindow:
        runner = Runner(Messages())
        window = MainWindow(workspace, runner, dialogs, theme)
        made.append((window, runner))
        window.show()
        idle(window.around, qtbot)
        return window

    yield open_window
    for window, runner in made:
        qtbot.waitUntil(lambda runner=runner: not runner.busy())
        runner.close()
        window.close()
        window.deleteLater()


@pytest.fixture
def door(opened, school):
    """The sign-in page of a school with a preparer and a head, nobody in yet."""
    return opened(school.workspace).door.sign_in


def try_in(qtbot: QtBot, page, name: str, password: str) -> None:
    page.person.setCurrentIndex(page.person.findText(name))
    qtbot.keyClicks(page.password, password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    idle(page.window().around, qtbot)


def test_the_first_start_opens_the_first_account(qtbot: QtBot, opened, tmp_path):
    workspace = assemble_for_test(tmp_path / "new", KEY, TestClock(), new=True)
    window = opened(workspace)
    page = window.door.first_account
    assert window.screen_in_view is window.door
    assert page.isVisible()
    assert not window.rail.isEnabled()
    assert nameless(window) == []
    window.go("register")
    assert window.screen_in_view is window.door, "nobody is in yet"
    qtbot.keyClicks(page.name, "  Ann   Preparer ")
    qtbot.keyClicks(page.password.first, NEW)
    qtbot.keyClicks(page.password.again, NEW[:-1])
    page.roles[Role.PREPARER].click()
    qtbot.keyClick(page.password.again, Qt.Key.Key_Return)
    assert not page.start.isEnabled(), "the two are not the same"
    assert workspace.staff.nobody_yet()
    qtbot.keyClicks(page.password.again, NEW[-1])
    page.roles[Role.PREPARER].click()
    assert not page.start.isEnabled(), "nobody is nothing"
    page.roles[Role.PREPARER].click()
    qtbot.keyClick(page.password.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.screen_in_view is window.home)
    assert window.at_desk.by() == "Ann Preparer"
    (member,) = workspace.staff.all()
    assert member.roles == {Role.PREPARER, Role.ADMINISTRATOR}
    idle(window.around, qtbot)
    window.close()
    workspace.close()


def test_a_password_that_will_not_do_opens_no_account(qtbot: QtBot, opened, tmp_path):
    workspace = assemble_for_test(tmp_path / "new", KEY, TestClock(), new=True)
    window = opened(workspace)
    page = window.door.first_account
    page.name.setText("Ann Preparer")
    for field in (page.password.first, page.password.again):
        field.setText("short")
    page.roles[Role.HEAD].click()
    page.start.click()
    idle(window.around, qtbot)
    assert "8 characters" in page.problem.accessibleName()
    assert workspace.staff.nobody_yet()
    window.close()
    workspace.close()


def test_only_a_right_password_lets_in(qtbot: QtBot, door):
    window = door.window()
    assert [door.person.itemText(n) for n in range(door.person.count())] == [APPROVER, PREPARER]
    assert door.person.currentIndex() == -1, "a first time: nobody is proposed"
    assert not door.enter.isEnabled()
    assert nameless(window) == []
    try_in(qtbot, door, PREPARER, "not this one")
    assert "do not go together" in door.problem.accessibleName()
    assert door.password.text() == ""
    assert window.screen_in_view is window.door
    assert window.at_desk.who is None
    try_in(qtbot, door, PREPARER, PASSWORD)
    assert window.screen_in_view is window.home
    assert window.at_desk.who.name == window._bar.who.text() == PREPARER


def test_after_three_wrong_passwords_the_page_counts_down(qtbot: QtBot, door, school):
    for _ in range(3):
        try_in(qtbot, door, PREPARER, "not this one")
    assert "Try again in 5 seconds." in door.problem.accessibleName()
    door.password.setText(PASSWORD)
    assert not door.enter.isEnabled()
    school.clock.time += timedelta(seconds=2)
    door.counting.timeout.emit()
    assert "Try again in 3 seconds." in door.problem.accessibleName()
    door.person.setCurrentIndex(door.person.findText(APPROVER))
    door.password.setText(PASSWORD)
    assert door.enter.isEnabled(), "the wait is one person's"
    door.person.setCurrentIndex(door.person.findText(PREPARER))
    door.password.setText(PASSWORD)
    assert not door.enter.isEnabled()
    school.clock.time += timedelta(seconds=3)
    door.counting.timeout.emit()
    assert door.problem.accessibleName() == ""
    assert not door.counting.isActive()
    door.enter.click()
    idle(door.window().around, qtbot)
    assert door.window().at_desk.who.name == PREPARER


def test_a_leaver_is_not_offered(qtbot: QtBot, opened, school):
    preparer = next(m for m in school.workspace.staff.all() if m.name == PREPARER)
    school.workspace.staff.leaves(preparer.id, school.clock().date(), school.head)
    page = opened(school.workspace).door.sign_in
    assert [page.person.itemText(n) for n in range(page.person.count())] == [APPROVER]


def test_capitals_are_noticed(qtbot: QtBot, door):
    told: list[bool] = []
    door.password.capitals.connect(told.append)
    qtbot.keyClick(door.password, "a")
    qtbot.keyClick(door.password, "1")
    assert told == [False]
    qtbot.keyClick(door.password, "A")  # a large letter without Shift
    assert told == [False, True]


def test_who_was_there_last_is_proposed_by_number_only(qtbot: QtBot, opened, door, school):
    try_in(qtbot, door, PREPARER, PASSWORD)
    again = opened(school.workspace)
    assert again.door.sign_in.person.currentText() == PREPARER
    again._settings.sync()
    assert PREPARER not in (school.workspace.folder / "window.ini").read_text()


def test_two_leaders_let_a_colleague_in(qtbot: QtBot, door, school):
    other = school.workspace.staff.add("Dee Leader", PASSWORD, {Role.DSL}, school.head)
    complete_papers(school.workspace, other.id)
    door.stale.emit()
    idle(door.window().around, qtbot)
    door.person.setCurrentIndex(door.person.findText(PREPARER))
    door.forgotten.click()
    form = door.form
    assert nameless(form) == []
    assert form.who.currentText() == PREPARER
    one, another = form.leaders
    assert [one.itemText(n) for n in range(one.count())] == [APPROVER, "Dee Leader"]
    for field in form.passwords:
        field.setText(PASSWORD)
    for field in (form.new.first, form.new.again):
        field.setText(NEW)
    one.setCurrentIndex(0)
    another.setCurrentIndex(0)
    assert not form.save.isEnabled(), "one leader twice"
    another.setCurrentIndex(1)
    form.passwords[1].setText("wrong one")
    form.save.click()
    idle(door.window().around, qtbot)
    assert "Dee Leader: " in form.problem.accessibleName()
    assert school.workspace.staff.prove(PREPARER, PASSWORD), "nothing changed"
    form.passwords[1].setText(PASSWORD)
    form.save.click()
    qtbot.waitUntil(lambda: door.form is None)
    idle(door.window().around, qtbot)
    assert "counts from now on" in door.problem.accessibleName()
    try_in(qtbot, door, PREPARER, NEW)
    assert door.window().at_desk.who.name == PREPARER
