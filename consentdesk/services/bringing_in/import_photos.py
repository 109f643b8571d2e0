"""Bringing photos in: every file is accounted for, nothing is ignored in silence.

Photos go into the encrypted vault one by one as they are read; stopping keeps what is there
and `resume` goes on. The files the person chose are only ever read.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import DamagedStore, KnownError, PhotoError, Refused
from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import (
    DELETED,
    RETIRED,
    ImportRun,
    ListedFile,
    Photo,
    PhotoState,
)
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import prepare_photo
from consentdesk.media.intake import IntakePlan, SourceFile, gather, sort_out
from consentdesk.media.thumbnails import PreparedPhoto
from consentdesk.services.bringing_in.emptied_devices import emptied_by
from consentdesk.services.bringing_in.import_underway import (
    Failure,
    FileInHand,
    PendingPictures,
    Underway,
    take_stock,
)
from consentdesk.services.bringing_in.new_photo import add_photo, details_of, remark_on
from consentdesk.services.names.stated_reasons import stated
from consentdesk.services.office.duties import require_leader
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

ARRIVAL_POLL_SECONDS = 0.5
READ_SECONDS = 120.0
"""Patience with one photo that is made smaller; the largest allowed takes a few seconds."""
DELETED_BEFORE = "It was deleted here as one that must not be kept; delete it from the iPad, too."
_TAKEN_BY_LEADERS = "Only senior leadership takes a photo from another device."
_NO_REASON = ("A photo can be taken for a stated reason only.", "Enter the reason.")
RETIRED_BEFORE = "It was kept here for as long as is allowed; delete it from the iPad, too."


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """What came of bringing files in.

    Once it is finished, `found` = `brought_in` + `already_there` + the files it listed.

    Attributes:
        brought_in: photos of this import, those of an earlier attempt included.
        already_there: files that an earlier import of the batch brought in.
        listed: every file of the batch that is no photo to check, with the reason.
    """

    import_id: ImportId
    found: int
    brought_in: int
    already_there: int
    listed: tuple[ListedFile, ...]
    finished: bool


class ImportPhotos:
    """Bringing in for one workspace."""

    def __init__(self, library: Library, pool: FacePool, clock: Clock) -> None:
        self._library = library
        self._pool = pool
        self._clock = clock
        self._pending = PendingPictures(library)

    def bring_in(
        self,
        batch_id: BatchId,
        sources: Sequence[Path],
        by: str,
        progress: Progress,
        cancel: CancelToken,
        still_arriving: Callable[[], bool] = lambda: False,
    ) -> ImportReceipt:
        """Bring in folders, files or zips; photos appear in the batch one by one.

        While `still_arriving` tells that a device is still copying into a folder, the folder
        is looked through again, and a file that is no good is tried again when it changed.

        Raises:
            Refused: nothing was chosen.
            DiskFull: what was brought in so far is kept; resume goes on.
        """
        if not sources:
            raise Refused("No files were chosen.", "Choose a folder, photos or a zip file.")

        def start(u: UnitOfWork) -> ImportRun:
            u.batches.get(batch_id)
            run = u.batches.start_import(batch_id, [str(source) for source in sources])
            u.audit.add(by, "import_started", f"batch {batch_id}", {"import": run.id})
            return run

        return self._go_on(self._library.run(start), by, progress, cancel, still_arriving)

    def resume(
        self, import_id: ImportId, by: str, progress: Progress, cancel: CancelToken
    ) -> ImportReceipt:
        """Go on with an import that was stopped or interrupted."""
        return self._go_on(
            self._library.run(lambda u: u.batches.get_import(import_id)), by, progress, cancel
        )

    def unfinished(self, batch_id: BatchId) -> ImportRun | None:
        """Return the import that was stopped or interrupted, if any."""
        runs = [r for r in self.runs(batch_id) if not r.finished and not r.undone]
        return runs[-1] if runs else None

    def runs(self, batch_id: BatchId) -> tuple[ImportRun, ...]:
        """Return every import of a batch, oldest first."""
        return self._library.run(lambda u: u.batches.imports(batch_id))

    def listed(self, batch_id: BatchId) -> tuple[ListedFile, ...]:
        """Return the files that are no photos to check, each with its reason."""
        return self._library.run(lambda u: u.batches.listed(batch_id))

    def remarks(self, batch_id: BatchId) -> tuple[ListedFile, ...]:
        """Return photos that were brought in with something to say about them."""
        photos = self._library.run(lambda u: u.photos.of_batch(batch_id))
        usable = {PhotoState.BROUGHT_IN, PhotoState.CHECKED}
        return tuple(
            ListedFile(photo.details.file_name, "remark", photo.problem)
            for photo in photos
            if photo.problem and photo.state in usable
        )

    def undo(self, import_id: ImportId, by: str) -> int:
        """Take an import out again, its photos and their decisions with it.

        Raises:
            Refused: a photo of it was published, or the only copies are here.
        """

        def work(u: UnitOfWork) -> tuple[int, tuple[VaultKey, ...]]:
            if emptied_by(u, import_id):
                raise Refused(
                    "These photos were deleted from the iPad; the only copies are here.",
                    "Delete single photos if they must go.",
                )
            run = u.batches.get_import(import_id)
            photos = [p for p in u.photos.of_batch(run.batch_id) if p.import_id == import_id]
            keys = u.batches.undo_import(import_id)
            u.batches.raise_revision(run.batch_id)
            u.audit.add(by, "import_undone", f"batch {run.batch_id}", {"photos": len(photos)})
            return len(photos), keys

        count, keys = self._library.run(work)
        self._pending.remove_unneeded(keys)
        return count

    def accept_set_aside(self, photo_id: PhotoId, by: str, reason: str) -> None:
        """Take a photo from a device that is not the school's, for a stated reason.

        Raises:
            Refused: `by` does not lead the school, no reason was given, it names somebody, or the
                photo is not set aside.
        """

        def work(u: UnitOfWork) -> None:
            require_leader(u, by, self._clock().date(), _TAKEN_BY_LEADERS)
            photo = u.photos.get(photo_id)
            if photo.state is not PhotoState.SET_ASIDE:
                raise Refused("This photo is not set aside.", "Look at the batch again.")
            said = stated(reason, u.people.all(), *_NO_REASON)
            u.photos.set_state(photo_id, PhotoState.BROUGHT_IN)
            u.batches.raise_revision(photo.batch_id)
            u.audit.add(by, "set_aside_accepted", f"photo {photo_id}", {"reason": said})

        self._library.run(work)

    def _go_on(
        self,
        run: ImportRun,
        by: str,
        progress: Progress,
        cancel: CancelToken,
        still_arriving: Callable[[], bool] = lambda: False,
    ) -> ImportReceipt:
        progress.start("Looking through the files", 0)
        underway = self._library.run(lambda u: take_stock(u, run, progress))
        progress.start("Bringing in photos", 0)
        pause = threading.Event()
        while True:
            underway.last_look = not still_arriving()
            plan = sort_out(gather([Path(source) for source in run.sources]))
            found = len(plan.photos) + len(plan.listed)
            progress.expect(found)
            self._bring_in_all(plan, underway, cancel)
            if underway.last_look or cancel.cancelled:
                break
            pause.wait(ARRIVAL_POLL_SECONDS)
        if not cancel.cancelled:
            for entry in plan.listed:
                self._list(underway, entry)
                progress.step()
        return self._finish(underway, found, by, finished=not cancel.cancelled)

    def _bring_in_all(self, plan: IntakePlan, underway: Underway, cancel: CancelToken) -> None:
        waiting = [file for file in plan.photos if file.name not in underway.passed]
        jobs = self._read_all(waiting, underway)
        try:
            for answer in self._pool.run(
                prepare_photo, jobs, cancel=cancel, limit=lambda _: READ_SECONDS
            ):
                self._take(underway, answer.key, answer.value, answer.error)
        finally:
            self._put_back(underway)

    def _put_back(self, underway: Underway) -> None:
        """Take what no worker had read out of the vault again; resuming reads it afresh."""
        unread = dict(underway.reading)
        underway.reading.clear()
        for sha256, file in unread.items():
            underway.known.pop(sha256)
            underway.passed.discard(file.name)
        self._pending.drop([file.original for file in unread.values()])

    def _read_all(
        self, files: Sequence[SourceFile], underway: Underway
    ) -> Iterator[tuple[str, tuple[bytes]]]:
        """Yield what the workers shall read, by fingerprint; deal with the other files."""
        for file in files:
            try:
                data = file.read()
            except PhotoError as error:
                entry = ListedFile(file.name, error.code, str(error))
                self._failed(underway, Failure(entry, ""))
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            failure = underway.failed_before(file.name, sha256)
            if failure is not None:
                self._failed(underway, failure)
            elif sha256 in underway.gone:
                self._gone(underway, file.name, underway.gone[sha256])
            elif sha256 in underway.known and self._kept_well(underway.run.batch_id, sha256):
                self._again(underway, file.name, sha256)
            else:
                underway.known[sha256] = file.name
                underway.passed.add(file.name)
                underway.reading[sha256] = FileInHand(file.name, self._pending.put(data))
                yield sha256, (data,)

    def _kept_well(self, batch_id: BatchId, sha256: str) -> bool:
        """Tell whether the pictures of a photo can be read; else bringing it in mends them."""
        photo = self._library.run(lambda u: u.photos.by_sha256(batch_id, sha256))
        if photo is None:  # a worker has it in hand
            return True
        kept = photo.details
        try:
            for key in (kept.original, kept.thumbnail, kept.screen):
                self._library.vault.get(key)
        except DamagedStore:
            return False
        return True

    def _gone(self, underway: Underway, name: str, state: PhotoState) -> None:
        """Account for a file whose picture is not kept here any more."""
        deleted = state is PhotoState.DELETED
        code, sentence = (DELETED, DELETED_BEFORE) if deleted else (RETIRED, RETIRED_BEFORE)
        self._list(underway, ListedFile(name, code, sentence))
        underway.passed.add(name)
        underway.progress.step()

    def _again(self, underway: Underway, name: str, sha256: str) -> None:
        """Account for a file whose picture the batch has."""
        twin = underway.known[sha256]
        if twin != name:
            sentence = f"Exactly the same picture as {twin}."
            self._list(underway, ListedFile(name, "duplicate", sentence))
        elif sha256 in underway.earlier:
            underway.already_there += 1
        underway.passed.add(name)
        underway.progress.step()

    def _take(
        self,
        underway: Underway,
        sha256: str,
        prepared: PreparedPhoto | None,
        error: KnownError | None,
    ) -> None:
        file = underway.reading.pop(sha256)
        if prepared is None:
            underway.known.pop(sha256)
            underway.passed.discard(file.name)
            self._pending.drop([file.original])
            code, text = (error.code, str(error)) if error else ("failed", "It could not be read.")
            self._failed(underway, Failure(ListedFile(file.name, code, text), sha256))
            return
        twin = self._add(underway.run, file, sha256, prepared)
        if twin is None:
            underway.progress.step()
            return
        if twin.gone:
            underway.known.pop(sha256)
            underway.gone[sha256] = twin.state
            self._gone(underway, file.name, twin.state)
            return
        underway.known[sha256] = twin.details.file_name
        if twin.import_id != underway.run.id:
            underway.earlier.add(sha256)
        self._again(underway, file.name, sha256)

    def _add(
        self, run: ImportRun, file: FileInHand, sha256: str, prepared: PreparedPhoto
    ) -> Photo | None:
        """Add the photo, or return the equal one that was just added, or deleted, elsewhere."""
        held = [file.original]
        try:
            for picture in (prepared.thumbnail, prepared.screen):
                held.append(self._pending.put(picture))
            details = details_of(file.name, sha256, held, prepared)
            remark = remark_on(prepared.header)
            twin = self._library.run(lambda u: add_photo(u, run, details, remark))
        finally:
            self._pending.let_go(held)
        if twin is not None:
            self._pending.remove_unneeded(held)
        return twin

    def _failed(self, underway: Underway, failure: Failure) -> None:
        """List a file that is no good, once it is certain that it is not only half copied."""
        if underway.last_look:
            self._list(underway, failure.entry)
            underway.passed.add(failure.entry.file_name)
            underway.progress.step()
        else:
            underway.failures[failure.entry.file_name] = failure

    def _list(self, underway: Underway, entry: ListedFile) -> None:
        if entry.file_name in underway.listed:
            return
        underway.listed.add(entry.file_name)
        run = underway.run
        self._library.run(lambda u: u.batches.list_file(run.batch_id, run.id, entry))

    def _finish(self, underway: Underway, found: int, by: str, *, finished: bool) -> ImportReceipt:
        run = underway.run

        def work(u: UnitOfWork) -> ImportReceipt:
            photos = [p for p in u.photos.of_batch(run.batch_id) if p.import_id == run.id]
            if finished:
                u.batches.finish_import(run.id, found)
            u.audit.add(
                by,
                "import_finished" if finished else "import_stopped",
                f"batch {run.batch_id}",
                {"import": run.id, "found": found, "photos": len(photos)},
            )
            listed = u.batches.listed(run.batch_id)
            return ImportReceipt(
                run.id, found, len(photos), underway.already_there, listed, finished
            )

        return self._library.run(work)
