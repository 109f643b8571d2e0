"""Another passphrase for the library."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class PassphraseForm(FormDialog):
    """The passphrase as it is, and the new one twice."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("Change the passphrase"), tr("Change"), parent)
        self.old = HiddenField(tr("Passphrase until now"))
        self.new = NewPassword(tr("New passphrase"), tr("The same passphrase again"))
        text = tr(
            "The new one opens the library from the next start on; write it down and lock it away. "
            "Whoever copied the whole folder before still opens that copy with the old one."
        )
        self.column.addWidget(words(text, "muted"))
        if around.password_hint:
            self.column.addWidget(words(around.password_hint, "muted"))
        self.fields.addRow(tr("&Until now"), self.old)
        self.fields.addRow(tr("&New passphrase"), self.new)
        self.column.addLayout(self.fields)
        self.column.addWidget(capitals_hint(self.old))
        self.old.textChanged.connect(self._changed)
        self.new.typed.connect(self._changed)
        self._changed()
        self.begin_with(560, 440)
        self.old.setFocus()

    def save_now(self) -> None:
        """Change it; Enter does it, too."""
        who = self._around.who()
        if who is None or not self.save.isEnabled():
            return
        key, old, new = self._around.workspace.key, self.old.text(), self.new.password
        self.record(lambda: key.change_passphrase(old, new, who))

    @Slot()
    def _changed(self) -> None:
        self.save.setEnabled(bool(self.old.text() and self.new.password.strip()))
