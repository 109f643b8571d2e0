"""The questions of a sheet as a list: those that hold something first, answered ones last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consentdesk.services.consent.questions import Question, QuestionKind
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Badge, Theme

Index = QModelIndex | QPersistentModelIndex
QUESTION = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
ABOUT = Qt.ItemDataRole.UserRole + 2
SIGN = 18
PAD = 10
_ROWS = frozenset(
    {QuestionKind.WHO, QuestionKind.ALL_YES, QuestionKind.VANISHED, QuestionKind.SHEET}
)


class QuestionsModel(QAbstractListModel):
    """Answers just given count at once, before the sheet is understood again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.questions: tuple[Question, ...] = ()
        self._given: Mapping[str, str] = {}

    def show_questions(self, questions: Iterable[Question], given: Mapping[str, str]) -> None:
        """Show these questions."""
        self.beginResetModel()
        self._given = dict(given)
        self.questions = tuple(sorted(questions, key=self._place))
        self.endResetModel()

    def show_given(self, given: Mapping[str, str]) -> None:
        """Show which of them have just been answered; none changes its place."""
        self._given = dict(given)
        if self.questions:
            self.dataChanged.emit(self.index(0), self.index(len(self.questions) - 1))

    def answer(self, question: Question) -> str | None:
        """Return the answer given to a question."""
        return self._given.get(question.key, question.answer)

    def row_of(self, key: str) -> int:
        """Return where a question stands; -1 for none."""
        return next((i for i, q in enumerate(self.questions) if q.key == key), -1)

    def next_open(self, row: int) -> int:
        """Return the next unanswered question after a row, from the top again at the end; or -1."""
        count = len(self.questions)
        places = [(row + 1 + step) % count for step in range(count)] if count else []
        return next((i for i in places if self.answer(self.questions[i]) is None), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of questions."""
        return 0 if parent is not None and parent.isValid() else len(self.questions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the question, its words, or how it stands."""
        question = self.questions[index.row()]
        if role == QUESTION:
            return question
        if role == BADGE:
            return self._badge(question)
        if role == ABOUT:
            return f"{self._badge(question).word} · {count_words(question)}"
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return title_of(question)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(question)}. {self._badge(question).word}. {count_words(question)}"
        return None

    def _badge(self, question: Question) -> Badge:
        if self.answer(question) is not None:
            return Badge("check-circle", tr("Answered"), "cleared")
        if question.holds:
            return Badge("timer-sand", tr("Holds answers"), "open")
        return Badge("help-circle-outline", tr("Good to know"), "accent")

    def _place(self, question: Question) -> tuple[bool, bool]:
        return self.answer(question) is not None, not question.holds


class QuestionDelegate(QStyledItemDelegate):
    """Paints sign, title and how the question stands in two lines."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for two lines; the same for every question."""
        return QSize(200, 2 * option.fontMetrics.height() + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one question."""
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_soft"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        badge: Badge = index.data(BADGE)
        area = option.rect.adjusted(PAD, PAD, -PAD, -PAD)
        self._theme.icon(badge.icon, badge.role).paint(
            painter, area.left(), area.top() + 2, SIGN, SIGN
        )
        area.setLeft(area.left() + SIGN + PAD)
        line = option.fontMetrics.height()
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        self._line(painter, QRect(area.left(), area.top(), area.width(), line), index.data())
        painter.setFont(option.font)
        painter.setPen(self._theme.colour("muted"))
        below = QRect(area.left(), area.top() + line, area.width(), line)
        self._line(painter, below, index.data(ABOUT))
        painter.restore()

    def _line(self, painter: QPainter, room: QRect, text: str) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)


def count_words(question: Question) -> str:
    """Return how many cells or rows a question touches."""
    if question.kind is QuestionKind.REPLACES or question.key.startswith("sheet:"):
        return tr("the whole sheet")
    if question.kind in _ROWS:
        return plural(question.count, "{n} row", "{n} rows")
    return plural(question.count, "{n} cell", "{n} cells")


def title_of(question: Question) -> str:
    """Return a question in a few words, with what tells it from the others of its kind."""
    subject = question.key.partition(":")[2]
    first = question.examples[0] if question.examples else None
    if question.kind is QuestionKind.WHO:
        if subject == "exact":
            return tr("Name and class fit one pupil")
        return tr("Whose row is “{name}”?", name=first.text if first else subject)
    if question.kind in {QuestionKind.NOTE, QuestionKind.SIGNER, QuestionKind.COLOUR} and first:
        return tr("{what}: {text}", what=_kind_words(question.kind), text=first.text)
    return (
        tr("{what}: {text}", what=_kind_words(question.kind), text=subject)
        if subject
        else (_kind_words(question.kind))
    )


def _kind_words(kind: QuestionKind) -> str:
    return {
        QuestionKind.SHEET: tr("Hidden or old"),
        QuestionKind.COLUMN: tr("Column"),
        QuestionKind.POLARITY: tr("Yes or no"),
        QuestionKind.BUNDLE: tr("One answer for several"),
        QuestionKind.MEANING: tr("Meaning of"),
        QuestionKind.OPTION: tr("Option"),
        QuestionKind.TYPE: tr("Kind of consent"),
        QuestionKind.DATES: tr("Day or month first"),
        QuestionKind.SCHOOL: tr("School"),
        QuestionKind.COLOUR: tr("Colour"),
        QuestionKind.WHO: tr("Whose row"),
        QuestionKind.NOTE: tr("Note"),
        QuestionKind.SIGNER: tr("Who answered"),
        QuestionKind.VANISHED: tr("Many are missing"),
        QuestionKind.ALL_YES: tr("Every answer is yes"),
        QuestionKind.REPLACES: tr("Earlier sheets"),
    }[kind]
