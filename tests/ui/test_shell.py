from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from tests.ui.settled import idle

TAB = Qt.FocusPolicy.TabFocus


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
        idle(desk, qtbot)
        assert batch.stepper.buttons[step].isChecked()
        tabbed = [b.step for b in batch.stepper.buttons.values() if b.focusPolicy() & TAB]
        assert tabbed == [step], "the Tab key leads to the step in view, arrows to the others"
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
