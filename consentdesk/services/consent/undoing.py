"""Take a whole import back: its answers, the flags it set, the names it taught."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from consentdesk.domain.consent_source import SheetImport
from consentdesk.domain.ids import PersonId, SheetImportId
from consentdesk.domain.people import Person
from consentdesk.services.consent.changes import Changes, compare, permissions
from consentdesk.services.consent.loosening import Agreement, refuse_unseen, stands_in
from consentdesk.services.consent.register_now import purposes_in_use
from consentdesk.services.register.ended_protections import ended_on
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


def what_undoing_changes(library: Library, import_id: SheetImportId, today: date) -> Changes:
    """Return what would change if the import were undone; nothing is changed."""

    def work(u: UnitOfWork) -> Changes:
        raise _Seen(_undo(u, import_id, "", today)[0])

    try:
        return library.run(work)
    except _Seen as seen:
        return seen.changes


def undo(
    library: Library, import_id: SheetImportId, agreement: Agreement, seen: Changes, today: date
) -> Changes:
    """Take an import back in one transaction; `seen` is what a person was shown of it.

    What it taught about its source is forgotten. Answers, protections and objections that it
    recorded no longer count, unless another import
    or the office recorded them, too; what it had replaced counts again. People it brought onto
    the roll, about whom nothing else is known, leave the roll today. The history stays.

    Raises:
        Refused: it was undone before, or something would become looser than was agreed to, or a
            protection or objection would end without senior leadership or without evidence.
    """

    def work(u: UnitOfWork) -> Changes:
        people = len(u.people.all())
        changes, ended = _undo(u, import_id, agreement.by, today)
        refuse_unseen(changes, seen, agreement, people)
        evidence = ended_on(u, agreement.by, agreement.evidence, today) if ended else ""
        version = u.register.raise_version()
        counts = {"loosened": len(changes.loosened), "tightened": len(changes.tightened)}
        detail = {**counts, "second_person": agreement.second, "register_version": version}
        detail |= {"ended": ended, "evidence": evidence} if ended else {}
        u.audit.add(agreement.by, "consent_import_undone", f"import {import_id}", detail)
        return changes

    return library.run(work)


class _Seen(Exception):
    """Carries the changes out of a transaction that is to be rolled back."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes


def _undo(u: UnitOfWork, import_id: SheetImportId, by: str, today: date) -> tuple[Changes, int]:
    """Return what changed, and how many protections and objections of people ended."""
    before = stands_in(u)
    purposes = purposes_in_use(u, u.register.answers())
    undone = u.sheets.mark_undone(import_id, by)
    u.register.undo_import(import_id)
    u.people.remove_aliases_of(import_id)
    _forget_what_it_taught(u, undone)
    others = [i for i in u.sheets.imports() if i.undone_at is None]
    ended = _take_flags_back(u, undone, others)
    _let_newcomers_go(u, undone, today)
    after = {key: permissions(stand, purposes, today) for key, stand in stands_in(u).items()}
    return compare(before, after, purposes, today), ended


def _forget_what_it_taught(u: UnitOfWork, undone: SheetImport) -> None:
    """Leave the source as the newest import of it that still counts left it."""
    source = u.sheets.source(undone.details.source_id)
    standing = (i for i in u.sheets.imports() if i.undone_at is None)
    last = next((i.details for i in standing if i.details.source_id == source.id), None)
    headers, settled = (source.headers, {}) if last is None else (last.headers, last.settled)
    u.sheets.change_source(replace(source, headers=headers, settled=settled))


def _take_flags_back(u: UnitOfWork, undone: SheetImport, others: Iterable[SheetImport]) -> int:
    """Take back the flags that rest on this import alone; return how many."""
    still = {(f.person_id, f.flag) for other in others for f in other.details.flags_set}
    still |= _set_by_hand_since(u, undone)
    alone = [
        flag
        for flag in undone.details.flags_set
        if not flag.stood_before and (flag.person_id, flag.flag) not in still
    ]
    for flag in alone:
        u.people.change(_without(u.people.get(flag.person_id), flag.flag))
    return len(alone)


def _set_by_hand_since(u: UnitOfWork, undone: SheetImport) -> set[tuple[PersonId, str]]:
    """Return the flags that the office itself changed after the import; those are its own."""
    by_hand = {
        (row.what, row.subject)
        for row in u.audit.rows()
        if row.at >= undone.at and row.what.startswith("person_")
    }
    return {
        (f.person_id, f.flag)
        for f in undone.details.flags_set
        if (f"person_{f.flag}_changed", f"person {f.person_id}") in by_hand
    }


def _without(person: Person, flag: str) -> Person:
    details = person.details
    return replace(
        person,
        details=replace(
            details,
            protected=details.protected and flag != "protected",
            child_objects=details.child_objects and flag != "child_objects",
        ),
    )


def _let_newcomers_go(u: UnitOfWork, undone: SheetImport, today: date) -> None:
    """Let those leave the roll whom only this import knew."""
    people = {person.id: person for person in u.people.all()}
    for person_id in undone.details.people_added:
        person = people.get(person_id)
        if person is not None and _knows_nothing_else(u, person_id):
            u.people.change(_left(person, today))


def _knows_nothing_else(u: UnitOfWork, person_id: PersonId) -> bool:
    return not u.register.answers(person_id)[person_id] and not u.people.portraits(person_id)


def _left(person: Person, today: date) -> Person:
    return replace(person, details=replace(person.details, left_on=today))
