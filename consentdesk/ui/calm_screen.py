"""What the window shows while it opens, and while it finishes work before it closes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.theme import Theme

WIDE = 480


class CalmScreen(QWidget):
    """A sign, a sentence and, where things may move, a bar that says the program is alive."""

    def __init__(
        self, theme: Theme, icon: str, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        sign = Sign(theme, 72, icon)
        self.bar = bar = QProgressBar()
        bar.setRange(0, 0)
        if theme.still:
            bar.hide()
        bar.setTextVisible(False)
        bar.setFixedWidth(220)
        bar.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(sign, alignment=middle)
        for text, look in ((title, "title"), (sentence, "muted")):
            label = words(text, look)
            label.setAlignment(middle)
            ColumnWidth(theme, label, WIDE)
            column.addWidget(label, alignment=middle)
        column.addWidget(bar, alignment=middle)
        column.addStretch(1)
