"""The first frame: calm while the workspace opens, helpful when it does not."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from consentdesk.domain.errors import KnownError, PassphraseNeeded, PassphraseToChoose, WrongKey
from consentdesk.ui.buttons import button
from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.labels import words
from consentdesk.ui.sign_in.door_card import DoorCard
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.sign_in.recovery_page import RecoveryPage
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class OpeningFrame(QStackedWidget):
    """Opening …, or what is in the way; asks for the passphrase when one is needed.

    `recovered_with` carries two leaders' codes and the passphrase that they set.
    """

    passphrase_given = Signal(str)
    again_asked = Signal()
    recovered_with = Signal(object, str)

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
        self._no_return = words(
            tr(
                "Write it down and lock it away: without it the library stays closed. Under School "
                "you can make recovery codes for two leaders, in case it is lost."
            ),
            "strong",
        )
        self.passphrase = HiddenField(tr("Passphrase"))
        self.repeated = HiddenField(tr("The same passphrase again"))
        self.differ = words(tr("The two are not the same yet."), "muted")
        self.open = button(theme, tr("Open"), self._open, look="primary")
        self.again = button(theme, tr("Try again"), self.again_asked.emit, look="primary")
        self.lost = button(theme, tr("The passphrase is lost"), self._recover, look="quiet")
        self.recovery = RecoveryPage(theme)
        self.recovery.asked.connect(self._recovery_asked)
        self.recovery.left.connect(self._back)
        self._problem = DoorCard(theme, "lock-outline", "", "")
        self._lay_out_problem()
        for field in (self.passphrase, self.repeated):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._open)
        self.addWidget(self._calm)
        self.addWidget(self._problem)
        self.addWidget(self.recovery)

    def be_calm(self) -> None:
        """Show that the workspace is being opened."""
        self.setCurrentWidget(self._calm)

    def show_problem(self, error: KnownError) -> None:
        """Say why it did not open, and ask for the passphrase when that would help.

        A passphrase that is only being chosen is asked for twice.
        """
        asks = isinstance(error, PassphraseNeeded | WrongKey)
        self._twice = chooses = isinstance(error, PassphraseToChoose)
        self._problem.title.setText(error.sentence)
        self._problem.line.setText(error.next_step)
        self.passphrase.setVisible(asks)
        for each in (self.repeated, self._no_return):
            each.setVisible(chooses)
        self.open.setText(tr("Set up and open") if chooses else tr("Open"))
        self.open.setAccessibleName(self.open.text())
        self.open.setToolTip(tr("{text} (Enter)", text=self.open.text()))
        self.open.setVisible(asks)
        self.again.setVisible(not asks)
        self.lost.hide()
        for field in (self.passphrase, self.repeated):
            field.clear()
        self._typed()
        self.setCurrentWidget(self._problem)
        (self.passphrase if asks else self.again).setFocus()

    def offer_recovery(self) -> None:
        """Offer the way without the passphrase beside the question for it."""
        self.lost.setVisible(self.open.isVisibleTo(self))

    def _lay_out_problem(self) -> None:
        fields = self._problem.fields
        fields.addWidget(self._no_return)
        for field in (self.passphrase, self.repeated):
            fields.addWidget(field)
        fields.addWidget(self.differ)
        fields.addWidget(capitals_hint(self.passphrase, self.repeated))
        row = QHBoxLayout()
        row.addWidget(self.lost)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.again)
        fields.addLayout(row)

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

    def _recover(self) -> None:
        self.recovery.begin()
        self.setCurrentWidget(self.recovery)
        self.recovery.codes[0].setFocus()

    @Slot()
    def _recovery_asked(self) -> None:
        self.recovered_with.emit(self.recovery.given, self.recovery.new.password)

    @Slot()
    def _back(self) -> None:
        self.setCurrentWidget(self._problem)
        self.passphrase.setFocus()
