"""The frame of what is shown while nobody is in: one card in the middle of a quiet page."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.page import AS_WIDE_AS_THE_WINDOW, Page
from consentdesk.ui.theme import Theme, set_look

WIDE = 480
"""Of the card, in pixels at text of 100 %."""


class DoorCard(Page):
    """A sign, a title, a line below it; put the fields into `fields`."""

    def __init__(
        self, theme: Theme, icon: str, title: str, line: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(AS_WIDE_AS_THE_WINDOW, parent)
        card = QFrame()
        set_look(card, "card")
        ColumnWidth(theme, card, WIDE)
        self.fields = QVBoxLayout(card)
        self.fields.setContentsMargins(40, 32, 40, 32)
        self.fields.setSpacing(12)
        self.fields.addWidget(Sign(theme, 56, icon))
        self.title = words(title, "title")
        self.fields.addWidget(self.title)
        self.line = words(line, "muted")
        self.fields.addWidget(self.line)
        row = QHBoxLayout()  # a card that is only aligned is measured as wide as the page
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        self.column.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
