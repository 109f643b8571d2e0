"""The people of the school as a table, and what the filters leave of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Standing
from consentdesk.domain.ids import ChannelId
from consentdesk.ui.register.people_search import is_found, searched_by
from consentdesk.ui.register.permission_words import permission_badge
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.roll_sheets.roll import RegisterEntry


class PeopleStatus(StrEnum):
    """What the list can be narrowed to, on one channel or on any."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    SOON = "soon"
    WAITS = "waits"
    UNREADABLE = "unreadable"


Index = QModelIndex | QPersistentModelIndex
FIXED = 2
ENTRY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1


class PeopleModel(QAbstractTableModel):
    """Name, class, then one column for each channel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[RegisterEntry, ...] = ()
        self.channels: tuple[Channel, ...] = ()
        self.found_by: tuple[str, ...] = ()

    def show_people(self, entries: Sequence[RegisterEntry], channels: Sequence[Channel]) -> None:
        """Show these people and channels."""
        self.beginResetModel()
        self.entries, self.channels = tuple(entries), tuple(channels)
        self.found_by = tuple(searched_by(entry.person.details) for entry in entries)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of people."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return name, class and the channels."""
        return 0 if parent is not None and parent.isValid() else FIXED + len(self.channels)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIXED:
            return (tr("Name"), tr("Class"))[section]
        return self.channels[section - FIXED].name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, badge or the whole entry."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if index.column() < FIXED:
            return self._text(entry, index.column()) if role in _WORDS else None
        permission = entry.permissions[self.channels[index.column() - FIXED].id]
        if role == BADGE:
            return permission_badge(permission)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{permission.reason} {permission.source}".strip()
        return permission_badge(permission).word if role in _WORDS else None

    def _text(self, entry: RegisterEntry, column: int) -> str:
        details = entry.person.details
        if column == 1:
            return details.class_name
        return f"{details.last_name}, {details.first_name}".strip(", ")


_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


class PeopleFilter(QSortFilterProxyModel):
    """Leaves the people that fit what is searched, class and status on a channel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._class = ""
        self._channel: ChannelId | None = None
        self._status: PeopleStatus | None = None
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortLocaleAware(True)

    def narrow(
        self, typed: str, class_name: str, channel: ChannelId | None, status: PeopleStatus | None
    ) -> None:
        """Leave these; an empty word and None leave everybody."""
        self.beginFilterChange()
        self._typed, self._class = typed, class_name
        self._channel, self._status = channel, status
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a person is left."""
        model = self.sourceModel()
        if not isinstance(model, PeopleModel):
            return False
        entry = model.entries[source_row]
        if not is_found(self._typed, model.found_by[source_row]):
            return False
        if self._class and entry.person.details.class_name != self._class:
            return False
        channels = entry.permissions if self._channel is None else (self._channel,)
        return self._status is None or any(_fits(entry, c, self._status) for c in channels)


def _fits(entry: RegisterEntry, channel: ChannelId, status: PeopleStatus) -> bool:
    permission, ends = entry.permissions[channel], entry.runs_out.get(channel)
    if status is PeopleStatus.SOON:
        return ends is not None and ends.soon
    if status in _ALLOWED:
        return permission.allowed is _ALLOWED[status]
    return permission.standing in _STANDINGS[status]


_ALLOWED = {PeopleStatus.YES: True, PeopleStatus.NO: False}
_STANDINGS = {
    PeopleStatus.LIMITED: {Standing.LIMITED},
    PeopleStatus.WAITS: {Standing.PENDING, Standing.NOT_ASKED},
    PeopleStatus.UNREADABLE: {Standing.UNREADABLE},
}
