"""What a consent sheet would change, worked out without touching the register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from consentdesk.domain.consent import Answer, Permission
from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import PersonDetails
from consentdesk.services.consent.all_yes import hold_if_all_yes
from consentdesk.services.consent.changes import Changes, Stand, compare, permissions
from consentdesk.services.consent.given_values import as_meant
from consentdesk.services.consent.new_roll import roll_of
from consentdesk.services.consent.other_school import (
    about_another_school,
    is_of_another_school,
)
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.questions import Question, QuestionKind, Settled
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.replies import Reply, read_replies
from consentdesk.services.consent.row_owners import RowOwners, by_key, find_owners
from consentdesk.services.consent.sheet_age import sheet_age
from consentdesk.services.consent.source_recognition import (
    Recognised,
    layout_of,
    recognise,
    settle_source,
)
from consentdesk.services.consent.stands import StandMaker
from consentdesk.services.consent.tab_keys import find_by_tab
from consentdesk.services.consent.tables import Table
from consentdesk.services.consent.taught import remembered, taught
from consentdesk.services.consent.vanished import Scope, scope_of
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Workbook


@dataclass(frozen=True, slots=True)
class PupilProposal:
    """One person as the sheet would leave them.

    Attributes:
        person_id: None for somebody the register does not know yet.
        details: with flags the sheet adds; it never takes one away.
        answers: those to record for the sheet's source; others stay beside them.
        permissions: by purpose, from all answers that would then be live.
        stated: flags that the sheet states, new or not: ``protected``, ``child_objects``.
    """

    key: str
    name: str
    class_name: str
    person_id: PersonId | None
    details: PersonDetails
    answers: tuple[Answer, ...]
    permissions: Mapping[str, Permission]
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything an import would do, and what there is to say and to ask about the sheet.

    Attributes:
        purposes: of the register and of the sheet; asked: those that the sheet asks about.
        source: whose earlier answers it takes the place of; None for a new source.
        headers: its columns and types as they stand, which recognise the source's next sheet.
        taught: answers that hold for the source's next sheet, too.
        approved: rows whose way of writing a name was approved, by key of the person.
        owners: key of the person by the place of a row, such as ``Consent!A7``.
        another_school: most rows are about nobody on the roll.
        adrift: places of rows that say no and may be about anybody; a person must say whose.
        sha256: of the file that was read; register_version: what it was compared with.
        workbook: the sheets as they were read, for the screen.
    """

    pupils: tuple[PupilProposal, ...]
    messages: tuple[Message, ...]
    changes: Changes
    purposes: tuple[str, ...]
    today: date
    sha256: str
    register_version: int
    questions: tuple[Question, ...] = ()
    asked: frozenset[str] = frozenset()
    tables: tuple[Table, ...] = ()
    replies: tuple[Reply, ...] = ()
    headers: tuple[str, ...] = ()
    source: ConsentSource | None = None
    taught: Settled = field(default_factory=dict)
    as_of: date | None = None
    approved: tuple[tuple[str, Reply], ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    adrift: tuple[str, ...] = ()
    workbook: Workbook = field(default_factory=lambda: Workbook((), ""))
    another_school: bool = False

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if question.is_open)


def propose(
    workbook: Workbook, register: RegisterNow, today: date, settled: Settled | None = None
) -> Proposal:
    """Work out what the sheet would change.

    With nobody on the roll, the sheet itself is the roll. Purposes that only the sheet asks for
    are kept beside those of the register.

    Raises:
        Refused: an answer in `settled` is none of its question's choices.
    """
    return _Proposer(workbook, register, today, settled or {}).propose()


