"""The school's own cameras and iPads."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from consentdesk.domain.photo import DEVICE_STATE_WORDS, SchoolDevice
from consentdesk.ui.buttons import button
from consentdesk.ui.channels.device_form import DeviceForm
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

COLUMNS = 5


class DevicesCard(QFrame):
    """Lists the devices and takes new ones."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._around = around
        self.form: DeviceForm | None = None
        self.add = button(around.theme, tr("Add a device"), partial(self._ask, None), icon="plus")
        self.changes: list[QPushButton] = []
        self._explained = words(look="muted")
        self._devices = QGridLayout()
        self._devices.setHorizontalSpacing(24)
        self._devices.setVerticalSpacing(4)
        for place in range(1, COLUMNS):
            self._devices.setColumnStretch(place, 1)
        top = QHBoxLayout()
        top.addWidget(words(tr("School devices"), "heading"), 1)
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._explained)
        column.addLayout(self._devices)

    def show_devices(self, devices: Sequence[SchoolDevice]) -> None:
        """Show these in place of the last ones."""
        while self._devices.count():
            item = self._devices.takeAt(0)
            label = item.widget() if item is not None else None
            if label is not None:
                label.hide()
                label.deleteLater()
        self.changes = [self._change_of(device) for device in devices]
        for row, (one, change) in enumerate(zip(devices, self.changes, strict=True)):
            for column, (text, look) in enumerate(_in_words(one)):
                self._devices.addWidget(words(text, look), row, column)
            self._devices.addWidget(change, row, COLUMNS)
        self._explained.setText(
            tr(
                "Photos from other devices, and from those not in use, are set aside until "
                "somebody says why they may be taken."
            )
            if devices
            else tr("None is listed, so photos from every device are taken without a question.")
        )

    def _change_of(self, one: SchoolDevice) -> QPushButton:
        change = button(
            self._around.theme, tr("Change"), partial(self._ask, one), icon="pencil-outline"
        )
        name = f"{one.device.model} {one.device.serial}".strip()
        change.setAccessibleName(tr("Change {name}", name=name))
        return change

    def _ask(self, known: SchoolDevice | None) -> None:
        self.form = DeviceForm(self._around, known, self.window())
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _recorded(self, result: object) -> None:
        self.changed.emit()


def _in_words(one: SchoolDevice) -> tuple[tuple[str, str], ...]:
    """Return what stands in the columns, each with its look."""
    device = one.device
    return (
        (device.make, ""),
        (device.model, "strong"),
        (device.serial or tr("any serial number"), "muted"),
        (tr("Kept by {name}", name=one.kept_by) if one.kept_by else tr("Nobody keeps it"), ""),
        (tr(DEVICE_STATE_WORDS[one.state]), ""),
    )
