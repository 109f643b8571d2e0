"""A button that shows its key."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class WordsRoom:
    """What the words and the key of a button need, in view pixels."""

    one_line: int
    longer_half: int
    """Width of the longer half where the words stand on two lines."""
    halves: tuple[str, ...]
    """The words on two lines; one word stays whole."""
    cap: int
    line: int
    """Height of a line."""


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
        self._measured: WordsRoom | None = None
        line = line_of(act)
        self._cap = line.cap
        self._advice = tr(line.advice) if line.advice else ""
        self.setAccessibleDescription(self._advice)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_look(self, look)
        self.say(text or tr(line.words))

    def say(self, text: str) -> None:
        """Show other words."""
        if text == self._words:
            return
        self._words = text
        self._measure_anew()
        self.setAccessibleName(text)
        tip, advice = tr("{text} (key {key})", text=text, key=self._cap), self._advice
        self.setToolTip(f"{tip}\n{advice}" if advice else tip)

    @property
    def room(self) -> WordsRoom:
        """What words and key need; measured once, for layouts ask a hundred times a key press."""
        if self._measured is None:
            self.ensurePolished()
            metrics = self.fontMetrics()
            wide, halves = metrics.horizontalAdvance, self._in_two()
            self._measured = WordsRoom(
                one_line=wide(self._words),
                longer_half=max(map(wide, halves)),
                halves=halves,
                cap=self._cap_width(),
                line=metrics.height(),
            )
        return self._measured

    def sizeHint(self) -> QSize:
        """Return the room for words and key on one line."""
        return QSize(self.room.one_line + self._beside_words(), self._height(1))

    def minimumSizeHint(self) -> QSize:
        """Return the room it cannot do without: that of its words on two lines."""
        words = min(self.room.longer_half, self._theme.scaled(LONGEST_WORDS))
        return QSize(words + self._beside_words(), self._height(1))

    def hasHeightForWidth(self) -> bool:
        """Tell that words in a narrow place need two lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        fits = self.room.one_line <= width - self._beside_words()
        return self._height(1 if fits else len(self.room.halves))

    def _height(self, lines: int) -> int:
        return max(32, lines * self.room.line + 12)

    def _beside_words(self) -> int:
        return self.room.cap + 2 * PAD + 6

    def _measure_anew(self) -> None:
        """Forget what was measured; who was never on the screen is measured when it has a place.

        To measure is to look up the style, and every place a new button is put into asks again.
        """
        self._measured = None
        self.updateGeometry()
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._fit_words()

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
            self._measure_anew()

    def _fit_words(self) -> None:
        self.setText(self._lines(self.width() - self._beside_words()))

    def _lines(self, room: int) -> str:
        """Return the words on one line, else on two, shortened only as a last resort."""
        if self.room.one_line <= room:
            return self._words
        metrics, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        return "\n".join(metrics.elidedText(half, right, room) for half in self.room.halves)

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
        wide = self.room.cap
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
