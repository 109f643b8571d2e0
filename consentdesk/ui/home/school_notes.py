"""What the school itself should look at, told where the day begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.ui.buttons import button
from consentdesk.ui.note import Note
from consentdesk.ui.reading import Reading
from consentdesk.ui.school.policy_page import overdue_words
from consentdesk.ui.school.school_screen import BACKUP, POLICY
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


@dataclass(frozen=True)
class _Facts:
    profile: SchoolProfile
    overdue: bool
    backup: str


class SchoolNotes(QWidget):
    """A note on an overdue policy, another on an old backup; nothing while all is well.

    `school_asked` carries the part of the School screen that mends it.
    """

    school_asked = Signal(str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._reading = Reading(self, around.runner, self._read, self._show)
        self.to_policy = self._way(tr("Open the policy"), POLICY)
        self.to_backup = self._way(tr("Open backups"), BACKUP)
        self.policy = Note(around.theme, "problem", buttons=(self.to_policy,))
        self.backup = Note(around.theme, "problem", buttons=(self.to_backup,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.policy)
        column.addWidget(self.backup)
        self.hide()

    def refresh(self) -> None:
        """Look again."""
        self._reading.again()

    def _way(self, text: str, part: str) -> QPushButton:
        return button(self._around.theme, text, partial(self.school_asked.emit, part))

    def _read(self) -> _Facts:
        workspace = self._around.workspace
        school, age = workspace.school, workspace.backups.age()
        profile = school.profile()
        old = age.is_due(profile.backup_days)
        return _Facts(profile, school.policy_overdue(), age.sentence if old else "")

    def _show(self, facts: _Facts) -> None:
        self.policy.say(overdue_words(facts.profile) if facts.overdue else "", "problem")
        self.backup.say(facts.backup, "problem")
        self.setVisible(facts.overdue or bool(facts.backup))
