"""Whose row it is: the row as written above the pupils whom it may be about, fact under fact."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from consentdesk.services.consent.on_record import OnRecord
from consentdesk.services.consent.questions import Question
from consentdesk.services.consent.row_owners import NOBODY, described
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import line, words
from consentdesk.ui.register.portrait_view import PortraitView
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.sheet_words.pupil_matching import WrittenPupil
    from consentdesk.ui.consent_sheet.sheet_in_hand import Understood

EDGE = 56


class WhoPart(QFrame):
    """Nobody is chosen beforehand; each pupil has a button of their own."""

    def __init__(
        self,
        around: Surroundings,
        question: Question,
        understood: Understood,
        on_answer: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._on_answer = on_answer
        set_look(self, "well")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(1, 2)
        for column in (2, 3, 4):
            self.grid.setColumnStretch(column, 1)
        self.buttons: list[QPushButton] = []
        self._heads()
        self._written(question, understood)
        listed = [choice for choice in question.choices if choice.value != NOBODY]
        for number, choice in enumerate(listed, 1):
            record = understood.people.get(choice.value)
            if record is not None:
                prefix = described(record.person.details)
                why = choice.words.removeprefix(prefix).strip(" ()")
                self._pupil(record, why, number, chosen=question.answer == choice.value)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(12)
        outer.addLayout(self.grid)
        self.others = self._others(understood, {choice.value for choice in listed})
        outer.addWidget(self.others)

    def _heads(self) -> None:
        for column, text in enumerate((tr("Name"), tr("Class"), tr("Born"), tr("Number")), start=1):
            self.grid.addWidget(words(text, "muted"), 0, column)

    def _written(self, question: Question, understood: Understood) -> None:
        place = question.examples[0].place if question.examples else ""
        replies = {reply.place: reply for reply in understood.proposal.replies}
        reply = replies.get(place)
        facts = _written_facts(reply.pupil) if reply else (tr("Not there any more"), "", "", "")
        self._row(1, words(tr("The row"), "strong"), facts)
        self.grid.addWidget(words(place, "muted"), 1, 5)
        self.grid.addWidget(line(), 2, 0, 1, 6)

    def _pupil(self, record: OnRecord, why: str, number: int, *, chosen: bool) -> None:
        details = record.person.details
        born = f"{details.date_of_birth:%d/%m/%Y}" if details.date_of_birth else "–"
        numbers = details.admission_number or details.key
        row = 1 + 2 * number
        portrait = PortraitView(self._around, record.portrait, edge=EDGE)
        self._row(row, portrait, (details.full_name, details.class_name or "–", born, numbers))
        self.grid.addWidget(words(why, "muted"), row + 1, 1, 1, 4)
        pick = button(
            self._around.theme,
            tr("{n}  This pupil", n=number) if number < 10 else tr("This pupil"),
            partial(self._on_answer, details.key),
            icon="check" if chosen else "",
        )
        pick.setAccessibleName(
            tr("It is the row of {name}, {facts}", name=details.full_name, facts=f"{born}, {why}")
        )
        self.buttons.append(pick)
        self.grid.addWidget(pick, row, 5, Qt.AlignmentFlag.AlignVCenter)

    def _row(self, row: int, first: QWidget, facts: tuple[str, str, str, str]) -> None:
        self.grid.addWidget(first, row, 0, Qt.AlignmentFlag.AlignVCenter)
        for column, text in enumerate(facts, 1):
            self.grid.addWidget(words(text), row, column, Qt.AlignmentFlag.AlignVCenter)

    def _others(self, understood: Understood, listed: set[str]) -> QComboBox:
        others = QComboBox()
        others.setAccessibleName(tr("Somebody else on the roll"))
        others.addItem(tr("Somebody else on the roll…"))
        rest = [r for key, r in understood.people.items() if key not in listed]
        for record in sorted(rest, key=lambda r: r.person.details.full_name.casefold()):
            others.addItem(described(record.person.details), record.person.details.key)
        others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        others.activated.connect(self._other_chosen)
        return others

    def _other_chosen(self, place: int) -> None:
        key = self.others.itemData(place)
        if key:
            self._on_answer(key)


def _written_facts(pupil: WrittenPupil) -> tuple[str, str, str, str]:
    born = tr(" or ").join(f"{day:%d/%m/%Y}" for day in pupil.born)
    number = pupil.admission_number or pupil.upn
    class_name = pupil.class_name or pupil.year_group
    return pupil.shown or "–", class_name or "–", born or "–", number or "–"
