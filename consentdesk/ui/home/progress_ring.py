"""How far deciding is, as a ring around a number; a tick when what was signed off is published."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.batch_steps import BatchCounts
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

EDGE = 76
"""Width and height in pixels, at text of 100 %."""
LINE = 7
"""Width of the ring."""
TICK = ((-0.20, 0.00), (-0.05, 0.15), (0.22, -0.14))
"""Corners of the tick, from the middle of the ring, in widths of it."""


class ProgressRing(QWidget):
    """Photos decided of all; the number stands in the ring, the words are for a screen reader."""

    def __init__(self, theme: Theme, counts: BatchCounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all = counts.photos
        self._decided = counts.photos - counts.undecided_photos
        # a tick while copies wait for a signature would be taken for "done"
        self._done = 0 < counts.signed == counts.published
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(decided_words(counts))
        self.setToolTip(decided_words(counts))

    def sizeHint(self) -> QSize:
        """Return the room for the ring; it grows with the text."""
        edge = self._theme.scaled(EDGE)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, and in it a tick or how many are decided."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ring(painter)
        if self._done:
            self._paint_tick(painter)
        else:
            self._paint_number(painter)
        painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        share = self._decided / self._all if self._all else 0.0
        line = self._theme.scaled(LINE)
        ring = QRectF(self.rect()).adjusted(line, line, -line, -line)
        # the whole way has an edge that can be seen; what is done is thicker as well as coloured
        painter.setPen(QPen(self._theme.colour("edge"), 2))
        painter.drawEllipse(ring)
        if share:
            role = "cleared" if self._done else "accent"
            pen = QPen(self._theme.colour(role), line)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            # from the top, clockwise, in sixteenths of a degree
            painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))

    def _paint_tick(self, painter: QPainter) -> None:
        pen = QPen(self._theme.colour("cleared"), self._theme.scaled(LINE))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle, wide = QRectF(self.rect()).center(), self.width()
        painter.drawPolyline([middle + QPointF(x * wide, y * wide) for x, y in TICK])

    def _paint_number(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if self._all else "muted"))
        number = str(self._decided) if self._all else "–"
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, number)


def decided_words(counts: BatchCounts) -> str:
    """Return how many photos are decided, in a short sentence."""
    if not counts.photos:
        return tr("No photos yet")
    decided = counts.photos - counts.undecided_photos
    if decided == counts.photos:
        return plural(decided, "The photo is decided", "All {n} photos decided")
    return tr("{decided} of {all} photos decided", decided=decided, all=counts.photos)
