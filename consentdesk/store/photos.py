"""The shelf of photos: their state with the machine."""

from collections.abc import Iterable

from sqlalchemy import Select, nulls_last, select
from sqlalchemy.orm import Session

from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import CameraDevice, Photo, PhotoDetails, PhotoState
from consentdesk.domain.search import SearchDepth
from consentdesk.store.batch_tables import PhotoRow
from consentdesk.store.fetch import fetch
from consentdesk.store.regions import RegionsOfPhotos
from consentdesk.store.vault_references import referred_to


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
        return _photo(row)

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

    def get(self, photo_id: PhotoId) -> Photo:
        """Return a photo.

        Raises:
            StoreError: there is no such photo.
        """
        return _photo(fetch(self._session, PhotoRow, photo_id, "photo"))

    def has(self, photo_id: PhotoId) -> bool:
        """Tell whether the photo is still there; its import may have been undone."""
        return self._session.get(PhotoRow, photo_id) is not None

    def unreferenced(self, keys: Iterable[VaultKey]) -> frozenset[VaultKey]:
        """Return those vault entries that nothing in the library refers to."""
        return frozenset(keys) - referred_to(self._session)

    def of_batch(self, batch_id: BatchId) -> tuple[Photo, ...]:
        """Return the photos of a batch as they were taken; those without a time come last."""
        return self._read(select(PhotoRow).where(PhotoRow.batch_id == batch_id))

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
        ordered = query.order_by(nulls_last(PhotoRow.taken_at), PhotoRow.file_name, PhotoRow.id)
        return tuple(_photo(row) for row in self._session.scalars(ordered))


def _photo(row: PhotoRow) -> Photo:
    details = PhotoDetails(
        file_name=row.file_name,
        sha256=row.sha256,
        kind=row.kind,
        width=row.width,
        height=row.height,
        original=row.original,
        thumbnail=row.thumbnail,
        screen=row.screen,
        taken_at=row.taken_at,
        device=_device(row),
        likeness=row.likeness,
    )
    return Photo(
        row.id,
        row.batch_id,
        row.import_id,
        details,
        row.state,
        row.problem,
        row.engine,
        row.searched,
        row.wanted,
    )


def _device(row: PhotoRow) -> CameraDevice | None:
    if row.device_make is None or row.device_model is None:
        return None
    return CameraDevice(row.device_make, row.device_model, row.device_serial or "")
