"""The form for a camera or an iPad of the school."""

from PySide6.QtWidgets import QLineEdit, QWidget

from consentdesk.domain.photo import CameraDevice
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class DeviceForm(FormDialog):
    """Make and model as the device writes them into its photos, and its serial number."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("A device of the school"), tr("Add it"), parent)
        self.make = QLineEdit("Apple")
        self.model = QLineEdit()
        self.model.setPlaceholderText(tr("iPad (9th generation)"))
        self.serial = QLineEdit()
        self.serial.setPlaceholderText(tr("Need not be there"))
        for label, field in (
            (tr("Make"), self.make),
            (tr("Model"), self.model),
            (tr("Serial number"), self.serial),
        ):
            field.setAccessibleName(label)
            self.fields.addRow(label, field)
            field.textChanged.connect(self._typed)
        text = tr("As it stands in the settings of the device under General, About.")
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self._typed()
        self.begin_with(480, 340)

    def save_now(self) -> None:
        """Add the device."""
        if not self.save.isEnabled():
            return
        make, model, serial = (
            " ".join(field.text().split()) for field in (self.make, self.model, self.serial)
        )
        device, by = CameraDevice(make, model, serial), self._around.by()
        batches = self._around.workspace.batches
        self.record(lambda: batches.add_school_device(device, by))

    def _typed(self) -> None:
        self.save.setEnabled(bool(self.make.text().strip() and self.model.text().strip()))
