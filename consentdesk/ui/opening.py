"""The first frame: calm while the workspace opens, helpful when it does not."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.errors import KnownError, PassphraseNeeded, PassphraseToChoose, WrongKey
from consentdesk.ui.buttons import button
from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.page import AS_WIDE_AS_THE_WINDOW, Page
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


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
        self._twice = False
        self._title = words(look="title")
        self._next_step = words(look="muted")
        self._no_return = words(
            tr(
                "Write it down and lock it away: nobody can recover it, and without it the library "
                "stays closed."
            ),
            "strong",
        )
        self.passphrase = HiddenField(tr("Passphrase"))
        self.repeated = HiddenField(tr("The same passphrase again"))
        self.differ = words(tr("The two are not the same yet."), "muted")
        self.open = button(theme, tr("Open"), self._open, look="primary")
        self.again = button(theme, tr("Try again"), self.again_asked.emit, look="primary")
        self._problem = self._problem_page(theme)
        for field in (self.passphrase, self.repeated):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._open)
        self.addWidget(self._calm)
        self.addWidget(self._problem)

    def be_calm(self) -> None:
        """Show that the workspace is being opened."""
        self.setCurrentWidget(self._calm)

    def show_problem(self, error: KnownError) -> None:
        """Say why it did not open, and ask for the passphrase when that would help.

        A passphrase that is only being chosen is asked for twice.
        """
        asks = isinstance(error, PassphraseNeeded | WrongKey)
        self._twice = chooses = isinstance(error, PassphraseToChoose)
        self._title.setText(error.sentence)
        self._next_step.setText(error.next_step)
        self.passphrase.setVisible(asks)
        for each in (self.repeated, self._no_return):
            each.setVisible(chooses)
        self.open.setText(tr("Set up and open") if chooses else tr("Open"))
        self.open.setAccessibleName(self.open.text())
        self.open.setToolTip(tr("{text} (Enter)", text=self.open.text()))
        self.open.setVisible(asks)
        self.again.setVisible(not asks)
        for field in (self.passphrase, self.repeated):
            field.clear()
        self._typed()
        self.setCurrentWidget(self._problem)
        (self.passphrase if asks else self.again).setFocus()

    def _problem_page(self, theme: Theme) -> QWidget:
        sign = Sign(theme, 56, "lock-outline")
        card = QFrame()
        set_look(card, "card")
        ColumnWidth(theme, card, 480)
        column = QVBoxLayout(card)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(12)
        for each in (sign, self._title, self._next_step, self._no_return):
            column.addWidget(each)
        for field in (self.passphrase, self.repeated):
            column.addWidget(field)
        column.addWidget(self.differ)
        column.addWidget(capitals_hint(self.passphrase, self.repeated))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.again)
        column.addLayout(row)
        page = Page(AS_WIDE_AS_THE_WINDOW)
        page.column.addWidget(card, alignment=Qt.AlignmentFlag.AlignCenter)
        return page

    @Slot()
    def _typed(self) -> None:
        twice = self._twice
        first, second = self.passphrase.text(), self.repeated.text()
        self.differ.setVisible(twice and bool(second) and first != second)
        self.open.setEnabled(bool(first.strip()) and (not twice or first == second))

    @Slot()
    def _open(self) -> None:
        if self.open.isEnabled():
            self.passphrase_given.emit(self.passphrase.text())
        elif self._twice and not self.repeated.text():
            self.repeated.setFocus()
