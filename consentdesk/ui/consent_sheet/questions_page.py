"""Step 2: the questions only a person can answer, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.question_card import QuestionCard
from consentdesk.ui.consent_sheet.questions_model import QUESTION, QuestionDelegate, QuestionsModel
from consentdesk.ui.consent_sheet.sheet_in_hand import SheetInHand, Understood
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

LIST_WIDTH = 340


class QuestionsPage(QWidget):
    """Left all questions, right the one in hand; answering goes on to the next."""

    place_asked = Signal(str)

    def __init__(
        self, around: Surroundings, in_hand: SheetInHand, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._in_hand = in_hand
        self.card: QuestionCard | None = None
        self._key = ""
        self.model = QuestionsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(QuestionDelegate(around.theme, self.list))
        self.list.setAccessibleName(tr("Questions about the sheet"))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFixedWidth(LIST_WIDTH)
        self.told = words(look="strong")
        self.later = button(
            around.theme, tr("Answer later"), self._later, icon="arrow-right", key="Ctrl+L"
        )
        self.again = button(around.theme, tr("Take this answer back"), self._again, icon="undo")
        self._done = words(tr("Everything is answered."), "heading")
        self._done.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._chosen)
        for number in range(1, 10):
            key = QShortcut(QKeySequence(str(number)), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
            key.activated.connect(lambda n=number: self._press(n))

    @Slot(object)
    def show_understood(self, understood: Understood) -> None:
        """Show the questions as they are now; the one in hand stays in hand."""
        key, had_focus = self._key, self.card is not None and self.card.isAncestorOf(_focus(self))
        self.model.show_questions(understood.proposal.questions, self._in_hand.given)
        row = self.model.row_of(key)
        self._go(row if row >= 0 else max(self.model.next_open(-1), 0))
        if had_focus:
            self.take_focus()
        self._tell(understood)

    def go_to(self, key: str) -> None:
        """Show a question by its key."""
        row = self.model.row_of(key)
        if row < 0 and key.startswith("who:"):
            row = self.model.row_of("who:exact")
        if row >= 0:
            self._go(row)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the list: the keys 1 to 9 answer, and no answer has it beforehand."""
        self.list.setFocus()

    def _tell(self, understood: Understood) -> None:
        left = len(understood.proposal.open_questions)
        self.told.setText(plural(left, "{n} question is open", "{n} questions are open"))
        self._done.setVisible(not self.model.questions)
        self._done.setText(tr("This sheet raises no questions."))

    def _go(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))
        else:
            self._show_card(None)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, index: QModelIndex, before: QModelIndex) -> None:
        now = self._in_hand.now
        if now is None or not index.isValid():
            return
        question = index.data(QUESTION)
        self._key = question.key
        self._show_card(
            QuestionCard(self._around, question, now, self._answered, self.place_asked.emit)
        )
        self.again.setVisible(question.key in self._in_hand.given)
        self.later.setVisible(self.model.answer(question) is None)

    def _show_card(self, card: QuestionCard | None) -> None:
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
        self.card = card
        self.later.setVisible(card is not None)
        self.again.setVisible(False)
        if card is not None:
            self._room.insertWidget(0, card, 1)

    def _answered(self, answers: dict[str, str]) -> None:
        self._in_hand.settle(answers)
        self.model.show_given(self._in_hand.given)
        row = self.model.next_open(self.list.currentIndex().row())
        if row >= 0:
            self._go(row)
        self.take_focus()

    def _later(self) -> None:
        row = self.list.currentIndex().row()
        following = self.model.next_open(row)
        if following >= 0 and following != row:
            self._go(following)
        self.take_focus()

    def _again(self) -> None:
        self._in_hand.take_back([self._key])

    def _press(self, number: int) -> None:
        if self.card is not None:
            self.card.press(number)

    def _lay_out(self) -> None:
        ground = QFrame()
        set_look(ground, "card")
        self._room = QVBoxLayout(ground)
        self._room.setContentsMargins(1, 1, 1, 1)
        self._room.setSpacing(0)
        self._room.addWidget(self._done)
        below = QHBoxLayout()
        below.setContentsMargins(24, 8, 24, 16)
        below.setSpacing(12)
        below.addStretch(1)
        below.addWidget(self.again)
        below.addWidget(self.later)
        self._room.addLayout(below)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.told)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(ground, 1)


def _focus(page: QWidget) -> QWidget:
    return page.window().focusWidget() or page
