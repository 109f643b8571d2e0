"""A face drawn small beside others, filling a rounded place."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.theme import Theme


def draw_small_face(
    painter: QPainter, place: QRect, face: RegionId, theme: Theme, pictures: DeskPictures
) -> None:
    """Draw a face into a place, view pixels; a sign stands there until its picture comes."""
    ground = QPainterPath()
    ground.addRoundedRect(QRectF(place), 6, 6)
    painter.fillPath(ground, theme.colour("raised"))
    pixmap = pictures.picture(face_key(face))
    if pixmap is None or pixmap.isNull():
        sign = place.adjusted(10, 10, -10, -10)
        theme.icon("account-outline", "muted").paint(painter, sign)
        return
    size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(place.center())
    painter.setClipPath(ground)
    painter.drawPixmap(target, pixmap)
    painter.setClipping(False)
