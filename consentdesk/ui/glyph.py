"""Icons drawn from the icon font in the colours of the day."""

from collections.abc import Callable
from functools import cache

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap

FONT = "mdi6"
FILL = 0.94
"""Share of the icon's square that the sign fills."""


class Glyph(QIconEngine):
    """One sign; it asks for its colour whenever it is painted, so it follows the theme."""

    def __init__(self, name: str, colour: Callable[[QIcon.Mode], QColor]) -> None:
        super().__init__()
        self._name = name
        self._sign = _sign(name)
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the sign in the middle of `rect`."""
        painter.save()
        painter.setFont(_font(max(1, round(rect.height() * FILL))))
        painter.setPen(self._colour(mode))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._sign)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the sign on nothing."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another one, as Qt asks for."""
        return Glyph(self._name, self._colour)


# every cell of the grid asks for these again while it scrolls


@cache
def _sign(name: str) -> str:
    return qtawesome.charmap(f"{FONT}.{name}")


@cache
def _font(pixels: int) -> QFont:
    return qtawesome.font(FONT, pixels)
