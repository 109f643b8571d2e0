"""What the second person says of photos with hidden faces before they may be signed off."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


class CoveredQuestion(QFrame):
    """Warns what covers and mosaics cannot hide, and asks for one tick.

    It is made anew when the photos change.
    """

    def __init__(self, theme: Theme, photos: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "problem")
        text = plural(
            photos,
            "I looked at it: nobody covered or made a mosaic can be recognised",
            "I looked at all {n}: nobody covered or made a mosaic can be recognised",
        )
        self.tick = QCheckBox()
        self.tick.setAccessibleName(text)
        asked = QHBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        asked.addWidget(_TickWords(theme, text, self.tick), 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words(tr("Covering may not hide who it is in a small group."), "strong"))
        column.addWidget(
            words(
                tr(
                    "Who knows the children may tell one by clothes, hair or company, under a "
                    "mosaic more than under a cover. "
                    "Have such a photo held instead."
                )
            )
        )
        column.addLayout(asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Sign(theme, 20, "alert", "open"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


class _TickWords(QLabel):
    """Words of a tick that wrap, which Qt's own cannot; a click on them ticks.

    They show the focus of the tick, whose box alone is small.
    """

    def __init__(self, theme: Theme, text: str, tick: QCheckBox) -> None:
        super().__init__(text)
        self._theme = theme
        self._tick = tick
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(6, 4, 6, 4)
        tick.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the tick."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, with a line around them while the tick has the focus."""
        super().paintEvent(event)
        if self._tick.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.colour("accent"), self._theme.focus_width))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 4, 4)
            painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, as a click on the box does."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._tick.click()
