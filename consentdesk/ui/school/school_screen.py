"""The school itself: what it settled, who works with the program, what is kept and backed up."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from consentdesk.ui.labels import words
from consentdesk.ui.school.backup_page import BackupPage
from consentdesk.ui.school.keeping_page import KeepingPage
from consentdesk.ui.school.policy_page import PolicyPage
from consentdesk.ui.school.staff_page import StaffPage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

POLICY, STAFF, BACKUP = "policy", "staff", "backup"
"""Parts that other screens lead to."""


class SchoolScreen(QWidget):
    """Four pages as tabs; what is settled on one is read again by the others.

    They are made when somebody comes here: on most days nobody does, and the window opens sooner.
    """

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around

    @cached_property
    def policy(self) -> PolicyPage:
        """What the school settled."""
        return PolicyPage(self._around)

    @cached_property
    def staff(self) -> StaffPage:
        """Who works with the program."""
        return StaffPage(self._around)

    @cached_property
    def keeping(self) -> KeepingPage:
        """What is deleted, and when."""
        return KeepingPage(self._around)

    @cached_property
    def backup(self) -> BackupPage:
        """How old the last backup is, and what opens the library."""
        return BackupPage(self._around)

    @cached_property
    def tabs(self) -> QTabWidget:
        """The pages side by side."""
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        for part in (tabs, tabs.tabBar()):
            part.setAccessibleName(tr("Parts of the school"))
        tabs.addTab(self.policy, tr("Policy and days"))
        tabs.addTab(self.staff, tr("Staff"))
        tabs.addTab(self.keeping, tr("Keeping and deleting"))
        tabs.addTab(self.backup, tr("Backup and key"))
        self.policy.changed.connect(self.refresh)
        return tabs

    def show_part(self, part: str) -> None:
        """Show one of the parts."""
        parts = {POLICY: self.policy, STAFF: self.staff, BACKUP: self.backup}
        self.tabs.setCurrentWidget(parts[part])

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        if self.layout() is None:
            self._lay_out()
        for page in (self.policy, self.staff, self.keeping, self.backup):
            page.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(words(tr("School"), "title"))
        column.addWidget(self.tabs, 1)
