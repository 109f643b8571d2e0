"""The shelf of the school's profile, its staff and their papers."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consentdesk.domain.ids import BatchId, StaffId
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Paper, Role, StaffMember
from consentdesk.store.fetch import fetch
from consentdesk.store.staff_tables import (
    EventAgreementRow,
    SchoolProfileRow,
    StaffPaperRow,
    StaffRow,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is needed to let somebody in; `password` is the encoded Argon2id hash."""

    password: str
    wrong_passwords: int
    wait_until: datetime | None


@dataclass(frozen=True, slots=True)
class EventAgreement:
    """The head's word that photos of an event may be used."""

    head: str
    at: datetime


class StaffShelf:
    """Who works here, and what the school settled about itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profile(self) -> SchoolProfile:
        """Return the school's profile; the defaults until something is settled."""
        row = self._session.get(SchoolProfileRow, 1)
        if row is None:
            return SchoolProfile()
        return SchoolProfile(**{name: getattr(row, name) for name in asdict(SchoolProfile())})

    def set_profile(self, profile: SchoolProfile) -> None:
        """Replace the school's profile."""
        self._session.merge(SchoolProfileRow(id=1, **asdict(profile)))
        self._session.flush()

    def all(self) -> tuple[StaffMember, ...]:
        """Return everybody with an account, leavers too, in the order of their coming."""
        rows = self._session.scalars(select(StaffRow).order_by(StaffRow.id))
        return tuple(self._member(row) for row in rows)

    def named(self, name: str) -> StaffMember | None:
        """Return the member of that very name, leaver or not."""
        row = self._session.scalar(select(StaffRow).where(StaffRow.name == name))
        return None if row is None else self._member(row)

    def get(self, staff_id: StaffId) -> StaffMember:
        """Return a member.

        Raises:
            StoreError: there is no such member.
        """
        return self._member(fetch(self._session, StaffRow, staff_id, "member of staff"))

    def add(
        self, name: str, roles: Collection[Role], password: str, granted_by: str, granted_on: date
    ) -> StaffMember:
        """Open an account; `password` is the encoded hash."""
        row = StaffRow(
            name=name,
            roles=_words(roles),
            password=password,
            granted_by=granted_by,
            granted_on=granted_on,
            wrong_passwords=0,
        )
        self._session.add(row)
        self._session.flush()
        return self._member(row)

    def set_roles(
        self, staff_id: StaffId, roles: Collection[Role], granted_by: str, granted_on: date
    ) -> None:
        """Give other roles."""
        row = fetch(self._session, StaffRow, staff_id, "member of staff")
        row.roles, row.granted_by, row.granted_on = _words(roles), granted_by, granted_on
        self._session.flush()

    def set_left(self, staff_id: StaffId, left_on: date | None) -> None:
        """Close the account from that day on, or open it again."""
        fetch(self._session, StaffRow, staff_id, "member of staff").left_on = left_on
        self._session.flush()

    def entry(self, staff_id: StaffId) -> Entry:
        """Return what is needed to let somebody in."""
        row = fetch(self._session, StaffRow, staff_id, "member of staff")
        return Entry(row.password, row.wrong_passwords, row.wait_until)

    def set_password(self, staff_id: StaffId, password: str) -> None:
        """Keep another password's hash; wrong ones before are forgotten."""
        fetch(self._session, StaffRow, staff_id, "member of staff").password = password
        self.set_wrong(staff_id, 0, None)

    def set_wrong(self, staff_id: StaffId, count: int, wait_until: datetime | None) -> None:
        """Record how many passwords were wrong in a row, and until when none is tried."""
        row = fetch(self._session, StaffRow, staff_id, "member of staff")
        row.wrong_passwords, row.wait_until = count, wait_until
        self._session.flush()

    def add_paper(self, staff_id: StaffId, paper: Paper, by: str, at: datetime) -> None:
        """Record something read, attended or signed; earlier ones stay as history."""
        self._session.add(
            StaffPaperRow(
                staff_id=staff_id,
                kind=paper.kind,
                done_on=paper.on,
                expires_on=paper.expires_on,
                version=paper.version,
                signed_with=paper.signed_with,
                recorded_by=by,
                recorded_at=at,
            )
        )
        self._session.flush()

    def event_agreement(self, batch_id: BatchId) -> EventAgreement | None:
        """Return the head's word for an event, if it was given."""
        row = self._session.get(EventAgreementRow, batch_id)
        return None if row is None else EventAgreement(row.head, row.agreed_at)

    def agree_to_event(self, batch_id: BatchId, head: str, at: datetime) -> None:
        """Record the head's word for an event."""
        self._session.merge(EventAgreementRow(batch_id=batch_id, head=head, agreed_at=at))
        self._session.flush()

    def _member(self, row: StaffRow) -> StaffMember:
        return StaffMember(
            id=row.id,
            name=row.name,
            roles=frozenset(Role(word) for word in row.roles),
            granted_by=row.granted_by,
            granted_on=row.granted_on,
            left_on=row.left_on,
            papers=self._papers(row.id),
            wait_until=row.wait_until,
        )

    def _papers(self, staff_id: StaffId) -> tuple[Paper, ...]:
        query = select(StaffPaperRow).where(StaffPaperRow.staff_id == staff_id)
        latest = {row.kind: row for row in self._session.scalars(query.order_by(StaffPaperRow.id))}
        return tuple(
            Paper(row.kind, row.done_on, row.expires_on, row.version, row.signed_with)
            for row in latest.values()
        )


def _words(roles: Collection[Role]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role in roles)
