"""Bring a consent sheet in: a proposal to look at, then all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.channel import PURPOSE_WORDS
from consentdesk.domain.consent import Answer
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.services.consent.changes import Changes, Stand, compare
from consentdesk.services.consent.proposal import Proposal, as_json, propose
from consentdesk.services.roll import BY_HAND
from consentdesk.sheets.read_rows import fingerprint, read_workbook
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

__all__ = [
    "ImportReceipt",
    "Proposal",
    "as_json",
    "commit",
    "propose",
    "purposes_in_use",
    "read_proposal",
]

FROM_SHEET = "sheet"
"""Kind of source of answers that the next sheet replaces."""


@dataclass(frozen=True, slots=True)
class _Register:
    """The register at one moment, for comparing outside the transaction."""

    people: tuple[Person, ...]
    answers: Mapping[PersonId, tuple[Answer, ...]]
    by_hand: Mapping[PersonId, tuple[Answer, ...]]
    purposes: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """What an import did; `changes` is what it really changed, `register_version` the new one."""

    people_added: int
    people_changed: int
    answers: int
    changes: Changes
    register_version: int


def read_proposal(library: Library, path: Path, today: date) -> Proposal:
    """Read a sheet and compare it with the register, which stays as it is.

    Raises:
        SheetLocked, SheetError: the file cannot be read.
    """
    workbook = read_workbook(path)
    register = library.run(_register)
    return propose(
        workbook,
        register.people,
        register.answers,
        register.purposes,
        today,
        by_hand=register.by_hand,
        register_version=register.version,
    )


def _register(u: UnitOfWork) -> _Register:
    people = u.people.all()
    return _Register(
        people,
        u.register.answers(),
        {person.id: u.register.answers_of_source(person.id, BY_HAND) for person in people},
        purposes_in_use(u),
        u.register.version(),
    )


def purposes_in_use(u: UnitOfWork) -> tuple[str, ...]:
    """Return the usual purposes and those of the school's channels."""
    used = {purpose for channel in u.channels.all() for purpose in channel.details.purposes}
    return (*PURPOSE_WORDS, *sorted(used - set(PURPOSE_WORDS)))


def commit(
    library: Library, proposal: Proposal, by: str, path: Path, *, confirm_loosening: bool = False
) -> ImportReceipt:
    """Apply a proposal in one transaction: everything in it, or nothing.

    Raises:
        Refused: nothing can be taken; the file or the register changed since the proposal; or
            permissions would become looser and that was not confirmed.
        SheetLocked, SheetError: the file cannot be read again.
    """
    if not proposal.pupils:
        raise Refused("No row of the sheet can be taken.", "Put right what is listed, then again.")
    if fingerprint(path) != proposal.sha256:
        raise Refused(
            "The sheet was changed after it was read.", "Bring it in again to see what it says now."
        )
    return library.run(lambda u: _apply(u, proposal, by, path.name, confirm_loosening))


def _apply(
    u: UnitOfWork, proposal: Proposal, by: str, file_name: str, confirmed: bool
) -> ImportReceipt:
    if u.register.version() != proposal.register_version:
        raise Refused(
            "The register was changed after the sheet was read.",
            "Bring the sheet in again to see what it would change now.",
        )
    before = _stands(u)
    note = f"{file_name} {proposal.sha256}"
    added, changed = _write_people(u, proposal, note)
    touched = {pupil.key for pupil in proposal.pupils}
    after = {key: stand for key, stand in _stands(u).items() if key in touched}
    changes = compare(before, after, proposal.purposes, proposal.today)
    _refuse_unseen_loosening(changes, proposal, confirmed)
    version = u.register.raise_version()
    answers = sum(len(pupil.answers) for pupil in proposal.pupils)
    u.audit.add(
        by,
        "consent_imported",
        proposal.sha256,
        {
            "people_added": added,
            "people_changed": changed,
            "answers": answers,
            "added": len(changes.added),
            "tightened": len(changes.tightened),
            "loosened": len(changes.loosened),
            "unmatched": len(proposal.changes.unmatched),
        },
    )
    return ImportReceipt(added, changed, answers, changes, version)


def _write_people(u: UnitOfWork, proposal: Proposal, note: str) -> tuple[int, int]:
    """Write people and answers; return how many people were added and changed."""
    known = {person.id: person for person in u.people.all()}
    added = changed = 0
    for pupil in proposal.pupils:
        if pupil.person_id is None:
            person = u.people.add(pupil.details)
            added += 1
        else:
            person = Person(pupil.person_id, pupil.details)
            if known[person.id] != person:
                u.people.change(person)
                changed += 1
        u.register.replace_answers(person.id, FROM_SHEET, pupil.answers, note)
    return added, changed


def _stands(u: UnitOfWork) -> dict[str, Stand]:
    answers = u.register.answers()
    return {p.details.key: Stand(p.details, tuple(answers.get(p.id, ()))) for p in u.people.all()}


def _refuse_unseen_loosening(changes: Changes, proposal: Proposal, confirmed: bool) -> None:
    """Judge by what the register became, not by what was proposed."""
    seen = set(proposal.changes.loosened) if confirmed else set()
    unseen = set(changes.loosened) - seen
    if unseen:
        people = len({key for key, _ in unseen})
        raise Refused(
            f"The sheet loosens {len(unseen)} permissions of {people} people.",
            "Look at each of them, then confirm the loosening.",
        )
