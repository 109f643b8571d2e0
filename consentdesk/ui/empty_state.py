"""What a screen shows while there is nothing on it: a sign, what it is for, what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.page import AS_WIDE_AS_THE_WINDOW, Page
from consentdesk.ui.theme import Theme

WIDE = 560


class EmptyState(Page):
    """An invitation in the middle of an empty screen."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        sentences: Sequence[str],
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(AS_WIDE_AS_THE_WINDOW, parent)
        self._theme = theme
        sign = Sign(theme, 88, icon)
        column = self.column
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(sign, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._centred(title, "title"), alignment=Qt.AlignmentFlag.AlignHCenter)
        for sentence in sentences:
            label = self._centred(sentence, "muted")
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(2)

    def _centred(self, text: str, look: str) -> QLabel:
        label = words(text, look)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ColumnWidth(self._theme, label, WIDE)
        return label
