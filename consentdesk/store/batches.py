"""The shelf of batches and of what was brought into them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ImportId, PersonId, PhotoId, VaultKey
from consentdesk.domain.photo import GONE, CameraDevice, ImportRun, ListedFile, SchoolDevice
from consentdesk.domain.release import ReleasedState
from consentdesk.store.batch_tables import (
    BatchRow,
    ImportRow,
    ListedFileRow,
    ObjectionRow,
    PhotoRow,
    ReleasedFileRow,
    SchoolDeviceRow,
)
from consentdesk.store.fetch import fetch
from consentdesk.store.review import keep_lapsed
from consentdesk.store.vault_references import referred_to, referred_to_by_photos


class BatchShelf:
    """Batches, their imports and the files that are no photos."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: BatchDetails) -> Batch:
        """Open a batch."""
        row = BatchRow(**asdict(details), revision=0)
        self._session.add(row)
        self._session.flush()
        return self._batch(row)

    def change(self, batch_id: BatchId, details: BatchDetails) -> None:
        """Replace what is stated about a batch.

        Raises:
            StoreError: there is no such batch.
        """
        row = fetch(self._session, BatchRow, batch_id, "batch")
        for name, value in asdict(details).items():
            setattr(row, name, value)
        self._session.flush()

    def get(self, batch_id: BatchId) -> Batch:
        """Return a batch.

        Raises:
            StoreError: there is no such batch.
        """
        return self._batch(fetch(self._session, BatchRow, batch_id, "batch"))

    def all(self) -> tuple[Batch, ...]:
        """Return every batch, the one opened last first."""
        rows = self._session.scalars(select(BatchRow).order_by(BatchRow.id.desc()))
        return tuple(self._batch(row) for row in rows)

    def record_objection(
        self, batch_id: BatchId, person_id: PersonId, by: str, at: datetime
    ) -> None:
        """Record that somebody asked not to be in these photos; a second time changes nothing."""
        if self._session.get(ObjectionRow, (batch_id, person_id)) is None:
            row = ObjectionRow(batch_id=batch_id, person_id=person_id, by=by, at=at)
            self._session.add(row)
            self._session.flush()

    def remove_objection(self, batch_id: BatchId, person_id: PersonId) -> None:
        """Forget an objection that was recorded by mistake."""
        row = self._session.get(ObjectionRow, (batch_id, person_id))
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def raise_revision(self, batch_id: BatchId) -> int:
        """Count a change of a photo, region or decision; return the new revision."""
        row = fetch(self._session, BatchRow, batch_id, "batch")
        row.revision += 1
        self._session.flush()
        return row.revision

    def start_import(self, batch_id: BatchId, sources: Sequence[str]) -> ImportRun:
        """Record that files are being brought in from these folders and files."""
        row = ImportRow(
            batch_id=batch_id, sources=tuple(sources), found=0, finished=False, undone=False
        )
        self._session.add(row)
        self._session.flush()
        return _import(row)

    def finish_import(self, import_id: ImportId, found: int) -> None:
        """Record that every one of the `found` files was accounted for."""
        row = fetch(self._session, ImportRow, import_id, "import")
        row.found, row.finished = found, True
        self._session.flush()

    def undo_import(self, import_id: ImportId) -> tuple[VaultKey, ...]:
        """Take back an import: its photos, regions, actions and listed files go.

        What is on record of photos without pictures stays, so that they are noticed when they
        come again.
        Returns the vault entries that nothing refers to any more; the caller removes them
        once this transaction has ended well.

        Raises:
            Refused: a photo of it was published.
        """
        row = fetch(self._session, ImportRow, import_id, "import")
        every = select(PhotoRow.id).where(PhotoRow.import_id == import_id)
        self._refuse_published(every)
        photos = every.where(PhotoRow.state.not_in(GONE))
        freed = referred_to_by_photos(self._session, photos)
        keep_lapsed(self._session, row.batch_id)
        self._session.execute(delete(ReleasedFileRow).where(ReleasedFileRow.photo_id.in_(photos)))
        self._session.execute(delete(PhotoRow).where(PhotoRow.id.in_(photos)))
        self._session.execute(delete(ListedFileRow).where(ListedFileRow.import_id == import_id))
        row.undone = True
        self._session.flush()
        self._session.expire_all()
        return tuple(sorted(freed - referred_to(self._session)))

    def get_import(self, import_id: ImportId) -> ImportRun:
        """Return an import.

        Raises:
            StoreError: there is no such import.
        """
        return _import(fetch(self._session, ImportRow, import_id, "import"))

    def imports(self, batch_id: BatchId) -> tuple[ImportRun, ...]:
        """Return the imports of a batch, oldest first, undone ones too."""
        query = select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.id)
        return tuple(_import(row) for row in self._session.scalars(query))

    def list_file(self, batch_id: BatchId, import_id: ImportId, listed: ListedFile) -> None:
        """Account for a file that is no photo to check."""
        self._session.add(ListedFileRow(batch_id=batch_id, import_id=import_id, **asdict(listed)))
        self._session.flush()

    def listed(
        self, batch_id: BatchId, import_id: ImportId | None = None
    ) -> tuple[ListedFile, ...]:
        """Return the listed files of a batch, or of one import, in the order they were met."""
        query = select(ListedFileRow).where(ListedFileRow.batch_id == batch_id)
        if import_id is not None:
            query = query.where(ListedFileRow.import_id == import_id)
        rows = self._session.scalars(query.order_by(ListedFileRow.id))
        return tuple(ListedFile(row.file_name, row.code, row.sentence) for row in rows)

    def school_devices(self) -> tuple[SchoolDevice, ...]:
        """Return the cameras and iPads the school owns or owned."""
        rows = self._session.scalars(select(SchoolDeviceRow).order_by(SchoolDeviceRow.id))
        return tuple(
            SchoolDevice(CameraDevice(row.make, row.model, row.serial), row.kept_by, row.state)
            for row in rows
        )

    def keep_school_device(self, one: SchoolDevice) -> None:
        """Record a device of the school, or who keeps it and what became of it now."""
        named = select(SchoolDeviceRow).filter_by(**asdict(one.device))
        row = self._session.scalar(named)
        if row is None:
            row = SchoolDeviceRow(**asdict(one.device))
            self._session.add(row)
        row.kept_by, row.state = one.kept_by, one.state
        self._session.flush()

    def _batch(self, row: BatchRow) -> Batch:
        details = BatchDetails(
            event=row.event,
            event_date=row.event_date,
            purpose=row.purpose,
            classes=row.classes,
            closed_roster=row.closed_roster,
            closed_for_matching=row.closed_for_matching,
            mode=row.mode,
            kind=row.kind,
            off_site=row.off_site,
        )
        objecting = select(ObjectionRow.person_id).where(ObjectionRow.batch_id == row.id)
        return Batch(row.id, details, row.revision, frozenset(self._session.scalars(objecting)))

    def _refuse_published(self, photos: Select[PhotoId]) -> None:
        published = select(ReleasedFileRow.id).where(
            ReleasedFileRow.photo_id.in_(photos), ReleasedFileRow.state != ReleasedState.REFUSED
        )
        if self._session.scalar(published.limit(1)) is not None:
            raise Refused(
                "Photos of this import were published already.",
                "Take the published copies down first; the record of them must stay.",
            )


def _import(row: ImportRow) -> ImportRun:
    return ImportRun(row.id, row.batch_id, row.sources, row.found, row.finished, row.undone)
