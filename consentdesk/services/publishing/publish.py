"""Publishing: clean copies into the channel folders, each re-read before it gets its name.

For every copy the order is: intention recorded, rendered, written under a hidden name, re-read
and verified. When all of a channel are ready the rules are asked once more about each, those that
are cleared get their names and the record in the same moment, and older copies go. A crash at any
point leaves either nothing, hidden files that the next run removes, or finished copies that the
next run recognises by their fingerprint. A photo whose copy fails its check goes nowhere else in
this run and is held when the run ends.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, PhotoId, ReleasedFileId, SignOffId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile, SignOff
from consentdesk.domain.review import ActionKind
from consentdesk.domain.staff import Duty
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import standing_sign_off
from consentdesk.services.office.duties import require
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.away_shares import Wait
from consentdesk.services.publishing.channel_release import (
    ChannelRelease,
    ChannelResult,
    PublishingRun,
)
from consentdesk.services.publishing.clearance_records import ClearanceRecords
from consentdesk.services.publishing.copy_making import FaceChecks
from consentdesk.services.publishing.file_names import check_pattern, names_somebody
from consentdesk.services.publishing.finishing_crew import FinishingCrew
from consentdesk.services.publishing.interrupted_copies import InterruptedCopies
from consentdesk.services.publishing.waiting_copies import WaitingCopies, WaitingFolder
from consentdesk.store.unit_of_work import UnitOfWork

FAILED_CHECK = "A finished copy failed its check; look at the photo again."


@dataclass(frozen=True, slots=True)
class PublishReceipt:
    """What happened for all channels; `finished` is False when the person stopped it."""

    sign_off_id: SignOffId
    results: tuple[ChannelResult, ...]
    finished: bool


class Publish:
    """Publishing of one workspace; never two runs at once."""

    def __init__(
        self,
        acting: Acting,
        checks: FaceChecks,
        records: ClearanceRecords,
        crew: FinishingCrew,
        wait: Wait = CancelToken.wait,
    ) -> None:
        self._acting = acting
        self._library = acting.library
        self._register = acting.register
        self._channels = ChannelRelease(acting, checks, crew, wait)
        self._crew = crew
        self._records = records
        self._interrupted = InterruptedCopies(acting.library, acting.register, acting.clock)
        self._waiting = WaitingCopies(acting.library, acting.register)
        self._one_at_a_time = threading.Lock()

    def run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        """Publish what the standing sign-off released; goes on where an earlier run stopped.

        A channel whose folder is missing or read-only is reported in its result; the other
        channels go on.

        Raises:
            Refused: whoever it is may not publish, there is no sign-off that holds, or publishing
                is under way already.
        """
        if not self._one_at_a_time.acquire(blocking=False):
            raise Refused("Photos are being published already.", "Wait until that is finished.")
        try:
            return self._run(batch_id, by, progress, cancel)
        finally:
            self._crew.go_home()
            self._one_at_a_time.release()

    def settle_interrupted(self) -> None:
        """Finish the record of copies that a crash left, see `InterruptedCopies`."""
        self._interrupted.settle()

    def waiting_folders(self) -> tuple[WaitingFolder, ...]:
        """Return the folders that interrupted copies wait for; none while photos are published.

        Copies whose folder answers again are settled first.
        """
        if self._waiting.some_answer() and self._one_at_a_time.acquire(blocking=False):
            try:
                self._interrupted.settle()
            finally:
                self._one_at_a_time.release()
        return () if self._one_at_a_time.locked() else self._waiting.folders()

    def give_up_folder(self, folder: Path, reason: str, by: str) -> tuple[ReleasedFileId, ...]:
        """Record that a folder which does not answer is gone for good, see `WaitingCopies`.

        Raises:
            Refused: as `WaitingCopies.give_up`, or photos are being published.
        """
        if not self._one_at_a_time.acquire(blocking=False):
            raise Refused("Photos are being published now.", "Wait until that is finished.")
        try:
            return self._waiting.give_up(folder, reason, by)
        finally:
            self._one_at_a_time.release()

    def published(self, batch_id: BatchId) -> tuple[ReleasedFile, ...]:
        """Return every recorded copy of a batch."""
        return self._library.run(lambda u: u.releases.files(batch_id=batch_id))

    def _run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        self._interrupted.settle()
        signed, channels = self._library.run(lambda u: self._begin(u, batch_id, by))
        run = PublishingRun(signed, by, progress, cancel)
        filled = [channel for channel in channels if run.wanted(channel)]
        progress.start("Publishing", len(signed.clearances))
        results: list[ChannelResult] = []
        try:
            for channel in filled:
                results.append(self._channels.fill(channel, run))
                if not results[-1].finished:
                    break
        finally:
            self._hold(run.failed)
        finished = all(result.finished for result in results)
        receipt = PublishReceipt(signed.id, tuple(results), finished)
        self._library.run(lambda u: _record_run(u, batch_id, by, receipt))
        if any(result.published or result.already_there for result in results):
            self._records.make(signed.id, by)
        return receipt

    def _begin(
        self, u: UnitOfWork, batch_id: BatchId, by: str
    ) -> tuple[SignOff, tuple[Channel, ...]]:
        register = self._register.read(u)
        require(u, by, Duty.PUBLISH, register.today)
        now = self._register.now()
        signed = standing_sign_off(u, u.batches.get(batch_id), register.version, now)
        if signed is None:
            raise Refused(
                "There is no sign-off that holds for this batch.",
                "Ask a second person to look at the batch and sign off.",
            )
        if names_somebody(u.batches.get(batch_id).details.event, u.people.all()):
            raise Refused(
                "The title of the event holds a person's name.",
                "Change the title of the batch; it becomes part of file names.",
            )
        used = {clearance.channel_id for clearance in signed.clearances}
        for channel in register.channels:
            if channel.id in used:
                check_pattern(channel.details.naming, u.people.all())
        u.audit.add(by, "publishing_started", f"batch {batch_id}")
        return signed, register.channels

    def _hold(self, failed: set[PhotoId]) -> None:
        """Hold photos whose copies failed; only now, for it ends the sign-off of the batch."""

        def work(u: UnitOfWork) -> tuple[PhotoId, ...]:
            for photo_id in sorted(failed):
                self._acting.record(u, photo_id, ActionKind.HOLD, PROGRAM, reason=FAILED_CHECK)
            return tuple(sorted(failed))

        if failed:
            self._acting.changed_many(work)


def _record_run(u: UnitOfWork, batch_id: BatchId, by: str, receipt: PublishReceipt) -> None:
    counts = {
        str(r.channel.id): {"published": r.published, "refused": len(r.refused)}
        for r in receipt.results
    }
    u.audit.add(by, "published", f"batch {batch_id}", counts)
