"""Step 5: clean copies go to the folder of each channel and are re-read there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.preflight import Elsewhere, MendAt
from consentdesk.services.deciding.desk import DeskPlace
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.blocked_page import BlockedPage
from consentdesk.ui.batch.channel_row import ChannelOutcome, ChannelRow
from consentdesk.ui.batch.packing import Packing
from consentdesk.ui.batch.preflight_card import PreflightCard
from consentdesk.ui.batch.publish_facts import PublishFacts, read_publish
from consentdesk.ui.batch.verdict_bar import kept_back, side_by_side
from consentdesk.ui.batch.what_now import WhatNow
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import JobKind, JobState
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard

RECORD_NAME = "clearance-record.pdf"


class PublishPage(BatchPage):
    """The rules, the channels and one button; `photo_asked` carries a photo to the desk."""

    photo_asked = Signal(object)

    def __init__(
        self,
        around: Surroundings,
        batch_id: BatchId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, batch_id, parent)
        self._reading = Reading(self, around.runner, self._read, self._show_facts)
        self._facts: PublishFacts | None = None
        self._pressed = False
        self.rows: list[ChannelRow] = []
        self.title = words(look="title")
        self.line = words()
        self.about = words(
            tr(
                "Publish puts a clean copy of each photo into the folder of the channel and checks "
                "it there. It posts nothing: that stays with you."
            ),
            "muted",
        )
        self.what_now = WhatNow(around.theme)
        self.stopped = Note(around.theme, "problem")
        self.publish = button(
            around.theme, tr("Publish"), self._publish, icon="publish", look="primary"
        )
        self.record = button(
            around.theme, tr("Clearance record"), self._ask_record, icon="file-certificate-outline"
        )
        self.progress = JobProgress(around.jobs, around.theme, tr("Cancel"))
        self.packing = Packing(around, batch_id)
        self.preflight = PreflightCard(around.theme)
        self.blocked = BlockedPage(around, batch_id)
        self._page = Page(1024)
        self._lay_out()

    def show_card(self, card: BatchCard) -> None:
        """Watch the job and read the result again."""
        self.progress.watch(self._around.jobs.of(JobKind.PUBLISH, self._batch_id))
        self.packing.watch()
        self._reading.again()

    def _read(self) -> PublishFacts:
        running = self._around.jobs.is_running(JobKind.PUBLISH, self._batch_id)
        before = self._facts.report if running and self._facts is not None else None
        return read_publish(self._around, self._batch_id, before)

    def _lay_out(self) -> None:
        page = self._page
        self.column.setContentsMargins(0, 0, 0, 0)
        page.column.setContentsMargins(32, 20, 32, 24)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.record)
        acts.addWidget(self.publish)
        acts.addStretch()
        top = RowOrColumn(self._theme)
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        top.addLayout(acts)
        page.column.addLayout(top)
        page.column.addWidget(self.line)
        page.column.addWidget(self.about)
        page.column.addWidget(self.stopped)
        page.column.addWidget(self.progress)
        page.column.addWidget(self.packing)
        page.column.addWidget(self.what_now)
        page.column.addWidget(self.preflight)
        page.column.addStretch(1)
        self.blocked.column.setContentsMargins(0, 0, 0, 0)
        self.blocked.show_step(Step.PUBLISH)
        self.blocked.go_to.connect(self.go_to)
        self.preflight.mend_asked.connect(self._lead_to)
        self.what_now.published_asked.connect(partial(self._lead_to, Elsewhere.PUBLISHED))
        for part in (page, self.blocked):
            self.column.addWidget(part)
            part.hide()

    def _show_facts(self, facts: PublishFacts) -> None:
        before, self._facts = self._facts, facts
        begun = facts.report.last is not None
        self._page.setVisible(begun)
        self.blocked.setVisible(not begun)
        if not begun:
            self.blocked.show_card(facts.card)
            return
        self._show_buttons(facts)
        self.title.setText(_title(facts))
        self.line.setText(_line(facts))
        self.preflight.show_report(facts.report)
        if before is None or before.outcomes != facts.outcomes:
            self._show_rows(facts.outcomes)

    def _show_buttons(self, facts: PublishFacts) -> None:
        job = self._around.jobs.of(JobKind.PUBLISH, self._batch_id)
        running = self.progress.isVisibleTo(self)
        self.publish.setVisible(facts.left > 0 and not running)
        self.publish.setEnabled(not facts.report.stopped)
        self.publish.setText(tr("Continue") if facts.published else tr("Publish"))
        self.publish.setAccessibleName(self.publish.text())
        self.record.setVisible(facts.begun and not running)
        self.about.setVisible(facts.left > 0)
        all_out = facts.report.standing is not None and facts.published > 0 and not facts.left
        self.what_now.setVisible(all_out and not running)
        stopped = job is not None and job.state is JobState.STOPPED and facts.left > 0
        self.stopped.say(_stopped_words(facts) if stopped else "", "problem")
        if self._pressed and not running:
            self._pressed = False
            self._keep_focus()

    def _keep_focus(self) -> None:
        """Go on where the next step is, in place of the button to cancel that is gone."""
        ways = (self.publish, self.what_now.look_after)
        there = next((way for way in ways if way.isVisible() and way.isEnabled()), None)
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, outcomes: tuple[ChannelOutcome, ...]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for outcome in outcomes:
            row = ChannelRow(self._theme, outcome, self._around.thumbnails)
            row.folder_asked.connect(self._show_folder)
            row.photo_asked.connect(self._look_again)
            row.pack_asked.connect(self.packing.ask)
            self._page.column.insertWidget(self._page.column.count() - 1, row)
            self.rows.append(row)

    @Slot(object)
    def _lead_to(self, place: MendAt) -> None:
        (self.go_to if isinstance(place, Step) else self.place_asked).emit(place)

    def _publish(self) -> None:
        self.publish.hide()
        self.progress.watch(self._around.jobs.publish(self._batch_id))
        self.progress.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pressed = True

    @Slot(object)
    def _show_folder(self, folder: Path) -> None:
        self._around.dialogs.show_folder(folder)

    @Slot(object)
    def _look_again(self, photo_id: PhotoId) -> None:
        review, place = self._around.workspace.review, DeskPlace(photo_id, None)
        self._around.runner.run(
            self,
            lambda: review.remember_place(self._batch_id, place),
            lambda nothing: self.photo_asked.emit(photo_id),
        )

    def _ask_record(self) -> None:
        title = tr("Save the clearance record")
        kinds = tr("PDF (*.pdf)")
        self._around.dialogs.save_file(self.window(), title, RECORD_NAME, kinds, self._save_record)

    def _save_record(self, path: Path | None) -> None:
        if path is None:
            return
        records, by = self._around.workspace.clearance_records, self._around.by()
        place = path.with_suffix(Path(RECORD_NAME).suffix)

        def work() -> None:
            records.save_page(records.latest(self._batch_id, by), place, by)

        self._around.runner.run(self, work, lambda nothing: self._saved(place))

    def _saved(self, path: Path) -> None:
        self._around.runner.messages.info(tr("{name} is written.", name=path.name))


def _title(facts: PublishFacts) -> str:
    out, left = facts.published, facts.left
    if out and left:
        both = out + left
        return plural(
            left,
            "{n} of {both} copies still to publish",
            "{n} of {both} copies still to publish",
            both=both,
        )
    if left:
        return plural(left, "{n} copy to publish", "{n} copies to publish")
    if out:
        return plural(out, "{n} copy published", "{n} copies published")
    if facts.report.standing is None:
        return tr("The sign-off no longer holds")
    return tr("Nothing to publish")


def _line(facts: PublishFacts) -> str:
    report = facts.report
    if report.standing is None and facts.published:
        return tr("To publish more, a second person signs off the batch as it stands now.")
    said = tr("{channels}.", channels=side_by_side(report.channels))
    return f"{said} {kept_back(report.held, report.open)}".strip()


def _stopped_words(facts: PublishFacts) -> str:
    return plural(
        facts.left,
        "Stopped. {n} copy is in no folder yet; what was half made is removed.",
        "Stopped. {n} copies are in no folder yet; what was half made is removed.",
    )
