"""The first frame: calm while the workspace opens, helpful when it does not."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

NEEDS_PASSPHRASE = frozenset({"wrong_key", "store"})
"""Codes of errors that a passphrase may mend: a wrong key, or no keychain to take it from."""


class OpeningFrame(QStackedWidget):
    """Opening …, or what is in the way; asks for the passphrase when one is needed."""

    passphrase_given = Signal(str)
    again_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "window")
        self.setWindowTitle(tr("ConsentDesk"))
        self.setWindowIcon(theme.icon("account-check", "accent"))
        self.resize(1280, 820)
        self._calm = CalmScreen(
            theme,
            "account-check",
            tr("Opening …"),
            tr("The encrypted register is being opened. It never leaves this computer."),
        )
        self._title = words(look="title")
        self._next_step = words(look="muted")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.open = button(theme, tr("Open"), self._open, look="primary")
        self.again = button(theme, tr("Try again"), self.again_asked.emit, look="primary")
        self._problem = self._problem_page(theme)
        self.passphrase.returnPressed.connect(self._open)
        self.addWidget(self._calm)
        self.addWidget(self._problem)

    def be_calm(self) -> None:
        """Show that the workspace is being opened."""
        self.setCurrentWidget(self._calm)

    def show_problem(self, error: KnownError) -> None:
        """Say why it did not open, and ask for the passphrase when that would help."""
        asks = error.code in NEEDS_PASSPHRASE
        self._title.setText(error.sentence)
        self._next_step.setText(error.next_step)
        self.passphrase.setVisible(asks)
        self.open.setVisible(asks)
        self.again.setVisible(not asks)
        self.passphrase.clear()
        self.setCurrentWidget(self._problem)
        (self.passphrase if asks else self.again).setFocus()

    def _problem_page(self, theme: Theme) -> QWidget:
        sign = QLabel()
        sign.setPixmap(theme.icon("lock-outline", "accent").pixmap(QSize(56, 56)))
        card = QFrame()
        set_look(card, "card")
        card.setFixedWidth(480)
        column = QVBoxLayout(card)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(12)
        for each in (sign, self._title, self._next_step):
            column.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.open)
        row.addWidget(self.again)
        row.addStretch(0)
        column.addLayout(row)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.addWidget(card, alignment=Qt.AlignmentFlag.AlignCenter)
        return page

    def _open(self) -> None:
        if self.passphrase.text():
            self.passphrase_given.emit(self.passphrase.text())
