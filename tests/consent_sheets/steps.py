"""What happens to a register, step by step, as data: look at a sheet, bring it in, undo it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from consentdesk.domain.errors import KnownError
from consentdesk.domain.people import PersonDetails
from tests.consent_sheets.book import XLSX, Book, Form, write_book
from tests.consent_sheets.expected import Spot, Table
from tests.consent_sheets.office import (
    Office,
    Reading,
    about,
    add_channel,
    wrong_standings,
    wrong_words,
)
from tests.consent_sheets.school import OnRecord
from tests.small_workspace import APPROVER, PREPARER


@dataclass
class Underway:
    """A trap while it is played."""

    office: Office
    name: str
    refuses: frozenset[Spot]
    called: Mapping[str, str]
    imports: list[int] = field(default_factory=list)
    files: int = 0

    def write(self, book: Book, form: Form) -> Path:
        self.files += 1
        return write_book(book, self.office.folder / f"sheet{self.files}", form)[0]

    def wrong(self, got: Reading | Office, expected: Table, what: str) -> list[str]:
        return wrong_standings(f"{self.name}, {what}", got, expected, self.refuses, self.called)


class Step(Protocol):
    """One thing that happens; `take` returns what went otherwise than it must."""

    def take(self, underway: Underway) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Look:
    """Propose a sheet.

    Attributes:
        never_said: words that no shown name and no message may hold.
    """

    book: Book
    expected: Table
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Form = XLSX
    asks: tuple[str, ...] = ()
    tells: tuple[tuple[str, str], ...] = ()
    never_said: tuple[str, ...] = ()

    def take(self, underway: Underway) -> list[str]:
        reading = underway.office.read(underway.write(self.book, self.form), self.answers)
        where = f"{underway.name}, looking at {self.form.kind} with {sorted(self.answers)}"
        said = reading.said_aloud()
        return [
            *underway.wrong(reading, self.expected, f"looking with {sorted(self.answers)}"),
            *wrong_words(where, reading, self.asks, self.tells),
            *(f"{where}: {word!r} was said" for word in self.never_said if word in said),
        ]


@dataclass(frozen=True, slots=True)
class Bring:
    """Propose a sheet and commit it.

    Attributes:
        register: what must stand afterwards.
        refused: whether the commit must be refused, with nothing changed.
        changed_to: the file is saved over with this while the proposal is open.
    """

    book: Book
    register: Table
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Form = XLSX
    confirm_loosening: bool = True
    second_person: str = APPROVER
    many_confirmed: bool = True
    refused: bool = False
    changed_to: Book | None = None

    def take(self, underway: Underway) -> list[str]:
        desk = underway.office.workspace.consent
        before = underway.office.kept_text()
        path = underway.write(self.book, self.form)
        proposal = desk.propose(path, settled=about(path, self.answers))
        if self.changed_to is not None:
            write_book(self.changed_to, path.parent, self.form)
        try:
            desk.commit(
                proposal,
                path,
                PREPARER,
                confirm_loosening=self.confirm_loosening,
                second_person=self.second_person,
                many_confirmed=self.many_confirmed,
            )
        except KnownError as error:
            wrong = self._after_refusal(underway, before, error)
        else:
            wrong = [f"{underway.name}: the commit was not refused"] if self.refused else []
            underway.imports.append(max(one.id for one in desk.imports()))
        return wrong + underway.wrong(underway.office, self.register, "after bringing in")

    def _after_refusal(self, underway: Underway, before: str, error: KnownError) -> list[str]:
        if not self.refused:
            return [f"{underway.name}: the commit was refused: {error.sentence}"]
        if underway.office.kept_text() != before:
            return [f"{underway.name}: a refused commit changed something"]
        return []


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back an import; `which` counts from 0 in the order they were brought in."""

    which: int
    register: Table
    second_person: str = PREPARER
    refused: bool = False

    def take(self, underway: Underway) -> list[str]:
        desk, office = underway.office.workspace.consent, underway.office
        length = office.history_length()
        wrong = []
        try:
            desk.undo(
                underway.imports[self.which],  # type: ignore[arg-type]
                APPROVER,
                second_person=self.second_person,
                many_confirmed=True,
                evidence="letter of June",
            )
        except KnownError as error:
            if not self.refused:
                wrong.append(f"{underway.name}: undoing was refused: {error.sentence}")
        else:
            if self.refused:
                wrong.append(f"{underway.name}: undoing was not refused")
        if office.history_length() < length:
            wrong.append(f"{underway.name}: undoing shortened the history")
        return wrong + underway.wrong(office, self.register, "after undoing")


@dataclass(frozen=True, slots=True)
class ByHand:
    """Somebody answers in the office."""

    entry: OnRecord

    def take(self, underway: Underway) -> list[str]:
        person = underway.office.person(self.entry.pupil.key)
        underway.office.workspace.roll.record_answer(person.id, self.entry.answer, PREPARER)
        return []


@dataclass(frozen=True, slots=True)
class Enrol:
    """A pupil joins the school."""

    pupil: PersonDetails

    def take(self, underway: Underway) -> list[str]:
        underway.office.enrol([self.pupil])
        return []


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """The school opens a further account."""

    name: str
    purpose: str

    def take(self, underway: Underway) -> list[str]:
        add_channel(underway.office, self.name, self.purpose)
        return []


@dataclass(frozen=True, slots=True)
class Now:
    """What must be on record.

    Attributes:
        wordings: words that a live answer's question must hold.
        not_kept: words that may be kept nowhere.
    """

    register: Table
    wordings: Mapping[Spot, str] = field(default_factory=dict)
    not_kept: tuple[str, ...] = ()

    def take(self, underway: Underway) -> list[str]:
        office = underway.office
        kept = office.kept_text().casefold()
        wrong = underway.wrong(office, self.register, "on record")
        for (key, purpose), words in self.wordings.items():
            found = office.wordings(key, purpose)
            if not any(words.casefold() in wording.casefold() for wording in found):
                wrong.append(f"{underway.name}: wording {words!r} is not kept, but {found}")
        return wrong + [
            f"{underway.name}: {word!r} is kept" for word in self.not_kept if word in kept
        ]


@dataclass(frozen=True, slots=True)
class NoSheet:
    """A file that must be refused with a sentence and a next step."""

    name: str
    data: bytes

    def take(self, underway: Underway) -> list[str]:
        path = underway.office.folder / self.name
        path.write_bytes(self.data)
        before = underway.office.kept_text()
        try:
            underway.office.workspace.consent.propose(path, settled={})
        except KnownError as error:
            wrong = (
                [] if error.code in {"sheet", "sheet_locked"} and error.next_step else [error.code]
            )
        else:
            wrong = ["it was read"]
        if underway.office.kept_text() != before:
            wrong.append("something changed")
        return [f"{underway.name}, {self.name}: {what}" for what in wrong]


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap of the reference's list, by its number there.

    Attributes:
        before: answers on record from the office.
        refuses: what families truly said no to; it may never be allowed at any step.
    """

    number: int
    name: str
    roll: tuple[PersonDetails, ...]
    steps: tuple[Step, ...]
    before: tuple[OnRecord, ...] = ()
    refuses: frozenset[Spot] = frozenset()

    def __str__(self) -> str:
        return f"{self.number:02d} {self.name}"
