"""Publishing: clean copies into the channel folders, each re-read before it gets its name.

For every copy the order is: intention recorded, rendered, written under a hidden name,
re-read and verified, rules asked once more, renamed, recorded. A crash at any point leaves
either nothing, a hidden file that the next run removes, or a finished copy that the next run
recognises by its fingerprint.
"""

import hashlib
import logging
import re
import threading
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import ChannelError, KnownError, Refused
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.media.channel_folder import remove_leftovers, write_finished
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered, check_finished
from consentdesk.services.desk import (
    PhotoOnDesk,
    already_published,
    photo_on_desk,
    standing_sign_off,
)
from consentdesk.services.finishing import finish_for
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


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

    results: tuple[ChannelResult, ...]
    finished: bool


class Publish:
    """Publishing of one workspace; never two runs at once."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register
        self._one_at_a_time = threading.Lock()

    def run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        """Publish what the standing sign-off released; goes on where an earlier run stopped.

        A channel whose folder is missing or read-only is reported in its result; the other
        channels go on.

        Raises:
            Refused: there is no sign-off that holds, or publishing is under way already.
        """
        if not self._one_at_a_time.acquire(blocking=False):
            raise Refused("Photos are being published already.", "Wait until that is finished.")
        try:
            return self._run(batch_id, by, progress, cancel)
        finally:
            self._one_at_a_time.release()

    def published(self, batch_id: BatchId) -> tuple[ReleasedFile, ...]:
        """Return every recorded copy of a batch."""
        return self._library.run(lambda u: u.releases.files(batch_id=batch_id))

    def _run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        signed, channels = self._library.run(lambda u: self._begin(u, batch_id, by))
        progress.start("Publishing", len(signed.clearances))
        results = []
        for channel in channels:
            wanted = [c for c in signed.clearances if c.channel_id == channel.id]
            result = self._fill(channel, signed, wanted, progress, cancel)
            if wanted:
                results.append(result)
        receipt = PublishReceipt(tuple(results), finished=not cancel.cancelled)
        self._library.run(lambda u: _record_run(u, batch_id, by, receipt))
        return receipt

    def _begin(
        self, u: UnitOfWork, batch_id: BatchId, by: str
    ) -> tuple[SignOff, tuple[Channel, ...]]:
        register = self._register.read(u)
        signed = standing_sign_off(u, u.batches.get(batch_id), register.version)
        if signed is None:
            raise Refused(
                "There is no sign-off that holds for this batch.",
                "Ask a second person to look at the batch and sign off.",
            )
        u.audit.add(by, "publishing_started", f"batch {batch_id}")
        return signed, register.channels

    def _fill(
        self,
        channel: Channel,
        signed: SignOff,
        wanted: list[Clearance],
        progress: Progress,
        cancel: CancelToken,
    ) -> ChannelResult:
        result = ChannelResult(channel, channel.details.folder)
        try:
            remove_leftovers(channel.details.folder)
            self._settle_interrupted(channel, signed)
        except ChannelError as error:
            progress.step(len(wanted))
            return replace(result, refused=tuple((c.photo_id, str(error)) for c in wanted))
        done = self._library.run(lambda u: already_published(u, signed.batch_id, signed))
        for clearance in wanted:
            if cancel.cancelled:
                break
            if clearance in done:
                result = replace(result, already_there=result.already_there + 1)
            else:
                result = self._publish_one(channel, signed, clearance, result)
            progress.step()
        return result

    def _publish_one(
        self, channel: Channel, signed: SignOff, clearance: Clearance, result: ChannelResult
    ) -> ChannelResult:
        intended: ReleasedFile | None = None
        try:
            entry, batch = self._library.run(lambda u: self._still_cleared(u, signed, clearance))
            intended = self._library.run(
                lambda u: u.releases.intend(
                    signed.id,
                    clearance.photo_id,
                    channel.id,
                    str(channel.details.folder),
                    _free_name(u, batch, channel),
                )
            )
            self._write(channel, signed, clearance, entry, intended)
        except KnownError as error:
            if intended is not None:
                self._settle(intended, ReleasedState.REFUSED, problem=str(error))
            refusal = (clearance.photo_id, str(error))
            return replace(result, refused=(*result.refused, refusal))
        return replace(result, published=result.published + 1)

    def _write(
        self,
        channel: Channel,
        signed: SignOff,
        clearance: Clearance,
        entry: PhotoOnDesk,
        intended: ReleasedFile,
    ) -> None:
        original = self._library.vault.get(entry.photo.details.original)
        finished = finish_for(channel, entry.photo, entry.review, original)
        if finished is None:
            raise Refused("A face cannot be cropped away here.", "Cover it instead.")
        sha256 = hashlib.sha256(finished.jpeg).hexdigest()
        self._settle(intended, ReleasedState.WRITING, sha256=sha256)

        def last_check(reread: bytes) -> None:
            check_finished(reread, expect_size=(finished.width, finished.height), original=original)
            if finished.covers:
                pixels = open_photo(reread)
                for box in finished.covers:
                    check_covered(pixels, box)
            self._library.run(lambda u: self._still_cleared(u, signed, clearance))

        write_finished(Path(intended.folder), intended.file_name, finished, last_check)
        self._settle(intended, ReleasedState.PUBLISHED, sha256=sha256)

    def _still_cleared(
        self, u: UnitOfWork, signed: SignOff, clearance: Clearance
    ) -> tuple[PhotoOnDesk, Batch]:
        register = self._register.read(u)
        batch = u.batches.get(signed.batch_id)
        entry = photo_on_desk(u, clearance.photo_id, register)
        answer = entry.verdicts.get(clearance.channel_id)
        if answer is None or not answer.cleared:
            raise Refused(
                "The photo is no longer checked for this channel.", "Decide and sign off again."
            )
        if not signed.holds(register.version, batch.revision):
            raise Refused(
                "Something changed after the sign-off.", "Ask the second person to sign again."
            )
        return entry, batch

    def _settle(
        self, file: ReleasedFile, state: ReleasedState, sha256: str = "", problem: str = ""
    ) -> None:
        self._library.run(lambda u: u.releases.set_state(file.id, state, sha256, problem))

    def _settle_interrupted(self, channel: Channel, signed: SignOff) -> None:
        """Finish the record of copies that a crash left between writing and recording."""
        files = self._library.run(lambda u: u.releases.files(batch_id=signed.batch_id))
        for file in files:
            if file.channel_id == channel.id and file.state is ReleasedState.WRITING:
                self._settle_one(file, signed)

    def _settle_one(self, file: ReleasedFile, signed: SignOff) -> None:
        path = Path(file.folder) / file.file_name
        ours = path.is_file() and _sha256(path) == file.sha256 != ""
        if not ours:
            self._settle(file, ReleasedState.REFUSED, file.sha256, "Writing was interrupted.")
            return
        try:
            clearance = Clearance(file.photo_id, file.channel_id)
            if file.sign_off_id != signed.id:
                raise Refused("It belongs to an earlier sign-off.", "It is published afresh.")
            self._library.run(lambda u: self._still_cleared(u, signed, clearance))
        except Refused:
            path.unlink()
            self._settle(file, ReleasedState.REFUSED, file.sha256, "No longer checked.")
        else:
            self._settle(file, ReleasedState.PUBLISHED, file.sha256)


def _free_name(u: UnitOfWork, batch: Batch, channel: Channel) -> str:
    """Return event, date and the next number that no file of the channel has yet."""
    stem = f"{event_slug(batch.details.event)}-{batch.details.event_date.isoformat()}"
    taken = {f.file_name for f in u.releases.files(batch_id=batch.id) if f.channel_id == channel.id}
    taken |= _names_in(channel.details.folder)
    number = 1
    while f"{stem}-{number:03d}.jpg" in taken:
        number += 1
    return f"{stem}-{number:03d}.jpg"


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name.casefold() for path in folder.iterdir()}
    except OSError:
        return set()


def event_slug(event: str) -> str:
    """Return an event's title as part of a file name: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", event).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40] or "event"


def _record_run(u: UnitOfWork, batch_id: BatchId, by: str, receipt: PublishReceipt) -> None:
    counts = {
        str(r.channel.id): {"published": r.published, "refused": len(r.refused)}
        for r in receipt.results
    }
    u.audit.add(by, "published", f"batch {batch_id}", counts)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
