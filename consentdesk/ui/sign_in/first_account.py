"""The first start: whoever sits there opens the first account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.staff import Role
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.door_card import DoorCard
from consentdesk.ui.sign_in.entered import Entered, entered
from consentdesk.ui.sign_in.new_password import NewPassword
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class FirstAccount(DoorCard):
    """Asks for name, password and what the person is; `came_in` carries an `Entered`."""

    came_in = Signal(object)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(
            around.theme,
            "account-circle-outline",
            tr("Who is at the desk?"),
            tr(
                "Your name is written beside everything you decide, so that a second person can "
                "sign it off. It stays on this computer."
            ),
            parent,
        )
        self._around = around
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Your name"))
        self.name.setPlaceholderText(tr("First and last name"))
        self.password = NewPassword(tr("A password of your own"))
        self.roles = {role: QCheckBox(text) for role, text in _role_words()}
        self.problem = Note(around.theme, "problem")
        self.start = button(around.theme, tr("Start"), self._start, look="primary")
        self._lay_out()
        self.name.textChanged.connect(self._typed)
        self.password.typed.connect(self._typed)
        self.name.returnPressed.connect(self._start)
        self.password.entered.connect(self._start)
        self._typed()

    def _lay_out(self) -> None:
        self.fields.addWidget(self.name)
        self.fields.addWidget(self.password)
        for text, box in zip(_role_words(), self.roles.values(), strict=True):
            box.setAccessibleName(text[1])
            box.toggled.connect(self._typed)
            self.fields.addWidget(box)
        self.fields.addWidget(
            words(
                tr(
                    "Next: the head needs an account before anything can be signed off "
                    "(School, then Staff)."
                ),
                "muted",
            )
        )
        self.fields.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.start)
        self.fields.addLayout(row)

    @Slot()
    def _typed(self) -> None:
        chosen = any(box.isChecked() for box in self.roles.values())
        named = bool(self.name.text().strip())
        self.start.setEnabled(named and chosen and bool(self.password.password))

    @Slot()
    def _start(self) -> None:
        if not self.start.isEnabled():
            return
        self.start.setEnabled(False)
        name, password = self.name.text(), self.password.password
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        workspace = self._around.workspace
        self._around.runner.run(
            self,
            lambda: _begin(workspace, name, password, roles),
            self.came_in.emit,
            self._refused,
        )

    def _refused(self, error: KnownError) -> None:
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")
        self._typed()


def _begin(workspace: Workspace, name: str, password: str, roles: frozenset[Role]) -> Entered:
    return entered(workspace, workspace.staff.begin(name, password, roles))


def _role_words() -> tuple[tuple[Role, str], ...]:
    return (
        (Role.PREPARER, tr("I prepare photos (office)")),
        (Role.HEAD, tr("I am the head")),
        (Role.ADMINISTRATOR, tr("I look after the computers")),
    )
