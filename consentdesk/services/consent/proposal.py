"""What a consent sheet would change, worked out without touching the register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.consent import Answer, Permission, Status
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.consent.changes import KINDS, Changes, Stand, compare, permissions
from consentdesk.services.consent.replies import ConsentRow, read_consent_rows
from consentdesk.services.import_messages import Level, Message
from consentdesk.services.plain_words import plain
from consentdesk.services.row_identity import RollIndex, Unmatched, roll_in
from consentdesk.sheets.workbook import Workbook

_DECIDED = frozenset({Status.GRANTED, Status.LIMITED, Status.REFUSED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class PupilProposal:
    """One person as the sheet would leave them.

    Attributes:
        person_id: None for somebody the register does not know yet.
        details: with flags the sheet adds; it never takes one away.
        answers: those of the sheet; entries made by hand stay beside them.
        permissions: by purpose, from all answers that would then be live.
    """

    key: str
    name: str
    class_name: str
    person_id: PersonId | None
    details: PersonDetails
    answers: tuple[Answer, ...]
    permissions: Mapping[str, Permission]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything an import would do, and what there is to say about the sheet.

    Attributes:
        sha256: of the file that was read; register_version: what it was compared with.
    """

    pupils: tuple[PupilProposal, ...]
    messages: tuple[Message, ...]
    changes: Changes
    purposes: tuple[str, ...]
    today: date
    sha256: str
    register_version: int


def propose(
    workbook: Workbook,
    known: Sequence[Person],
    answers_now: Mapping[PersonId, tuple[Answer, ...]],
    purposes: Sequence[str],
    today: date,
    *,
    by_hand: Mapping[PersonId, tuple[Answer, ...]] | None = None,
    register_version: int = 0,
) -> Proposal:
    """Work out what the sheet would change.

    With nobody known, the sheet itself is the roll. Purposes that only the sheet asks for are
    kept beside `purposes`. `by_hand` are those of `answers_now` that a sheet does not replace.
    """
    read = read_consent_rows(workbook, today)
    rows = _spelt_as(purposes, read.rows)
    before = _Before(known, {p.details.key: p.id for p in known}, answers_now, by_hand or {})
    roll = tuple(p.details for p in known) or roll_in(rows)
    sorted_rows = _sort(rows, roll)
    asked = {answer.purpose for row in rows for answer in row.answers}
    every_purpose = (*dict.fromkeys(purposes), *sorted(asked - set(purposes)))
    pupils = tuple(
        _pupil(details, sorted_rows.of[details.key], before, every_purpose, today)
        for details in sorted(roll, key=_class_and_name)
        if details.key in sorted_rows.of
    )
    changes = _changes(before, pupils, sorted_rows, every_purpose, today)
    messages = (*read.messages, *_messages(roll, sorted_rows), *_about_vanished(changes.vanished))
    return Proposal(
        pupils, messages, changes, every_purpose, today, workbook.sha256, register_version
    )


def as_json(proposal: Proposal) -> dict[str, object]:
    """Return the proposal as ``consentdesk consent import --json`` prints it."""
    changes = proposal.changes
    return {
        "pupils": [_pupil_json(pupil) for pupil in proposal.pupils],
        "messages": [
            {
                "level": m.level.value,
                "sheet": m.sheet,
                "cell": m.cell,
                "code": m.code,
                "text": m.text,
            }
            for m in proposal.messages
        ],
        "changes": {
            **{
                kind: [{"key": key, "purpose": purpose} for key, purpose in getattr(changes, kind)]
                for kind in KINDS
            },
            "vanished": list(changes.vanished),
            "unmatched": list(changes.unmatched),
        },
    }


def _pupil_json(pupil: PupilProposal) -> dict[str, object]:
    return {
        "key": pupil.key,
        "name": pupil.name,
        "class": pupil.class_name,
        "permissions": {
            purpose: {
                "status": permission.standing.value,
                "limits": sorted(limit.value for limit in permission.limits),
                "reason": permission.reason,
            }
            for purpose, permission in pupil.permissions.items()
        },
    }


@dataclass(frozen=True, slots=True)
class _Before:
    """The register before the import."""

    people: Sequence[Person]
    ids: Mapping[str, PersonId]
    answers: Mapping[PersonId, tuple[Answer, ...]]
    by_hand: Mapping[PersonId, tuple[Answer, ...]]

    def kept(self, key: str) -> tuple[Answer, ...]:
        """Return the answers that no sheet replaces."""
        person_id = self.ids.get(key)
        return () if person_id is None else tuple(self.by_hand.get(person_id, ()))

    def stands(self) -> dict[str, Stand]:
        return {
            p.details.key: Stand(p.details, tuple(self.answers.get(p.id, ()))) for p in self.people
        }


