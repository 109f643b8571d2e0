"""The form for a camera or an iPad of the school."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from consentdesk.domain.photo import DEVICE_STATE_WORDS, CameraDevice, DeviceState, SchoolDevice
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class DeviceForm(FormDialog):
    """Make and model as the device writes them into its photos, serial number, who keeps it.

    Of a device that is listed already, who keeps it and whether it is in use can be changed.
    """

    def __init__(
        self,
        around: Surroundings,
        known: SchoolDevice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            around,
            tr("A device of the school"),
            tr("Add it") if known is None else tr("Save"),
            parent,
        )
        self._known = known
        self.make = QLineEdit("Apple")
        self.model = QLineEdit()
        self.model.setPlaceholderText(tr("iPad (9th generation)"))
        self.serial = QLineEdit()
        self.serial.setPlaceholderText(tr("Need not be there"))
        self.kept_by = QLineEdit()
        self.kept_by.setPlaceholderText(tr("Who locks it away"))
        self.state = QComboBox()
        for state, text in DEVICE_STATE_WORDS.items():
            self.state.addItem(tr(text), state)
        self._lay_out()
        if known is not None:
            self._show(known)
        self._typed()
        self.begin_with(480, 420)

    def save_now(self) -> None:
        """Add the device, or record what is new about it."""
        if self.save.isEnabled():
            self.record(self._saving())

    def _saving(self) -> Callable[[], None]:
        make, model, serial, kept_by = (
            " ".join(field.text().split())
            for field in (self.make, self.model, self.serial, self.kept_by)
        )
        batches, by = self._around.workspace.batches, self._around.by()
        if self._known is None:
            device = CameraDevice(make, model, serial)
            return lambda: batches.add_school_device(device, by, kept_by)
        changed = SchoolDevice(self._known.device, kept_by, DeviceState(self.state.currentData()))
        return lambda: batches.change_school_device(changed, by)

    def _lay_out(self) -> None:
        for label, field in (
            (tr("Make"), self.make),
            (tr("Model"), self.model),
            (tr("Serial number"), self.serial),
            (tr("Kept by"), self.kept_by),
        ):
            field.setAccessibleName(label)
            self.fields.addRow(label, field)
            field.textChanged.connect(self._typed)
        if self._known is None:
            text = tr("As it stands in the settings of the device under General, About.")
        else:
            self.state.setAccessibleName(tr("State"))
            self.fields.addRow(tr("State"), self.state)
            text = tr("Photos from a device that is not in use are set aside.")
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)

    def _show(self, known: SchoolDevice) -> None:
        device = known.device
        for field, text in (
            (self.make, device.make),
            (self.model, device.model),
            (self.serial, device.serial),
        ):
            field.setText(text)
            field.setEnabled(False)
        self.kept_by.setText(known.kept_by)
        self.state.setCurrentIndex(self.state.findData(known.state))

    def _typed(self) -> None:
        self.save.setEnabled(bool(self.make.text().strip() and self.model.text().strip()))
