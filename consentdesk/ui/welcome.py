"""The first question of the program: who is at the desk?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consentdesk.ui.at_desk import AtDesk
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.page import AS_WIDE_AS_THE_WINDOW, Page
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class Welcome(Page):
    """Asks for a name once; it is written beside everything this person decides."""

    answered = Signal()

    def __init__(self, theme: Theme, at_desk: AtDesk, parent: QWidget | None = None) -> None:
        super().__init__(AS_WIDE_AS_THE_WINDOW, parent)
        self._at_desk = at_desk
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Your name"))
        self.name.setPlaceholderText(tr("First and last name"))
        self.start = button(theme, tr("Start"), self._start, look="primary")
        self.start.setEnabled(False)
        self.name.textChanged.connect(self._typed)
        self.name.returnPressed.connect(self._start)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        sign = Sign(theme, 56, "account-circle-outline")
        card = QFrame()
        set_look(card, "card")
        ColumnWidth(theme, card, 460)
        column = QVBoxLayout(card)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(12)
        column.addWidget(sign)
        column.addWidget(words(tr("Who is at the desk?"), "title"))
        column.addWidget(
            words(
                tr(
                    "Your name is written beside everything you decide, so that a second "
                    "person can sign it off. It stays on this computer."
                ),
                "muted",
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.start)
        column.addSpacing(4)
        column.addLayout(row)
        self.column.addWidget(card, alignment=Qt.AlignmentFlag.AlignCenter)

    def _typed(self, text: str) -> None:
        self.start.setEnabled(bool(text.strip()))

    def _start(self) -> None:
        self._at_desk.set_name(self.name.text())
        if self._at_desk.name:
            self.answered.emit()
