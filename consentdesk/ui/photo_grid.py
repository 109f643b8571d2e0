"""A grid of thumbnails: ids in a model, pictures painted by a delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
GAP = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo of a grid; `words` is what a screen reader says and the tooltip shows."""

    photo_id: PhotoId
    words: str


class PhotoModel(QAbstractListModel):
    """The photos of a grid."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos: tuple[Shown, ...] = ()
        self._rows: dict[PhotoId, int] = {}
        self.thumbnails = thumbnails
        thumbnails.arrived.connect(self._arrived)

    def show_photos(self, photos: Sequence[Shown]) -> None:
        """Show these photos; those that were shown and still lead the list stay in place."""
        fresh = tuple(photos)
        if fresh == self._photos:
            return
        known = len(self._photos)
        if fresh[:known] == self._photos:
            self.beginInsertRows(QModelIndex(), known, len(fresh) - 1)
            self._take(fresh)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._take(fresh)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of photos."""
        return 0 if parent is not None and parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return thumbnail, words or the photo itself."""
        if not index.isValid():
            return None
        shown = self._photos[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self.thumbnails.get(shown.photo_id)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return shown.words
        return shown if role == Qt.ItemDataRole.UserRole else None

    def _take(self, photos: tuple[Shown, ...]) -> None:
        self._photos = photos
        self._rows = {shown.photo_id: row for row, shown in enumerate(photos)}

    @Slot(object)
    def _arrived(self, photo_id: PhotoId) -> None:
        row = self._rows.get(photo_id)
        if row is not None:
            place = self.index(row)
            self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])


class PhotoPainter(QStyledItemDelegate):
    """Paints a photo as a square with round corners."""

    def __init__(self, theme: Theme, edge: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edge = edge

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same size for all: the view asks only once."""
        return QSize(self._edge + GAP, self._edge + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the thumbnail, or a quiet square while it is on its way."""
        square = QRect(option.rect.topLeft(), QSize(self._edge, self._edge))
        square.translate(GAP // 2, GAP // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(square), 6, 6)
        painter.fillPath(path, self._theme.colour("raised"))
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is not None:
            painter.setClipPath(path)
            painter.drawPixmap(square, picture, middle_square(picture))
            painter.setClipping(False)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            pen = painter.pen()
            pen.setColor(self._theme.colour("accent"))
            pen.setWidth(3)
            painter.setPen(pen)
            painter.drawPath(path)
        painter.restore()


class PhotoGrid(QListView):
    """Thumbnails that wrap into rows; `opened` carries the place of the one to show large."""

    opened = Signal(int)

    def __init__(
        self,
        thumbnails: Thumbnails,
        theme: Theme,
        name: str,
        edge: int = 112,
        parent: QWidget | None = None,
        *,
        opens: bool = False,
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        set_look(self, "photos")
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        keys = tr("Move with the arrow keys")
        self.setToolTip(tr("{keys}, open with Enter", keys=keys) if opens else keys)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._open)
        self.photos = PhotoModel(thumbnails, self)
        self.setModel(self.photos)
        self.setItemDelegate(PhotoPainter(theme, edge, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the photo in hand with Enter or the space bar."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if self._opens and event.key() in keys:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, place: QModelIndex) -> None:
        if place.isValid():
            self.opened.emit(place.row())


def middle_square(picture: QPixmap) -> QRect:
    """Return the largest square in the middle of a picture."""
    edge = min(picture.width(), picture.height())
    return QRect((picture.width() - edge) // 2, (picture.height() - edge) // 2, edge, edge)
