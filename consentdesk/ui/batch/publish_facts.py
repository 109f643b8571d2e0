"""What the Publish page shows, read behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consentdesk.domain.ids import BatchId, ChannelId, PhotoId, SignOffId
from consentdesk.domain.preflight import ChannelForecast, PreflightReport
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.ui.batch.channel_row import ChannelOutcome
from consentdesk.ui.jobs import JobKind
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard
    from consentdesk.services.publishing.publish import PublishReceipt

Refusals = Mapping[ChannelId, Mapping[PhotoId, str]]


@dataclass(frozen=True)
class PublishFacts:
    """How publishing stands for all channels."""

    card: BatchCard
    report: PreflightReport
    outcomes: tuple[ChannelOutcome, ...]

    @property
    def begun(self) -> bool:
        """Whether anything was published or refused since the last sign-off."""
        return any(outcome.published or outcome.refused for outcome in self.outcomes)

    @property
    def left(self) -> int:
        """Copies signed off and not published yet; 0 when the sign-off no longer holds."""
        return self.card.counts.signed - self.card.counts.published

    @property
    def published(self) -> int:
        """Copies of the last sign-off that are in their folders."""
        return sum(outcome.published for outcome in self.outcomes)


def read_publish(
    around: Surroundings, batch_id: BatchId, during: PreflightReport | None = None
) -> PublishFacts:
    """Read how publishing stands; blocks.

    `during` is the report from before a run that is under way: the rules are not asked again
    then.
    """
    workspace = around.workspace
    report = during or workspace.preflight.run(batch_id, around.by())
    last = report.last
    files = [
        file
        for file in workspace.publisher.published(batch_id)
        if last is not None and file.sign_off_id == last.id
    ]
    said = {} if last is None else _said_in_last_run(around, batch_id, last.id)
    return PublishFacts(
        workspace.batches.card(batch_id),
        report,
        tuple(
            _outcome(around, coming, files, said, ended=during is None)
            for coming in report.channels
        ),
    )


def _outcome(
    around: Surroundings,
    coming: ChannelForecast,
    files: Sequence[ReleasedFile],
    said: Refusals,
    *,
    ended: bool,
) -> ChannelOutcome:
    channel = coming.channel
    own = [file for file in files if file.channel_id == channel.id]
    there = {file.photo_id for file in own if file.state is ReleasedState.PUBLISHED}
    if not ended:  # what was left before the run is going out
        coming = replace(coming, left=max(0, coming.signed - len(there)), first_name=None)
    recorded = {f.photo_id: f.problem for f in own if f.state is ReleasedState.REFUSED}
    refused = {**said.get(channel.id, {}), **recorded}
    kept_out = tuple((photo, why) for photo, why in refused.items() if photo not in there)
    waits_for = around.workspace.channels.folder_problem(channel) or (
        _said_of_all(coming, kept_out) if ended else None
    )
    waits = bool(coming.left and waits_for)
    return ChannelOutcome(coming, len(there), () if waits else kept_out, waits_for)


def _said_of_all(coming: ChannelForecast, kept_out: Sequence[tuple[PhotoId, str]]) -> str | None:
    """Return the one sentence that kept all that is left from a channel, such as a full disk.

    A copy that failed its check is not left: its photo is held, and the sign-off over.
    """
    sentences = {why for _, why in kept_out}
    of_all = len(sentences) == 1 and len(kept_out) == coming.left
    return sentences.pop() if of_all else None


def _said_in_last_run(around: Surroundings, batch_id: BatchId, sign_off_id: SignOffId) -> Refusals:
    """Return what the last run refused before it wrote anything: no copy of it is on record."""
    job = around.jobs.of(JobKind.PUBLISH, batch_id)
    receipt: PublishReceipt | None = None if job is None else job.result
    if receipt is None or receipt.sign_off_id != sign_off_id:
        return {}
    return {result.channel.id: dict(result.refused) for result in receipt.results}
