"""The shelf of consent sources and of each sheet that was brought in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consentdesk.domain.consent_source import ConsentSource, SheetImport, SheetImportDetails
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import SheetImportId, SourceId
from consentdesk.store.fetch import fetch
from consentdesk.store.sheet_tables import ConsentSourceRow, SheetImportRow


class SheetImportShelf:
    """Where answers came from. Imports are only ever added or marked undone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sources(self) -> tuple[ConsentSource, ...]:
        """Return every source, in the order they were added."""
        rows = self._session.scalars(select(ConsentSourceRow).order_by(ConsentSourceRow.id))
        return tuple(_source(row) for row in rows)

    def source(self, source_id: SourceId) -> ConsentSource:
        """Return a source.

        Raises:
            StoreError: there is no such source.
        """
        return _source(fetch(self._session, ConsentSourceRow, source_id, "source"))

    def add_source(
        self, name: str, headers: Sequence[str], settled: Mapping[str, str]
    ) -> ConsentSource:
        """Remember a kind of sheet, so that the next one of it is recognised.

        Raises:
            Refused: another source has the name.
        """
        self._refuse_taken_name(name)
        row = ConsentSourceRow(name=name, headers=tuple(headers), settled=dict(settled))
        self._session.add(row)
        self._session.flush()
        return _source(row)

    def change_source(self, source: ConsentSource) -> None:
        """Replace what is remembered of a source.

        Raises:
            Refused: another source has the new name.
            StoreError: there is no such source.
        """
        row = fetch(self._session, ConsentSourceRow, source.id, "source")
        if row.name != source.name:
            self._refuse_taken_name(source.name)
        row.name, row.headers, row.settled = source.name, source.headers, dict(source.settled)
        self._session.flush()

    def add_import(self, details: SheetImportDetails, at: datetime) -> SheetImport:
        """Record a sheet that is being committed; its answers are put in by `u.register`."""
        row = SheetImportRow(
            source_id=details.source_id,
            file_name=details.file_name,
            sha256=details.sha256,
            as_of=details.as_of,
            done_by=details.by,
            done_at=at,
            loosened_by=details.loosened_by,
            people_added=details.people_added,
            flags_set=details.flags_set,
            headers=details.headers,
            settled=dict(details.settled),
            undone_by="",
            undone_at=None,
        )
        self._session.add(row)
        self._session.flush()
        return _import(row)

    def imports(self) -> tuple[SheetImport, ...]:
        """Return every import, undone ones too, the newest first."""
        rows = self._session.scalars(select(SheetImportRow).order_by(SheetImportRow.id.desc()))
        return tuple(_import(row) for row in rows)

    def mark_undone(self, import_id: SheetImportId, by: str) -> SheetImport:
        """Record that an import is taken back; `u.register.undo_import` then sees to the answers.

        Raises:
            Refused: it was taken back before.
            StoreError: there is no such import.
        """
        row = fetch(self._session, SheetImportRow, import_id, "import")
        if row.undone_at is not None:
            raise Refused(
                "This import was undone already.", "Open the list of imports again to see by whom."
            )
        row.undone_by, row.undone_at = by, datetime.now(UTC)
        self._session.flush()
        return _import(row)

    def _refuse_taken_name(self, name: str) -> None:
        taken = select(ConsentSourceRow.id).where(ConsentSourceRow.name == name)
        if self._session.scalar(taken) is not None:
            raise Refused(
                "Another kind of sheet has this name already.", "Give this one a different name."
            )


def _source(row: ConsentSourceRow) -> ConsentSource:
    return ConsentSource(row.id, row.name, row.headers, dict(row.settled))


def _import(row: SheetImportRow) -> SheetImport:
    return SheetImport(
        row.id,
        SheetImportDetails(
            source_id=row.source_id,
            file_name=row.file_name,
            sha256=row.sha256,
            as_of=row.as_of,
            by=row.done_by,
            loosened_by=row.loosened_by,
            people_added=row.people_added,
            flags_set=row.flags_set,
            headers=row.headers,
            settled=dict(row.settled),
        ),
        row.done_at,
        row.undone_by,
        row.undone_at,
    )
