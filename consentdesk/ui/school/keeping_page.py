"""What will be deleted, and when; and deleting what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.staff import SignedIn
from consentdesk.services.looking_after.retention import MAY_RUN
from consentdesk.ui.buttons import button
from consentdesk.ui.day_field import day_field, day_in, show_day
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.looking_after.retention import RetentionReceipt
    from consentdesk.services.looking_after.retention_preview import RetentionPreview

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class _Facts:
    due: RetentionPreview
    coming: RetentionPreview


class KeepingPage(Page):
    """A preview for any day, and one button for today; the receipt stays on the page.

    Attributes:
        sentences: what the preview tells.
    """

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(880, parent)
        self._around = around
        self._due: RetentionPreview | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self.until = day_field(tr("Show what goes up to this day"))
        self._until = date.today() + A_WEEK
        show_day(self.until, self._until)
        self.sentences: tuple[str, ...] = ()
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(6)
        self._today = words()
        self.delete = button(
            around.theme, tr("Delete what is due now"), self._ask, icon="delete-clock-outline"
        )
        self.why_not = words(
            tr("The head, the administrator or whoever signs off deletes what is due."), "muted"
        )
        self.progress = JobProgress(around.jobs, around.theme, tr("Stop"))
        self.receipt = Note(around.theme, "info")
        self._lay_out()
        self.until.dateChanged.connect(self._day_chosen)
        around.jobs.ended.connect(self._ended)

    def refresh(self) -> None:
        """Look again at what is kept; what is deleted meanwhile is told when that has ended."""
        self.progress.watch(self._around.jobs.of(JobKind.DELETE_DUE, None))
        self._reading.again()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 16, 8, 16)
        self.column.addWidget(self.receipt)
        self.column.addWidget(self._today_card())
        self.column.addWidget(self._preview_card())
        self.column.addStretch(1)

    def _today_card(self) -> QFrame:
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        return _card(tr("Due today"), self._today, self.progress, row, self.why_not)

    def _preview_card(self) -> QFrame:
        label = short_words(tr("Up to and &on"))
        label.setBuddy(self.until)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label)
        row.addWidget(self.until)
        row.addStretch(1)
        explained = words(
            tr("If nothing else happens until then. What may not go yet is kept, with the reason."),
            "muted",
        )
        return _card(tr("What will be deleted"), explained, row, self._sentences)

    def _read(self) -> _Facts:
        workspace = self._around.workspace
        retention, today = workspace.retention, workspace.acting.clock().date()
        return _Facts(retention.preview(today), retention.preview(self._until))

    def _show(self, facts: _Facts) -> None:
        self._due = facts.due
        while self._sentences.count():
            item = self._sentences.takeAt(0)
            label = item.widget() if item is not None else None
            if label is not None:
                label.hide()
                label.deleteLater()
        self.sentences = facts.coming.sentences
        for sentence in self.sentences:
            self._sentences.addWidget(words(sentence))
        due = due_words(facts.due)
        self._today.setText(due or tr("Nothing is due today."))
        may = _may(self._around.who())
        self.delete.setVisible(may)
        self.delete.setEnabled(bool(due) and not self._deleting)
        self.why_not.setVisible(not may)
        self.until.setMinimumDate(_qdate(facts.due.today))

    @property
    def _deleting(self) -> bool:
        return self._around.jobs.is_running(JobKind.DELETE_DUE, None)

    @Slot()
    def _day_chosen(self) -> None:
        self._until = day_in(self.until)
        self._reading.again()

    def _ask(self) -> None:
        if self._due is None:
            return
        self._around.dialogs.confirm(
            self.window(),
            tr("Delete what is due now?"),
            tr("{what} This cannot be taken back.", what=due_words(self._due)),
            tr("Delete it"),
            tr("Not now"),
            self._delete,
        )

    def _delete(self, agreed: bool) -> None:
        if agreed:
            self.receipt.say("", "info")
            self.delete.setEnabled(False)
            self.progress.watch(self._around.jobs.delete_due())

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.kind is not JobKind.DELETE_DUE:
            return
        if job.result is not None:
            look = "info" if job.result.proven and job.result.finished else "problem"
            self.receipt.say(receipt_words(job.result), look)
        self.refresh()


def due_words(preview: RetentionPreview) -> str:
    """Return what goes today in one sentence; empty when nothing does."""
    besides = preview.besides
    counts = (
        plural(preview.photos, "{n} photo", "{n} photos") if preview.photos else "",
        plural(besides.portraits, "{n} portrait", "{n} portraits") if besides.portraits else "",
        plural(besides.vectors, "{n} face vector", "{n} face vectors") if besides.vectors else "",
        plural(preview.backups, "{n} old copy", "{n} old copies") if preview.backups else "",
    )
    told = ", ".join(filter(None, counts))
    return tr("{what} of the school are due.", what=told) if told else ""


def receipt_words(receipt: RetentionReceipt) -> str:
    """Return what was deleted, and whether it was proven gone."""
    told = [
        tr(
            "Deleted: photos {photos}, portraits {portraits}, face vectors {vectors}, "
            "old copies {backups}.",
            photos=receipt.photos,
            portraits=receipt.portraits,
            vectors=receipt.vectors,
            backups=receipt.backups,
        ),
        tr("Each picture was looked for again and is gone.")
        if receipt.proven
        else tr("Some pictures could not be removed; they go when the program starts again."),
    ]
    if not receipt.finished:
        told.append(tr("It was stopped; the rest is still due."))
    return " ".join(told)


def _may(who: SignedIn | None) -> bool:
    return who is not None and any(map(who.may, MAY_RUN))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _card(title: str, *parts: QWidget | QHBoxLayout | QVBoxLayout) -> QFrame:
    card = QFrame()
    set_look(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(words(title, "heading"))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return card
