"""What only a person can say about a roll sheet, each question with its answers to choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.consent.questions import Question


class RollQuestions(QWidget):
    """One list of choices a question; `answered` carries key and value, empty to take it back."""

    answered = Signal(str, str)

    def __init__(
        self,
        questions: tuple[Question, ...],
        settled: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if questions:
            column.addWidget(words(tr("Please say"), "heading"))
        for question in questions:
            column.addWidget(words(question.text))
            column.addWidget(words(_about(question), "muted"))
            column.addWidget(self._box(question))

    def _box(self, question: Question) -> QComboBox:
        box = QComboBox()
        name = f"{question.text} {_about(question)}"
        box.setAccessibleName(name)
        box.setToolTip(question.text)
        box.addItem(tr("Not said yet"), "")
        for choice in question.choices:
            box.addItem(choice.words, choice.value)
        box.setCurrentIndex(max(0, box.findData(question.answer or "")))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(30)
        key = question.key
        box.activated.connect(lambda _: self.answered.emit(key, box.currentData()))
        self.boxes[key] = box
        return box


def _about(question: Question) -> str:
    """Say which rows a question is about: the names in them, else what stands there."""
    shown = [example.text or example.about for example in question.examples]
    places = [example.place for example in question.examples]
    named = "; ".join(
        f"{text} ({place})" if text else place for text, place in zip(shown, places, strict=True)
    )
    more = question.count - len(question.examples)
    return f"{named} {plural(more, 'and {n} more', 'and {n} more')}" if more > 0 else named
