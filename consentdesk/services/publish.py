"""Publishing: clean copies into the channel folders, each re-read before it gets its name.

For every copy the order is: intention recorded, rendered, written under a hidden name,
re-read and verified, rules asked once more, renamed, recorded. A crash at any point leaves
either nothing, a hidden file that the next run removes, or a finished copy that the next run
recognises by its fingerprint.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.media.channel_folder import remove_leftovers, write_finished
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered, check_finished
from consentdesk.services.desk import (
    PhotoOnDesk,
    already_published,
    photo_on_desk,
    standing_sign_off,
)
from consentdesk.services.file_names import event_slug, names_somebody
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

    def settle_interrupted(self) -> None:
        """Finish the record of copies that a crash left between writing and recording.

        A copy whose folder is away now is left for later. One that may no longer be there is
        removed from its folder, whatever became of the channel since.
        """
        files, channels = self._library.run(lambda u: (u.releases.files(), u.channels.all()))
        for folder in {channel.details.folder for channel in channels}:
            remove_leftovers(folder)
        for file in files:
            if file.state is ReleasedState.WRITING and Path(file.folder).is_dir():
                remove_leftovers(Path(file.folder))
                self._settle_one(file)

    def _run(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> PublishReceipt:
        self.settle_interrupted()
        signed, channels = self._library.run(lambda u: self._begin(u, batch_id, by))
        progress.start("Publishing", len(signed.clearances))
        results = []
        for channel in channels:
            wanted = [c for c in signed.clearances if c.channel_id == channel.id]
            if wanted:
                results.append(self._fill(channel, signed, wanted, progress, cancel))
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
        if names_somebody(u.batches.get(batch_id).details.event, u.people.all()):
            raise Refused(
                "The title of the event holds a person's name.",
                "Change the title of the batch; it becomes part of file names.",
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
        try:
            entry, batch = self._library.run(lambda u: self._still_cleared(u, signed, clearance))
            finished, original = self._render(channel, entry)
            sha256 = hashlib.sha256(finished.jpeg).hexdigest()
            if self._library.run(lambda u: _take_over(u, signed, clearance, sha256)):
                return replace(result, already_there=result.already_there + 1)
            self._write(channel, signed, clearance, batch, finished, original)
        except KnownError as error:
            refusal = (clearance.photo_id, str(error))
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
        sha256 = hashlib.sha256(finished.jpeg).hexdigest()
        intended = self._library.run(
            lambda u: self._intend(u, signed, clearance, batch, channel, sha256)
        )

        def check(reread: bytes) -> None:
            check_finished(reread, expect_size=(finished.width, finished.height), original=original)
            if finished.covers:
                pixels = open_photo(reread)
                for box in finished.covers:
                    check_covered(pixels, box)

        def release(give_name: Callable[[], None]) -> None:
            # One piece of the librarian's work: no withdrawal fits between the last question,
            # the record and the name.
            def work(u: UnitOfWork) -> None:
                self._still_cleared(u, signed, clearance)
                u.releases.set_state(intended.id, ReleasedState.PUBLISHED, sha256)
                give_name()

            self._library.run(work)

        try:
            write_finished(Path(intended.folder), intended.file_name, finished, check, release)
        except KnownError as error:
            if not _is_ours(intended):
                self._settle(intended, ReleasedState.REFUSED, str(error))
            raise
        self._remove_older(intended)

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
        self._still_cleared(u, signed, clearance)
        file = u.releases.intend(
            signed.id,
            clearance.photo_id,
            channel.id,
            str(channel.details.folder),
            _free_name(u, batch, channel),
        )
        u.releases.set_state(file.id, ReleasedState.WRITING, sha256)
        return replace(file, sha256=sha256)

    def _remove_older(self, newest: ReleasedFile) -> None:
        """Take copies of the same photo that this one replaces out of the channel's folder."""
        for file in self._library.run(lambda u: u.releases.files()):
            older = (file.photo_id, file.channel_id) == (newest.photo_id, newest.channel_id)
            if older and file.id != newest.id and file.state is ReleasedState.PUBLISHED:
                if _is_ours(file):
                    _path(file).unlink(missing_ok=True)
                self._settle(file, ReleasedState.REPLACED, "Replaced by a newer copy.")

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

    def _settle(self, file: ReleasedFile, state: ReleasedState, problem: str = "") -> None:
        self._library.run(lambda u: u.releases.set_state(file.id, state, file.sha256, problem))

    def _settle_one(self, file: ReleasedFile) -> None:
        try:
            if not _is_ours(file):
                self._settle(file, ReleasedState.REFUSED, "Writing was interrupted.")
            elif self._library.run(lambda u: self._may_stay(u, file)):
                self._settle(file, ReleasedState.PUBLISHED)
            else:
                _path(file).unlink()
                self._settle(file, ReleasedState.REFUSED, "No longer checked.")
        except OSError:
            log.warning("copy %s could not be settled; its folder cannot be read", file.id)

    def _may_stay(self, u: UnitOfWork, file: ReleasedFile) -> bool:
        signed = u.releases.last_sign_off(u.photos.get(file.photo_id).batch_id)
        if signed is None or signed.id != file.sign_off_id:
            return False
        try:
            self._still_cleared(u, signed, Clearance(file.photo_id, file.channel_id))
        except Refused:
            return False
        return True


def _take_over(u: UnitOfWork, signed: SignOff, clearance: Clearance, sha256: str) -> bool:
    """Count a copy of an earlier sign-off that is there, the very same, for this one."""
    for file in u.releases.files():
        same = (file.photo_id, file.channel_id) == (clearance.photo_id, clearance.channel_id)
        if (
            same
            and file.state is ReleasedState.PUBLISHED
            and file.sha256 == sha256
            and _is_ours(file)
        ):
            taken = u.releases.intend(
                signed.id, file.photo_id, file.channel_id, file.folder, file.file_name
            )
            u.releases.set_state(taken.id, ReleasedState.PUBLISHED, sha256)
            u.releases.set_state(file.id, ReleasedState.REPLACED, sha256, "Signed off again.")
            return True
    return False


def _path(file: ReleasedFile) -> Path:
    return Path(file.folder) / file.file_name


def _is_ours(file: ReleasedFile) -> bool:
    """Tell whether the file of that name is the very copy on record."""
    try:
        content = _path(file).read_bytes()
    except OSError:
        return False
    return bool(file.sha256) and hashlib.sha256(content).hexdigest() == file.sha256


def _free_name(u: UnitOfWork, batch: Batch, channel: Channel) -> str:
    """Return event, date and the next number that no file of the channel has yet."""
    stem = f"{event_slug(batch.details.event)}-{batch.details.event_date.isoformat()}"
    taken = {file.file_name for file in u.releases.files() if file.channel_id == channel.id}
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


def _record_run(u: UnitOfWork, batch_id: BatchId, by: str, receipt: PublishReceipt) -> None:
    counts = {
        str(r.channel.id): {"published": r.published, "refused": len(r.refused)}
        for r in receipt.results
    }
    u.audit.add(by, "published", f"batch {batch_id}", counts)
