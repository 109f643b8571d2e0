"""The answers on record about a person, and recording one by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.register.answer_form import AnswerForm
from consentdesk.ui.register.history_words import place_of
from consentdesk.ui.register.permission_words import answer_origin, answer_words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.answer_history import RecordedAnswer
    from consentdesk.services.roll_sheets.roll import RegisterEntry


class AnswersPart(QWidget):
    """Each answer with its origin; strictest wins whatever the order."""

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        entry: RegisterEntry,
        purposes: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._person = entry.person
        self._purposes = purposes
        self.form: AnswerForm | None = None
        self.add = button(around.theme, tr("Record an answer"), self._ask, icon="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.add)
        if not entry.answers:
            column.addWidget(words(tr("None."), "muted"))
        self._origins = [
            (answer, words(answer_origin(answer), "muted")) for answer in entry.answers
        ]
        for answer, origin in self._origins:
            column.addWidget(words(answer_words(answer, purposes)))
            column.addWidget(origin)

    def show_history(self, history: Sequence[RecordedAnswer]) -> None:
        """Name the file beside the cell that each answer was read in."""
        for answer, origin in self._origins:
            origin.setText(answer_origin(answer, place_of(answer, history)))

    def _ask(self) -> None:
        self.form = AnswerForm(self._around, self._person, self._purposes, self.window())
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _recorded(self, result: object) -> None:
        self.changed.emit()
