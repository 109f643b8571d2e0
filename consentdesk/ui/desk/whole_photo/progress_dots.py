"""A dot for each photo that passes by."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

STEP, RADIUS = 18, 5.0


class Dot(StrEnum):
    """How far a photo is."""

    TO_COME = "to_come"
    SEEN = "seen"
    TOO_QUICK = "too_quick"


class ProgressDots(QWidget):
    """Filled for seen, a ring for to come, a crossed ring for too quick.

    A second ring is around the one that is looked at.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.dots: tuple[Dot, ...] = ()
        self._at: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_dots(self, dots: Sequence[Dot], at: int | None) -> None:
        """Show them; `at` is the one that is looked at."""
        self.dots, self._at = tuple(dots), at
        seen = sum(dot is Dot.SEEN for dot in dots)
        self.setAccessibleName(tr("{n} of {of} seen", n=seen, of=len(dots)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all of them."""
        return QSize(STEP * max(1, len(self.dots)), STEP + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them in a row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, dot in enumerate(self.dots):
            middle = QPointF(STEP * (place + 0.5), self.height() / 2)
            self._draw(painter, middle, dot)
            if place == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawEllipse(middle, RADIUS + 3, RADIUS + 3)
        painter.end()

    def _draw(self, painter: QPainter, middle: QPointF, dot: Dot) -> None:
        role = "open" if dot is Dot.TOO_QUICK else "text" if dot is Dot.SEEN else "edge"
        painter.setPen(QPen(self._theme.colour(role), 1.5))
        seen = dot is Dot.SEEN
        painter.setBrush(self._theme.colour("text") if seen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, RADIUS, RADIUS)
        if dot is Dot.TOO_QUICK:
            across = QPointF(RADIUS * 0.7, -RADIUS * 0.7)
            painter.drawLine(middle - across, middle + across)
