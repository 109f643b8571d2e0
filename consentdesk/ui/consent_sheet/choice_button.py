"""A large button that is one answer to a question, with the key that presses it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

SIGN = 20
PAD = 12


class ChoiceButton(QAbstractButton):
    """Key, words, and a sign when it is the answer that was given; long words wrap."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        key: int,
        on_chosen: Callable[[], None],
        *,
        chosen: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = str(key) if 0 < key < 10 else ""
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        tip = tr("{words} ({key})", words=words, key=self._key) if self._key else words
        self.setToolTip(tip)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: on_chosen())

    def sizeHint(self) -> QSize:
        """Return the room for one line."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + SIGN + self._key_wide() + 5 * PAD
        return QSize(min(wide, 520), self.heightForWidth(min(wide, 520)))

    def minimumSizeHint(self) -> QSize:
        """Return the least room, in which words wrap."""
        return QSize(220, self.fontMetrics().height() + 2 * PAD)

    def hasHeightForWidth(self) -> bool:
        """Return that words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at a width."""
        room = max(1, width - SIGN - self._key_wide() - 4 * PAD)
        flags = int(Qt.TextFlag.TextWordWrap)
        words = self.fontMetrics().boundingRect(0, 0, room, 4000, flags, self.text())
        return max(words.height(), SIGN) + 2 * PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, key, words and sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus() or self.underMouse()
        pen = painter.pen()
        pen.setColor(self._theme.colour("accent" if strong else "edge"))
        pen.setWidth(2 if self.isChecked() or self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("accent_soft" if self.isChecked() else "card"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)
        area = self.rect().adjusted(PAD, 0, -PAD, 0)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._key)
        area.setLeft(area.left() + self._key_wide() + PAD)
        area.setRight(area.right() - SIGN - PAD)
        painter.setPen(self._theme.colour("text"))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(area, flags, self.text())
        if self.isChecked():
            top = (self.height() - SIGN) // 2
            sign = self.width() - PAD - SIGN
            self._theme.icon("check-circle", "accent").paint(painter, sign, top, SIGN, SIGN)
        painter.end()

    def _key_wide(self) -> int:
        return self.fontMetrics().horizontalAdvance("9")
