"""Paints a status in a table as shape, word and colour."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consentdesk.ui.theme import Badge, Theme

ICON = 18
PAD = 8


class BadgeDelegate(QStyledItemDelegate):
    """Reads a `Badge` from the given role of the model."""

    def __init__(self, theme: Theme, role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room for sign and word."""
        return self.room(index.data(self._role), option.fontMetrics)

    def room(self, badge: Badge, metrics: QFontMetrics) -> QSize:
        """Return the room for a status in a font."""
        wide = metrics.horizontalAdvance(badge.word) + self._theme.scaled(ICON)
        return QSize(wide + 3 * PAD, metrics.height() + 2 * PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, sign and word."""
        badge: Badge = index.data(self._role)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_soft"))
        edge = self._theme.scaled(ICON)
        top = option.rect.top() + (option.rect.height() - edge) // 2
        sign = QRect(option.rect.left() + PAD, top, edge, edge)
        self._theme.icon(badge.icon, badge.role).paint(painter, sign)
        painter.setPen(self._theme.colour("text"))
        words = option.rect.adjusted(edge + 2 * PAD, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, badge.word)
        painter.restore()
