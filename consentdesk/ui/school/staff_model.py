"""The people with an account as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consentdesk.ui.school.role_words import roles_in_words
from consentdesk.ui.school.staff_entry import StaffEntry
from consentdesk.ui.text import tr

ENTRY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
STATE, ROLES = 1, 2
"""Columns besides the name."""

_Index = QModelIndex | QPersistentModelIndex
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


class StaffModel(QAbstractTableModel):
    """Name, state, roles."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[StaffEntry, ...] = ()

    def show_entries(self, entries: Sequence[StaffEntry]) -> None:
        """Show these people."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of people."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return name, state and roles."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Name"), tr("State"), tr("Roles"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, badge or the whole entry."""
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if index.column() == STATE:
            return self._state(entry, role)
        if role not in {*_WORDS, Qt.ItemDataRole.ToolTipRole}:
            return None
        return roles_in_words(entry.member.roles) if index.column() == ROLES else entry.member.name

    def _state(self, entry: StaffEntry, role: int) -> Any:
        if role == BADGE:
            return entry.badge
        if role == Qt.ItemDataRole.ToolTipRole:
            return " ".join(entry.lacking) or entry.badge.word
        return entry.badge.word if role in _WORDS else None
