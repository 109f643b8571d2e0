from pytestqt.qtbot import QtBot

from consentdesk.domain.photo import CameraDevice, DeviceState, PhotoState, SchoolDevice
from tests.small_workspace import APPROVER, IPAD, PHONE, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


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
    assert SchoolDevice(CameraDevice("Apple", "iPad (10th generation)")) in devices
    assert len(devices) == before + 1
    (photo,) = desk.school.bring_in(write_photo(desk.school.folder / "a.jpg", device=PHONE))
    assert photo.state is PhotoState.SET_ASIDE


def test_who_keeps_a_device_and_what_became_of_it_is_changed(desk, qtbot: QtBot):
    desk.school.workspace.batches.add_school_device(IPAD, APPROVER)
    desk.window.at_desk.sit_down(desk.school.head)
    desk.window.go("channels")
    idle(desk, qtbot)
    card = desk.window.channels.devices
    card.changes[-1].click()
    form = card.form
    assert nameless(form) == []
    assert (form.model.text(), form.model.isEnabled()) == (IPAD.model, False)
    qtbot.keyClicks(form.kept_by, "Ann Preparer")
    form.state.setCurrentText("Lost")
    form.save.click()
    idle(desk, qtbot)
    changed = SchoolDevice(IPAD, "Ann Preparer", DeviceState.LOST)
    assert desk.school.workspace.batches.school_devices()[-1] == changed
    card.changes[-1].click()
    assert (card.form.kept_by.text(), card.form.state.currentText()) == ("Ann Preparer", "Lost")
