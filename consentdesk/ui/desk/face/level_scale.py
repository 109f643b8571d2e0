"""How recognisable a child is, as four rising bars with a mark at the channel's limit."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.identifiability import Identifiability, within
from consentdesk.ui.theme import Theme

BAR, GAP = 8, 3
LOWEST, RISE = 5, 5
MARK = 5
"""Height of the mark under the last bar that is allowed."""

WIDE = len(Identifiability) * (BAR + GAP) - GAP + 2
HIGH = LOWEST + (len(Identifiability) - 1) * RISE + MARK + 4
"""Room for bars and mark beside text of the usual size; they grow with it."""


class LevelScale(QWidget):
    """Bars up to the level are full; those above the limit are full in another colour, crossed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level, self._limit = Identifiability.DISTANT, Identifiability.PORTRAIT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: Identifiability, limit: Identifiability) -> None:
        """Show another level."""
        self._level, self._limit = level, limit
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for bars and mark."""
        return QSize(self._theme.scaled(WIDE), self._theme.scaled(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, and the mark where there is a limit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / WIDE, self.height() / HIGH)
        foot = HIGH - MARK - 2
        for level in Identifiability:
            height = LOWEST + level.step * RISE
            bar = QRectF(1 + level.step * (BAR + GAP), foot - height, BAR, height)
            self._draw_bar(painter, bar, level)
        if self._limit is not Identifiability.PORTRAIT:
            self._draw_mark(painter, 1 + self._limit.step * (BAR + GAP) + BAR / 2, foot + 2)
        painter.end()

    def _draw_bar(self, painter: QPainter, bar: QRectF, level: Identifiability) -> None:
        too_much = not within(level, self._limit)
        full = within(level, self._level)
        ink = self._theme.colour("held" if full and too_much else "accent" if full else "edge")
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if full else self._theme.colour("card"))
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
        if full and too_much:
            painter.setPen(QPen(self._theme.colour("card"), 1.5))
            painter.drawLine(bar.bottomLeft() + QPointF(1, -1), bar.topRight() + QPointF(-1, 1))

    def _draw_mark(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(self._theme.colour("text"), 0))
        painter.setBrush(self._theme.colour("text"))
        corners = [QPointF(x, y), QPointF(x - 4, y + MARK), QPointF(x + 4, y + MARK)]
        painter.drawPolygon(QPolygonF(corners))