@dataclass(frozen=True, slots=True)
class _SortedRows:
    """The rows of each person, by key, and those that are nobody's."""

    of: Mapping[str, list[ConsentRow]]
    unmatched: Sequence[tuple[ConsentRow, Unmatched]]


def _spelt_as(purposes: Iterable[str], rows: Iterable[ConsentRow]) -> tuple[ConsentRow, ...]:
    """Give each answer its purpose as the school's channels spell it."""
    spelt = {plain(purpose): purpose for purpose in purposes}
    return tuple(
        replace(
            row,
            answers=tuple(
                replace(a, purpose=spelt.get(plain(a.purpose), a.purpose)) for a in row.answers
            ),
        )
        for row in rows
    )


def _sort(rows: Iterable[ConsentRow], roll: Iterable[PersonDetails]) -> _SortedRows:
    index = RollIndex(roll)
    of: dict[str, list[ConsentRow]] = {}
    unmatched = []
    for row in rows:
        found = index.find(row)
        if isinstance(found, Unmatched):
            unmatched.append((row, found))
        else:
            of.setdefault(found.key, []).append(row)
    return _SortedRows(of, unmatched)


def _changes(
    before: _Before,
    pupils: Iterable[PupilProposal],
    rows: _SortedRows,
    purposes: Sequence[str],
    today: date,
) -> Changes:
    stands = before.stands()
    after = {p.key: Stand(p.details, p.answers + before.kept(p.key)) for p in pupils}
    return replace(
        compare(stands, after, purposes, today),
        vanished=tuple(sorted(stands.keys() - after.keys())),
        unmatched=tuple(sorted(row.place for row, _ in rows.unmatched)),
    )


def _pupil(
    known: PersonDetails,
    rows: Sequence[ConsentRow],
    before: _Before,
    purposes: Sequence[str],
    today: date,
) -> PupilProposal:
    details = replace(
        known,
        protected=known.protected or any(row.protected for row in rows),
        child_objects=known.child_objects or any(row.child_objects for row in rows),
    )
    answers = _without_overtaken([answer for row in rows for answer in row.answers])
    return PupilProposal(
        known.key,
        details.full_name,
        details.class_name,
        before.ids.get(known.key),
        details,
        answers,
        permissions(Stand(details, answers + before.kept(known.key)), purposes, today),
    )


def _without_overtaken(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Let a blank, awaited or unreadable cell give way to a later decision of the same person.

    The other way round it never does: without a day it cannot replace an earlier no.
    """
    return tuple(
        answer if answer.status in _DECIDED else replace(answer, given_on=None)
        for answer in answers
        if answer.status in _DECIDED or not any(_overtakes(later, answer) for later in answers)
    )


def _overtakes(later: Answer, answer: Answer) -> bool:
    return (
        later.status in _DECIDED
        and later.purpose == answer.purpose
        and bool(plain(later.given_by))
        and plain(later.given_by) == plain(answer.given_by)
        and later.given_on is not None
        and answer.given_on is not None
        and later.given_on > answer.given_on
    )


def _class_and_name(details: PersonDetails) -> tuple[str, str, str, str]:
    return details.class_name, details.last_name, details.first_name, details.key


def _messages(roll: Iterable[PersonDetails], rows: _SortedRows) -> Iterator[Message]:
    for row, why in rows.unmatched:
        text = f"{why.text} Nothing in this row was taken."
        yield Message(row.sheet, row.cell, Level.ERROR, why.code, text)
    for details in roll:
        for row in rows.of.get(details.key, ()):
            yield from _about_row(details, row)


def _about_row(details: PersonDetails, row: ConsentRow) -> Iterator[Message]:
    names = ((row.first_name, details.first_name), (row.last_name, details.last_name))
    if any(mine and plain(mine) != plain(theirs) for mine, theirs in names):
        text = "The name is written differently on the roll; the number decided."
        yield Message(row.sheet, row.cell, Level.WARNING, "name_spelling", text)
    flags = ((row.protected, details.protected), (row.child_objects, details.child_objects))
    if any(said is False and stands for said, stands in flags):
        text = "A sheet cannot take a protection or an objection back; it stays."
        yield Message(row.sheet, row.cell, Level.INFO, "flag_stays", text)


def _about_vanished(vanished: Sequence[str]) -> Iterator[Message]:
    if vanished:
        text = f"{len(vanished)} on the roll are not in the sheet; they keep what is on record."
        yield Message("", "", Level.INFO, "not_in_sheet", text)
