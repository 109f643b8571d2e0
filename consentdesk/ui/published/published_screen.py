"""Published: every copy that went out, and those that have to come down first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from consentdesk.services.looking_after.published_copies import DUE
from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind, JobState
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.published.copies_acts import CopiesActs
from consentdesk.ui.published.copies_bar import CopiesBar
from consentdesk.ui.published.copies_model import CopiesFilter, CopiesModel, Wanted
from consentdesk.ui.published.copies_table import CopiesTable
from consentdesk.ui.published.copy_card import CopyCard
from consentdesk.ui.published.ended_words import ended_words
from consentdesk.ui.published.standing_words import due_sentence
from consentdesk.ui.published.waiting_folders import WaitingFolders
from consentdesk.ui.reading import Reading
from consentdesk.ui.screens import OnePage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

_OWN_JOBS = frozenset({JobKind.CHECK_COPIES, JobKind.TAKE_DOWN})


class PublishedScreen(OnePage):
    """The list, the card of the chosen copy, and what can be done; `due` counts what has to be."""

    due = Signal(int)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._fresh = True
        self._read_once = False
        self._read: tuple[PublishedCopy, ...] | None = None
        take_down = around.workspace.take_down
        self._reading = Reading(self, around.runner, take_down.copies, self._show)
        self.model = CopiesModel(around.thumbnails, self)
        self.filter = CopiesFilter(self)
        self.filter.setSourceModel(self.model)
        self.bar = CopiesBar()
        self.table = CopiesTable(around.theme, self.filter)
        self.card = CopyCard(around.theme, around.thumbnails)
        self.progress = JobProgress(around.jobs, around.theme, tr("Stop"))
        self.waiting = WaitingFolders(around)
        self.to_do = Note(around.theme, "problem")
        self.said = Note(around.theme, "info")
        self.acts = CopiesActs(around)
        self.check = self._make_check()
        self.addWidget(QWidget())
        self.addWidget(self._make_empty())
        self.addWidget(self._make_page())
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Read how every copy stands now, and what waits."""
        self._reading.again()
        self.waiting.refresh()

    def _make_check(self) -> QPushButton:
        return button(
            self._around.theme,
            tr("Check the folders"),
            self._check,
            icon="folder-search-outline",
            tip=tr("Look into every folder for what was published"),
            key="Ctrl+L",
        )

    def _make_empty(self) -> EmptyState:
        return EmptyState(
            self._around.theme,
            "archive-check-outline",
            tr("Nothing has been published yet"),
            (
                tr("Every copy that goes to a channel is listed here, with who is in it."),
                tr("When a parent withdraws, the copies to take down stand first."),
            ),
        )

    def _make_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(words(tr("Published"), "title"), 1)
        top.addWidget(self.check)
        column.addLayout(top)
        for part in (self.to_do, self.waiting, self.said, self.progress):
            column.addWidget(part)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.bar)
        left.addWidget(self.table, 1)
        left.addWidget(self.acts)
        row = RowOrColumn(self._around.theme)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.card)
        column.addLayout(row, 1)
        return page

    def _connect(self) -> None:
        self.bar.narrowed.connect(self._narrow)
        self.table.chosen.connect(self._chosen)
        self.acts.confirmed.connect(self._confirmed)
        self.waiting.changed.connect(self._turn_page)
        self.waiting.given_up.connect(self._given_up)
        self.card.folder_asked.connect(self._around.dialogs.show_folder)
        self._around.jobs.started.connect(self._job_started)
        self._around.jobs.ended.connect(self._job_ended)

    def showEvent(self, event: QShowEvent) -> None:
        """List what was read while nobody looked."""
        super().showEvent(event)
        if self._read is not None:
            self._fill(self._read)

    def _show(self, copies: tuple[PublishedCopy, ...]) -> None:
        """Tell how many are due; the list is filled in sight only, hidden it measures each row."""
        self.due.emit(sum(copy.standing in DUE for copy in copies))
        self._read = copies
        if self.isVisible():
            self._fill(copies)

    def _fill(self, copies: tuple[PublishedCopy, ...]) -> None:
        self._read = None
        due = sum(copy.standing in DUE for copy in copies)
        if copies != self.model.copies or self._fresh:
            chosen = frozenset(copy.id for copy in self.table.selection)
            self.bar.show_choices(copies)
            self.table.fit_channels({copy.channel.name for copy in copies})
            if self._fresh and copies:
                self._fresh = False
                self.bar.choose(Wanted.DUE if due else Wanted.ALL)
            self.model.show_copies(copies)
            self._narrow()
            self.table.choose(chosen)
        self.to_do.say(due_sentence(copies), "problem")
        self._read_once = True
        self._turn_page()

    @Slot()
    def _turn_page(self) -> None:
        """Show the list, or the invitation while there is nothing to list and to say."""
        if self._read_once:
            told = self.model.copies or self.waiting.folders or self.said.accessibleName()
            self.setCurrentIndex(2 if told else 1)

    @Slot()
    def _narrow(self) -> None:
        self.filter.narrow(*self.bar.chosen)
        self.bar.show_count(self.filter.rowCount())
        self.table.say_nothing(self.bar.nothing_words)
        self.table.choose(frozenset(copy.id for copy in self.table.selection))

    @Slot()
    def _chosen(self) -> None:
        copies = self.table.selection
        self.card.show_copies(copies)
        self.acts.show_chosen(copies, idle=not self._busy)
        self.check.setEnabled(not self._busy)

    @property
    def _busy(self) -> bool:
        jobs = self._around.jobs
        return any(jobs.is_running(kind, None) for kind in _OWN_JOBS)

    def _check(self) -> None:
        self._around.jobs.check_copies()

    @Slot()
    def _confirmed(self) -> None:
        self.said.say(tr("Noted: it is removed elsewhere, too."), "info")
        self.refresh()

    @Slot(int)
    def _given_up(self, count: int) -> None:
        self.said.say(
            plural(
                count,
                "Noted: {n} copy waits no longer.",
                "Noted: {n} copies wait no longer.",
            ),
            "info",
        )
        self.refresh()

    @Slot(object)
    def _job_started(self, job: Job) -> None:
        if job.kind in _OWN_JOBS:
            self.said.say("", "info")
            self.progress.watch(job)
            if self.isVisible():
                self.progress.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._chosen()

    @Slot(object)
    def _job_ended(self, job: Job) -> None:
        if job.kind not in {*_OWN_JOBS, JobKind.PUBLISH}:
            return
        if job.kind in _OWN_JOBS:
            self.said.say(*ended_words(job.result, stopped=job.state is JobState.STOPPED))
            if self.isVisible():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chosen()
        self.refresh()
