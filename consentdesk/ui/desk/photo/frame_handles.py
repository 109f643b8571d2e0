"""Where a frame can be taken hold of, with mouse or finger."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from consentdesk.ui.desk.photo.frame_line import ink
from consentdesk.ui.desk.photo.frame_shape import Grip
from consentdesk.ui.palette import DARK

HIT = 24.0
"""View pixels of a handle that answer: WCAG 2.2, target size (minimum)."""

_LINE = 8.0
"""View pixels on each side of the line that answer; the line moves the whole frame."""

_SEEN, _LEAST_SEEN = 9.0, 5.0
"""View pixels of a handle that are drawn: on a frame with room for it, on a small one."""

_OUT = 3.0
"""View pixels from the frame's box to the middle of the line around it."""

_CURSORS = {
    Grip.WHOLE: Qt.CursorShape.SizeAllCursor,
    Grip.TOP_LEFT: Qt.CursorShape.SizeFDiagCursor,
    Grip.BOTTOM_RIGHT: Qt.CursorShape.SizeFDiagCursor,
    Grip.TOP_RIGHT: Qt.CursorShape.SizeBDiagCursor,
    Grip.BOTTOM_LEFT: Qt.CursorShape.SizeBDiagCursor,
    Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    Grip.TOP: Qt.CursorShape.SizeVerCursor,
    Grip.BOTTOM: Qt.CursorShape.SizeVerCursor,
}


def cursor_for(grip: Grip) -> Qt.CursorShape:
    """Return the mouse pointer that shows what a grip does."""
    return _CURSORS[grip]


def handle_places(rect: QRectF) -> dict[Grip, QRectF]:
    """Return the places that answer, one for each handle; `rect` is the frame in view pixels.

    In a small frame they lie mostly outside, so that the face can still be clicked; handles at
    the sides come only where there is room between the corners.
    """
    places: dict[Grip, QRectF] = {}
    for grip in Grip:
        across, down = grip.value
        beside = (down == 0 and rect.height() < 3 * HIT) or (across == 0 and rect.width() < 3 * HIT)
        if grip is not Grip.WHOLE and not beside:
            x = _start(rect.left(), rect.right(), across)
            y = _start(rect.top(), rect.bottom(), down)
            places[grip] = QRectF(QPointF(x, y), QSizeF(HIT, HIT))
    return places


def _start(low: float, high: float, side: int) -> float:
    """Return where a handle begins along one direction."""
    if side == 0:
        return (low + high - HIT) / 2
    inside = min(HIT / 2, (high - low) / 4)
    return low + inside - HIT if side < 0 else high - inside


def grip_at(rect: QRectF, place: QPointF) -> Grip | None:
    """Return what is taken hold of at a place of the canvas, if anything."""
    for grip, handle in handle_places(rect).items():
        if handle.contains(place):
            return grip
    inner = QPointF(min(_LINE, rect.width() / 4), min(_LINE, rect.height() / 4))
    inside = rect.adjusted(inner.x(), inner.y(), -inner.x(), -inner.y())
    around = rect.adjusted(-_LINE, -_LINE, _LINE, _LINE)
    return Grip.WHOLE if around.contains(place) and not inside.contains(place) else None


def draw_handles(painter: QPainter, rect: QRectF) -> None:
    """Draw the handles on the line of a frame."""
    painter.setPen(QPen(ink(), 1.5))
    painter.setBrush(QColor(DARK["on_photo"]))
    line = rect.adjusted(-_OUT, -_OUT, _OUT, _OUT)
    side = min(_SEEN, max(_LEAST_SEEN, min(rect.width(), rect.height()) / 6))
    for grip in handle_places(rect):
        across, down = grip.value
        middle = line.center()
        middle += QPointF(across * line.width() / 2, down * line.height() / 2)
        square = QRectF(0, 0, side, side)
        square.moveCenter(middle)
        painter.drawRoundedRect(square, 2, 2)
