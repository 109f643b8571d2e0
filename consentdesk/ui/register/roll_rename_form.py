"""The form that calls a class otherwise."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class RenameClassForm(FormDialog):
    """Asks which class, and for its new name."""

    def __init__(
        self, around: Surroundings, classes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(around, tr("Rename a class"), tr("Rename"), parent)
        self.old = QComboBox()
        self.old.setAccessibleName(tr("Class"))
        self.old.addItems(list(classes))
        self.new = QLineEdit()
        self.new.setAccessibleName(tr("New name"))
        self.fields.addRow(tr("Class"), self.old)
        self.fields.addRow(tr("New name"), self.new)
        text = tr("The same pupils, under another name. Batches that name the class follow.")
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self.new.textChanged.connect(self._allow)
        self._allow()
        self.new.setFocus()
        self.begin_with(480, 300)

    def save_now(self) -> None:
        """Rename the class everywhere."""
        years, by = self._around.workspace.years, self._around.by()
        old, new = self.old.currentText(), self.new.text()
        self.record(lambda: years.rename_class(old, new, by))

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.old.currentText() and self.new.text().strip()))