class _Proposer:
    """Carries one workbook through the steps."""

    def __init__(
        self, workbook: Workbook, register: RegisterNow, today: date, settled: Settled
    ) -> None:
        self._workbook = workbook
        self._register = register
        self._today = today
        known = register.purposes
        self._given = as_meant({plain(key): value for key, value in settled.items()}, known)
        self._book = QuestionBook(self._given)
        tables = find_by_tab(workbook, self._book, known)
        self._layout = layout_of(table for found in tables.values() for table in found)
        self._found: Recognised = recognise(self._layout, register.sources)
        self._remembered = remembered(self._found, self._layout)
        if self._remembered:
            self._book = QuestionBook(self._given, self._remembered)
            tables = find_by_tab(workbook, self._book, known)
        names = {plain(person.name) for person in register.people}
        self._reading = read_replies(
            workbook, tables, self._book, known, today, names, self._found.new
        )

    def propose(self) -> Proposal:
        reading, book, register = self._reading, self._book, self._register
        source, about_source = settle_source(self._found, register, book, self._layout)
        replies = hold_if_all_yes(reading.replies, book)
        roll, owners = self._owners(replies)
        purposes = (*register.purposes, *sorted(reading.asked - set(register.purposes)))
        age = sheet_age(self._workbook, reading.tables, book, source, register, self._today)
        maker = StandMaker(register, source, age, reading.asked, self._today)
        ids = {p.details.key: p.id for p in register.people}
        pupils = tuple(
            self._pupil(details, ids.get(details.key), owners, maker, purposes)
            for details in sorted(roll, key=_class_and_name)
            if details.key in owners.of or details.key in owners.held
        )
        scope = scope_of(pupils, register, source, reading.exceptions_only, book)
        changes = self._changes(pupils, owners, purposes, scope)
        another = is_of_another_school(owners, replies)
        messages = (
            *about_another_school(another),
            *reading.messages,
            *about_source,
            *age.messages,
            *_about_rows(roll, owners),
            *scope.messages,
            *_about_answers(book),
            *_about_notes(book),
        )
        return Proposal(
            pupils,
            messages,
            changes,
            purposes,
            self._today,
            self._workbook.sha256,
            register.version,
            book.all(),
            reading.asked,
            reading.tables,
            replies,
            self._layout,
            source,
            self._taught(),
            age.as_of,
            tuple(owners.approved),
            {reply.place: key for key, replies in owners.of.items() for reply in replies},
            tuple(reply.place for reply in owners.adrift),
            self._workbook,
            another,
        )

    def _taught(self) -> Settled:
        settled = {**self._remembered, **self._given}
        return taught(settled, self._book.all(), self._layout, self._remembered)

    def _owners(self, replies: Sequence[Reply]) -> tuple[tuple[PersonDetails, ...], RowOwners]:
        people = self._register.people
        if not people:
            new = roll_of(replies, self._book)
            return new.people, new.owners
        roll = tuple(person.details for person in people)
        keys = {person.id: person.details.key for person in people}
        distrusted = frozenset(r.sheet for r in self._workbook.remarks if r.blocks)
        aliases = by_key(keys, self._register.aliases)
        return roll, find_owners(replies, roll, aliases, self._book, distrusted)

    def _pupil(
        self,
        known: PersonDetails,
        person_id: PersonId | None,
        owners: RowOwners,
        maker: StandMaker,
        purposes: Sequence[str],
    ) -> PupilProposal:
        replies = owners.of.get(known.key, [])
        details = replace(
            known,
            protected=known.protected or any(reply.protected for reply in replies),
            child_objects=known.child_objects or any(reply.child_objects for reply in replies),
        )
        answers = maker.answers(person_id, replies, owners.held.get(known.key, {}).values())
        stand = Stand(details, answers + maker.beside(person_id, answers))
        return PupilProposal(
            known.key,
            details.full_name,
            details.class_name,
            person_id,
            details,
            answers,
            permissions(stand, purposes, self._today),
            _stated(replies),
        )

    def _changes(
        self,
        pupils: Iterable[PupilProposal],
        owners: RowOwners,
        purposes: Sequence[str],
        scope: Scope,
    ) -> Changes:
        register = self._register
        before = {
            p.details.key: Stand(p.details, tuple(register.answers.get(p.id, ())))
            for p in register.people
        }
        after = {p.key: p.permissions for p in pupils}
        return replace(
            compare(before, after, purposes, self._today),
            vanished=scope.missing,
            unmatched=tuple(sorted(reply.place for reply, _ in owners.unmatched)),
        )


def _stated(replies: Iterable[Reply]) -> frozenset[str]:
    said = {"protected": False, "child_objects": False}
    for reply in replies:
        said["protected"] |= bool(reply.protected)
        said["child_objects"] |= bool(reply.child_objects)
    return frozenset(flag for flag, stands in said.items() if stands)


def _class_and_name(details: PersonDetails) -> tuple[str, str, str, str]:
    return details.class_name, details.last_name, details.first_name, details.key


_REMARKS = {
    "name_spelling": "The name is written differently on the roll; the number decided.",
    "upn_recovered": "The UPN was damaged by a spreadsheet; its check letter gave it back.",
    "number_differs": "The admission number is not the one on the roll; the UPN decided.",
    "born_differs": "The day of birth is not the one on the roll; the number decided.",
    "left": "This person has left the school and is not published.",
}


def _about_rows(roll: Iterable[PersonDetails], owners: RowOwners) -> Iterator[Message]:
    for reply, why in owners.unmatched:
        text = f"{why.text} Nothing in this row was taken as a yes."
        yield Message(reply.sheet, reply.cell, Level.ERROR, why.code, text)
    for reply in owners.nobodys:
        text = "You said that this row is nobody's; it was left out."
        yield Message(reply.sheet, reply.cell, Level.INFO, "row_left_out", text)
    for reply, remark in owners.remarks:
        yield Message(reply.sheet, reply.cell, Level.WARNING, remark, _REMARKS[remark])
    flags = {details.key: (details.protected, details.child_objects) for details in roll}
    for key, replies in owners.of.items():
        for reply in replies:
            said = (reply.protected, reply.child_objects)
            if any(s is False and stands for s, stands in zip(said, flags[key], strict=True)):
                text = "A sheet cannot take a protection or an objection back; it stays."
                yield Message(reply.sheet, reply.cell, Level.INFO, "flag_stays", text)


def _about_notes(book: QuestionBook) -> Iterator[Message]:
    if any(question.kind is QuestionKind.NOTE for question in book.all()):
        text = (
            "Notes are never kept by ConsentDesk, but the file itself stays where it is. Delete it"
            " once nobody needs it any more."
        )
        yield Message("", "", Level.INFO, "file_remains", text)


def _about_answers(book: QuestionBook) -> Iterator[Message]:
    for key in book.unused():
        text = f"The answer to “{key}” was not needed; no question of this sheet has this key."
        yield Message("", "", Level.INFO, "answer_not_needed", text)
