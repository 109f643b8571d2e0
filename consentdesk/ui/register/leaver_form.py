"""The form for a person who leaves the school."""

from PySide6.QtWidgets import QWidget

from consentdesk.domain.people import Person
from consentdesk.ui.day_field import day_field, day_in
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class LeaverForm(FormDialog):
    """Asks from which day on."""

    def __init__(self, around: Surroundings, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("{name} leaves", name=person.name), tr("Record"), parent)
        self._person_id = person.id
        self.left_on = day_field(tr("First day no longer at the school"))
        self.fields.addRow(tr("No longer here from"), self.left_on)
        text = tr(
            "From that day on nothing with this person is published. What was enrolled for "
            "comparing faces is destroyed at once."
        )
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self.begin_with(480, 300)

    def save_now(self) -> None:
        """Record the day."""
        day, by, roll = day_in(self.left_on), self._around.by(), self._around.workspace.roll
        self.record(lambda: roll.set_left(self._person_id, day, by))
