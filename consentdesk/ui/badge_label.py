"""A status as shape, word and colour in one small plate."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.ui.theme import Badge, Theme

ICON = 16
PAD = 8


class BadgeLabel(QWidget):
    """Shows one `Badge`; its word is also what a screen reader says."""

    def __init__(self, theme: Theme, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    def show_badge(self, badge: Badge) -> None:
        """Show another status."""
        self._badge = badge
        self.setAccessibleName(badge.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for sign and word."""
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self._badge.word) + self._icon() + 3 * PAD
        return QSize(wide, max(self._icon(), metrics.height()) + PAD)

    def _icon(self) -> int:
        return self._theme.scaled(ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, sign and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{self._badge.role}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        edge = self._icon()
        top = (self.height() - edge) // 2
        self._theme.icon(self._badge.icon, self._badge.role).paint(painter, PAD, top, edge, edge)
        painter.setPen(self._theme.colour(self._badge.role))
        words = self.rect().adjusted(edge + 2 * PAD - 2, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._badge.word)
        painter.end()
