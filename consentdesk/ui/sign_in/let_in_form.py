"""Two leaders let in a colleague who forgot the password, so that no absence strands work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import SignedIn, StaffMember
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class LetInForm(FormDialog):
    """Who forgot it, two leaders with their passwords, the new one; `saved` carries the name."""

    def __init__(
        self,
        around: Surroundings,
        staff: tuple[StaffMember, ...],
        forgot: StaffMember | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("A new password"), tr("Set the password"), parent)
        self.who = _names(tr("Who forgot the password"), staff)
        leaders = tuple(member for member in staff if member.leads)
        self.leaders = tuple(
            _names(name, leaders) for name in (tr("One leader"), tr("Another leader"))
        )
        self.passwords = tuple(
            HiddenField(name) for name in (tr("Password of the one"), tr("Password of the other"))
        )
        self.new = NewPassword(tr("New password"))
        self._lay_out(len(leaders))
        self.begin_with(540, 640)
        if forgot is not None:
            self.who.setCurrentIndex(self.who.findData(forgot.id))
        for chooser in (self.who, *self.leaders):
            chooser.currentIndexChanged.connect(self._changed)
        for field in self.passwords:
            field.textChanged.connect(self._changed)
        self.new.typed.connect(self._changed)
        self._changed()

    def save_now(self) -> None:
        """Let both leaders prove who they are, then set the password."""
        if not self.save.isEnabled():
            return
        names = tuple(chooser.currentText() for chooser in self.leaders)
        given = tuple(field.text() for field in self.passwords)
        pairs = tuple(zip(names, given, strict=True))
        workspace, who, new = self._around.workspace, self.who.currentData(), self.new.password
        name = self.who.currentText()

        def work() -> str:
            _let_in(workspace, who, new, pairs)
            return name

        self.record(work)

    def _lay_out(self, leaders: int) -> None:
        line = tr("Two members of the leadership prove who they are; then the new password counts.")
        if leaders < 2:
            line = tr(
                "The school has fewer than two leaders with an account. Without them nobody can "
                "set another person's password."
            )
        self.column.addWidget(words(line, "muted"))
        self.fields.addRow(tr("&Forgotten by"), self.who)
        for label, chooser, field in zip(
            (tr("&One leader"), tr("&Another leader")), self.leaders, self.passwords, strict=True
        ):
            self.fields.addRow(label, chooser)
            self.fields.addRow(tr("Password"), field)
        self.fields.addRow(tr("&New password"), self.new)
        self.column.addLayout(self.fields)
        self.column.addWidget(capitals_hint(*self.passwords))

    @Slot()
    def _changed(self) -> None:
        one, other = (chooser.currentData() for chooser in self.leaders)
        chosen = self.who.currentIndex() >= 0 and None not in (one, other) and one != other
        given = all(field.text() for field in self.passwords)
        self.save.setEnabled(chosen and given and bool(self.new.password))


def _names(name: str, members: tuple[StaffMember, ...]) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setPlaceholderText(tr("Choose a name"))
    for member in members:
        chooser.addItem(member.name, member.id)
    chooser.setCurrentIndex(-1)
    return chooser


def _let_in(
    workspace: Workspace, who: StaffId, new: str, leaders: tuple[tuple[str, str], ...]
) -> None:
    one, other = (_proved(workspace, name, password) for name, password in leaders)
    workspace.staff.let_in(who, new, one, other)


def _proved(workspace: Workspace, name: str, password: str) -> SignedIn:
    """Return the leader; a refusal says which of the two it is about."""
    try:
        return workspace.staff.prove(name, password)
    except Refused as error:
        raise Refused(f"{name}: {error.sentence}", error.next_step) from error
