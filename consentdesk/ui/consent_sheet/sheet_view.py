"""The tab on screen: a table that paints cells with their meaning, and heads that can be opened."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from consentdesk.ui.consent_sheet.sheet_model import SHOWN, SheetModel, ShownCell
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

SIGN = 16
PAD = 8
_NARROWEST, _WIDEST, _OWNER, _NUMBER = 15, 32, 24, 6
"""Widths in letters."""
_MEASURED = 40
"""Rows whose texts settle how wide a column begins."""
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints what stands in a cell, and below it what that means: shape, word, colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, text, meaning and the signs of what is special about the cell."""
        shown: ShownCell = index.data(SHOWN)
        painter.save()
        painter.setClipRect(option.rect)
        self._ground(painter, option, shown)
        self._text(painter, option, shown)
        right = option.rect.right() - PAD - SIGN
        for icon, _ in shown.signs:
            self._theme.icon(icon, "flagged").paint(
                painter, right, option.rect.top() + PAD, SIGN, SIGN
            )
            right -= SIGN + 2
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            for inset in (0, 1):
                painter.drawRect(option.rect.adjusted(inset, inset, -inset - 1, -inset - 1))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, shown: ShownCell) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_soft"))
        elif shown.kind == "header":
            painter.fillRect(option.rect, self._theme.colour("raised"))
        elif shown.kind == "aside":
            painter.fillRect(option.rect, self._theme.colour("window"))
        if shown.fill:
            bar = QRect(option.rect.left() + 1, option.rect.top() + 2, 6, option.rect.height() - 4)
            painter.fillRect(bar, QColor(shown.fill))
            painter.setPen(self._theme.colour("edge"))
            painter.drawRect(bar)

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, shown: ShownCell) -> None:
        font = QFont(option.font)
        font.setStrikeOut(shown.struck)
        font.setBold(shown.kind == "header")
        painter.setFont(font)
        muted = shown.kind == "aside"
        painter.setPen(self._theme.colour("muted" if muted else "text"))
        left = PAD + (6 if shown.fill else 0)
        room = option.rect.adjusted(left, 4, -PAD - (SIGN + 2) * len(shown.signs), -4)
        two = shown.badge is not None and bool(shown.text)
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 2) if two else room
        text = " ".join(shown.text.split())
        metrics = painter.fontMetrics()
        if shown.text:
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, upper.width())
            painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, elided)
        if shown.badge is not None:
            painter.setFont(option.font)
            below = QRect(room.left(), upper.bottom(), room.width(), room.height() // 2)
            self._badge(painter, below if two else room, shown)

    def _badge(self, painter: QPainter, room: QRect, shown: ShownCell) -> None:
        assert shown.badge is not None
        top = room.center().y() - SIGN // 2
        self._theme.icon(shown.badge.icon, shown.badge.role).paint(
            painter, room.left(), top, SIGN, SIGN
        )
        painter.setPen(self._theme.colour(shown.badge.role))
        words = room.adjusted(SIGN + 4, 0, 0, 0)
        text = painter.fontMetrics().elidedText(
            shown.badge.word, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


class ColumnHeads(QHeaderView):
    """Letter above use, with a sign of how sure that is; each opens a menu to correct it."""

    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName(tr("What each column is for"))
        self.setToolTip(tr("Press to say what a column is for"))

    def sizeHint(self) -> QSize:
        """Return the room for two lines."""
        return QSize(0, 2 * self.fontMetrics().height() + 2 * PAD)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a head that was pressed; pulling its edge only makes it wider."""
        pulled = self.cursor().shape() is Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if not pulled and section >= 0:
            self.opened.emit(section)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw letter, use, how sure it is, and a mark that it opens."""
        painter.save()
        painter.fillRect(rect, self._theme.colour("card"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        model = self.model()
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        letter, _, use = text.rpartition("\n")
        half = rect.height() // 2
        upper = QRect(rect.left() + PAD, rect.top() + 2, rect.width() - 2 * PAD, half - 2)
        lower = QRect(upper.left(), rect.top() + half - 2, upper.width(), half - 2)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, letter)
        badge = model.headerData(section, Qt.Orientation.Horizontal, SHOWN)
        arrow = QRect(lower.right() - SIGN, lower.center().y() - SIGN // 2, SIGN, SIGN)
        self._theme.icon("chevron-down", "muted").paint(painter, arrow)
        lower.setRight(arrow.left() - 2)
        if badge is not None:
            top = lower.center().y() - SIGN // 2
            self._theme.icon(badge.icon, badge.role).paint(painter, lower.left(), top, SIGN, SIGN)
            lower.setLeft(lower.left() + SIGN + 4)
        painter.setFont(_bold(painter.font()))
        painter.setPen(self._theme.colour("text"))
        elided = painter.fontMetrics().elidedText(use, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


class RowHeads(QHeaderView):
    """The number a row has in the file, and whose row it is; always in sight."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setAccessibleName(tr("Rows, and whose they are"))

    def sizeHint(self) -> QSize:
        """Return the room for number and name."""
        letter = self.fontMetrics().averageCharWidth()
        return QSize((_NUMBER + _OWNER) * letter + 2 * PAD, 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw number, sign and name."""
        shown: ShownCell = self.model().headerData(section, Qt.Orientation.Vertical, SHOWN)
        painter.save()
        painter.fillRect(rect, self._theme.colour("window" if shown.kind == "aside" else "card"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        number = QRect(
            rect.left(),
            rect.top(),
            _NUMBER * painter.fontMetrics().averageCharWidth(),
            rect.height(),
        )
        painter.setPen(self._theme.colour("muted"))
        text = str(self.model().headerData(section, Qt.Orientation.Vertical))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, text)
        room = QRect(number.right(), rect.top(), rect.right() - number.right() - PAD, rect.height())
        if shown.badge is not None:
            top = room.center().y() - SIGN // 2
            self._theme.icon(shown.badge.icon, shown.badge.role).paint(
                painter, room.left(), top, SIGN, SIGN
            )
            room.setLeft(room.left() + SIGN + 4)
        role = shown.badge.role if shown.badge else "muted" if shown.kind == "aside" else "text"
        painter.setPen(self._theme.colour(role))
        words = shown.text or (shown.badge.word if shown.badge else "")
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


class SheetView(QTableView):
    """Moves by arrow keys; Alt+Down opens the head of the column the cursor is in."""

    column_opened = Signal(int, QPoint)

    def __init__(self, theme: Theme, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, self))
        self.heads = ColumnHeads(theme, self)
        self.setHorizontalHeader(self.heads)
        self.setAccessibleName(tr("The sheet, cell by cell"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        rows = RowHeads(theme, self)
        self.setVerticalHeader(rows)
        rows.setDefaultSectionSize(2 * self.fontMetrics().height() + 12)
        self.heads.opened.connect(self.open_column)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give each column room for its use and its first texts."""
        letter = self.fontMetrics().averageCharWidth()
        bold = QFontMetrics(_bold(self.font()))
        rows = self._sheet.sheet.rows[:_MEASURED] if self._sheet.sheet else ()
        for section in range(self._sheet.columnCount()):
            head = self._sheet.headerData(section, Qt.Orientation.Horizontal)
            use = bold.horizontalAdvance(str(head).partition("\n")[2]) + 2 * SIGN + 14
            texts = sorted(len(row.cells[section].text) for row in rows)
            usual = texts[int(len(texts) * 0.9)] * letter if texts else 0
            wide = min(max(usual, use, _NARROWEST * letter), _WIDEST * letter)
            self.setColumnWidth(section, wide + 2 * PAD)

    def open_column(self, section: int) -> None:
        """Ask for the menu of a column, below its head."""
        left = self.heads.sectionViewportPosition(section)
        place = self.heads.viewport().mapToGlobal(QPoint(left, self.heads.height()))
        self.column_opened.emit(section, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the head of the column, or move."""
        opens = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if opens and self.currentIndex().isValid():
            self.open_column(self.currentIndex().column())
            return
        super().keyPressEvent(event)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
