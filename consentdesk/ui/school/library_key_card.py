"""What opens the library, and what would when that is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from consentdesk.domain.staff import Duty, StaffMember
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.reading import Reading
from consentdesk.ui.school.codes_shown import CodesShown
from consentdesk.ui.school.passphrase_form import PassphraseForm
from consentdesk.ui.school.recovery_form import RecoveryForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.office.library_key import KeyStanding, RecoveryCode


@dataclass(frozen=True)
class _Facts:
    standing: KeyStanding
    leaders: tuple[StaffMember, ...]


class LibraryKeyCard(QFrame):
    """How recovery stands, new codes, another passphrase; who may not change it reads it."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._facts: _Facts | None = None
        self.form: RecoveryForm | PassphraseForm | None = None
        self.shown: CodesShown | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self.recovery = Note(around.theme, "note")
        self.opened_by = words(look="muted")
        self.make = button(
            around.theme, tr("Make recovery codes…"), self._ask_codes, icon="account-key-outline"
        )
        self.change = button(
            around.theme,
            tr("Change the passphrase…"),
            self._ask_passphrase,
            icon="form-textbox-password",
        )
        self.why_not = words(
            tr("Only the head or the administrator changes what opens the library."), "muted"
        )
        self.receipt = Note(around.theme, "info")
        self._lay_out()

    def refresh(self) -> None:
        """Look again how it stands."""
        self._reading.again()

    def _lay_out(self) -> None:
        set_look(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        row = RowOrColumn(self._around.theme)
        row.setSpacing(12)
        row.addWidget(self.make)
        row.addWidget(self.change)
        row.addStretch(1)
        column.addWidget(words(tr("If the passphrase is lost"), "heading"))
        column.addWidget(self.opened_by)
        column.addWidget(self.recovery)
        column.addLayout(row)
        column.addWidget(self.why_not)
        column.addWidget(self.receipt)
        column.addWidget(
            words(
                tr(
                    "Somebody else may know the key itself, as after a theft? The technician gives "
                    "the library a new one on the command line (consentdesk key rotate) while "
                    "ConsentDesk is closed. New recovery codes are needed then."
                ),
                "muted",
            )
        )

    def _read(self) -> _Facts:
        workspace = self._around.workspace
        leaders = tuple(member for member in workspace.staff.open_now() if member.leads)
        return _Facts(workspace.key.standing(), leaders)

    def _show(self, facts: _Facts) -> None:
        self._facts, standing = facts, facts.standing
        self.recovery.say(standing.sentence, "info" if standing.codes_work else "problem")
        self.opened_by.setText(_opened_by(standing))
        who = self._around.who()
        may = who is not None and who.may(Duty.ADMINISTER)
        self.make.setVisible(may)
        self.change.setVisible(may and standing.behind_passphrase)
        self.why_not.setVisible(not may)

    def _ask_codes(self) -> None:
        if self._facts is None:
            return
        facts = self._facts
        form = RecoveryForm(
            self._around, facts.leaders, facts.standing.behind_passphrase, self.window()
        )
        form.saved.connect(self._show_codes)
        self._open(form)

    def _ask_passphrase(self) -> None:
        form = PassphraseForm(self._around, self.window())
        form.saved.connect(self._changed)
        self._open(form)

    def _open(self, form: RecoveryForm | PassphraseForm) -> None:
        self.form = form
        self.receipt.say("", "info")
        form.finished.connect(form.deleteLater)
        form.open()

    @Slot(object)
    def _show_codes(self, codes: tuple[RecoveryCode, RecoveryCode]) -> None:
        self.shown = CodesShown(self._around, codes, self.window())
        self.shown.finished.connect(self.shown.deleteLater)
        self.shown.open()
        self.refresh()

    @Slot(object)
    def _changed(self, _: object) -> None:
        self.receipt.say(tr("The new passphrase opens the library from now on."), "info")
        self.refresh()


def _opened_by(standing: KeyStanding) -> str:
    if standing.behind_passphrase:
        return tr(
            "A passphrase opens the library. When nobody knows it, the recovery codes of two "
            "leaders together set a new one."
        )
    return tr(
        "The keychain of this computer opens the library for the person who set it up; there is "
        "no passphrase to change. When that sign-in is gone, the recovery codes of two leaders "
        "together set a passphrase."
    )
