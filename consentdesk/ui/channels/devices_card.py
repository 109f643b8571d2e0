"""The school's own cameras and iPads."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.photo import CameraDevice
from consentdesk.ui.buttons import button
from consentdesk.ui.channels.device_form import DeviceForm
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look


class DevicesCard(QFrame):
    """Lists the devices and takes new ones."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._around = around
        self.form: DeviceForm | None = None
        self.add = button(around.theme, tr("Add a device"), self._ask, icon="plus")
        self._explained = words(look="muted")
        self._devices = QGridLayout()
        self._devices.setHorizontalSpacing(24)
        self._devices.setVerticalSpacing(4)
        self._devices.setColumnStretch(2, 1)
        top = QHBoxLayout()
        top.addWidget(words(tr("School devices"), "heading"), 1)
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._explained)
        column.addLayout(self._devices)

    def show_devices(self, devices: Sequence[CameraDevice]) -> None:
        """Show these in place of the last ones."""
        while self._devices.count():
            item = self._devices.takeAt(0)
            label = item.widget() if item is not None else None
            if label is not None:
                label.hide()
                label.deleteLater()
        for row, device in enumerate(devices):
            serial = device.serial or tr("any serial number")
            for column, (text, look) in enumerate(
                ((device.make, ""), (device.model, "strong"), (serial, "muted"))
            ):
                self._devices.addWidget(words(text, look), row, column)
        self._explained.setText(
            tr("Photos from other devices are set aside until somebody says why they may be taken.")
            if devices
            else tr("None is listed, so photos from every device are taken without a question.")
        )

    def _ask(self) -> None:
        self.form = DeviceForm(self._around, self.window())
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _recorded(self, result: object) -> None:
        self.changed.emit()
