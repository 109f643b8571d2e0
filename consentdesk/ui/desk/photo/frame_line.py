"""Lines and labels that can be seen on any photo: a light line on a wider dark one."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPainterPath, QPen

from consentdesk.ui.palette import DARK

RADIUS = 5.0
_RIM = 1.5
"""View pixels of dark on each side of the light line."""
_LABEL_TEXT = 0.92
"""Size of a label's text beside the text of the window."""
_TICK = 14.0


def ink() -> QColor:
    """Return the dark of rims and of words on a label."""
    return QColor(DARK["photo"])


def stroke(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    width: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    radius: float = RADIUS,
) -> None:
    """Draw a line around `rect`, so that a small face in it stays free.

    `width` and `radius` in view pixels, `colour` a light one.
    """
    out = width / 2 + _RIM
    rect = rect.adjusted(-out, -out, out, out)
    painter.fillPath(_ring(rect, width + 2 * _RIM, radius), ink())
    if style is Qt.PenStyle.SolidLine:
        painter.fillPath(_ring(rect, width, radius), colour)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, style, Qt.PenCapStyle.FlatCap))
    painter.drawRoundedRect(rect, radius, radius)


def _ring(rect: QRectF, width: float, radius: float) -> QPainterPath:
    """Return the area of a line; filling it takes a third of the time of drawing the line."""
    half = width / 2
    ring = QPainterPath()
    for grown in (half, -half):
        corner = max(0.0, radius + grown) if radius else 0.0
        ring.addRoundedRect(rect.adjusted(-grown, -grown, grown, grown), corner, corner)
    return ring


def label_font(font: QFont) -> QFont:
    """Return the font of labels beside a font of the window."""
    bold = QFont(font)
    bold.setPixelSize(max(12, round(QFontInfo(font).pixelSize() * _LABEL_TEXT)))
    bold.setBold(True)
    return bold


def label(
    painter: QPainter,
    rect: QRectF,
    words: str,
    colour: QColor,
    room: QRectF,
    *,
    tick: bool = False,
) -> None:
    """Write a few words above a frame's left corner, inside it where there is no room above.

    The painter has the `label_font`: setting it anew for each label would be felt.
    """
    metrics = QFontMetricsF(painter.font())
    high = metrics.height() + 3
    wide = max(high, metrics.horizontalAdvance(words) + 10) + (_TICK if tick else 0)
    chip = _placed(QRectF(rect.left() - 4, rect.top() - high - 7, wide, high), rect, room)
    painter.setPen(QPen(ink(), _RIM))
    painter.setBrush(colour)
    painter.drawRoundedRect(chip, 6, 6)
    painter.setPen(ink())
    place = chip.adjusted(0, 0, -_TICK if tick else 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    if tick:
        _draw_tick(painter, QPointF(chip.right() - 11, chip.center().y()))


def _placed(chip: QRectF, rect: QRectF, room: QRectF) -> QRectF:
    if chip.top() < room.top():
        chip.moveTopLeft(QPointF(rect.left() + 4, max(rect.top(), room.top()) + 4))
    chip.moveLeft(max(room.left() + 2, min(chip.left(), room.right() - chip.width() - 2)))
    return chip


def _draw_tick(painter: QPainter, middle: QPointF) -> None:
    pen = QPen(ink(), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    low = middle + QPointF(-1.5, 3)
    painter.drawLine(middle + QPointF(-4.5, 0), low)
    painter.drawLine(low, middle + QPointF(4.5, -4))
