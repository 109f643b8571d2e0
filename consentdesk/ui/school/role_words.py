"""What each role is called, and what it may do, in words a school uses."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from consentdesk.domain.staff import Role
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr

ROLE_WORDS: Mapping[Role, tuple[str, str]] = {
    Role.CONTRIBUTOR: (
        "Proposes photos",
        "Brings photos in and decides faces; publishes and signs nothing.",
    ),
    Role.PREPARER: (
        "Prepares photos",
        "Brings photos in, decides faces, publishes what is signed.",
    ),
    Role.APPROVER: ("Signs off", "Gives the second signature; belongs to the leadership."),
    Role.HEAD: ("Head", "Signs off, agrees to events, approves channels, changes accounts."),
    Role.DSL: ("Safeguarding lead", "Signs off, and answers questions about protected pupils."),
    Role.ADMINISTRATOR: ("Administrator", "Changes accounts and settings; decides no photo."),
    Role.INSPECTOR: ("Inspector", "Looks at everything and changes nothing."),
}
"""Each role's name, and one sentence."""


def roles_in_words(roles: Collection[Role]) -> str:
    """Return somebody's roles, the usual order."""
    return ", ".join(tr(ROLE_WORDS[role][0]) for role in Role if role in roles)


class RolesChoice(QWidget):
    """One tick a role, with what it may do below it; `chosen` says that one was changed."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Role, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for role, (name, sentence) in ROLE_WORDS.items():
            box = QCheckBox(tr(name))
            box.setAccessibleName(tr(name))
            box.setAccessibleDescription(tr(sentence))
            box.toggled.connect(self.chosen)
            below = words(tr(sentence), "muted")
            below.setIndent(_INDENT)
            column.addWidget(box)
            column.addWidget(below)
            self.boxes[role] = box

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: Collection[Role]) -> None:
        """Tick these."""
        for role, box in self.boxes.items():
            box.setChecked(role in roles)


_INDENT = 28
