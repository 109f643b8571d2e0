"""One photo in the grid: picture, state as shape, word and colour, faces left."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consentdesk.domain.ids import PhotoId
from consentdesk.services.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_pictures import THUMBNAIL_SIZE, DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.desk_words import photo_badge
from consentdesk.ui.desk.photo_grid_model import PHOTO_ID
from consentdesk.ui.theme import Theme

PAD = 5
BADGE_HEIGHT = 22
CELL_SIZE = QSize(
    THUMBNAIL_SIZE.width() + 2 * PAD, THUMBNAIL_SIZE.height() + BADGE_HEIGHT + 2 * PAD
)


class PhotoCell(QStyledItemDelegate):
    """Paints a photo of the grid; its size never changes."""

    def __init__(
        self,
        theme: Theme,
        pictures: DeskPictures,
        look_up: Callable[[PhotoId], PhotoOnDesk],
        open_faces: Callable[[PhotoId], int],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._look_up = look_up
        self._open_faces = open_faces

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same size for every photo."""
        return CELL_SIZE

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one photo."""
        photo_id: PhotoId = index.data(PHOTO_ID)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRect(option.rect.topLeft(), CELL_SIZE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            self._draw_choice(painter, cell)
        top = cell.adjusted(PAD, PAD, -PAD, -PAD)
        self._draw_picture(painter, QRect(top.topLeft(), THUMBNAIL_SIZE), photo_id)
        words = QRect(
            top.left(), top.top() + THUMBNAIL_SIZE.height() + 2, top.width(), BADGE_HEIGHT - 2
        )
        self._draw_state(painter, words, photo_id)
        painter.restore()

    def _draw_choice(self, painter: QPainter, cell: QRect) -> None:
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 8, 8)

    def _draw_picture(self, painter: QPainter, place: QRect, photo_id: PhotoId) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = PictureKey(Kind.THUMBNAIL, photo_id, ratio)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(place), 5, 5)
        painter.fillPath(ground, self._theme.colour("raised"))
        pixmap = self._pictures.picture(key)
        if pixmap is None or pixmap.isNull():
            if self._pictures.problem(key) is not None:
                _icon(painter, self._theme, "image-broken-variant", "muted", place)
            return
        size = pixmap.deviceIndependentSize()
        left = place.left() + (place.width() - size.width()) / 2
        upper = place.top() + (place.height() - size.height()) / 2
        painter.save()
        painter.setClipPath(ground)
        painter.drawPixmap(QRectF(left, upper, size.width(), size.height()).toRect(), pixmap)
        painter.restore()

    def _draw_state(self, painter: QPainter, place: QRect, photo_id: PhotoId) -> None:
        badge = photo_badge(self._theme, self._look_up(photo_id))
        icon = QRect(place.left(), place.top() + (place.height() - 15) // 2, 15, 15)
        self._theme.icon(badge.icon, badge.role).paint(painter, icon)
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(self._theme.colour(badge.role))
        left = self._open_faces(photo_id)
        room = place.adjusted(19, 0, -26 if left else 0, 0)
        text = painter.fontMetrics().elidedText(
            badge.word, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if left:
            self._draw_count(painter, place, left)

    def _draw_count(self, painter: QPainter, place: QRect, left: int) -> None:
        pill = QRectF(place.right() - 23, place.top() + 2, 24, place.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(pill, 8, 8)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(left) if left < 100 else "99+")


def _icon(painter: QPainter, theme: Theme, name: str, role: str, place: QRect) -> None:
    middle = place.center()
    theme.icon(name, role).paint(painter, QRect(middle.x() - 14, middle.y() - 14, 28, 28))
