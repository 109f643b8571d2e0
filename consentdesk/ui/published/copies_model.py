"""The published copies as a table, and what the filters leave of it."""

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
    Slot,
)

from consentdesk.domain.ids import ChannelId, PhotoId
from consentdesk.domain.release import ReleasedState
from consentdesk.services.looking_after.published_copies import DUE, Standing
from consentdesk.ui.published.standing_words import standing_badge
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

Index = QModelIndex | QPersistentModelIndex
PHOTO, STANDING, CHANNEL, EVENT, WENT_OUT = range(5)
COPY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1


class Wanted(StrEnum):
    """What the list can be narrowed to."""

    DUE = "due"
    LOOK_AGAIN = "look_again"
    NOT_AS_WAS = "not_as_was"
    ALL = "all"


class CopiesModel(QAbstractTableModel):
    """One row a copy: its photo, how it stands, channel, event, the day it went out."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.copies: tuple[PublishedCopy, ...] = ()
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._arrived)

    def show_copies(self, copies: Sequence[PublishedCopy]) -> None:
        """Show these copies."""
        self.beginResetModel()
        self.copies = tuple(copies)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of copies."""
        return 0 if parent is not None and parent.isValid() else len(self.copies)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else WENT_OUT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Photo"), tr("Status"), tr("Channel"), tr("Event"), tr("Went out"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, badge, thumbnail or the whole copy."""
        copy, column = self.copies[index.row()], index.column()
        if role == COPY:
            return copy
        if role == BADGE:
            return standing_badge(copy.standing)
        if role == Qt.ItemDataRole.DecorationRole and column == PHOTO:
            return self._thumbnails.get(copy.photo_id)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((copy.file_name, *copy.reasons, copy.left)).strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return copy.file_name if column == PHOTO else _words(copy, column)
        return _words(copy, column) if role == Qt.ItemDataRole.DisplayRole else None

    @Slot(object)
    def _arrived(self, photo_id: PhotoId) -> None:
        for row, copy in enumerate(self.copies):
            if copy.photo_id == photo_id:
                place = self.index(row, PHOTO)
                self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])


def _words(copy: PublishedCopy, column: int) -> str:
    if column == STANDING:
        return standing_badge(copy.standing).word
    if column == CHANNEL:
        return copy.channel.name
    if column == EVENT:
        return copy.event
    if column == WENT_OUT and copy.published_at is not None:
        return day_words(copy.published_at.date())
    return ""


class CopiesFilter(QSortFilterProxyModel):
    """Leaves the copies that stand as wanted, on one channel or on all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = Wanted.ALL
        self._channel: ChannelId | None = None

    def narrow(self, wanted: Wanted, channel: ChannelId | None) -> None:
        """Leave these; without a channel those of all."""
        self.beginFilterChange()
        self._wanted, self._channel = wanted, channel
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a copy is left."""
        model = self.sourceModel()
        if not isinstance(model, CopiesModel):
            return False
        copy = model.copies[source_row]
        if self._channel is not None and copy.channel.id != self._channel:
            return False
        if self._wanted is Wanted.LOOK_AGAIN:
            return copy.standing is Standing.LOOK_AGAIN
        if self._wanted is Wanted.NOT_AS_WAS:
            return _not_as_was(copy)
        return self._wanted is Wanted.ALL or copy.standing in DUE


def _not_as_was(copy: PublishedCopy) -> bool:
    """Tell whether somebody moved or changed a copy that might stay as far as its people go."""
    undisturbed = copy.state is ReleasedState.PUBLISHED and not copy.left
    return copy.standing not in DUE and not undisturbed and copy.standing is not Standing.TAKEN_DOWN
