"""The grid's model: ids of photos, nothing else; everything shown is looked up when painted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consentdesk.domain.ids import PhotoId

PHOTO_ID = Qt.ItemDataRole.UserRole


class PhotoGridModel(QAbstractListModel):
    """Photos in the order of the grid.

    Attributes:
        open_photo: the one that is open on the desk, whatever is selected.
    """

    def __init__(self, spoken: Callable[[PhotoId], str], parent: QObject | None = None) -> None:
        """`spoken` gives what a screen reader says, and what the tooltip shows."""
        super().__init__(parent)
        self.open_photo: PhotoId | None = None
        self._spoken = spoken
        self._ids: tuple[PhotoId, ...] = ()
        self._rows: dict[PhotoId, int] = {}

    @property
    def photo_ids(self) -> tuple[PhotoId, ...]:
        """The photos in order."""
        return self._ids

    def show(self, ids: Sequence[PhotoId]) -> bool:
        """Show these photos; returns whether rows moved, so that a selection must be redone."""
        new = tuple(ids)
        if new == self._ids:
            return False
        self.beginResetModel()
        self._ids = new
        self._rows = {photo_id: row for row, photo_id in enumerate(new)}
        self.endResetModel()
        return True

    def index_of(self, photo_id: PhotoId) -> QModelIndex:
        """Return where a photo is; an invalid index when it is not in the grid."""
        row = self._rows.get(photo_id)
        return QModelIndex() if row is None else self.index(row)

    def beside(self, photo_id: PhotoId | None, by: int) -> PhotoId | None:
        """Return the photo so many places on; the first when it is not in the grid itself.

        None at the ends.
        """
        row = None if photo_id is None else self._rows.get(photo_id)
        at = 0 if row is None else row + by
        return self._ids[at] if 0 <= at < len(self._ids) else None

    def photo_at(self, index: QModelIndex | QPersistentModelIndex) -> PhotoId | None:
        """Return the photo of an index."""
        return self._ids[index.row()] if index.isValid() else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many photos are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the id, or the words for a screen reader."""
        if not index.isValid():
            return None
        photo_id = self._ids[index.row()]
        if role == PHOTO_ID:
            return photo_id
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(photo_id)
        return None
