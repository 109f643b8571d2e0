"""Changing one's own password."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class PasswordForm(FormDialog):
    """The password as it is, and the new one twice."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("Change my password"), tr("Change"), parent)
        self.old = HiddenField(tr("Your password until now"))
        self.new = NewPassword(tr("New password"))
        self.fields.addRow(tr("&Until now"), self.old)
        self.fields.addRow(tr("&New password"), self.new)
        self.column.addLayout(self.fields)
        self.column.addWidget(capitals_hint(self.old))
        self.begin_with(520, 380)
        self.old.textChanged.connect(self._changed)
        self.new.typed.connect(self._changed)
        self._changed()

    def save_now(self) -> None:
        """Change it; Enter does it, too."""
        if not self.save.isEnabled():
            return
        staff, name = self._around.workspace.staff, self._around.by()
        old, new = self.old.text(), self.new.password
        self.record(lambda: staff.change_password(name, old, new))

    @Slot()
    def _changed(self) -> None:
        self.save.setEnabled(bool(self.old.text() and self.new.password))
