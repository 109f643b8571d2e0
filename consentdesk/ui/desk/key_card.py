"""All keys of the desk on one card, over the desk."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from consentdesk.ui.desk.desk_keys import KEY_LINES, Act, KeySection
from consentdesk.ui.labels import key_cap, short_words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

COLUMNS = (
    (KeySection.FACE,),
    (KeySection.PHOTO,),
    (KeySection.MANY, KeySection.MOVING),
)
"""Sections of each column of the card."""

ACT = "act"
"""Property of a line's words: what the line does."""

BETWEEN, ASIDE = 32, 100
"""Pixels between two columns, and of the card and the desk beside them."""
_WAYS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
}


class KeyCard(QWidget):
    """Covers its parent until any key or a click puts it away.

    Signals:
        act_wanted: a line was clicked, by whom has no keys at hand (Act).
        closed: it was put away.
    """

    act_wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("All keys of the desk"))
        card = QFrame()
        set_look(card, "card")
        self._card = card
        self._columns: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(BETWEEN)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(card)
        layout = QVBoxLayout(self)
        layout.addWidget(self._area)
        self.hide()

    def open_over(self) -> None:
        """Cover the parent."""
        if not self._columns:
            self._write()
        over = self.parentWidget()
        if over is not None:
            self.resize(over.size())
        self._arrange()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _write(self) -> None:
        """Write the lines when they are wanted first, so that the desk is there sooner."""
        self._columns = [_column(sections) for sections in COLUMNS]
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(28, 16, 28, 16)
        inside.setSpacing(10)
        inside.addWidget(short_words(tr("All keys of the desk"), "title"))
        inside.addLayout(self._grid)
        inside.addWidget(
            short_words(tr("Click a line to do it. Any key puts this card away."), "muted")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the desk."""
        super().resizeEvent(event)
        if self._columns:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the card away; with large text, the arrows move over the card."""
        bar, way = self._area.verticalScrollBar(), _WAYS.get(Qt.Key(event.key()), 0)
        if way and bar.maximum():
            bar.setValue(bar.value() + way * bar.pageStep() // 2)
        elif event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self._close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the card away; do what the line below the mouse says."""
        line = self.childAt(event.position().toPoint())
        act = None if line is None else line.property(ACT)
        self._close()
        if act:
            self.act_wanted.emit(Act(act))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shade the desk."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(0, 0, 0, 140))
        painter.end()

    def _arrange(self) -> None:
        """Put the columns side by side as far as they have room."""
        widths = [column.sizeHint().width() for column in self._columns]
        room = self.width() - ASIDE
        side = next((n for n in (3, 2) if _wide(widths, n) <= room), 1)
        for at, column in enumerate(self._columns):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(column, at // side, at % side, top)
        self._card.adjustSize()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _wide(widths: list[int], side: int) -> int:
    """Return how wide so many columns side by side are."""
    return sum(max(widths[at::side]) for at in range(side)) + BETWEEN * (side - 1)


def _column(sections: Sequence[KeySection]) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for section in sections:
        column.addWidget(short_words(tr(section.value), "heading"))
        column.addLayout(_keys_of(section))
        column.addSpacing(8)
    return ground


def _keys_of(section: KeySection) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    lines = [line for line in KEY_LINES if line.section is section]
    for row, key_line in enumerate(lines):
        for column, words in enumerate((key_cap(key_line.cap), short_words(tr(key_line.words)))):
            words.setProperty(ACT, key_line.act.value)
            words.setCursor(Qt.CursorShape.PointingHandCursor)
            grid.addWidget(words, row, column)
    return grid
