"""The shelf of sign-offs and published copies."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consentdesk.domain.ids import (
    BatchId,
    ChannelId,
    PersonId,
    PhotoId,
    ReleasedFileId,
    SignOffId,
    VaultKey,
)
from consentdesk.domain.release import (
    Clearance,
    ClearanceRecord,
    ReleasedFile,
    ReleasedState,
    SignOff,
)
from consentdesk.store.batch_tables import (
    ClearanceRecordRow,
    ClearanceRow,
    ReleasedFileRow,
    ReleasedPersonRow,
    SignOffRow,
)
from consentdesk.store.fetch import fetch


class ReleaseShelf:
    """What was released, by whom, and every copy that went out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sign(
        self,
        batch_id: BatchId,
        preparers: Sequence[str],
        approver: str,
        at: datetime,
        register_version: int,
        revision: int,
        clearances: Sequence[Clearance],
        alone_because: str = "",
    ) -> SignOff:
        """Record a second person's release of the batch as it stands, or why there was none."""
        row = SignOffRow(
            batch_id=batch_id,
            preparers=tuple(preparers),
            approver=approver,
            at=at,
            register_version=register_version,
            revision=revision,
            alone_because=alone_because,
        )
        self._session.add(row)
        self._session.flush()
        for each in clearances:
            self._session.add(
                ClearanceRow(sign_off_id=row.id, photo_id=each.photo_id, channel_id=each.channel_id)
            )
        self._session.flush()
        return self._sign_off(row)

    def last_sign_off(self, batch_id: BatchId) -> SignOff | None:
        """Return the latest sign-off of a batch, whether it still holds or not."""
        query = select(SignOffRow).where(SignOffRow.batch_id == batch_id)
        row = self._session.scalar(query.order_by(SignOffRow.id.desc()).limit(1))
        return None if row is None else self._sign_off(row)

    def intend(
        self,
        sign_off_id: SignOffId,
        photo_id: PhotoId,
        channel_id: ChannelId,
        folder: str,
        file_name: str,
        people: Collection[PersonId] = (),
    ) -> ReleasedFile:
        """Record a copy, and who is in it, before it is written: a crash leaves no stranger."""
        row = ReleasedFileRow(
            sign_off_id=sign_off_id,
            photo_id=photo_id,
            channel_id=channel_id,
            folder=folder,
            file_name=file_name,
            sha256="",
            state=ReleasedState.WRITING,
            problem="",
        )
        self._session.add(row)
        self._session.flush()
        for person_id in sorted(people):
            self._session.add(ReleasedPersonRow(released_file_id=row.id, person_id=person_id))
        self._session.flush()
        return _file(row, frozenset(people))

    def forget(self, released_file_id: ReleasedFileId) -> None:
        """Drop the intention of a copy that nobody ever saw; its name is free again.

        Raises:
            StoreError: there is no such copy.
            ValueError: it is not one that is being written.
        """
        row = fetch(self._session, ReleasedFileRow, released_file_id, "published copy")
        if row.state is not ReleasedState.WRITING:
            raise ValueError("only a copy that is being written can be forgotten")
        self._session.delete(row)
        self._session.flush()

    def publish(
        self, released_file_id: ReleasedFileId, sha256: str, looks: int, at: datetime
    ) -> None:
        """Record that a copy gets its name now, and how it looks.

        Raises:
            StoreError: there is no such copy.
        """
        row = fetch(self._session, ReleasedFileRow, released_file_id, "published copy")
        row.state, row.sha256, row.problem = ReleasedState.PUBLISHED, sha256, ""
        row.looks, row.published_at = looks, at
        self._session.flush()

    def set_state(
        self,
        released_file_id: ReleasedFileId,
        state: ReleasedState,
        sha256: str = "",
        problem: str = "",
    ) -> None:
        """Record how a copy stands; a fingerprint on record stays when none is given.

        Raises:
            StoreError: there is no such copy.
        """
        row = fetch(self._session, ReleasedFileRow, released_file_id, "published copy")
        row.state, row.sha256, row.problem = state, sha256 or row.sha256, problem
        self._session.flush()

    def files(
        self,
        sign_off_id: SignOffId | None = None,
        batch_id: BatchId | None = None,
        photo_id: PhotoId | None = None,
        channel_id: ChannelId | None = None,
        person_id: PersonId | None = None,
    ) -> tuple[ReleasedFile, ...]:
        """Return all copies, or those of what is given, in the order of intention."""
        query = select(ReleasedFileRow).order_by(ReleasedFileRow.id)
        if sign_off_id is not None:
            query = query.where(ReleasedFileRow.sign_off_id == sign_off_id)
        if batch_id is not None:
            of_batch = select(SignOffRow.id).where(SignOffRow.batch_id == batch_id)
            query = query.where(ReleasedFileRow.sign_off_id.in_(of_batch))
        if photo_id is not None:
            query = query.where(ReleasedFileRow.photo_id == photo_id)
        if channel_id is not None:
            query = query.where(ReleasedFileRow.channel_id == channel_id)
        if person_id is not None:
            shows = select(ReleasedPersonRow.released_file_id)
            shown = shows.where(ReleasedPersonRow.person_id == person_id)
            query = query.where(ReleasedFileRow.id.in_(shown))
        rows = tuple(self._session.scalars(query))
        people = self._people(row.id for row in rows)
        return tuple(_file(row, people.get(row.id, frozenset())) for row in rows)

    def names_on(self, channel_id: ChannelId) -> frozenset[str]:
        """Return every file name that a copy on this channel has or ever had.

        Asked before each copy: of all that went out in years, nothing else is read.
        """
        query = select(ReleasedFileRow.file_name).where(ReleasedFileRow.channel_id == channel_id)
        return frozenset(self._session.scalars(query))

    def file(self, released_file_id: ReleasedFileId) -> ReleasedFile:
        """Return a copy.

        Raises:
            StoreError: there is no such copy.
        """
        row = fetch(self._session, ReleasedFileRow, released_file_id, "published copy")
        return _file(row, self._people([row.id]).get(row.id, frozenset()))

    def sign_off(self, sign_off_id: SignOffId) -> SignOff:
        """Return a sign-off, whether it still holds or not.

        Raises:
            StoreError: there is no such sign-off.
        """
        return self._sign_off(fetch(self._session, SignOffRow, sign_off_id, "sign-off"))

    def keep_record(
        self, sign_off_id: SignOffId, made_at: datetime, page: VaultKey, facts: VaultKey
    ) -> ClearanceRecord:
        """Refer to the page and the facts of a clearance record in the vault."""
        row = ClearanceRecordRow(sign_off_id=sign_off_id, made_at=made_at, page=page, facts=facts)
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def records(self, batch_id: BatchId) -> tuple[ClearanceRecord, ...]:
        """Return the clearance records of a batch, oldest first."""
        of_batch = select(SignOffRow.id).where(SignOffRow.batch_id == batch_id)
        query = select(ClearanceRecordRow).where(ClearanceRecordRow.sign_off_id.in_(of_batch))
        rows = self._session.scalars(query.order_by(ClearanceRecordRow.id))
        return tuple(map(_record, rows))

    def _people(
        self, released: Iterable[ReleasedFileId]
    ) -> dict[ReleasedFileId, frozenset[PersonId]]:
        asked = select(func.json_each(json.dumps(list(released))).table_valued("value").c.value)
        query = select(ReleasedPersonRow).where(ReleasedPersonRow.released_file_id.in_(asked))
        people: dict[ReleasedFileId, set[PersonId]] = {}
        for row in self._session.scalars(query):
            people.setdefault(row.released_file_id, set()).add(row.person_id)
        return {file: frozenset(those) for file, those in people.items()}

    def _sign_off(self, row: SignOffRow) -> SignOff:
        query = select(ClearanceRow).where(ClearanceRow.sign_off_id == row.id)
        cleared = self._session.scalars(
            query.order_by(ClearanceRow.photo_id, ClearanceRow.channel_id)
        )
        return SignOff(
            id=row.id,
            batch_id=row.batch_id,
            preparers=row.preparers,
            approver=row.approver,
            at=row.at,
            register_version=row.register_version,
            revision=row.revision,
            clearances=tuple(Clearance(each.photo_id, each.channel_id) for each in cleared),
            alone_because=row.alone_because,
        )


def _record(row: ClearanceRecordRow) -> ClearanceRecord:
    return ClearanceRecord(row.id, row.sign_off_id, row.made_at, row.page, row.facts)


def _file(row: ReleasedFileRow, people: frozenset[PersonId]) -> ReleasedFile:
    return ReleasedFile(
        id=row.id,
        sign_off_id=row.sign_off_id,
        photo_id=row.photo_id,
        channel_id=row.channel_id,
        folder=row.folder,
        file_name=row.file_name,
        sha256=row.sha256,
        state=row.state,
        problem=row.problem,
        published_at=row.published_at,
        looks=row.looks,
        people=people,
    )
