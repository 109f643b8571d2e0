"""Whether a person is still at the school."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.people import Person
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.register.ask_first import ask_first
from consentdesk.ui.register.leaver_form import LeaverForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr


class LeavingPart(QWidget):
    """Records a leaver, or that somebody stays after all."""

    changed = Signal()

    def __init__(self, around: Surroundings, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._person = person
        self.form: LeaverForm | None = None
        left_on = person.details.left_on
        theme = around.theme
        self.leaves = button(theme, tr("Record leaving"), self._ask_day, icon="exit-run")
        self.stays = button(theme, tr("Is still here"), self._ask_back, icon="undo")
        (self.stays if left_on is None else self.leaves).hide()
        day = "" if left_on is None else day_words(left_on)
        text = tr("No longer here from {day}.", day=day) if day else tr("At the school.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (words(text), self.leaves, self.stays):
            column.addWidget(each)

    def _ask_day(self) -> None:
        self.form = LeaverForm(self._around, self._person, self.window())
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _ask_back(self) -> None:
        roll, person_id = self._around.workspace.roll, self._person.id
        ask_first(
            self._around,
            self,
            tr("Is this person still at the school?"),
            tr("The answers on record count again."),
            lambda by: roll.set_left(person_id, None, by),
            self._recorded,
        )

    @Slot(object)
    def _recorded(self, result: object) -> None:
        self.changed.emit()
