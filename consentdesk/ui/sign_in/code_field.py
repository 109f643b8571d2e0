"""A field for a recovery code: long, in groups, to be compared with paper."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from consentdesk.ui.theme import set_look

GROUP = 5
BETWEEN = "  "
LINES = 3
FRAME = 28
"""Pixels above and below the lines together."""


class CodeField(QPlainTextEdit):
    """Shows the groups of what was typed; Tab leaves it, Enter is `entered`."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "code")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # a cleared code does not come back by a key
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._fit()

    @property
    def code(self) -> str:
        """What was typed, in groups of five; a slip is told by the number of its group."""
        letters = "".join(self.toPlainText().replace("-", "").split())
        starts = range(0, len(letters), GROUP)
        return BETWEEN.join(letters[start : start + GROUP] for start in starts)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the groups, as they stand on the paper."""
        super().focusOutEvent(event)
        self.show_groups()

    def show_groups(self) -> None:
        """Show what was typed in groups."""
        code = self.code
        if code != self.toPlainText():
            self.setPlainText(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; a code has no second line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_groups()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Stay as high as the lines when the text becomes larger."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + FRAME)
