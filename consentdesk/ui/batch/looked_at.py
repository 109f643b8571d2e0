"""The photos looked at last, with the boxes that were found in them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.face import RegionSize
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.ui.batch.face_facts import SearchedPhoto
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme
from consentdesk.ui.thumbnails import Thumbnails

WIDE, HIGH = 132, 99
GAP = 10

_INKS = {RegionSize.FACE: "accent", RegionSize.MAYBE: "open", RegionSize.TOO_SMALL: "on_photo"}


class LookedAt(QWidget):
    """A strip of photos, the latest on the left; as many as there is room for."""

    def __init__(self, thumbnails: Thumbnails, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self._photos: tuple[SearchedPhoto, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The photos looked at last"))
        thumbnails.arrived.connect(self._arrived)

    def show_photos(self, photos: Sequence[SearchedPhoto]) -> None:
        """Show these, the latest first."""
        self._photos = tuple(photos)
        spoken = (f"{p.photo.details.file_name}: {_faces(p)}" for p in self.in_sight)
        self.setAccessibleDescription("; ".join(spoken))
        self.setVisible(bool(self._photos))
        self.update()

    @property
    def in_sight(self) -> tuple[SearchedPhoto, ...]:
        """The photos there is room for."""
        return self._photos[: self._places]

    @property
    def _places(self) -> int:
        return max(1, round((self.width() + GAP) / (WIDE + GAP)))

    def sizeHint(self) -> QSize:
        """Return the height of one row."""
        return QSize(4 * (WIDE + GAP), HIGH + self._caption)

    @property
    def _caption(self) -> int:
        return self.fontMetrics().height() + 6

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photos, their boxes and how many faces there are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        step = (self.width() + GAP) / self._places
        for place, shown in enumerate(self.in_sight):
            self._draw(painter, QRect(round(place * step), 0, round(step) - GAP, HIGH), shown)
        painter.end()

    def _draw(self, painter: QPainter, cell: QRect, shown: SearchedPhoto) -> None:
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(cell), 6, 6)
        painter.fillPath(ground, self._theme.colour("raised"))
        details = shown.photo.details
        place = fitted(cell, max(1, details.width), max(1, details.height))
        pixmap = self._thumbnails.get(shown.photo.id)
        if pixmap is not None:
            painter.save()
            painter.setClipPath(ground)
            painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
            scale = place.width() / max(1, details.width)
            for region in shown.regions:
                draw_box(painter, place, scale, region.box, DARK[_INKS[region.size]])
            painter.restore()
        painter.setPen(self._theme.colour("text" if shown.ended else "muted"))
        line = QRect(cell.left(), cell.bottom() + 4, cell.width(), self._caption - 4)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, _faces(shown))

    @Slot(object)
    def _arrived(self, photo_id: PhotoId) -> None:
        if any(p.photo.id == photo_id for p in self.in_sight):
            self.update()


def fitted(cell: QRect, width: int, height: int) -> QRectF:
    """Return where a picture of this shape lies in the middle of a cell."""
    scale = min(cell.width() / width, cell.height() / height)
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(QRectF(cell).center())
    return place


def draw_box(painter: QPainter, place: QRectF, scale: float, box: Box, ink: str) -> None:
    """Draw a box that stands out from bright and from dark pictures.

    `place` is where the photo lies and `scale` how many view pixels one photo pixel is.
    """
    rect = QRectF(
        place.left() + box.x * scale,
        place.top() + box.y * scale,
        max(4.0, box.width * scale),
        max(4.0, box.height * scale),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 150), 3))
    painter.drawRoundedRect(rect, 2, 2)
    painter.setPen(QPen(QColor(ink), 1.5))
    painter.drawRoundedRect(rect, 2, 2)


def _faces(shown: SearchedPhoto) -> str:
    faces = sum(1 for region in shown.regions if region.size is RegionSize.FACE)
    return plural(faces, "{n} face", "{n} faces") if shown.regions else tr("no face")
