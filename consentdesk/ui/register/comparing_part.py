"""Whether the face of a person may be compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.register.ask_first import ask_first
from consentdesk.ui.register.biometric_form import BiometricForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr

if TYPE_CHECKING:
    from consentdesk.services.roll_sheets.roll import RegisterEntry


class ComparingPart(QWidget):
    """Says how it stands and records a permission or an objection."""

    changed = Signal()

    def __init__(
        self, around: Surroundings, entry: RegisterEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._person = entry.person
        permission = entry.biometric
        self._objection = permission is not None and permission.objection
        self.form: BiometricForm | None = None
        theme = around.theme
        self.permit = button(
            theme, tr("Record a permission"), self._ask_permission, icon="file-sign"
        )
        self.object = button(theme, tr("Record an objection"), self._ask_withdraw, icon="cancel")
        if self._objection:
            self.object.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for text in _standing(permission, entry.person.details.child_objects):
            column.addWidget(words(text))
        column.addWidget(self.permit)
        column.addWidget(self.object)

    def _ask_permission(self) -> None:
        self.form = BiometricForm(self._around, self._person, self._objection, self.window())
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _ask_withdraw(self) -> None:
        matching, person_id = self._around.workspace.matching, self._person.id
        ask_first(
            self._around,
            self,
            tr("Record an objection to comparing faces?"),
            tr(
                "Everything enrolled for this person is destroyed at once, and with it the "
                "portraits that were taken from photos."
            ),
            lambda by: matching.withdraw(person_id, by),
            self._recorded,
        )

    @Slot(object)
    def _recorded(self, result: object) -> None:
        self.changed.emit()


def _standing(permission: BiometricPermission | None, child_objects: bool) -> tuple[str, ...]:
    if child_objects:
        return (tr("The child does not want to appear. Nothing of this person is compared."),)
    if permission is None:
        return (tr("No biometric permission. Found by human eyes only."),)
    if permission.objection:
        return (tr("There is an objection. Nothing of this person is compared."),)
    if not permission.holds(date.today()):
        return (tr("The biometric permission does not hold. Found by human eyes only."),)
    until = permission.expires_on
    return (
        tr("{name} gave a biometric permission in writing.", name=permission.given_by),
        *(() if until is None else (tr("It runs out after {day}.", day=day_words(until)),)),
    )
