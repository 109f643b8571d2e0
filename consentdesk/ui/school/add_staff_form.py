"""The form for a new account."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.school.role_words import RolesChoice
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class AddStaffForm(FormDialog):
    """A name, a password that this person types, and roles; `saved` carries the member."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("Add somebody"), tr("Open the account"), parent)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("First and last name"))
        self.name.setPlaceholderText(tr("First and last name"))
        self.password = NewPassword(tr("A password of their own"))
        self.roles = RolesChoice()
        self.fields.addRow(tr("&Name"), self.name)
        self.fields.addRow(tr("Password"), self.password)
        text = tr("The new colleague sits down here and types a password that nobody else knows.")
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self.column.addWidget(words(tr("What this person does"), "heading"))
        self.column.addWidget(self.roles)
        self.name.textChanged.connect(self._typed)
        self.password.typed.connect(self._typed)
        self.roles.chosen.connect(self._typed)
        self._typed()
        self.begin_with(560, 720)
        self.name.setFocus()

    def save_now(self) -> None:
        """Open the account."""
        who = self._around.who()
        if who is None or not self.save.isEnabled():
            return
        name, password, roles = self.name.text(), self.password.password, self.roles.roles
        staff = self._around.workspace.staff
        self.record(lambda: staff.add(name, password, roles, who))

    @Slot()
    def _typed(self) -> None:
        named = bool(self.name.text().strip())
        self.save.setEnabled(named and bool(self.password.password) and bool(self.roles.roles))
