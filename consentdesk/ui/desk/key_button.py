"""A button that shows its key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consentdesk.ui.desk.desk_keys import Act, line_of
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

CAP_HEIGHT = 20
PAD = 9


class KeyButton(QPushButton):
    """Words on the left, the key on the right; the same act as the key."""

    def __init__(
        self,
        theme: Theme,
        act: Act,
        text: str = "",
        *,
        look: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self.act = act
        self._words = ""
        self._cap = line_of(act).cap
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_look(self, look)
        self.setStyleSheet("KeyButton { text-align: left; padding: 4px 8px; min-height: 22px; }")
        self.say(text or tr(line_of(act).words))

    def say(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self._fit_words()
        self.setAccessibleName(text)
        self.setToolTip(tr("{text} (key {key})", text=text, key=self._cap))

    def sizeHint(self) -> QSize:
        """Return the room for words and key."""
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(words + self._cap_width() + 2 * PAD + 10, 32)

    def minimumSizeHint(self) -> QSize:
        """Return the room it cannot do without."""
        return QSize(self._cap_width() + 60, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses this button; on the desk it would take the suggestion."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words to the room that is left beside the key."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        room = self.width() - self._cap_width() - 2 * PAD - 6
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, right, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its key."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._cap_font())
        wide = self._cap_width()
        cap = QRectF(self.width() - wide - 8, (self.height() - CAP_HEIGHT) / 2, wide, CAP_HEIGHT)
        primary = self._look == "primary" and self.isEnabled()
        ink = self._theme.colour("on_accent" if primary else "muted")
        painter.setPen(QPen(ink if primary else self._theme.colour("line"), 1))
        if primary:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(self._theme.colour("window"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._cap)
        painter.end()

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(8.0, self.font().pointSizeF() * 0.82))
        font.setBold(True)
        return font

    def _cap_width(self) -> int:
        return max(22, QFontMetrics(self._cap_font()).horizontalAdvance(self._cap) + 12)
