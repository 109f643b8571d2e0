"""The form for a backup: where to, and its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class BackupForm(FormDialog):
    """Closes at once; `wanted` carries folder and passphrase, the work goes on behind it."""

    wanted = Signal(object, str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("Make a backup"), tr("Make it"), parent)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(tr("Folder of the backup"))
        self.folder.setPlaceholderText(tr("On another drive"))
        choose = button(around.theme, tr("Choose"), self._choose, icon="folder-outline")
        self.passphrase = NewPassword(
            tr("Passphrase of this backup"), tr("The same passphrase again")
        )
        label = short_words(tr("&Folder"))
        label.setBuddy(self.folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.fields.addRow(label, row)
        self.fields.addRow(tr("Passphrase"), self.passphrase)
        text = tr(
            "One encrypted file with everything but what faces are compared by. It opens with "
            "this passphrase alone: keep it apart from the file."
        )
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self.folder.textChanged.connect(self._typed)
        self.passphrase.typed.connect(self._typed)
        self._typed()
        self.begin_with(560, 420)
        self.folder.setFocus()

    def save_now(self) -> None:
        """Hand on what was entered."""
        if not self.save.isEnabled():
            return
        folder, passphrase = Path(self.folder.text().strip()), self.passphrase.password
        self.accept()  # which forgets what was typed
        self.wanted.emit(folder, passphrase)

    @Slot()
    def _typed(self) -> None:
        named = bool(self.folder.text().strip())
        self.save.setEnabled(named and bool(self.passphrase.password))

    def _choose(self) -> None:
        self._around.dialogs.choose_folder(self, tr("Folder of the backup"), self._chosen)

    def _chosen(self, folder: Path | None) -> None:
        if folder is not None:
            self.folder.setText(str(folder))
