"""One tab of the workbook as a table: the rows as they are, with what each cell came to mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consentdesk.services.consent.cell_meanings import Cell, Sheet
from consentdesk.services.consent.tables import Column, Table, letter_of
from consentdesk.ui.consent_sheet.meaning_words import (
    column_words,
    confidence_badge,
    meaning_badge,
    owner_badge,
)
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge

if TYPE_CHECKING:
    from consentdesk.ui.consent_sheet.sheet_in_hand import Understood

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What is painted for a cell.

    Attributes:
        kind: ``header``, ``aside`` for what is not read, ``owner`` or ``cell``.
        signs: icon and words of each thing to see about it, such as a comment.
    """

    text: str
    kind: str = "cell"
    badge: Badge | None = None
    signs: tuple[tuple[str, str], ...] = ()
    fill: str = ""
    struck: bool = False

    @property
    def spoken(self) -> str:
        """Everything the eye sees, in words."""
        parts = (self.text, self.badge.word if self.badge else "", *(w for _, w in self.signs))
        return ". ".join(part for part in parts if part)


class SheetModel(QAbstractTableModel):
    """Looks cells up when they are painted; nothing is made for the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.table: Table | None = None
        self._understood: Understood | None = None
        self._columns: dict[int, Column] = {}
        self._heads: frozenset[int] = frozenset()
        self._left_out: frozenset[int] = frozenset()
        self._first = 0

    def show_sheet(self, sheet: Sheet, understood: Understood) -> None:
        """Show this tab; the same tab again keeps what is chosen and scrolled to."""
        same = self.sheet is not None and _shape(self.sheet) == _shape(sheet)
        if not same:
            self.beginResetModel()
        tables = [table for table in understood.proposal.tables if table.name == sheet.name]
        self.sheet, self.table, self._understood = sheet, next(iter(tables), None), understood
        # The heads of the first of several tables stay above their columns.
        self._columns = {c.index: c for table in reversed(tables) for c in table.columns}
        self._heads = frozenset(number for table in tables for number in table.header_rows)
        self._left_out = frozenset(r.number for table in tables for r in table.left_out)
        self._first = min((r.number for table in tables for r in table.rows), default=0)
        if same:
            end = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        else:
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows that hold anything."""
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.sheet is None else len(self.sheet.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        inside = parent is not None and parent.isValid()
        if inside or self.sheet is None or not self.sheet.rows:
            return 0
        return len(self.sheet.rows[0].cells)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return beside each row its number and whose it is, above each column letter and use."""
        if self.sheet is None or self._understood is None or not self.sheet.rows:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._row_head(section, role)
        column = self.column(section)
        if role == SHOWN:
            return None if column is None else confidence_badge(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if column is None else column.guess.reason
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        letter = letter_of(self.sheet.rows[0].cells[section])
        use = column_words(column, self._understood.purposes) if column else tr("Not read")
        return f"{letter}\n{use}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is painted, or its words."""
        if role == SHOWN:
            return self.shown(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row(), index.column()).text
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.shown(index.row(), index.column()).spoken
        return None

    def column(self, section: int) -> Column | None:
        """Return what is known about a column of the view; None without a table."""
        return self._columns.get(section)

    def cell(self, index: Index) -> Cell | None:
        """Return the sheet's cell."""
        if self.sheet is None or not index.isValid():
            return None
        return self.sheet.rows[index.row()].cells[index.column()]

    def number(self, row: int) -> int:
        """Return the number a row has in the file."""
        return self.sheet.rows[row].number if self.sheet else 0

    def row_kind(self, row: int) -> str:
        """Return ``header``, ``left_out``, ``title``, ``unread`` or ``row``."""
        number = self.number(row)
        if self.table is None:
            return "unread"
        if number in self._heads:
            return "header"
        if number in self._left_out:
            return "left_out"
        return "row" if number >= self._first else "title"

    def index_of(self, address: str) -> QModelIndex:
        """Return where a cell such as ``H12`` stands; invalid when it is not on this tab."""
        number = "".join(sign for sign in address if sign.isdigit())
        for row, each in enumerate(self.sheet.rows if self.sheet else ()):
            if str(each.number) == number:
                places = [cell.address for cell in each.cells]
                column = places.index(address) if address in places else 0
                return self.index(row, column)
        return QModelIndex()

    def shown(self, row: int, column: int) -> ShownCell:
        """Return what is painted at a place."""
        if self.sheet is None or self._understood is None:
            return ShownCell("")
        kind = self.row_kind(row)
        cell = self.sheet.rows[row].cells[column]
        looks = {"header": "header", "row": "cell"}.get(kind, "aside")
        meaning = self._understood.meanings.cells.get(f"{self.sheet.name}!{cell.address}")
        badge = meaning_badge(meaning.meaning) if meaning else None
        return ShownCell(cell.text, looks, badge, self._signs(cell), cell.fill, cell.struck)

    def first_answer(self) -> QModelIndex:
        """Return where the first answer stands, or the first cell."""
        rows = range(self.rowCount())
        row = next((i for i in rows if self.row_kind(i) == "row"), 0)
        columns = range(self.columnCount())
        return self.index(row, next((c for c in columns if self.shown(row, c).badge), 0))

    def _row_head(self, row: int, role: int) -> Any:
        kind = self.row_kind(row)
        shown = self._owner(row) if kind == "row" else ShownCell(_beside(kind), "aside")
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.number(row))
        spoken = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        return f"{self.number(row)}. {shown.spoken}" if role in spoken else None

    def _owner(self, row: int) -> ShownCell:
        assert self.sheet is not None
        assert self._understood is not None
        owned = self._understood.meanings.rows.get(f"{self.sheet.name}!{self.number(row)}")
        badge = owner_badge(owned)
        if owned is None:
            return ShownCell(tr("Not counted"), "aside")
        text = self._understood.name_of(owned.owner) if owned.owner else ""
        return ShownCell(text, "owner", badge)

    def _signs(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        assert self.sheet is not None
        assert self._understood is not None
        signs = []
        if cell.comment:
            signs.append(("comment-text-outline", tr("Has a comment")))
        if cell.hidden:
            signs.append(("eye-off-outline", tr("Hidden in the file")))
        if cell.struck:
            signs.append(("format-strikethrough", tr("Struck through")))
        if cell.error:
            signs.append(("alert-circle-outline", tr("Shows an error")))
        return tuple(signs)


def _shape(sheet: Sheet) -> tuple[str, int, tuple[int, ...]]:
    """Return what must be the same for places to be the same."""
    wide = len(sheet.rows[0].cells) if sheet.rows else 0
    return sheet.name, wide, tuple(row.number for row in sheet.rows)


def _beside(kind: str) -> str:
    return {
        "header": tr("Headers"),
        "left_out": tr("Left out"),
        "title": tr("Above the table"),
        "unread": tr("Not read"),
    }[kind]
