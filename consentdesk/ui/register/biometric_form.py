"""The form for a biometric permission: every parent told, at least one written yes."""

from PySide6.QtWidgets import QLineEdit, QWidget

from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.people import Person
from consentdesk.ui.day_field import day_field, day_in
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.optional_day import OptionalDay
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class BiometricForm(FormDialog):
    """When the parents were told, who said yes in writing, and where that is kept."""

    def __init__(
        self,
        around: Surroundings,
        person: Person,
        objection: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            around,
            tr("May the face of {name} be compared?", name=person.name),
            tr("Record"),
            parent,
        )
        self._person_id = person.id
        self.warning = Note(
            around.theme,
            "problem",
            tr(
                "There is an objection on record. Go on only if whoever objected took it back: "
                "an objection by a parent or by the child outranks every yes."
            )
            if objection
            else "",
        )
        self.told_on = day_field(tr("Every parent was told in writing by"), until_today=True)
        self.given_by = QLineEdit()
        self.given_by.setAccessibleName(tr("Written yes by"))
        self.given_by.setPlaceholderText(tr("First and last name of a parent"))
        self.given_on = day_field(tr("Day of the written yes"), until_today=True)
        self.evidence = QLineEdit()
        self.evidence.setAccessibleName(tr("Where it is kept"))
        self.evidence.setPlaceholderText(tr("Paper form, folder B, sheet 14"))
        self.expires = OptionalDay(tr("It runs out after"))
        self._lay_out_fields()
        for field in (self.given_by, self.evidence):
            field.textChanged.connect(self._typed)
        self._typed()
        self.begin_with(600, 560 if objection else 500)

    def permission(self) -> BiometricPermission:
        """Return what the form says."""
        return BiometricPermission(
            person_id=self._person_id,
            every_parent_told_on=day_in(self.told_on),
            given_by=" ".join(self.given_by.text().split()),
            given_on=day_in(self.given_on),
            evidence=self.evidence.text().strip(),
            expires_on=self.expires.day,
        )

    def save_now(self) -> None:
        """Record the permission."""
        if not self.save.isEnabled():
            return
        permission, by = self.permission(), self._around.by()
        matching = self._around.workspace.matching
        self.record(lambda: matching.record_permission(permission, by))

    def _lay_out_fields(self) -> None:
        self.column.addWidget(self.warning)
        text = tr(
            "A permission of its own, never derived from a photo permission. Without it the "
            "child is recognised by human eyes only."
        )
        self.column.addWidget(words(text, "muted"))
        self.fields.addRow(tr("Every parent told by"), self.told_on)
        self.fields.addRow(tr("Written yes by"), self.given_by)
        self.fields.addRow(tr("On"), self.given_on)
        self.fields.addRow(tr("Where it is kept"), self.evidence)
        self.column.addLayout(self.fields)
        self.column.addWidget(self.expires)

    def _typed(self) -> None:
        self.save.setEnabled(bool(self.given_by.text().strip() and self.evidence.text().strip()))
