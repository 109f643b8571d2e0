"""What a channel asks of whoever is in a picture alone: ticked in its form, told on its card."""

from pytestqt.qtbot import QtBot

from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_channel_limit import open_form, website


def test_J11_a_yes_for_pictures_alone_is_asked_by_a_tick(desk, qtbot: QtBot) -> None:
    desk.window.at_desk.sit_down(desk.school.head)
    form = open_form(desk, qtbot, website(desk))
    assert nameless(form) == []
    assert form.alone.purposes == ()
    form.alone.boxes["single"].click()
    form.save.click()
    idle(desk, qtbot)
    assert website(desk).details.alone_purposes == ("single",)
    again = open_form(desk, qtbot, website(desk))
    assert again.alone.purposes == ("single",)
    again.name.setText("Our website")
    again.save.click()
    idle(desk, qtbot)
    channel = next(c for c in desk.school.workspace.channels.all() if c.name == "Our website")
    assert channel.details.alone_purposes == ("single",)
