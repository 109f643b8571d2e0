"""One photo in the grid: picture, state as shape, word and colour, faces left, its burst."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_pictures import THUMBNAIL_SIZE, DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.desk_words import photo_badge
from consentdesk.ui.desk.grid.photo_grid_model import PHOTO_ID, PhotoGridModel
from consentdesk.ui.desk.grid.state_line import StateLines, short_count
from consentdesk.ui.theme import Theme

PAD = 5
BADGE_HEIGHT = 22
SIGN = 18
"""Side of a sign on the picture."""


class PhotoCell(QStyledItemDelegate):
    """Paints a photo of the grid; all are of one size, which grows with the text.

    Attributes:
        several: more than one photo is selected, so that each of them shows a tick.
    """

    def __init__(
        self,
        theme: Theme,
        pictures: DeskPictures,
        model: PhotoGridModel,
        look_up: Callable[[PhotoId], PhotoOnDesk],
        open_faces: Callable[[PhotoId], int],
        frames: Callable[[PhotoId], int],
    ) -> None:
        """`frames` gives how many frames the burst of a photo has, or 0."""
        super().__init__(model)
        self.several = False
        self._model = model
        self._frames = frames
        self._theme = theme
        self._lines = StateLines(theme)
        self._pictures = pictures
        self._look_up = look_up
        self._open_faces = open_faces

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same size for every photo."""
        return self.size()

    def size(self) -> QSize:
        """Return the size of a photo with its words, view pixels; the picture never grows."""
        wide = self._theme.scaled(THUMBNAIL_SIZE.width())
        high = THUMBNAIL_SIZE.height() + self._theme.scaled(BADGE_HEIGHT)
        return QSize(wide + 2 * PAD, high + 2 * PAD)

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
        cell = QRect(option.rect.topLeft(), self.size())
        ticked = self.several and bool(option.state & QStyle.StateFlag.State_Selected)
        self._draw_ground(painter, cell, opened=photo_id == self._model.open_photo, ticked=ticked)
        if self.several and option.state & QStyle.StateFlag.State_HasFocus:
            self._draw_keyboard(painter, cell)
        top = cell.adjusted(PAD, PAD, -PAD, -PAD)
        picture = QRect(top.topLeft(), THUMBNAIL_SIZE)
        picture.moveLeft(top.left() + (top.width() - picture.width()) // 2)
        self._draw_picture(painter, picture, photo_id)
        if ticked:
            self._draw_tick(painter, picture)
        frames = self._frames(photo_id)
        if frames:
            self._draw_burst(painter, picture, frames)
        self._draw_state(painter, top.adjusted(0, picture.height() + 2, 0, 0), photo_id)
        painter.restore()

    def _draw_ground(self, painter: QPainter, cell: QRect, *, opened: bool, ticked: bool) -> None:
        """Mark the open photo by an edge, and each of several selected ones by the ground."""
        if not (opened or ticked):
            return
        edge = (
            QPen(self._theme.colour("accent"), self._theme.focus_width)
            if opened
            else QPen(Qt.PenStyle.NoPen)
        )
        painter.setPen(edge)
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 8, 8)

    def _draw_keyboard(self, painter: QPainter, cell: QRect) -> None:
        wide = self._theme.focus_width
        painter.setPen(QPen(self._theme.colour("text"), wide, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cell).adjusted(2, 2, -2, -2), 7, 7)

    def _draw_tick(self, painter: QPainter, picture: QRect) -> None:
        edge = self._theme.scaled(SIGN)
        place = QRect(picture.left() + 4, picture.top() + 4, edge, edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(place), 5, 5)
        self._theme.icon("check-bold", "on_accent").paint(painter, place.adjusted(2, 2, -2, -2))

    def _draw_burst(self, painter: QPainter, picture: QRect, frames: int) -> None:
        """Draw stacked frames and how many there are, on the corner of the picture."""
        text, edge = short_count(frames), self._theme.scaled(SIGN)
        wide = painter.fontMetrics().horizontalAdvance(text) + edge + 8
        pill = QRect(picture.right() - wide - 3, picture.top() + 4, wide, edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("photo"))
        painter.drawRoundedRect(QRectF(pill), 5, 5)
        sign = QRect(pill.left() + 3, pill.top() + 2, edge - 4, edge - 4)
        self._theme.icon("checkbox-multiple-blank-outline", "on_photo").paint(painter, sign)
        painter.setPen(self._theme.colour("on_photo"))
        painter.drawText(
            pill.adjusted(edge, 0, -4, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            text,
        )

    def _draw_picture(self, painter: QPainter, place: QRect, photo_id: PhotoId) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = PictureKey(Kind.THUMBNAIL, photo_id, ratio)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(place), 5, 5)
        pixmap = self._pictures.picture(key)
        if pixmap is None or pixmap.isNull():
            if self._pictures.problem(key) is not None:
                _icon(painter, self._theme, "image-broken-variant", "muted", place)
            return
        size = pixmap.deviceIndependentSize()
        left = place.left() + (place.width() - size.width()) / 2
        upper = place.top() + (place.height() - size.height()) / 2
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(place), 5, 5)
        painter.setClipPath(ground)
        painter.drawPixmap(QRectF(left, upper, size.width(), size.height()).toRect(), pixmap)
        painter.setClipping(False)

    def _draw_state(self, painter: QPainter, place: QRect, photo_id: PhotoId) -> None:
        badge, left = photo_badge(self._theme, self._look_up(photo_id)), self._open_faces(photo_id)
        ratio = painter.device().devicePixelRatioF()
        line = self._lines.line(badge, left, place.size(), painter.font(), ratio)
        painter.drawPixmap(place.topLeft(), line)


def _icon(painter: QPainter, theme: Theme, name: str, role: str, place: QRect) -> None:
    middle = place.center()
    theme.icon(name, role).paint(painter, QRect(middle.x() - 14, middle.y() - 14, 28, 28))
