"""The shelf of photos: their state with the machine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, nulls_last, select, update
from sqlalchemy.orm import Session

from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import GONE, CameraDevice, Photo, PhotoDetails, PhotoState
from consentdesk.domain.search import SearchDepth
from consentdesk.store.batch_tables import (
    ActionRow,
    BatchRow,
    ClearanceRow,
    PhotoRow,
    RegionRow,
    ReshapedRow,
)
from consentdesk.store.fetch import fetch
from consentdesk.store.regions import RegionsOfPhotos
from consentdesk.store.review import keep_lapsed
from consentdesk.store.vault_references import (
    referred_to,
    referred_to_among,
    referred_to_by_photos,
)

_COLUMNS = (
    PhotoRow.id,
    PhotoRow.batch_id,
    PhotoRow.import_id,
    PhotoRow.device_make,
    PhotoRow.device_model,
    PhotoRow.device_serial,
    PhotoRow.likeness,
    PhotoRow.file_name,
    PhotoRow.sha256,
    PhotoRow.kind,
    PhotoRow.width,
    PhotoRow.height,
    PhotoRow.original,
    PhotoRow.thumbnail,
    PhotoRow.screen,
    PhotoRow.taken_at,
    PhotoRow.state,
    PhotoRow.problem,
    PhotoRow.engine,
    PhotoRow.searched,
    PhotoRow.wanted,
)
_AS_TAKEN = (nulls_last(PhotoRow.taken_at), PhotoRow.file_name, PhotoRow.id)


class PhotoShelf(RegionsOfPhotos):
    """Photos of the batches and the faces in them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def add(self, batch_id: BatchId, import_id: ImportId, details: PhotoDetails) -> Photo:
        """Record a photo whose pictures lie in the vault; its state is brought in."""
        device = details.device
        row = PhotoRow(
            batch_id=batch_id,
            import_id=import_id,
            file_name=details.file_name,
            sha256=details.sha256,
            kind=details.kind,
            width=details.width,
            height=details.height,
            original=details.original,
            thumbnail=details.thumbnail,
            screen=details.screen,
            taken_at=details.taken_at,
            device_make=None if device is None else device.make,
            device_model=None if device is None else device.model,
            device_serial=None if device is None else device.serial,
            likeness=details.likeness,
            state=PhotoState.BROUGHT_IN,
            problem="",
            engine="",
            wanted=SearchDepth.USUAL,
        )
        self._session.add(row)
        self._session.flush()
        return _photo_of(row)

    def set_state(self, photo_id: PhotoId, state: PhotoState, problem: str = "") -> None:
        """Record how a photo stands and, for failed or set aside, why.

        Raises:
            StoreError: there is no such photo.
        """
        row = fetch(self._session, PhotoRow, photo_id, "photo")
        row.state, row.problem = state, problem
        self._session.flush()

    def search_again(self, photo_id: PhotoId, wanted: SearchDepth) -> None:
        """Let a photo wait for a search of that depth; what was found and decided stays.

        Raises:
            StoreError: there is no such photo.
        """
        row = fetch(self._session, PhotoRow, photo_id, "photo")
        if row.state is not PhotoState.CHECKED:  # there a remark on the file would be lost
            row.problem = ""
        row.state, row.wanted = PhotoState.BROUGHT_IN, wanted
        self._session.flush()

    def strip(self, photo_id: PhotoId, sentence: str) -> tuple[VaultKey, ...]:
        """Leave only name and fingerprint of a photo; what was found and decided in it goes.

        Returns the vault entries that nothing refers to any more; the caller removes them
        once this transaction has ended well.

        Raises:
            StoreError: there is no such photo.
        """
        row = fetch(self._session, PhotoRow, photo_id, "photo")
        freed = referred_to_by_photos(
            self._session, select(PhotoRow.id).where(PhotoRow.id == photo_id)
        )
        keep_lapsed(self._session, row.batch_id)
        for table in (ActionRow, RegionRow, ClearanceRow):
            self._session.execute(delete(table).where(table.photo_id == photo_id))
        row.original = row.thumbnail = row.screen = VaultKey("")
        row.state, row.problem, row.likeness = PhotoState.DELETED, sentence, 0
        self._session.flush()
        self._session.expire_all()
        return tuple(sorted(freed - referred_to(self._session)))

    def copies(self, sha256: str) -> tuple[Photo, ...]:
        """Return the photos of all batches whose original has this fingerprint."""
        return self._read(select(PhotoRow).where(PhotoRow.sha256 == sha256))

    def same_files(self, batch_id: BatchId) -> Mapping[PhotoId, tuple[PhotoId, ...]]:
        """Return the photos of other batches that are the same file as one of this batch.

        Only photos with such a twin have an entry.
        """
        numbered = select(PhotoRow.sha256, PhotoRow.id)
        own = self._session.execute(numbered.where(PhotoRow.batch_id == batch_id))
        photo_of = {row.sha256: row.id for row in own}
        files = select(PhotoRow.sha256).where(PhotoRow.batch_id == batch_id)
        twins = numbered.where(PhotoRow.batch_id != batch_id, PhotoRow.sha256.in_(files))
        found: dict[PhotoId, list[PhotoId]] = defaultdict(list)
        for sha256, twin in self._session.execute(twins):
            found[photo_of[sha256]].append(twin)
        return {photo_id: tuple(sorted(those)) for photo_id, those in found.items()}

    def same_file(self, photo: Photo) -> tuple[PhotoId, ...]:
        """Return the photos of other batches that are the same file; asked at each key press."""
        # by the index on batch and fingerprint, not by reading every photo there is
        twins = select(PhotoRow.id).where(
            PhotoRow.batch_id.in_(select(BatchRow.id)),
            PhotoRow.sha256 == photo.details.sha256,
            PhotoRow.id != photo.id,
        )
        return tuple(self._session.scalars(twins.order_by(PhotoRow.id)))

    def retire(self, photo_id: PhotoId, sentence: str) -> tuple[VaultKey, ...]:
        """Leave no picture of a photo; what people decided in it stays on record.

        Returns vault entries as `strip` does.

        Raises:
            StoreError: there is no such photo.
        """
        row = fetch(self._session, PhotoRow, photo_id, "photo")
        freed = referred_to_by_photos(
            self._session, select(PhotoRow.id).where(PhotoRow.id == photo_id)
        )
        regions = select(RegionRow.id).where(RegionRow.photo_id == photo_id)
        for pictured in (
            update(RegionRow).where(RegionRow.id.in_(regions)),
            update(ReshapedRow).where(ReshapedRow.region_id.in_(regions)),
        ):
            self._session.execute(pictured.values(picture=VaultKey("")))
        self.suggest(photo_id, ())
        row.original = row.thumbnail = row.screen = VaultKey("")
        row.state, row.problem, row.likeness = PhotoState.RETIRED, sentence, 0
        self._session.flush()
        self._session.expire_all()
        return tuple(sorted(freed - referred_to(self._session)))

    def retired(self, batch_id: BatchId) -> tuple[Photo, ...]:
        """Return the photos of a batch that were kept as long as the school keeps originals."""
        return self._read(_retired(batch_id))

    def count_retired(self, batch_id: BatchId) -> int:
        """Count what `retired` returns."""
        counted = select(func.count()).select_from(_retired(batch_id).subquery())
        return self._session.scalar(counted) or 0

    def gone(self, sha256: str | None = None) -> tuple[Photo, ...]:
        """Return the photos of all batches without a picture, or those of one fingerprint."""
        query = select(PhotoRow).where(PhotoRow.state.in_(GONE))
        return self._read(query if sha256 is None else query.where(PhotoRow.sha256 == sha256))

    def get(self, photo_id: PhotoId) -> Photo:
        """Return a photo.

        Raises:
            StoreError: there is no such photo.
        """
        return _photo_of(fetch(self._session, PhotoRow, photo_id, "photo"))

    def has(self, photo_id: PhotoId) -> bool:
        """Tell whether the photo is still there; it may be gone, or its import undone."""
        row = self._session.get(PhotoRow, photo_id)
        return row is not None and row.state not in GONE

    def unreferenced(self, keys: Iterable[VaultKey]) -> frozenset[VaultKey]:
        """Return those vault entries that nothing in the library refers to."""
        asked = frozenset(keys)
        return asked - referred_to_among(self._session, asked) if asked else asked

    def of_batch(self, batch_id: BatchId) -> tuple[Photo, ...]:
        """Return the photos of a batch as they were taken; those without a time come last.

        Those without pictures are not among them.
        """
        return self._read(
            select(PhotoRow).where(PhotoRow.batch_id == batch_id, PhotoRow.state.not_in(GONE))
        )

    def ids_of_batch(self, batch_id: BatchId) -> tuple[PhotoId, ...]:
        """Return the numbers of the photos that `of_batch` returns, in the same order."""
        query = select(PhotoRow.id).where(
            PhotoRow.batch_id == batch_id, PhotoRow.state.not_in(GONE)
        )
        return tuple(self._session.scalars(query.order_by(*_AS_TAKEN)))

    def waiting(self, batch_id: BatchId) -> tuple[Photo, ...]:
        """Return the photos that were not searched as deep as is wanted."""
        return self._read(
            select(PhotoRow).where(
                PhotoRow.batch_id == batch_id, PhotoRow.state == PhotoState.BROUGHT_IN
            )
        )

    def untouched(self, batch_id: BatchId) -> frozenset[PhotoId]:
        """Return the photos in which not even near faces were looked for yet."""
        query = select(PhotoRow.id).where(
            PhotoRow.batch_id == batch_id,
            PhotoRow.state == PhotoState.BROUGHT_IN,
            PhotoRow.searched.is_(None),
        )
        return frozenset(self._session.scalars(query))

    def by_sha256(self, batch_id: BatchId, sha256: str) -> Photo | None:
        """Return the photo of the batch whose original has this fingerprint."""
        found = self._read(
            select(PhotoRow).where(PhotoRow.batch_id == batch_id, PhotoRow.sha256 == sha256)
        )
        return found[0] if found else None

    def _read(self, query: Select[PhotoRow]) -> tuple[Photo, ...]:
        # columns instead of rows of the mapped class: a third less for a whole batch
        columns = query.with_only_columns(*_COLUMNS).order_by(*_AS_TAKEN)
        return tuple(_photo(each) for each in self._session.execute(columns))


def _retired(batch_id: BatchId) -> Select[PhotoRow]:
    return select(PhotoRow).where(
        PhotoRow.batch_id == batch_id, PhotoRow.state == PhotoState.RETIRED
    )


def _photo_of(row: PhotoRow) -> Photo:
    return _photo([getattr(row, column.key) for column in _COLUMNS])


def _photo(columns: Sequence[Any]) -> Photo:
    """Make a photo of `_COLUMNS`, which stand in the order of `PhotoDetails` and `Photo`."""
    id_, batch_id, import_id, make, model, serial, likeness, *known = columns
    device = None if make is None or model is None else CameraDevice(make, model, serial or "")
    details = (*known[:9], device, likeness)
    return Photo(id_, batch_id, import_id, PhotoDetails(*details), *known[9:])
