"""One question: what is asked, where it came up, and everything that can be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from consentdesk.services.consent.questions import Question, QuestionKind
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.choice_button import ChoiceButton
from consentdesk.ui.consent_sheet.questions_model import count_words
from consentdesk.ui.consent_sheet.several_choice import SeveralChoice
from consentdesk.ui.consent_sheet.who_part import WhoPart
from consentdesk.ui.labels import Sign, line, words
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.ui.consent_sheet.sheet_in_hand import Understood

_PURPOSES = frozenset({QuestionKind.COLUMN, QuestionKind.TYPE, QuestionKind.OPTION})
_WIDEST, _LETTERS = 820, 110
Answered = Callable[[dict[str, str]], None]


class QuestionCard(Page):
    """`on_answer` gets what was answered, by key; keys 1 to 9 press what stands in `numbered`."""

    def __init__(
        self,
        around: Surroundings,
        question: Question,
        understood: Understood,
        on_answer: Answered,
        on_place: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest_card(), parent)
        self.setAccessibleName(question.text)
        self.question = question
        self._around = around
        self._understood = understood
        self._on_answer = on_answer
        self.numbered: list[QAbstractButton] = []
        self.several: SeveralChoice | None = None
        self.take: QAbstractButton | None = None
        self.same: QCheckBox | None = None
        self.who: WhoPart | None = None
        self.column.setContentsMargins(24, 16, 24, 20)
        self.column.setSpacing(12)
        self.column.addWidget(words(question.text, "heading"))
        self.column.addWidget(words(self._what_holds(), "muted"))
        if question.kind is QuestionKind.COLOUR:
            self.column.addWidget(_swatch(question.key.partition(":")[2]))
        self._examples(on_place)
        self._same_words()
        if question.kind is QuestionKind.WHO and question.key != "who:exact":
            self.who = WhoPart(around, question, understood, self._answer)
            self.numbered += self.who.buttons
            self.column.addWidget(self.who)
        self._choices()
        self._several()
        self.column.addStretch(1)

    def press(self, number: int) -> None:
        """Press the button with this number, if there is one."""
        if 0 < number <= len(self.numbered):
            self.numbered[number - 1].click()

    def _what_holds(self) -> str:
        question = self.question
        touched = tr("It touches {count}.", count=count_words(question))
        if question.answer is not None:
            return touched
        if not question.holds:
            return f"{touched} {tr('Nothing waits for it.')}"
        return f"{touched} {tr('Until it is answered, no yes that it touches counts.')}"

    def _examples(self, on_place: Callable[[str], None]) -> None:
        question = self.question
        if question.kind is QuestionKind.WHO and question.key != "who:exact":
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for row, example in enumerate(question.examples):
            if example.place:
                where = button(
                    self._around.theme,
                    example.place,
                    partial(on_place, example.place),
                    look="quiet",
                )
                where.setAccessibleName(tr("Show {place} in the sheet", place=example.place))
                where.setToolTip(where.accessibleName())
                grid.addWidget(where, row, 0, Qt.AlignmentFlag.AlignLeft)
            text = tr("“{text}”", text=example.text) if example.text else ""
            grid.addWidget(words(text), row, 1)
            grid.addWidget(words(example.about, "muted"), row, 2)
        self.column.addLayout(grid)
        more = question.count - len(question.examples)
        if more > 0:
            told = plural(
                more, "… and {n} more place like it.", "… and {n} more places like these."
            )
            self.column.addWidget(words(told, "muted"))
        if question.kind is QuestionKind.NOTE:
            self.column.addLayout(
                self._hint(tr("The words of a note are shown here and never kept."))
            )

    def _hint(self, text: str) -> QHBoxLayout:
        sign = Sign(self._around.theme, 18, "eye-outline", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(words(text, "muted"), 1)
        return row

    def _same_words(self) -> None:
        others = same_notes(self.question, self._understood.proposal.questions)
        if others:
            text = plural(
                len(others),
                "The same answer for {n} other note with the same words",
                "The same answer for {n} other notes with the same words",
            )
            self.same = QCheckBox(text)
            self.same.setAccessibleName(text)
            self.column.addWidget(self.same)

    def _choices(self) -> None:
        several = self._may_be_several() if self.question.kind is QuestionKind.BUNDLE else {}
        listed = [
            choice
            for choice in self.question.choices
            if not self._is_pupil(choice.value) and choice.value not in several
        ]
        column = QVBoxLayout()
        column.setSpacing(6)
        self.column.addLayout(column)
        for choice in listed:
            made = ChoiceButton(
                self._around.theme,
                choice.words,
                len(self.numbered) + 1,
                partial(self._answer, choice.value),
                chosen=self.question.answer == choice.value,
            )
            self.numbered.append(made)
            column.addWidget(made)

    def _is_pupil(self, value: str) -> bool:
        is_who = self.question.kind is QuestionKind.WHO and self.question.key != "who:exact"
        return is_who and value in self._understood.people

    def _several(self) -> None:
        """Offer several purposes at once, where the answer may be any of them."""
        values = self._may_be_several()
        if not values:
            return
        answer = (self.question.answer or "").removeprefix("asks:")
        self.several = SeveralChoice(values, answer.split(","))
        self.take = button(
            self._around.theme, tr("It means what is ticked"), self._take_several, icon="check"
        )
        self.column.addWidget(line())
        bundle = self.question.kind is QuestionKind.BUNDLE
        text = tr("Or tick what a yes covers:") if bundle else tr("Or tick what it is about:")
        self.column.addWidget(words(text, "strong"))
        self.column.addWidget(self.several)
        self.column.addWidget(self.take, alignment=Qt.AlignmentFlag.AlignLeft)
        self.several.changed.connect(self._allow)
        self._allow()

    def _may_be_several(self) -> dict[str, str]:
        purposes = self._understood.purposes
        if self.question.kind in _PURPOSES:
            return dict(purposes)
        if self.question.kind is QuestionKind.BUNDLE:
            values = [c.value for c in self.question.choices if c.value in purposes]
            return {value: purposes[value] for value in values} if len(values) > 2 else {}
        return {}

    def _allow(self) -> None:
        if self.take is not None and self.several is not None:
            self.take.setEnabled(bool(self.several.chosen))

    def _take_several(self) -> None:
        if self.several is not None:
            asks = "asks:" if self.question.kind is QuestionKind.COLUMN else ""
            self._answer(asks + ",".join(self.several.chosen))

    def _answer(self, value: str) -> None:
        keys = [self.question.key]
        if self.same is not None and self.same.isChecked():
            keys += same_notes(self.question, self._understood.proposal.questions)
        self._on_answer(dict.fromkeys(keys, value))


def widest_card() -> int:
    """Return how wide a card may be: what the eye likes, and more where letters are larger."""
    return max(_WIDEST, _LETTERS * QFontMetrics(QApplication.font()).averageCharWidth())


def _swatch(colour: str) -> QLabel:
    plate = QPixmap(96, 24)
    plate.fill(QColor(f"#{colour}"))
    label = QLabel()
    label.setPixmap(plate)
    label.setAccessibleName(tr("The colour"))
    return label


def same_notes(question: Question, questions: Iterable[Question]) -> list[str]:
    """Return the keys of other notes with the same words that have the same answers to give."""
    if question.kind is not QuestionKind.NOTE or not question.examples:
        return []
    words_here = plain(question.examples[0].text)
    return [
        other.key
        for other in questions
        if other.kind is QuestionKind.NOTE
        and other.key != question.key
        and other.choices == question.choices
        and other.examples
        and plain(other.examples[0].text) == words_here
    ]
