"""How old the last backup is, making one, and what opens the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.services.office.backup import MAY_MAKE
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.school.backup_form import BackupForm
from consentdesk.ui.school.library_key_card import LibraryKeyCard
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import moment_words, plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.office.backup import BackupAge


@dataclass(frozen=True)
class _Facts:
    age: BackupAge
    is_due: bool
    after_days: int


class BackupPage(Page):
    """The age of the last backup, the button for the next, what came of it, and the key."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(880, parent)
        self._around = around
        self.form: BackupForm | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self.age = Note(around.theme, "note")
        self._made_at = words(look="muted")
        self.make = button(
            around.theme, tr("Make a backup…"), self._ask, icon="content-save-outline"
        )
        self.why_not = words(tr("This account may look and not take a backup away."), "muted")
        self.progress = JobProgress(around.jobs, around.theme, tr("Stop"))
        self.receipt = Note(around.theme, "info")
        self.key = LibraryKeyCard(around)
        self._lay_out()
        around.jobs.ended.connect(self._ended)

    def refresh(self) -> None:
        """Look again how old the last one is, and how recovery stands."""
        self.key.refresh()
        self.progress.watch(self._around.jobs.of(JobKind.BACK_UP, None))
        self._reading.again()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 16, 8, 16)
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column.addWidget(words(tr("Backup"), "heading"))
        column.addWidget(
            words(
                tr(
                    "One encrypted file that opens on another computer. It is read again in full "
                    "before it gets its name."
                ),
                "muted",
            )
        )
        column.addWidget(self.age)
        column.addWidget(self._made_at)
        column.addWidget(self.progress)
        column.addLayout(row)
        column.addWidget(self.why_not)
        self.column.addWidget(self.receipt)
        self.column.addWidget(card)
        self.column.addWidget(self.key)
        self.column.addStretch(1)

    def _read(self) -> _Facts:
        workspace = self._around.workspace
        age, days = workspace.backups.age(), workspace.school.profile().backup_days
        return _Facts(age, age.is_due(days), days)

    def _show(self, facts: _Facts) -> None:
        self.age.say(facts.age.sentence, "problem" if facts.is_due else "info")
        asked = plural(
            facts.after_days,
            "The school asks for one every day.",
            "The school asks for one every {n} days.",
        )
        made_at = facts.age.made_at
        last = "" if made_at is None else tr("Made on {when}.", when=moment_words(made_at))
        self._made_at.setText(f"{last} {asked}".strip())
        who = self._around.who()
        may = who is not None and any(map(who.may, MAY_MAKE))
        self.make.setVisible(may)
        self.why_not.setVisible(not may)
        self.make.setEnabled(not self._around.jobs.is_running(JobKind.BACK_UP, None))

    def _ask(self) -> None:
        self.form = BackupForm(self._around, self.window())
        self.form.wanted.connect(self._make)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object, str)
    def _make(self, folder: Path, passphrase: str) -> None:
        self.receipt.say("", "info")
        self.make.setEnabled(False)
        self.progress.watch(self._around.jobs.back_up(folder, passphrase))

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.kind is not JobKind.BACK_UP:
            return
        if job.result is not None:
            file, checked = job.result
            told = tr("{file} is written and read again in full: ", file=file.name) + plural(
                checked.pictures, "{n} picture.", "{n} pictures."
            )
            self.receipt.say(told, "info")
        self.refresh()
