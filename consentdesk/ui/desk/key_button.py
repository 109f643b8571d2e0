"""A button that shows its key."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consentdesk.ui.desk.desk_keys import Act, line_of
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

CAP_HEIGHT = 20
PAD = 7
LONGEST_WORDS = 160
"""Width of a line, in pixels at text of 100 %, up to which words are never cut; a name may be."""


class KeyButton(QPushButton):
    """Words on the left, the key on the right; the same act as the key.

    Where one line has no room for the words, they stand on two.
    """

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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_look(self, look)
        self.setStyleSheet("KeyButton { text-align: left; padding: 4px 8px; min-height: 22px; }")
        self.say(text or tr(line_of(act).words))

    def say(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.updateGeometry()
        self._fit_words()
        self.setAccessibleName(text)
        self.setToolTip(tr("{text} (key {key})", text=text, key=self._cap))

    def sizeHint(self) -> QSize:
        """Return the room for words and key on one line."""
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(words + self._beside_words(), self._height(1))

    def minimumSizeHint(self) -> QSize:
        """Return the room it cannot do without: that of its words on two lines."""
        self.ensurePolished()
        words = max(self.fontMetrics().horizontalAdvance(half) for half in self._in_two())
        words = min(words, self._theme.scaled(LONGEST_WORDS))
        return QSize(words + self._beside_words(), self._height(1))

    def hasHeightForWidth(self) -> bool:
        """Tell that words in a narrow place need two lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._height(1 + ("\n" in self._lines(width - self._beside_words())))

    def _height(self, lines: int) -> int:
        return max(32, lines * self.fontMetrics().height() + 12)

    def _beside_words(self) -> int:
        return self._cap_width() + 2 * PAD + 6

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses this button; on the desk it would take the suggestion."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the room that is left beside the key."""
        super().resizeEvent(event)
        self._fit_words()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text that a person chose."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._fit_words()

    def _fit_words(self) -> None:
        self.setText(self._lines(self.width() - self._beside_words()))

    def _lines(self, room: int) -> str:
        """Return the words on one line, else on two, shortened only as a last resort."""
        metrics, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        if metrics.horizontalAdvance(self._words) <= room:
            return self._words
        return "\n".join(metrics.elidedText(half, right, room) for half in self._in_two())

    def _in_two(self) -> tuple[str, ...]:
        """Return the words on two lines as even as can be; one word stays whole."""
        parts = self._words.split(" ")
        wide = self.fontMetrics().horizontalAdvance
        halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
        return min(halves, key=lambda pair: max(map(wide, pair)), default=(self._words,))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its key."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._cap_font())
        wide = self._cap_width()
        high = max(CAP_HEIGHT, QFontMetrics(self._cap_font()).height() + 4)
        cap = QRectF(self.width() - wide - 8, (self.height() - high) / 2, wide, high)
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
