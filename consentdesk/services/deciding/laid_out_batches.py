"""Batches laid out already: after an act, only the photos it touched are laid out anew."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from consentdesk.domain.batch import Batch
from consentdesk.domain.face import Region
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.photo import Photo
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, photos_on_desk
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

BY_ITSELF = 15
"""Times as much as among its batch a photo costs when it is read by itself; measured with 5,000."""

KEPT_PHOTOS = 10_000
"""About 60 MB."""


@dataclass(frozen=True, slots=True)
class _Basis:
    """What all photos of a batch were laid out by; the revision of the batch does not count."""

    batch: Batch
    register: RegisterPicture

    def holds(self, batch: Batch, register: RegisterPicture) -> bool:
        return self.register is register and self.batch == replace(batch, revision=0)


class LaidOutBatches:
    """Keeps how photos lie on the desk, for whoever counts and shows them.

    The database tells which photos a transaction touched; they are forgotten before its result
    is handed out. What releases photos, sign-off and publishing, never asks here.
    """

    def __init__(self, library: Library) -> None:
        self._bases: OrderedDict[BatchId, _Basis] = OrderedDict()
        self._photos: dict[PhotoId, PhotoOnDesk] = {}
        self._photo_of: dict[RegionId, PhotoId] = {}
        library.when_photos_change(self._forget)

    def photos(
        self, u: UnitOfWork, batch: Batch, register: RegisterPicture
    ) -> tuple[PhotoOnDesk, ...]:
        """Return what `photos_on_desk` returns; for a transaction that changes nothing."""
        basis = self._bases.get(batch.id)
        if basis is None or not basis.holds(batch, register):
            self._drop(batch.id)
            self._bases[batch.id] = _Basis(replace(batch, revision=0), register)
        self._bases.move_to_end(batch.id)
        there = u.photos.ids_of_batch(batch.id)
        missing = [photo_id for photo_id in there if photo_id not in self._photos]
        if len(missing) * BY_ITSELF > len(there):
            self._keep(photos_on_desk(u, batch, register))
        else:
            self._keep(photo_on_desk(u, photo_id, register) for photo_id in missing)
        laid_out = tuple(replace(self._photos[id_], revision=batch.revision) for id_ in there)
        self._make_room()
        return laid_out

    def photo(self, photo_id: PhotoId) -> Photo | None:
        """Return a photo as it stands, None when it is not laid out now; from any thread."""
        entry = self._photos.get(photo_id)
        return None if entry is None else entry.photo

    def region(self, region_id: RegionId) -> Region | None:
        """Return a face as its frame stands, None as for `photo`; from any thread."""
        photo_id = self._photo_of.get(region_id)
        entry = None if photo_id is None else self._photos.get(photo_id)
        regions = () if entry is None else entry.review.regions
        return next((region for region in regions if region.id == region_id), None)

    def _keep(self, entries: Iterable[PhotoOnDesk]) -> None:
        for entry in entries:
            self._photos[entry.photo.id] = entry
            self._photo_of.update((r.id, entry.photo.id) for r in entry.review.regions)

    def _forget(self, photo_ids: Collection[PhotoId]) -> None:
        touched = {p: entry for p in photo_ids if (entry := self._photos.pop(p, None))}
        files = {entry.photo.details.sha256 for entry in touched.values()}
        # who is named in one batch counts for the same file in every other
        twins = [p for p, e in self._photos.items() if e.photo.details.sha256 in files]
        for photo_id in twins:
            del self._photos[photo_id]

    def _drop(self, batch_id: BatchId) -> None:
        self._forget([id_ for id_, e in self._photos.items() if e.photo.batch_id == batch_id])
        self._photo_of = {r: id_ for r, id_ in self._photo_of.items() if id_ in self._photos}

    def _make_room(self) -> None:
        while len(self._bases) > 1 and len(self._photos) > KEPT_PHOTOS:
            batch_id, _ = self._bases.popitem(last=False)
            self._drop(batch_id)
