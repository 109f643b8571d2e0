"""The shelf of sign-offs and published copies."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consentdesk.domain.ids import BatchId, ChannelId, PhotoId, ReleasedFileId, SignOffId
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.store.batch_tables import ClearanceRow, ReleasedFileRow, SignOffRow
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
    ) -> SignOff:
        """Record a second person's release of the batch as it stands."""
        row = SignOffRow(
            batch_id=batch_id,
            preparers=tuple(preparers),
            approver=approver,
            at=at,
            register_version=register_version,
            revision=revision,
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
    ) -> ReleasedFile:
        """Record a copy before it is written, so that a crash leaves no stranger."""
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
        return _file(row)

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
        self, sign_off_id: SignOffId | None = None, batch_id: BatchId | None = None
    ) -> tuple[ReleasedFile, ...]:
        """Return the copies of a sign-off, of a batch, or all, in the order of intention."""
        query = select(ReleasedFileRow).order_by(ReleasedFileRow.id)
        if sign_off_id is not None:
            query = query.where(ReleasedFileRow.sign_off_id == sign_off_id)
        if batch_id is not None:
            of_batch = select(SignOffRow.id).where(SignOffRow.batch_id == batch_id)
            query = query.where(ReleasedFileRow.sign_off_id.in_(of_batch))
        return tuple(_file(row) for row in self._session.scalars(query))

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
        )


def _file(row: ReleasedFileRow) -> ReleasedFile:
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
    )
