"""The lock: nothing of the school shows, work goes on, and one comes back to where one was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.dialogs import QtDialogs
from consentdesk.ui.sign_in.idle_watch import IdleWatch
from consentdesk.ui.sign_in.password_form import PasswordForm
from tests.small_workspace import APPROVER, PASSWORD, PREPARER, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def come_in(desk, qtbot: QtBot, name: str) -> None:
    page = desk.window.door.sign_in
    page.person.setCurrentIndex(page.person.findText(name))
    page.password.setText(PASSWORD)
    page.enter.click()
    qtbot.waitUntil(lambda: desk.window.at_desk.who is not None)
    idle(desk, qtbot)


def lock(desk, qtbot: QtBot) -> None:
    desk.window._bar.lock.trigger()
    idle(desk, qtbot)


def audited(desk) -> list[str]:
    return [row.what for row in desk.school.workspace.library.run(lambda u: u.audit.rows())]


def test_locked_by_key_and_back_to_the_same_place(desk, qtbot: QtBot):
    window = desk.window
    window.open_batch(desk.school.batch_id, Step.BRING_IN)
    idle(desk, qtbot)
    batch = window.batch
    window.activateWindow()
    QTest.keyClick(window.windowHandle(), Key.Key_L, CTRL)
    idle(desk, qtbot)
    assert window.screen_in_view is window.door
    assert not batch.isVisible()
    assert not window.rail.isEnabled()
    assert not window._bar.who.isVisible()
    assert window.at_desk.who is None
    assert window.around.who() is None
    assert window.windowTitle() == "ConsentDesk"
    assert nameless(window) == []
    assert "locked" in audited(desk)
    for place in ("home", "register"):
        window.go(place)
    QTest.keyClick(window.windowHandle(), Key.Key_2, CTRL)
    assert window.screen_in_view is window.door
    page = window.door.sign_in
    assert page.person.currentText() == PREPARER, "whoever was there is proposed"
    page.password.setText("not this one")
    page.enter.click()
    idle(desk, qtbot)
    assert window.screen_in_view is window.door
    come_in(desk, qtbot, PREPARER)
    assert window.screen_in_view is batch
    assert batch.isVisible()
    assert window.rail.isEnabled()


def test_a_form_is_hidden_and_comes_back_as_it_was(desk, qtbot: QtBot):
    desk.window.new_batch()
    form = desk.window.findChild(BatchForm)
    idle(desk, qtbot)
    form.event_name.setText("Half typed")
    form.activateWindow()
    QTest.keyClick(form.windowHandle(), Key.Key_L, CTRL)  # the window behind has no keys now
    idle(desk, qtbot)
    assert not form.isVisible()
    assert desk.window.at_desk.who is None
    come_in(desk, qtbot, PREPARER)
    assert form.isVisible()
    assert form.isModal()
    assert form.event_name.text() == "Half typed"
    form.close()


def test_what_was_half_done_by_somebody_else_is_put_away(desk, qtbot: QtBot):
    answers: list[bool] = []
    desk.window.new_batch()
    form = desk.window.findChild(BatchForm)
    idle(desk, qtbot)
    form.event_name.setText("Half typed")
    QtDialogs().confirm(form, "Sure?", "Really?", "Yes", "No", answers.append)
    desk.window._bar.change_over.trigger()
    idle(desk, qtbot)
    assert desk.window.door.sign_in.person.currentIndex() == -1, "nobody is proposed"
    come_in(desk, qtbot, APPROVER)
    assert answers == [False]
    assert desk.window.findChild(BatchForm) is None
    assert desk.window._bar.who.text() == APPROVER
    assert desk.window.around.by() == APPROVER
    assert len(desk.school.workspace.batches.cards()) == 1


def test_a_window_that_comes_up_late_is_hidden_too(desk, qtbot: QtBot):
    lock(desk, qtbot)
    late = QDialog(desk.window)
    late.open()
    late.activateWindow()
    qtbot.waitUntil(lambda: not late.isVisible())
    come_in(desk, qtbot, PREPARER)
    assert late.isVisible()
    late.close()


def test_a_form_that_is_saved_behind_the_lock_stays_away(desk, qtbot: QtBot):
    desk.window.new_batch()
    form = desk.window.findChild(BatchForm)
    idle(desk, qtbot)
    form.event_name.setText("Book week")
    form.save_now()
    desk.window._bar.lock.trigger()
    idle(desk, qtbot)
    assert desk.window.screen_in_view is desk.window.door
    come_in(desk, qtbot, PREPARER)
    assert desk.window.findChild(BatchForm) is None
    assert desk.window.batch.isVisible(), "it opened behind the lock"


def test_the_leaders_form_of_the_door_stays(desk, qtbot: QtBot):
    lock(desk, qtbot)
    page = desk.window.door.sign_in
    page.forgotten.click()
    page.form.activateWindow()
    QApplication.processEvents()
    assert page.form.isVisible()
    page.form.reject()


def test_work_goes_on_behind_the_lock(gated_desk, gate, qtbot: QtBot):
    desk = gated_desk
    files = [write_photo(desk.school.folder / f"{n}.jpg", n) for n in range(3)]
    desk.window.jobs.bring_in_only(desk.school.batch_id, files)
    gate.let(1)
    desk.window._bar.lock.trigger()
    assert desk.window.jobs.running
    gate.open()
    idle(desk, qtbot)
    assert len(desk.school.photos()) == 3
    assert desk.window.at_desk.who is None
    desk.runner.messages.info("Something is done.")
    assert not desk.window.banner.isVisible()


def test_the_window_closes_from_behind_the_lock(desk, qtbot: QtBot):
    lock(desk, qtbot)
    desk.window.close()
    assert not desk.window.isVisible()


def test_nobody_there_locks(desk, qtbot: QtBot):
    school = desk.school
    school.workspace.school.settle(SchoolProfile(policy_version="1", idle_minutes=3), school.head)
    lock(desk, qtbot)
    come_in(desk, qtbot, PREPARER)
    timer = desk.window.lock.watch.timer
    assert timer.interval() == 3 * 60 * 1000
    timer.timeout.emit()
    idle(desk, qtbot)
    assert desk.window.screen_in_view is desk.window.door
    assert not timer.isActive()


@pytest.fixture
def watch(qtbot: QtBot, desk):
    """A watch over the window with a clock of its own, and how often it said idle."""
    now, said = [0.0], []
    watch = IdleWatch(lambda: now[0], desk.window)
    watch.idle.connect(lambda: said.append(now[0]))
    watch.begin(10)
    return watch, now, said


def test_a_hand_on_key_or_mouse_begins_anew(qtbot: QtBot, desk, watch):
    watch, now, said = watch
    handle = desk.window.windowHandle()
    begins = []
    watch.timer.start = lambda ms: begins.append(ms)
    now[0] = 599
    QTest.keyClick(handle, Key.Key_A)
    QTest.mouseMove(handle)
    qtbot.waitUntil(lambda: len(begins) >= 2)
    assert set(begins) == {600_000}
    assert said == []


def test_the_lid_was_shut_longer_than_that(qtbot: QtBot, desk, watch):
    watch, now, said = watch
    now[0] = 600  # the timer slept with the computer, the clock did not
    QTest.keyClick(desk.window.windowHandle(), Key.Key_A)
    assert said == [600]


def test_at_rest_it_says_nothing(qtbot: QtBot, desk, watch):
    watch, now, said = watch
    watch.rest()
    now[0] = 6000
    QTest.keyClick(desk.window.windowHandle(), Key.Key_A)
    assert said == []
    assert not watch.timer.isActive()


def test_ones_own_password(desk, qtbot: QtBot):
    new = "four words over lunch"
    desk.window._bar.password.trigger()
    form = desk.window.findChild(PasswordForm)
    assert nameless(form) == []
    form.old.setText("not this one")
    for field in (form.new.first, form.new.again):
        field.setText(new)
    form.save.click()
    idle(desk, qtbot)
    assert "do not go together" in form.problem.accessibleName()
    assert desk.school.workspace.staff.prove(PREPARER, PASSWORD)
    form.old.setText(PASSWORD)
    form.save.click()
    qtbot.waitUntil(lambda: desk.said != [])
    assert desk.school.workspace.staff.prove(PREPARER, new)
