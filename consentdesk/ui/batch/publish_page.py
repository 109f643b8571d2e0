"""Step 5: clean copies go to the folder of each channel and are re-read there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.ids import BatchId
from consentdesk.domain.release import ReleasedState
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.channel_row import ChannelOutcome, ChannelRow
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import JobKind
from consentdesk.ui.labels import words
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


@dataclass(frozen=True)
class PublishFacts:
    """How publishing stands for all channels."""

    card: BatchCard
    outcomes: tuple[ChannelOutcome, ...]


class PublishPage(BatchPage):
    """One row a channel, and one button."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self._reading = Reading(self, around.runner, self._read, self._show_facts)
        self._facts: PublishFacts | None = None
        self._rows: list[ChannelRow] = []
        self._title = words(look="title")
        self.publish = button(
            around.theme, tr("Publish"), self._publish, icon="publish", look="primary"
        )
        self.progress = JobProgress(around.jobs, around.theme, tr("Cancel"))
        self._page = Page(960)
        self._lay_out()

    def show_card(self, card: BatchCard) -> None:
        """Watch the job and read the result again."""
        self.progress.watch(self._around.jobs.of(JobKind.PUBLISH, self._batch_id))
        self._reading.again()

    def _read(self) -> PublishFacts:
        return read_publish(self._around, self._batch_id)

    def _lay_out(self) -> None:
        page = self._page
        page.column.setContentsMargins(0, 0, 8, 0)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.publish)
        page.column.addLayout(top)
        page.column.addWidget(
            words(
                tr(
                    "Every copy is made from pixels only, written under a hidden name, opened "
                    "again and checked, and only then given its name."
                ),
                "muted",
            )
        )
        page.column.addWidget(self.progress)
        page.column.addStretch(1)
        self.column.addWidget(page)
        self.publish.hide()

    def _show_facts(self, facts: PublishFacts) -> None:
        running = self.progress.isVisibleTo(self)
        counts = facts.card.counts
        left = counts.signed - counts.published
        self._title.setText(
            plural(left, "{n} copy to publish", "{n} copies to publish")
            if left
            else plural(counts.published, "{n} copy published", "{n} copies published")
        )
        self.publish.setVisible(left > 0 and not running)
        self.publish.setText(tr("Continue") if counts.published else tr("Publish"))
        self.publish.setAccessibleName(self.publish.text())
        if self._facts is not None and self._facts.outcomes == facts.outcomes:
            return
        self._facts = facts
        self._show_rows(facts.outcomes)

    def _show_rows(self, outcomes: tuple[ChannelOutcome, ...]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for outcome in outcomes:
            row = ChannelRow(self._theme, outcome)
            row.folder_asked.connect(self._show_folder)
            self._page.column.insertWidget(self._page.column.count() - 1, row)
            self._rows.append(row)

    def _publish(self) -> None:
        self._around.jobs.publish(self._batch_id)

    @Slot(object)
    def _show_folder(self, folder: Path) -> None:
        self._around.dialogs.show_folder(folder)


def read_publish(around: Surroundings, batch_id: BatchId) -> PublishFacts:
    """Read how publishing stands; blocks."""
    workspace = around.workspace
    standing = workspace.sign_off.preview(batch_id).standing
    files = [
        f
        for f in workspace.publisher.published(batch_id)
        if standing is not None and f.sign_off_id == standing.id
    ]
    outcomes = []
    for channel in workspace.channels.all():
        own = [f for f in files if f.channel_id == channel.id]
        there = {f.photo_id for f in own if f.state is ReleasedState.PUBLISHED}
        refused = {
            f.photo_id: f.problem
            for f in own
            if f.state is ReleasedState.REFUSED and f.photo_id not in there
        }
        signed = [] if standing is None else standing.clearances
        outcomes.append(
            ChannelOutcome(
                channel,
                sum(1 for c in signed if c.channel_id == channel.id),
                len(there),
                tuple(refused.values()),
                workspace.channels.folder_problem(channel),
            )
        )
    return PublishFacts(workspace.batches.card(batch_id), tuple(outcomes))
