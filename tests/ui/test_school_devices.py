from pytestqt.qtbot import QtBot

from consentdesk.domain.photo import CameraDevice, PhotoState
from tests.small_workspace import PHONE, write_photo
from tests.ui.test_accessible_names import nameless


def idle(desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.runner.busy(), timeout=20000)


def test_a_device_is_added_and_others_are_set_aside(desk, qtbot: QtBot):
    desk.window.go("channels")
    idle(desk, qtbot)
    card = desk.window.channels.devices
    before = len(desk.school.workspace.batches.school_devices())
    card.add.click()
    form = card.form
    assert nameless(form) == []
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.model, " iPad  (10th generation) ")
    form.save.click()
    idle(desk, qtbot)
    assert "Only the head or the administrator" in form.problem.accessibleName()
    assert len(desk.school.workspace.batches.school_devices()) == before
    desk.window.at_desk.sit_down(desk.school.head)
    form.save.click()
    idle(desk, qtbot)
    devices = desk.school.workspace.batches.school_devices()
    assert CameraDevice("Apple", "iPad (10th generation)") in devices
    assert len(devices) == before + 1
    (photo,) = desk.school.bring_in(write_photo(desk.school.folder / "a.jpg", device=PHONE))
    assert photo.state is PhotoState.SET_ASIDE
