"""The line below a photo of the grid: its state as sign and word, and how many faces are left."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from consentdesk.ui.theme import Badge, Theme

SIGN, COUNT = 15, 24
"""Side of the sign of its state, and width of the count beside it."""

MANY = 100
"""From here on a count is given as more than one less."""

_Drawn = tuple[Badge, str, int, int, float]
"""What is said, width and height in view pixels, and the ratio of the display."""


class StateLines:
    """Draws each line once: while the grid scrolls, many cells show few different ones."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: dict[_Drawn, QPixmap] = {}
        theme.changed.connect(self._kept.clear)

    def line(self, badge: Badge, left: int, size: QSize, font: QFont, ratio: float) -> QPixmap:
        """Return the line on nothing.

        Args:
            badge: the state of the photo.
            left: how many faces need a decision; 0 is not shown.
            size: of the line, view pixels.
            font: that of the grid; the line is a little smaller.
            ratio: of the display.
        """
        count = short_count(left) if left else ""
        key = (badge, count, size.width(), size.height(), ratio)
        if key not in self._kept:
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            self._draw(pixmap, QRect(0, 0, size.width(), size.height()), badge, count, font)
            self._kept[key] = pixmap
        return self._kept[key]

    def _draw(self, pixmap: QPixmap, place: QRect, badge: Badge, count: str, font: QFont) -> None:
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, wide = self._theme.scaled(SIGN), self._theme.scaled(COUNT)
        sign = QRect(0, (place.height() - edge) // 2, edge, edge)
        self._theme.icon(badge.icon, badge.role).paint(painter, sign)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(small)
        painter.setPen(self._theme.colour(badge.role))
        room = place.adjusted(edge + 4, 0, -wide - 2 if count else 0, 0)
        text = painter.fontMetrics().elidedText(
            badge.word, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if count:
            self._draw_count(painter, place.adjusted(place.width() - wide, 2, 0, -2), count)
        painter.end()

    def _draw_count(self, painter: QPainter, place: QRect, count: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(place), 8, 8)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, count)


def short_count(count: int) -> str:
    """Return a count that is never wider than three letters."""
    return str(count) if count < MANY else f"{MANY - 1}+"
