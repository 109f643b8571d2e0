"""Bring a consent sheet in: all of a proposal, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from consentdesk.domain.consent import Answer
from consentdesk.domain.consent_source import (
    Alias,
    ConsentSource,
    FlagSet,
    SheetImportDetails,
)
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId, SheetImportId
from consentdesk.domain.people import PersonDetails
from consentdesk.domain.shown_name import shown_name
from consentdesk.services.comparing.references import stop_comparing
from consentdesk.services.consent.changes import Changes, compare, permissions
from consentdesk.services.consent.loosening import Agreement, refuse_unseen, stands_in
from consentdesk.services.consent.note_words import read_note
from consentdesk.services.consent.other_school import NEXT_STEP, SENTENCE
from consentdesk.services.consent.proposal import Proposal
from consentdesk.services.consent.questions import QuestionKind
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_names import name_form
from consentdesk.sheets.read_rows import fingerprint
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

_SOME_TAB = "Another tab"


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """What an import did; `changes` is what it really changed, `register_version` the new one."""

    import_id: SheetImportId
    people_added: int
    people_changed: int
    answers: int
    changes: Changes
    register_version: int


def commit(
    library: Library, proposal: Proposal, path: Path, agreement: Agreement, at: datetime
) -> ImportReceipt:
    """Apply a proposal in one transaction: everything in it, or nothing.

    Raises:
        Refused: nothing can be taken; the file or the register changed since the proposal; many
            people are missing and nobody said that this is right; or permissions would become
            looser than was agreed to.
        SheetLocked, SheetError: the file cannot be read again.
    """
    if not proposal.pupils:
        raise Refused("No row of the sheet can be taken.", "Put right what is listed, then again.")
    for question in proposal.open_questions:
        if question.kind is QuestionKind.VANISHED:
            raise Refused(
                f"{question.count} people of the last sheet of this kind are missing in this one.",
                "Look at who is missing, then confirm or choose the whole sheet.",
            )
    if proposal.another_school:
        raise Refused(SENTENCE, NEXT_STEP)
    if proposal.adrift:
        raise Refused(
            f"The row at {proposal.adrift[0]} says no, and it may be about anybody.",
            "Say whose row it is, or that it is nobody's.",
        )
    if fingerprint(path) != proposal.sha256:
        raise Refused(
            "The sheet was changed after it was read.", "Bring it in again to see what it says now."
        )
    file_name, vault = shown_name(path.name), library.vault
    return library.run(lambda u: _Commit(u, vault, proposal, file_name, agreement, at).apply())


class _Commit:
    """One proposal on its way into the register."""

    def __init__(
        self,
        u: UnitOfWork,
        vault: Vault,
        proposal: Proposal,
        file_name: str,
        agreement: Agreement,
        at: datetime,
    ) -> None:
        self._u = u
        self._vault = vault
        self._proposal = proposal
        self._file_name = file_name
        self._agreement = agreement
        self._at = at
        self._added: list[PersonId] = []
        self._flags: list[FlagSet] = []
        self._objecting: list[PersonId] = []
        self._changed = 0

    def apply(self) -> ImportReceipt:
        u, proposal = self._u, self._proposal
        if u.register.version() != proposal.register_version:
            raise Refused(
                "The register was changed after the sheet was read.",
                "Bring the sheet in again to see what it would change now.",
            )
        before = stands_in(u)
        answers = self._write_people()
        import_id = self._record_import()
        self._write_answers(import_id, answers)
        touched = {pupil.key for pupil in proposal.pupils}
        after = {
            key: permissions(stand, proposal.purposes, proposal.today)
            for key, stand in stands_in(u).items()
            if key in touched
        }
        changes = compare(before, after, proposal.purposes, proposal.today)
        refuse_unseen(changes, proposal.changes, self._agreement, len(before))
        for person_id in self._objecting:
            stop_comparing(u, self._vault, person_id, self._at.date(), self._agreement.by)
        return self._receipt(import_id, sum(map(len, answers.values())), changes)

    def _write_people(self) -> dict[PersonId, tuple[Answer, ...]]:
        """Add and change people; return the answers of each."""
        known = {person.id: person for person in self._u.people.all()}
        answers = {}
        for pupil in self._proposal.pupils:
            was = None if pupil.person_id is None else known[pupil.person_id]
            if was is None:
                person = self._u.people.add(pupil.details)
                self._added.append(person.id)
            else:
                person = replace(was, details=pupil.details)
                if was != person:
                    self._u.people.change(person)
                    self._changed += 1
            self._flags += _flags(person.id, pupil.stated, None if was is None else was.details)
            if pupil.details.child_objects and not (was and was.details.child_objects):
                self._objecting.append(person.id)
            answers[person.id] = tuple(map(_without_reason, pupil.answers))
        return answers

    def _record_import(self) -> SheetImportId:
        proposal = self._proposal
        details = SheetImportDetails(
            source_id=self._source().id,
            file_name=self._file_name,
            sha256=proposal.sha256,
            as_of=proposal.as_of,
            by=self._agreement.by,
            loosened_by=self._agreement.second if proposal.changes.loosened else "",
            people_added=tuple(self._added),
            flags_set=tuple(self._flags),
            headers=proposal.headers,
            settled=proposal.taught,
        )
        return self._u.sheets.add_import(details, self._at).id

    def _source(self) -> ConsentSource:
        """Return the sheet's source, with what was settled about its columns and words."""
        proposal, shelf = self._proposal, self._u.sheets
        if proposal.source is None:
            name = _free_name({s.name for s in shelf.sources()})
            return shelf.add_source(name, proposal.headers, proposal.taught)
        source = replace(proposal.source, headers=proposal.headers, settled=proposal.taught)
        shelf.change_source(source)
        return source

    def _write_answers(
        self, import_id: SheetImportId, answers: Mapping[PersonId, tuple[Answer, ...]]
    ) -> None:
        u, proposal = self._u, self._proposal
        purposes = proposal.asked | {a.purpose for given in answers.values() for a in given}
        u.register.put_sheet_answers_of_all(import_id, purposes, answers)
        ids = {person.details.key: person.id for person in u.people.all()}
        for key, reply in proposal.approved:
            written = name_form(reply.pupil.shown)
            if written:
                class_name = plain(reply.pupil.class_name)
                alias = Alias(ids[key], written, class_name, self._agreement.by)
                u.people.add_alias(alias, import_id)

    def _receipt(self, import_id: SheetImportId, answers: int, changes: Changes) -> ImportReceipt:
        version = self._u.register.raise_version()
        self._u.audit.add(
            self._agreement.by,
            "consent_imported",
            f"import {import_id}",
            {
                "sha256": self._proposal.sha256,
                "people_added": len(self._added),
                "people_changed": self._changed,
                "answers": answers,
                "tightened": len(changes.tightened),
                "loosened": len(changes.loosened),
                "second_person": self._agreement.second if changes.loosened else "",
                "register_version": version,
            },
        )
        return ImportReceipt(import_id, len(self._added), self._changed, answers, changes, version)


def _without_reason(answer: Answer) -> Answer:
    """Keep where an answer stood, but not a tab's name that tells why: ``Court orders!A2``."""
    tab, _, cell = answer.source.rpartition("!")
    if not read_note(tab).suggests_protection:
        return answer
    return replace(answer, source=f"{_SOME_TAB}!{cell}")


def _flags(
    person_id: PersonId, stated: frozenset[str], before: PersonDetails | None
) -> list[FlagSet]:
    """Return what the sheet states about a person, and what of it is no news."""
    return [
        FlagSet(person_id, flag, stood_before=before is not None and getattr(before, flag))
        for flag in sorted(stated)
    ]


def _free_name(taken: set[str]) -> str:
    """Return a name for a new source; a file's name may tell of a child and is not kept in it."""
    return next(name for n in count(1) if (name := f"Consent sheet {n}") not in taken)
