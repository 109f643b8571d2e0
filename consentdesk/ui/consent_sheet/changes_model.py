"""What an import or its undoing changes, one line for each person and purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from consentdesk.domain.channel import words_of
from consentdesk.services.consent.on_record import MISSING, NOBODYS, ChangeRow
from consentdesk.services.sheet_words.import_messages import Message
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.consent_sheet.meaning_words import change_badge, level_badge
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

Index = QModelIndex | QPersistentModelIndex
BADGE = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_NONE = Badge("minus", "–", "muted")


class ListedModel(QAbstractTableModel):
    """Lines of a list whose words and badges are looked up when they are painted."""

    badge_columns: tuple[int, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, badge or place."""
        row = self.rows[index.row()]
        if role == PLACE:
            return self.place(row)
        if index.column() in self.badge_columns:
            badge = self.badge(row, index.column())
            return badge if role == BADGE else (badge.word if role in _WORDS else None)
        if role in {*_WORDS, Qt.ItemDataRole.ToolTipRole}:
            return self.text(row, index.column())
        return None

    def heads(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        raise NotImplementedError

    def text(self, row: Any, column: int) -> str:
        """Return the words of a line in a column."""
        raise NotImplementedError

    def badge(self, row: Any, column: int) -> Badge:
        """Return the badge of a line in a column with badges."""
        raise NotImplementedError

    def place(self, row: Any) -> str:
        """Return where in the sheet a line comes from."""
        raise NotImplementedError


class ChangesModel(ListedModel):
    """Name, class, purpose, before, after, and the cell it comes from."""

    badge_columns = (3, 4)

    def __init__(self, purposes: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.purposes = purposes

    def heads(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tr("Name"), tr("Class"), tr("For"), tr("Until now"), tr("From now on"), tr("Cell")

    def text(self, row: ChangeRow, column: int) -> str:
        """Return the words of a line."""
        if column == 2:
            if row.kind == MISSING:
                return tr("Not in the sheet: keeps what is on record")
            if row.kind == NOBODYS:
                return tr("Nobody's row yet: no yes in it counts")
            return self.purposes.get(row.purpose) or words_of(row.purpose)
        return {0: row.name, 1: row.class_name, 5: row.place}[column]

    def badge(self, row: ChangeRow, column: int) -> Badge:
        """Return how it stood or stands then."""
        return change_badge(row.before if column == 3 else row.after) or _NONE

    def place(self, row: ChangeRow) -> str:
        """Return the cell it comes from."""
        return row.place


class MessagesModel(ListedModel):
    """How much it matters, where, and what there is to know."""

    badge_columns = (0,)

    def heads(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tr("How it stands"), tr("Cell"), tr("What to know")

    def text(self, row: Message, column: int) -> str:
        """Return the words of a line."""
        return self.place(row) if column == 1 else row.text

    def badge(self, row: Message, column: int) -> Badge:
        """Return how much it matters."""
        return level_badge(row.level)

    def place(self, row: Message) -> str:
        """Return the cell or the tab it is about."""
        return "!".join(part for part in (row.sheet, row.cell) if part)


class ListedView(QTableView):
    """A list that is moved through by arrow keys; Enter or a double click opens a line."""

    def __init__(
        self, theme: Theme, name: str, model: ListedModel, stretched: int, widths: Sequence[int]
    ) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(2 * self.fontMetrics().height() + 8)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, wide in enumerate(widths):
            heads.resizeSection(column, wide * letter)
        heads.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        for column in model.badge_columns:
            self.setItemDelegateForColumn(column, BadgeDelegate(theme, BADGE, self))


def changes_view(theme: Theme, model: ChangesModel, parent: QWidget | None = None) -> ListedView:
    """Return the view of a list of changes."""
    view = ListedView(theme, tr("What changes"), model, 2, (24, 12, 30, 24, 36, 18))
    view.setParent(parent)
    return view


def messages_view(theme: Theme, model: MessagesModel, parent: QWidget | None = None) -> ListedView:
    """Return the view of a list of messages."""
    view = ListedView(theme, tr("What to know about the sheet"), model, 2, (18, 22, 40))
    view.setParent(parent)
    return view
