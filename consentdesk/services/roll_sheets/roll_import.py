"""Bring a roll in: all of a proposal, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consentdesk.domain.consent_source import Alias
from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person
from consentdesk.services.comparing.references import destroy_references
from consentdesk.services.roll_sheets.roll_proposal import RollChange, RollProposal
from consentdesk.services.roll_sheets.rosters import follow_classes
from consentdesk.services.sheet_words.import_messages import Message
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_names import name_form
from consentdesk.sheets.read_rows import fingerprint
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault


@dataclass(frozen=True, slots=True)
class RollReceipt:
    """What a roll import did.

    Attributes:
        left: people who were missing and are now marked as left.
        not_in_sheet: people still at the school whom the sheet leaves out; they are kept.
        batches: how many batches now name the classes in which their children are.
    """

    added: int
    changed: int
    unchanged: int
    left: int
    not_in_sheet: int
    batches: int
    messages: tuple[Message, ...]


def commit_roll(
    library: Library,
    proposal: RollProposal,
    path: Path,
    by: str,
    missing_left_on: date | None = None,
    many: bool = False,
) -> RollReceipt:
    """Apply a proposal in one transaction; nobody is ever removed.

    What a leaver is compared by is destroyed at once. Whoever is missing stays as they are,
    unless `missing_left_on` states from which day they are no longer at the school; `many`
    states that so many really left.

    Raises:
        Refused: the file or the register changed since the proposal, or it is not certain that
            those who are missing have left.
        SheetLocked, SheetError: the file cannot be read again.
    """
    if missing_left_on is not None:
        _refuse_missing(proposal, many)
    if fingerprint(path) != proposal.sha256:
        raise Refused(
            "The sheet was changed after it was read.", "Bring it in again to see what it says now."
        )
    left = () if missing_left_on is None else proposal.missing
    changes = (*proposal.changed, *(_leaving(person, missing_left_on) for person in left))
    return library.run(lambda u: _apply(u, library.vault, proposal, changes, len(left), by))


def _refuse_missing(proposal: RollProposal, many: bool) -> None:
    if proposal.not_taken:
        raise Refused(
            "Some rows were not taken, so nobody knows who is missing.",
            "Put right what is listed, or answer what is asked; then state who has left.",
        )
    if proposal.silent_about:
        raise Refused(
            f"The sheet is not of the whole school: it says nothing about "
            f"{', '.join(name or 'pupils without a class' for name in proposal.silent_about)}.",
            "Bring in the whole roll, or record each leaver on their card.",
        )
    if proposal.many_missing and not many:
        raise Refused(
            f"{len(proposal.missing)} people would leave at once, which is unusual.",
            "Look at who is missing, then state that so many really left.",
        )


def _leaving(person: Person, day: date | None) -> RollChange:
    return RollChange(person, replace(person.details, left_on=day), ("left_on",))


def _apply(
    u: UnitOfWork,
    vault: Vault,
    proposal: RollProposal,
    changes: tuple[RollChange, ...],
    left: int,
    by: str,
) -> RollReceipt:
    if u.register.version() != proposal.register_version:
        raise Refused(
            "The register was changed after the sheet was read.",
            "Bring the sheet in again to see what it would change now.",
        )
    before = {person.id: person for person in u.people.all()}
    for details in proposal.new:
        u.people.add(details)
    write_changes(u, vault, changes, by)
    batches = follow_classes(u, before, proposal.today, by)
    if proposal.new or changes:
        u.register.raise_version()
        counts = {"added": len(proposal.new), "changed": len(changes), "left": left}
        u.audit.add(by, "roll_imported", "", {**counts, "sha256": proposal.sha256})
    return RollReceipt(
        len(proposal.new),
        len(proposal.changed),
        proposal.unchanged,
        left,
        len(proposal.missing) - left,
        len(batches),
        proposal.messages,
    )


def write_changes(u: UnitOfWork, vault: Vault, changes: Iterable[RollChange], by: str) -> None:
    """Write changed people; destroy the references of leavers, keep the names of before."""
    for change in changes:
        was, now = change.person.details, change.details
        u.people.change(replace(change.person, details=now))
        if now.left_on is not None and now.left_on != was.left_on:
            destroy_references(u, vault, change.person.id, by)
        written = name_form(was.full_name)
        if written and written != name_form(now.full_name):
            # With the class of now: sheets that still write the old name come this year.
            u.people.add_alias(Alias(change.person.id, written, plain(now.class_name), by), None)
