from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.window import MainWindow


def test_the_first_start_asks_who_is_at_the_desk(qtbot: QtBot, theme, school, dialogs):
    runner = Runner(Messages())
    window = MainWindow(school.workspace, runner, dialogs, theme)
    window.show()
    welcome = window.screen_in_view
    assert welcome is window._welcome
    window.go("register")
    assert window.screen_in_view is welcome
    qtbot.keyClicks(welcome.name, "  Ann   Preparer ")
    qtbot.keyClick(welcome.name, Qt.Key.Key_Return)
    assert window.at_desk.name == "Ann Preparer"
    assert window.screen_in_view is window.home
    qtbot.waitUntil(lambda: not runner.busy())
    window.close()
    again = MainWindow(school.workspace, runner, dialogs, theme)
    assert again.screen_in_view is again.home
    qtbot.waitUntil(lambda: not runner.busy())
    runner.close()
    for each in (window, again):
        each.deleteLater()


def test_a_name_to_start_with_holds_until_somebody_says_theirs(
    qtbot: QtBot, theme, school, dialogs
):
    runner = Runner(Messages())
    first = MainWindow(school.workspace, runner, dialogs, theme, "Demo Person")
    assert first.screen_in_view is first.home
    assert first.at_desk.by() == "Demo Person"
    first.at_desk.set_name("Ann Preparer")
    again = MainWindow(school.workspace, runner, dialogs, theme, "Demo Person")
    assert again.at_desk.by() == "Ann Preparer"
    qtbot.waitUntil(lambda: not runner.busy())
    runner.close()
    for each in (first, again):
        each.deleteLater()


def test_the_name_can_be_changed(desk, qtbot: QtBot):
    bar = desk.window._bar
    bar.who.click()
    assert desk.window.at_desk.name == "Ann Preparer"
    desk.dialogs.text = "Bea Colleague"
    bar.who.click()
    assert desk.window.at_desk.name == "Bea Colleague"
    assert bar.who.text() == "Bea Colleague"


def test_places_by_key(desk, qtbot: QtBot):
    window = desk.window
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.screen_in_view is window.register)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.screen_in_view is window.channels)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.screen_in_view is window.home)


def test_home_shows_the_batch_and_opens_it_with_enter(desk, qtbot: QtBot):
    home = desk.window.home
    qtbot.waitUntil(lambda: home.cards_shown == 1)
    card = home.first_card
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert desk.window.batch.batch_id == desk.school.batch_id


def test_every_step_can_be_looked_at(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id)
    batch = desk.window.batch
    qtbot.waitUntil(lambda: batch.card is not None)
    for step in Step:
        batch.stepper.buttons[step].click()
        qtbot.waitUntil(lambda: not desk.runner.busy())
        assert batch.stepper.buttons[step].isChecked()
    assert not desk.said


def test_a_blocked_step_says_why(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id)
    batch = desk.window.batch
    qtbot.waitUntil(lambda: batch.card is not None)
    blocked = batch.stepper.buttons[Step.PUBLISH]
    assert "Not yet" in blocked.accessibleName()
    assert "second person" in blocked.toolTip()
    blocked.click()
    qtbot.waitUntil(batch.page_of(Step.PUBLISH).blocked.isVisible)
    batch.stepper.buttons[Step.SIGN_OFF].click()
    assert batch.page is batch._blocked


def test_the_path_leads_back_home(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id)
    qtbot.waitUntil(lambda: desk.window.batch.card is not None)
    desk.window.batch.closed.emit()
    assert desk.window.screen_in_view is desk.window.home
    assert desk.window.batch is None
