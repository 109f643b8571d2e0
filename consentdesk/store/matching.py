"""The shelf of the locks on matching and of reference vectors."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from consentdesk.domain.face import SuggestionOutcome
from consentdesk.domain.ids import PersonId, PortraitId
from consentdesk.domain.matching_locks import BiometricPermission, SchoolMatchingRecord
from consentdesk.store.batch_tables import CandidateRow, SuggestionRow
from consentdesk.store.face_tables import FaceGroupRow
from consentdesk.store.register_tables import (
    BiometricPermissionRow,
    ReferenceVectorRow,
    SchoolMatchingRow,
)

CANNOT_TELL = "Comparing tells nothing about this face."
"""Reason of a suggestion that lost everybody it named; it says nothing about them."""


class MatchingShelf:
    """Who allowed matching, for whom, and what faces are compared with."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def school_record(self) -> SchoolMatchingRecord | None:
        """Return the school's latest decision."""
        latest = select(SchoolMatchingRow).order_by(SchoolMatchingRow.id.desc()).limit(1)
        row = self._session.scalar(latest)
        if row is None:
            return None
        return SchoolMatchingRecord(
            dpia_reference=row.dpia_reference,
            dpia_date=row.dpia_date,
            dpo_advice=row.dpo_advice,
            approver=row.approver,
            valid_until=row.valid_until,
            open_batches=row.open_batches,
            jurisdiction=row.jurisdiction,
            notice_version=row.notice_version,
        )

    def record_school(self, record: SchoolMatchingRecord) -> None:
        """Record a decision of the school; earlier ones stay on record."""
        self._session.add(SchoolMatchingRow(**asdict(record), recorded_at=datetime.now(UTC)))
        self._session.flush()

    def permissions(self) -> Mapping[PersonId, BiometricPermission]:
        """Return the latest biometric permission of each person who has one on record."""
        rows = self._session.scalars(
            select(BiometricPermissionRow).order_by(BiometricPermissionRow.id)
        )
        return {row.person_id: permission_of(row) for row in rows}

    def record_permission(self, permission: BiometricPermission) -> None:
        """Record a biometric permission or objection; earlier ones stay on record."""
        self._session.add(
            BiometricPermissionRow(**asdict(permission), recorded_at=datetime.now(UTC))
        )
        self._session.flush()

    def keep_vector(
        self, person_id: PersonId, portrait_id: PortraitId, vector: Sequence[float], engine: str
    ) -> None:
        """Keep what a portrait is compared by, in the place of an earlier one by that engine."""
        self._session.execute(
            delete(ReferenceVectorRow).where(
                ReferenceVectorRow.portrait_id == portrait_id, ReferenceVectorRow.engine == engine
            )
        )
        self._session.add(
            ReferenceVectorRow(
                person_id=person_id,
                portrait_id=portrait_id,
                engine=engine,
                vector=struct.pack(f"<{len(vector)}d", *vector),
            )
        )
        self._session.flush()

    def vectors(self, engine: str) -> Mapping[PersonId, tuple[tuple[float, ...], ...]]:
        """Return the reference vectors of each person by that engine."""
        query = select(ReferenceVectorRow).where(ReferenceVectorRow.engine == engine)
        found: dict[PersonId, list[tuple[float, ...]]] = {}
        for row in self._session.scalars(query.order_by(ReferenceVectorRow.id)):
            numbers = struct.unpack(f"<{len(row.vector) // 8}d", row.vector)
            found.setdefault(row.person_id, []).append(numbers)
        return {person: tuple(vectors) for person, vectors in found.items()}

    def people_with_vectors(self) -> Mapping[PersonId, int]:
        """Return how many reference vectors each person has who has any."""
        query = select(ReferenceVectorRow.person_id, func.count().label("vectors")).group_by(
            ReferenceVectorRow.person_id
        )
        return {row.person_id: row.vectors for row in self._session.execute(query)}

    def enrolled_portraits(self, engine: str) -> frozenset[PortraitId]:
        """Return the portraits that engine made a reference vector of."""
        query = select(ReferenceVectorRow.portrait_id).where(ReferenceVectorRow.engine == engine)
        return frozenset(self._session.scalars(query))

    def delete_vectors(self, person_id: PersonId) -> int:
        """Remove every reference vector of a person; return how many there were.

        What was said by means of them goes too: no suggestion names the person any more.
        """
        self._forget_candidate(person_id)
        gone = self._session.scalars(
            delete(ReferenceVectorRow)
            .where(ReferenceVectorRow.person_id == person_id)
            .returning(ReferenceVectorRow.id)
        )
        return len(gone.all())

    def delete_vectors_of_others(self, engine: str) -> int:
        """Remove every reference vector that another engine made; return how many there were.

        What was said by means of them stays: the people may still be compared.
        """
        gone = self._session.scalars(
            delete(ReferenceVectorRow)
            .where(ReferenceVectorRow.engine != engine)
            .returning(ReferenceVectorRow.id)
        )
        return len(gone.all())

    def _forget_candidate(self, person_id: PersonId) -> None:
        """Remove what comparing said about a person, and the groups the person is in."""
        named = select(CandidateRow.region_id).where(CandidateRow.person_id == person_id)
        groups = select(FaceGroupRow.group_number).where(FaceGroupRow.region_id.in_(named))
        self._session.execute(
            delete(FaceGroupRow)
            .where(FaceGroupRow.group_number.in_(groups))
            .execution_options(synchronize_session=False)
        )
        others = select(CandidateRow.region_id).where(CandidateRow.person_id != person_id)
        self._session.execute(
            update(SuggestionRow)
            .where(SuggestionRow.region_id.in_(named), SuggestionRow.region_id.not_in(others))
            .values(outcome=SuggestionOutcome.CANNOT_TELL, reason=CANNOT_TELL)
            .execution_options(synchronize_session=False)
        )
        self._session.execute(
            delete(CandidateRow)
            .where(CandidateRow.person_id == person_id)
            .execution_options(synchronize_session=False)
        )


def permission_of(row: BiometricPermissionRow) -> BiometricPermission:
    """Return what a row says."""
    return BiometricPermission(
        person_id=row.person_id,
        every_parent_told_on=row.every_parent_told_on,
        given_by=row.given_by,
        given_on=row.given_on,
        evidence=row.evidence,
        expires_on=row.expires_on,
        objection=row.objection,
    )
