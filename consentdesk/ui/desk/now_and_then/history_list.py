"""The lines of a history: what was done, by whom, and whether it still stands."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from consentdesk.ui.desk.now_and_then.history_words import HistoryLine
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

LINE = Qt.ItemDataRole.UserRole
PAD = 8
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
_WRAPPED = Qt.TextFlag.TextWordWrap


class _Cell(QStyledItemDelegate):
    """Paints a line: what was done, and below it when, who and what became of it."""

    def __init__(self, theme: Theme, parent: "HistoryList") -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height the words need at this width."""
        shown: HistoryLine = index.data(LINE)
        room = self._list.viewport().width() - 2 * PAD
        metrics = QFontMetrics(self._list.font())
        what = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, shown.what).height()
        below = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, _below(shown)).height()
        return QSize(room, what + below + 2 * PAD + 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line; what was taken back is struck through, and says so."""
        shown: HistoryLine = index.data(LINE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        room = rect.adjusted(PAD, PAD, -PAD, -PAD)
        font = QFont(self._list.font())
        font.setStrikeOut(shown.taken_back)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted" if shown.taken_back else "text"))
        used = painter.boundingRect(room, _WRAPPED, shown.what)
        painter.drawText(room, _WRAPPED, shown.what)
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(room.adjusted(0, used.height() + 2, 0, 0), _WRAPPED, _below(shown))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class HistoryList(QListWidget):
    """Up, Down and the like move in the list; every other key is the sheet's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("What was done here, the latest first"))
        self.setItemDelegate(_Cell(theme, self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show these lines from the top."""
        self.clear()
        for each in lines:
            item = QListWidgetItem(self)
            item.setData(LINE, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, each.spoken)
        self.setCurrentRow(0 if lines else -1)
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, or leave the key to the sheet."""
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _below(shown: HistoryLine) -> str:
    return " · ".join(part for part in (shown.when_and_who, shown.remark) if part)
