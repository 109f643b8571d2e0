"""Nobody knows the passphrase: two leaders type their codes and choose a new one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import short_words
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.code_field import CodeField
from consentdesk.ui.sign_in.door_card import DoorCard
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Recovery:
    """How the program opens a closed library without its passphrase.

    Attributes:
        possible: tells whether there are codes that would open it; blocks.
        recover: sets a new passphrase with both codes; raises a `KnownError`, blocks.
    """

    possible: Callable[[], bool]
    recover: Callable[[tuple[str, str], str], None]


class RecoveryPage(DoorCard):
    """Two codes and a new passphrase; `asked` says that all is there, `left` goes back."""

    asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        line = tr(
            "Two leaders have a recovery code each, on paper. Both together set a new passphrase; "
            "everything in the library stays as it is."
        )
        super().__init__(theme, "lock-outline", tr("The passphrase is lost"), line, parent)
        self.codes = tuple(
            CodeField(name) for name in (tr("The first code"), tr("The second code"))
        )
        self.new = NewPassword(tr("New passphrase"), tr("The same passphrase again"))
        self.problem = Note(theme, "problem")
        self.back = button(theme, tr("Back"), self._leave)
        self.open = button(theme, tr("Set it and open"), self._ask, look="primary")
        self._lay_out()
        for code in self.codes:
            code.textChanged.connect(self._changed)
            code.entered.connect(self._ask)
        self.new.typed.connect(self._changed)
        self.new.entered.connect(self._ask)
        self._changed()

    @property
    def given(self) -> tuple[str, str]:
        """Both codes, as they were typed."""
        one, other = (code.code for code in self.codes)
        return one, other

    def begin(self) -> None:
        """Begin with empty fields."""
        for code in self.codes:
            code.clear()
        self.new.first.clear()
        self.new.again.clear()
        self.problem.say("", "problem")
        self.codes[0].setFocus()

    def be_busy(self, busy: bool) -> None:
        """Keep everything as it is while the codes are tried."""
        for part in (*self.codes, self.new, self.back):
            part.setEnabled(not busy)
        self._changed()
        self.open.setEnabled(not busy and self.open.isEnabled())

    def say(self, error: KnownError) -> None:
        """Say why it did not open; what was typed stays, so that a slip can be mended."""
        self.be_busy(False)
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")
        self.codes[0].setFocus()

    def _lay_out(self) -> None:
        for code in self.codes:
            label = short_words(code.accessibleName())
            label.setBuddy(code)
            self.fields.addWidget(label)
            self.fields.addWidget(code)
        self.fields.addWidget(self.new)
        self.fields.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.open)
        self.fields.addLayout(row)

    @Slot()
    def _changed(self) -> None:
        self.open.setEnabled(all(self.given) and bool(self.new.password.strip()))

    @Slot()
    def _ask(self) -> None:
        if self.open.isEnabled():
            self.asked.emit()

    @Slot()
    def _leave(self) -> None:
        self.begin()  # nothing of a code stays on the screen
        self.left.emit()
