"""All keys of the desk on one card, over the desk."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.ui.desk.desk_keys import KEY_LINES, Act
from consentdesk.ui.labels import short_words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

COLUMNS = 2


class KeyCard(QWidget):
    """Covers its parent until any key or a click puts it away."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("All keys of the desk"))
        card = QFrame()
        set_look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(16)
        inside.addWidget(short_words(tr("All keys of the desk"), "title"))
        inside.addLayout(self._key_grid())
        inside.addWidget(short_words(tr("Any key puts this card away."), "muted"))
        layout = QVBoxLayout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def _key_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        lines = [line for line in KEY_LINES if line.act is not Act.LEAVE]
        rows = -(-len(lines) // COLUMNS)
        for place, key_line in enumerate(lines):
            column = 3 * (place // rows)
            cap = QLabel(key_line.cap)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setMinimumWidth(56)
            set_look(cap, "key")
            ink, edge = self._theme.colour("text").name(), self._theme.colour("edge").name()
            cap.setStyleSheet(
                f"color: {ink}; border: 1px solid {edge}; border-radius: 5px; padding: 3px 6px;"
            )
            grid.addWidget(cap, place % rows, column)
            grid.addWidget(short_words(tr(key_line.words)), place % rows, column + 1)
        grid.setColumnMinimumWidth(2, 32)
        return grid

    def open_over(self) -> None:
        """Cover the parent."""
        over = self.parentWidget()
        if over is not None:
            self.resize(over.size())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the card away; the key does nothing else."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self._close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the card away."""
        self._close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shade the desk."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(0, 0, 0, 140))
        painter.end()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
