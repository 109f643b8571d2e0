"""The two halves of a page of the register: a table of people, the card of the one chosen."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

CARD_WIDTH = 348
NAME_WIDTH = 190
ROW_HEIGHT = 40
_NAME = 0


class PeopleTable(QTableView):
    """One row a person, the name first; chosen by arrow keys or mouse, never edited."""

    def __init__(self, name: str, rows: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setAccessibleName(name)
        self.setToolTip(tr("Move with the arrow keys"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit_columns(self, stretched: int | None = None) -> None:
        """Give each column the width of what stands in it; one may take what is left."""
        header = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(_NAME, NAME_WIDTH)
        if stretched is not None:
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


class CardSide(QFrame):
    """Where the card of the chosen person stands, or a hint while nobody is chosen."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.setFixedWidth(CARD_WIDTH)
        self._card: QWidget | None = None
        self._hint = words(hint, "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMargin(32)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.addWidget(self._hint, 1)

    def show_card(self, card: QWidget | None) -> None:
        """Show this card in the place of the one before."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        self._hint.setVisible(card is None)
        if card is not None:
            self._column.addWidget(card, 1)


def side_by_side(bar: QWidget, table: PeopleTable, side: CardSide) -> QHBoxLayout:
    """Lay out the bar above the table, and the card beside both."""
    left = QVBoxLayout()
    left.setSpacing(12)
    left.addWidget(bar)
    left.addWidget(table, 1)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addLayout(left, 1)
    row.addWidget(side)
    return row
