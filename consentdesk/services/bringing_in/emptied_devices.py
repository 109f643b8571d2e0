"""Deleting photos from the iPad, once each of them is proven to be whole here.

The program cannot look into an iPad, so a person goes through the places and signs for them.
"""

import hashlib
from collections.abc import Collection

from consentdesk.domain.batch import Batch
from consentdesk.domain.emptied_device import DEVICE_WORDS, DevicePlace, StillOnDevice
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.ids import BatchId, ImportId
from consentdesk.domain.photo import ImportRun, Photo
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class EmptiedDevices:
    """Which imports wait for somebody to empty the device, and who did."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def waiting(self) -> tuple[StillOnDevice, ...]:
        """Return the finished imports whose photos may still be on the device, oldest first."""

        def work(u: UnitOfWork) -> tuple[StillOnDevice, ...]:
            batches = sorted(u.batches.all(), key=lambda batch: batch.id)
            return tuple(still for batch in batches for still in _of_batch(u, batch))

        return self._library.run(work)

    def waiting_in(self, batch_id: BatchId) -> tuple[StillOnDevice, ...]:
        """Return those of one batch."""
        return self._library.run(lambda u: _of_batch(u, u.batches.get(batch_id)))

    def confirm(self, import_id: ImportId, places: Collection[DevicePlace], by: str) -> int:
        """Record that the photos of an import were deleted in these places of the device.

        Returns how many photos were read and found whole before.

        Raises:
            Refused: a place is left, the import is not finished or was undone, or one of its
                photos is not whole here.
        """
        left = [DEVICE_WORDS[place] for place in DevicePlace if place not in places]
        if left:
            raise Refused(f"The photos may still be in {left[0]}.", "Delete them there, too.")
        run, photos = self._library.run(lambda u: _of_import(u, import_id))
        if run.undone or not run.finished:
            raise Refused(
                "The photos of this import are not all here.",
                "Leave them on the iPad and bring them in to the end first.",
            )
        if not all(self._is_whole(photo) for photo in photos):
            raise Refused(
                "A photo of this import is not whole here.",
                "Leave the photos on the iPad and bring them in again.",
            )

        def work(u: UnitOfWork) -> None:
            u.settings.set(_name(import_id), by)
            detail = {"import": import_id, "photos": len(photos)}
            u.audit.add(by, "device_emptied", f"batch {run.batch_id}", detail)

        self._library.run(work)
        return len(photos)

    def _is_whole(self, photo: Photo) -> bool:
        try:
            original = self._library.vault.get(photo.details.original)
        except (KnownError, OSError):
            return False
        return hashlib.sha256(original).hexdigest() == photo.details.sha256


def emptied_by(u: UnitOfWork, import_id: ImportId) -> str:
    """Return who emptied the device of an import's photos; empty while nobody did."""
    return u.settings.get(_name(import_id))


def _of_batch(u: UnitOfWork, batch: Batch) -> tuple[StillOnDevice, ...]:
    found = (_still_on_device(u, batch, run) for run in u.batches.imports(batch.id))
    return tuple(still for still in found if still is not None)


def _still_on_device(u: UnitOfWork, batch: Batch, run: ImportRun) -> StillOnDevice | None:
    if run.undone or not run.finished or emptied_by(u, run.id):
        return None
    _, photos = _of_import(u, run.id)
    if not photos:
        return None
    not_kept = len(u.batches.listed(batch.id, run.id))
    return StillOnDevice(run.id, batch.id, batch.details.event, len(photos), not_kept)


def _of_import(u: UnitOfWork, import_id: ImportId) -> tuple[ImportRun, tuple[Photo, ...]]:
    run = u.batches.get_import(import_id)
    every = u.photos.of_batch(run.batch_id)
    return run, tuple(p for p in every if p.import_id == import_id and not p.gone)


def _name(import_id: ImportId) -> str:
    return f"device_emptied_{import_id}"
