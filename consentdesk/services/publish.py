"""Publishing: clean copies into the channel folders, each re-read before it gets its name.

For every copy the order is: intention recorded, rendered, written under a hidden name,
re-read and verified, rules asked once more, renamed, recorded. A crash at any point leaves
either nothing, a hidden file that the next run removes, or a finished copy that the next run
recognises by its fingerprint. A photo whose copy fails its check goes nowhere else in this run
and is held when the run ends.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import KnownError, Refused, VerificationFailed
from consentdesk.domain.ids import BatchId, PhotoId, SignOffId
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.domain.review import ActionKind
from consentdesk.domain.staff import Duty
from consentdesk.media.channel_folder import (
    drop_empty_event_folder,
    make_event_folder,
    write_finished,
)
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.media.open_photo import open_photo
from consentdesk.media.thumbnails import fingerprint
from consentdesk.media.verify import check_covered, check_finished
from consentdesk.services.acting import Acting
from consentdesk.services.clearance_records import ClearanceRecords
from consentdesk.services.copy_on_disk import is_ours
from consentdesk.services.desk import PhotoOnDesk, already_published, standing_sign_off
from consentdesk.services.duties import require
from consentdesk.services.file_names import check_pattern, folder_of, free_name, names_somebody
from consentdesk.services.finishing import finish_for
from consentdesk.services.interrupted_copies import InterruptedCopies
from consentdesk.services.older_copies import remove_older
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.still_cleared import still_cleared
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

FAILED_CHECK = "A finished copy failed its check; look at the photo again."


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """What happened for one channel.

    Attributes:
        published: copies written and verified in this run.
        already_there: copies that an earlier run of the same sign-off had finished.
        refused: photos that were not published, each with its sentence.
    """

    channel: Channel
    folder: Path
    published: int = 0
    already_there: int = 0
    refused: tuple[tuple[PhotoId, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishReceipt:
    """What happened for all channels; `finished` is False when the person stopped it."""

    sign_off_id: SignOffId
    results: tuple[ChannelResult, ...]
    finished: bool


class CoverCheck(Protocol):
    """Looks for faces in a finished file."""

    def check(self, finished: bytes, covers: Sequence[Box]) -> None:
        """Make sure that no face is found under a cover, boxes in pixels of the file.

        Raises:
            VerificationFailed: one is, or it could not be looked for.
            Cancelled: the program is being closed.
        """


class Publish:
    """Publishing of one workspace; never two runs at once."""

    def __init__(self, acting: Acting, covers: CoverCheck, records: ClearanceRecords) -> None:
        self._acting = acting
        self._library = acting.library
        self._register = acting.register
        self._covers = covers
        self._records = records
        self._interrupted = InterruptedCopies(acting.library, acting.register, acting.clock)
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
            self._one_at_a_time.release()

    def settle_interrupted(self) -> None:
        """Finish the record of copies that a crash left, see `InterruptedCopies`."""
        self._interrupted.settle()

    def published(self, batch_id: BatchId) -> tuple[ReleasedFile, ...]:
        """Return every recorded copy of a batch."""
        return self._library.run(lambda u: u.releases.files(batch_id=batch_id))

    def _run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        self._interrupted.settle()
        signed, channels = self._library.run(lambda u: self._begin(u, batch_id, by))
        progress.start("Publishing", len(signed.clearances))
        results: list[ChannelResult] = []
        failed: set[PhotoId] = set()
        try:
            for channel in channels:
                wanted = [c for c in signed.clearances if c.channel_id == channel.id]
                if wanted:
                    results.append(self._fill(channel, signed, wanted, failed, progress, cancel))
        finally:
            self._hold(failed)
        receipt = PublishReceipt(signed.id, tuple(results), finished=not cancel.cancelled)
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

    def _fill(
        self,
        channel: Channel,
        signed: SignOff,
        wanted: list[Clearance],
        failed: set[PhotoId],
        progress: Progress,
        cancel: CancelToken,
    ) -> ChannelResult:
        result = ChannelResult(channel, channel.details.folder)
        done = self._library.run(lambda u: already_published(u, signed.batch_id, signed))
        for clearance in wanted:
            if cancel.cancelled:
                break
            if clearance in done:
                result = replace(result, already_there=result.already_there + 1)
            else:
                result = self._publish_one(channel, signed, clearance, failed, result)
            progress.step()
        return result

    def _publish_one(
        self,
        channel: Channel,
        signed: SignOff,
        clearance: Clearance,
        failed: set[PhotoId],
        result: ChannelResult,
    ) -> ChannelResult:
        try:
            if clearance.photo_id in failed:
                raise Refused(
                    "Another copy of this photo failed its check.", "Look at the photo again."
                )
            entry, batch = self._library.run(
                lambda u: still_cleared(u, self._register, signed, clearance)
            )
            finished, original = self._render(channel, entry)
            sha256 = hashlib.sha256(finished.content).hexdigest()
            if self._library.run(lambda u: _take_over(u, signed, clearance, sha256)):
                return replace(result, already_there=result.already_there + 1)
            self._write(channel, signed, clearance, batch, finished, original)
        except KnownError as error:
            if isinstance(error, VerificationFailed):
                failed.add(clearance.photo_id)
            refusal = (clearance.photo_id, str(error))
            self._library.run(lambda u: _note_refusal(u, channel, signed, *refusal))
            return replace(result, refused=(*result.refused, refusal))
        return replace(result, published=result.published + 1)

    def _render(self, channel: Channel, entry: PhotoOnDesk) -> tuple[FinishedPhoto, bytes]:
        original = self._library.vault.get(entry.photo.details.original)
        finished = finish_for(channel, entry.photo, entry.review, original)
        if finished is None:
            raise Refused("A face cannot be cropped away here.", "Cover it instead.")
        return finished, original

    def _write(
        self,
        channel: Channel,
        signed: SignOff,
        clearance: Clearance,
        batch: Batch,
        finished: FinishedPhoto,
        original: bytes,
    ) -> None:
        sha256 = hashlib.sha256(finished.content).hexdigest()
        intended = self._library.run(
            lambda u: self._intend(u, signed, clearance, batch, channel, sha256)
        )

        def check(reread: bytes) -> None:
            size, kind = (finished.width, finished.height), channel.details.file_type
            check_finished(reread, expect_size=size, original=original, file_type=kind)
            if finished.covers:
                pixels = open_photo(reread)
                for box in finished.covers:
                    check_covered(pixels, box)
                self._covers.check(reread, finished.covers)

        looks = fingerprint(open_photo(finished.content))

        def release(give_name: Callable[[], None]) -> None:
            # One piece of the librarian's work: no withdrawal fits between the last question,
            # the record and the name.
            def work(u: UnitOfWork) -> None:
                still_cleared(u, self._register, signed, clearance)
                u.releases.publish(intended.id, sha256, looks, self._acting.clock())
                u.audit.add(PROGRAM, "copy_published", f"published copy {intended.id}")
                give_name()

            self._library.run(work)

        try:
            make_event_folder(channel.details.folder, Path(intended.folder))
            write_finished(Path(intended.folder), intended.file_name, finished, check, release)
        except KnownError as error:
            if not is_ours(intended):
                self._settle(intended, ReleasedState.REFUSED, str(error))
            drop_empty_event_folder(channel.details.folder, Path(intended.folder))
            raise
        remove_older(self._library, intended)

    def _intend(
        self,
        u: UnitOfWork,
        signed: SignOff,
        clearance: Clearance,
        batch: Batch,
        channel: Channel,
        sha256: str,
    ) -> ReleasedFile:
        """Record a copy before it is written, so that a crash leaves no stranger."""
        entry, _ = still_cleared(u, self._register, signed, clearance)
        file = u.releases.intend(
            signed.id,
            clearance.photo_id,
            channel.id,
            str(folder_of(channel, batch, u.people.all())),
            free_name(u, batch, channel),
            entry.review.people,
        )
        u.releases.set_state(file.id, ReleasedState.WRITING, sha256)
        return replace(file, sha256=sha256)

    def _hold(self, failed: set[PhotoId]) -> None:
        """Hold photos whose copies failed; only now, for it ends the sign-off of the batch."""

        def work(u: UnitOfWork) -> tuple[PhotoId, ...]:
            for photo_id in sorted(failed):
                self._acting.record(u, photo_id, ActionKind.HOLD, PROGRAM, reason=FAILED_CHECK)
            return tuple(sorted(failed))

        if failed:
            self._acting.changed_many(work)

    def _settle(self, file: ReleasedFile, state: ReleasedState, problem: str = "") -> None:
        self._library.run(lambda u: u.releases.set_state(file.id, state, file.sha256, problem))


def _take_over(u: UnitOfWork, signed: SignOff, clearance: Clearance, sha256: str) -> bool:
    """Count a copy of an earlier sign-off that is there, the very same, for this one."""
    for file in u.releases.files(photo_id=clearance.photo_id, channel_id=clearance.channel_id):
        same = file.state is ReleasedState.PUBLISHED and file.sha256 == sha256
        if same and is_ours(file):
            _record_again(u, signed, file)
            u.releases.set_state(file.id, ReleasedState.REPLACED, sha256, "Signed off again.")
            return True
    return False


def _note_refusal(
    u: UnitOfWork, channel: Channel, signed: SignOff, photo_id: PhotoId, problem: str
) -> None:
    """Keep why a photo was refused before a file was written; once, however often it is tried."""
    known = u.releases.files(sign_off_id=signed.id, photo_id=photo_id, channel_id=channel.id)
    if any(f.state is not ReleasedState.REFUSED or f.problem == problem for f in known):
        return
    folder = str(channel.details.folder)
    noted = u.releases.intend(signed.id, photo_id, channel.id, folder, "")
    u.releases.set_state(noted.id, ReleasedState.REFUSED, problem=problem)


def _record_again(u: UnitOfWork, signed: SignOff, file: ReleasedFile) -> None:
    """Record a copy that stays as one of another sign-off; it went out when it went out."""
    taken = u.releases.intend(
        signed.id, file.photo_id, file.channel_id, file.folder, file.file_name, file.people
    )
    if file.published_at is None or file.looks is None:
        u.releases.set_state(taken.id, ReleasedState.PUBLISHED, file.sha256)
    else:
        u.releases.publish(taken.id, file.sha256, file.looks, file.published_at)


def _record_run(u: UnitOfWork, batch_id: BatchId, by: str, receipt: PublishReceipt) -> None:
    counts = {
        str(r.channel.id): {"published": r.published, "refused": len(r.refused)}
        for r in receipt.results
    }
    u.audit.add(by, "published", f"batch {batch_id}", counts)
