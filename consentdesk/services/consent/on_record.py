"""What stands in the register now, by person: the "before" beside what a sheet would change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from consentdesk.domain.consent import Permission
from consentdesk.domain.ids import PortraitId
from consentdesk.domain.people import Person
from consentdesk.services.consent.changes import KINDS, Changes, Stand, permissions
from consentdesk.services.consent.proposal import Proposal
from consentdesk.services.consent.register_now import purposes_in_use
from consentdesk.store.unit_of_work import UnitOfWork

MISSING, NOBODYS = "vanished", "unmatched"
ORDER = ("loosened", "tightened", "added", MISSING, NOBODYS, "unchanged")
"""Kinds of changes in the order in which a person must see them."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One person of the register; `permissions` by purpose."""

    person: Person
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    portrait: PortraitId | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing an import or its undoing does, or leaves as it is.

    Attributes:
        kind: one of `ORDER`.
        purpose: empty where it is about a whole person or row.
        before, after: None where nothing is on record or nothing can be told.
        place: the cell or row it comes from, such as ``Consent!H12``; empty for none.
    """

    kind: str
    name: str
    class_name: str
    purpose: str = ""
    before: Permission | None = None
    after: Permission | None = None
    place: str = ""


def read_on_record(u: UnitOfWork, today: date) -> dict[str, OnRecord]:
    """Return everybody on the register by key, as it stands."""
    answers = u.register.answers()
    purposes = purposes_in_use(u, answers)
    portraits = {portrait.person_id: portrait.id for portrait in u.people.portraits()}
    found = {}
    for person in u.people.all():
        stand = Stand(person.details, tuple(answers.get(person.id, ())))
        now = permissions(stand, purposes, today)
        found[person.details.key] = OnRecord(person, now, portraits.get(person.id))
    return found


def change_rows(proposal: Proposal, now: Mapping[str, OnRecord]) -> tuple[ChangeRow, ...]:
    """Return what the sheet changes, the less strict first; nothing is left out."""
    after = {pupil.key: pupil for pupil in proposal.pupils}
    rows = [
        ChangeRow(
            kind,
            after[key].name,
            after[key].class_name,
            purpose,
            now[key].permissions.get(purpose) if key in now else None,
            after[key].permissions[purpose],
            after[key].permissions[purpose].source,
        )
        for kind, key, purpose in _pairs(proposal.changes)
    ]
    rows += _missing(proposal.changes.vanished, now)
    replies = {reply.place: reply for reply in proposal.replies}
    for place in proposal.changes.unmatched:
        pupil = replies[place].pupil
        rows.append(ChangeRow(NOBODYS, pupil.shown, pupil.class_name, place=place))
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.kind)))


def undo_rows(changes: Changes, now: Mapping[str, OnRecord]) -> tuple[ChangeRow, ...]:
    """Return what undoing an import makes less strict and stricter, as it stands until then."""
    rows = [
        ChangeRow(
            kind,
            now[key].person.name,
            now[key].person.details.class_name,
            purpose,
            now[key].permissions.get(purpose),
        )
        for kind, key, purpose in _pairs(changes)
        if kind != "unchanged" and key in now
    ]
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.kind)))


def _pairs(changes: Changes) -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for key, purpose in getattr(changes, kind):
            yield kind, key, purpose


def _missing(keys: Iterable[str], now: Mapping[str, OnRecord]) -> Iterator[ChangeRow]:
    for key in keys:
        person = now[key].person
        yield ChangeRow(MISSING, person.name, person.details.class_name)
