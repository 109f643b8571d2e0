from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step


def test_home_shows_the_batch(desk, qtbot: QtBot):
    home = desk.window.home
    qtbot.waitUntil(lambda: home.currentWidget() is home._list)


def test_each_step_opens(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id)
    batch = desk.window.batch
    qtbot.waitUntil(lambda: batch.card is not None)
    for step in Step:
        batch.show_step(step)
        qtbot.waitUntil(lambda: not desk.runner.busy())
    assert not desk.said
