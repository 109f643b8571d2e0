"""How recognisable a child is, drawn: how much of a photo a face fills."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.identifiability import Identifiability
from consentdesk.ui.theme import Theme

SIZE = QSize(64, 48)
"""A small photo, in view pixels."""

# Middle of each head and its radius, as shares of the picture's width and height.
_HEADS = {
    Identifiability.DISTANT: tuple((x, 0.52, 0.045) for x in (0.24, 0.36, 0.55, 0.67, 0.79)),
    Identifiability.IN_A_GROUP: ((0.22, 0.46, 0.11), (0.5, 0.42, 0.11), (0.78, 0.46, 0.11)),
    Identifiability.RECOGNISABLE: ((0.32, 0.44, 0.19), (0.7, 0.48, 0.19)),
    Identifiability.PORTRAIT: ((0.5, 0.42, 0.32),),
}


def draw_level(
    painter: QPainter, where: QRectF, level: Identifiability, theme: Theme, ink: str
) -> None:
    """Draw a photo with its heads; `ink` is the colour role of heads and rim."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(ink), 1.5))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(where, 4, 4)
    painter.setClipRect(where.adjusted(1, 1, -1, -1))
    painter.setPen(QPen(theme.colour("raised"), 1))
    painter.setBrush(theme.colour(ink))
    for x, y, radius in _HEADS[level]:
        middle = QPointF(where.x() + x * where.width(), where.y() + y * where.height())
        _draw_child(painter, middle, radius * where.height())
    painter.restore()


def _draw_child(painter: QPainter, middle: QPointF, radius: float) -> None:
    """Draw shoulders and a head on them; a small child is seen down to the feet."""
    painter.drawRoundedRect(
        QRectF(middle.x() - 1.6 * radius, middle.y() + 1.15 * radius, 3.2 * radius, 5 * radius),
        1.2 * radius,
        1.2 * radius,
    )
    painter.drawEllipse(middle, radius, 1.15 * radius)


class LevelPicture(QWidget):
    """One level as a small picture beside the words that say it."""

    def __init__(self, theme: Theme, level: Identifiability, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return half the size of a picture that is chosen from."""
        return SIZE / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the level."""
        painter = QPainter(self)
        where = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        draw_level(painter, where, self._level, self._theme, "muted")
        painter.end()
