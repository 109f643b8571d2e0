"""Bringing photos in: every file is accounted for, nothing is ignored in silence.

Photos go into the encrypted vault one by one as they are read; stopping keeps what is there
and `resume` goes on. The files the person chose are only ever read.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consentdesk.domain.errors import KnownError, PhotoError, Refused
from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import (
    CameraDevice,
    ImportRun,
    ListedFile,
    PhotoDetails,
    PhotoState,
)
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import prepare_photo
from consentdesk.media.intake import IntakePlan, SourceFile, gather, sort_out
from consentdesk.media.photo_header import PhotoHeader
from consentdesk.media.thumbnails import PreparedPhoto
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

ANIMATED_KINDS = frozenset({"gif", "webp", "png", "tiff"})
ARRIVAL_POLL_SECONDS = 0.5
FOREIGN_DEVICE = "It was not taken with one of the school's own devices."


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


@dataclass
class _Underway:
    """Files between the disk and the database.

    Attributes:
        known: file names by fingerprint, of the batch before this attempt and as it grows.
        earlier: fingerprints that an earlier import of the batch brought in.
        listed: names this import has listed.
        reading: fingerprint, vault entry and name of each file in a worker.
        passed: names of files that were dealt with in this attempt.
    """

    run: ImportRun
    known: dict[str, str]
    earlier: frozenset[str]
    listed: set[str]
    already_there: int = 0
    reading: dict[int, tuple[str, VaultKey, str]] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


class ImportPhotos:
    """Bringing in for one workspace."""

    def __init__(self, library: Library, pool: FacePool) -> None:
        self._library = library
        self._pool = pool

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
        is looked through again.

        Raises:
            Refused: nothing was chosen.
            DiskFull: what was brought in so far is kept; resume goes on.
        """
        if not sources:
            raise Refused("No files were chosen.", "Choose a folder, photos or a zip file.")

        def start(u: UnitOfWork) -> ImportRun:
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
            Refused: a photo of it was published.
        """

        def work(u: UnitOfWork) -> tuple[int, tuple[VaultKey, ...]]:
            run = u.batches.get_import(import_id)
            photos = [p for p in u.photos.of_batch(run.batch_id) if p.import_id == import_id]
            keys = u.batches.undo_import(import_id)
            u.batches.raise_revision(run.batch_id)
            u.audit.add(by, "import_undone", f"batch {run.batch_id}", {"photos": len(photos)})
            return len(photos), keys

        count, keys = self._library.run(work)
        for key in keys:
            self._library.vault.remove(key)
        return count

    def accept_set_aside(self, photo_id: PhotoId, by: str, reason: str) -> None:
        """Take a photo from a device that is not the school's, for a stated reason.

        Raises:
            Refused: no reason was given, or the photo is not set aside.
        """

        def work(u: UnitOfWork) -> None:
            photo = u.photos.get(photo_id)
            if photo.state is not PhotoState.SET_ASIDE or not reason.strip():
                raise Refused("A photo can be taken for a stated reason only.", "Enter the reason.")
            u.photos.set_state(photo_id, PhotoState.BROUGHT_IN)
            u.batches.raise_revision(photo.batch_id)
            u.audit.add(by, "set_aside_accepted", f"photo {photo_id}", {"reason": reason.strip()})

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
        underway = self._library.run(lambda u: _take_stock(u, run))
        progress.start("Bringing in photos", 0)
        pause = threading.Event()
        while True:
            last = not still_arriving()
            plan = sort_out(gather([Path(source) for source in run.sources]))
            found = len(plan.photos) + len(plan.listed)
            progress.expect(found)
            self._bring_in_all(plan, underway, progress, cancel)
            if last or cancel.cancelled:
                break
            pause.wait(ARRIVAL_POLL_SECONDS)
        if not cancel.cancelled:
            self._list_all(plan.listed, underway, progress)
        return self._finish(underway, found, by, finished=not cancel.cancelled)

    def _bring_in_all(
        self, plan: IntakePlan, underway: _Underway, progress: Progress, cancel: CancelToken
    ) -> None:
        waiting = [file for file in plan.photos if file.name not in underway.passed]
        for answer in self._pool.run(
            prepare_photo, self._read_all(waiting, underway, progress), cancel=cancel
        ):
            self._take(underway, answer.key, answer.value, answer.error)
            progress.step()
        self._put_back(underway)

    def _put_back(self, underway: _Underway) -> None:
        """Take what no worker had read out of the vault again; resuming reads it afresh."""
        for sha256, original, name in underway.reading.values():
            self._library.vault.remove(original)
            underway.known.pop(sha256)
            underway.passed.discard(name)
        underway.reading.clear()

    def _list_all(
        self, listed: Sequence[ListedFile], underway: _Underway, progress: Progress
    ) -> None:
        for entry in listed:
            self._list(underway, entry.file_name, entry.code, entry.sentence)
            progress.step()

    def _read_all(
        self, files: Sequence[SourceFile], underway: _Underway, progress: Progress
    ) -> Iterator[tuple[int, tuple[bytes]]]:
        for file in files:
            underway.passed.add(file.name)
            try:
                data = file.read()
            except PhotoError as error:
                self._list(underway, file.name, error.code, str(error))
                progress.step()
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in underway.known:
                self._again(underway, file.name, sha256)
                progress.step()
                continue
            underway.known[sha256] = file.name
            token = len(underway.passed)
            underway.reading[token] = (sha256, self._library.vault.put(data), file.name)
            yield token, (data,)

    def _again(self, underway: _Underway, name: str, sha256: str) -> None:
        """Account for a file whose picture the batch has."""
        twin = underway.known[sha256]
        if twin != name:
            self._list(underway, name, "duplicate", f"Exactly the same picture as {twin}.")
        elif sha256 in underway.earlier:
            underway.already_there += 1

    def _take(
        self,
        underway: _Underway,
        token: int,
        prepared: PreparedPhoto | None,
        error: KnownError | None,
    ) -> None:
        sha256, original, name = underway.reading.pop(token)
        if prepared is None:
            self._library.vault.remove(original)
            underway.known.pop(sha256)
            code, text = (error.code, str(error)) if error else ("failed", "It could not be read.")
            self._list(underway, name, code, text)
            return
        vault, header = self._library.vault, prepared.header
        details = PhotoDetails(
            file_name=name,
            sha256=sha256,
            kind=header.kind,
            width=header.width,
            height=header.height,
            original=original,
            thumbnail=vault.put(prepared.thumbnail),
            screen=vault.put(prepared.screen),
            taken_at=header.taken_at,
            device=header.device,
            likeness=prepared.likeness,
        )
        remark = _remark(header)
        self._library.run(lambda u: _add(u, underway.run, details, remark))

    def _list(self, underway: _Underway, name: str, code: str, sentence: str) -> None:
        if name in underway.listed:
            return
        underway.listed.add(name)
        run, entry = underway.run, ListedFile(name, code, sentence)
        self._library.run(lambda u: u.batches.list_file(run.batch_id, run.id, entry))

    def _finish(self, underway: _Underway, found: int, by: str, *, finished: bool) -> ImportReceipt:
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


def _take_stock(u: UnitOfWork, run: ImportRun) -> _Underway:
    """Return what the batch and this import have already."""
    photos = u.photos.of_batch(run.batch_id)
    return _Underway(
        run,
        {p.details.sha256: p.details.file_name for p in photos},
        frozenset(p.details.sha256 for p in photos if p.import_id != run.id),
        {entry.file_name for entry in u.batches.listed(run.batch_id, run.id)},
    )


def _add(u: UnitOfWork, run: ImportRun, details: PhotoDetails, remark: str) -> None:
    photo = u.photos.add(run.batch_id, run.id, details)
    if remark:
        u.photos.set_state(photo.id, PhotoState.BROUGHT_IN, remark)
    if _is_foreign(details.device, u.batches.school_devices()):
        u.photos.set_state(photo.id, PhotoState.SET_ASIDE, FOREIGN_DEVICE)
    u.batches.raise_revision(run.batch_id)


def _remark(header: PhotoHeader) -> str:
    """Say so when a file holds several pictures of equal standing and one of them is used."""
    if header.frames > 1 and header.kind in ANIMATED_KINDS:
        return f"Only the first of the {header.frames} pictures in this file is used."
    return ""


def _is_foreign(device: CameraDevice | None, school: Sequence[CameraDevice]) -> bool:
    """Tell whether the school lists its devices and this one is none of them.

    iPads leave their serial number out of photos, so it is compared only when both have one.
    """
    if not school:
        return False
    return device is None or not any(_same_device(device, own) for own in school)


def _same_device(one: CameraDevice, other: CameraDevice) -> bool:
    serials = {one.serial, other.serial} - {""}
    return (one.make, one.model) == (other.make, other.model) and len(serials) < 2
