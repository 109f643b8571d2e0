"""The two halves of a page of the register: a table of people, the card of the one chosen."""

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from consentdesk.ui.labels import words
from consentdesk.ui.large_text import ColumnWidth, RowOrColumn
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

CARD_WIDTH = 348
LEAST_HEIGHT = 300
"""Of a list and of a card, in pixels; with less the page scrolls."""
NAME_WIDTH = 190
ROW_HEIGHT = 40
ROW_AIR = 16
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
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self._fit_rows()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        high = max(ROW_HEIGHT, self.fontMetrics().height() + ROW_AIR)
        self.verticalHeader().setDefaultSectionSize(high)

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

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        ColumnWidth(theme, self, CARD_WIDTH)
        self.setMinimumHeight(LEAST_HEIGHT)
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


def list_and_card(theme: Theme, bar: QWidget, table: PeopleTable, side: CardSide) -> RowOrColumn:
    """Lay out the bar above the table, and the card beside both, or below when text is large."""
    left = QVBoxLayout()
    left.setSpacing(12)
    left.addWidget(bar)
    left.addWidget(table, 1)
    row = RowOrColumn(theme)
    row.setSpacing(16)
    row.addLayout(left, 1)
    row.addWidget(side, 0, Qt.AlignmentFlag.AlignLeft)
    return row
