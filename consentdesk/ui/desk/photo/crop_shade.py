"""Shades what a crop takes away."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.face_frames import frame_rect
from consentdesk.ui.desk.photo.photo_view import PhotoView

SHADE = QColor(0, 0, 0, 165)


def shade_outside(painter: QPainter, view: PhotoView, kept: Box) -> None:
    """Shade the photo around what is kept; `kept` in full-resolution pixels."""
    around = QPainterPath()
    around.addRect(QRectF(*view.frame))
    around.addRect(frame_rect(view, kept))
    painter.fillPath(around, SHADE)
