"""The whole register as a workbook: who may appear where, why, and what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from consentdesk.domain.channel import Channel, words_of
from consentdesk.domain.consent import Answer, Limit, Permission, Status
from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import LIMIT_WORDS
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.saved_paper import refuse_channel_folder
from consentdesk.services.sheet_words.upn import is_upn
from consentdesk.sheets.workbook import CellValue
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

CONFIDENTIAL = (
    "Confidential: this workbook is not encrypted and names pupils who may not appear. Keep it "
    "where only those who need it can open it, do not mail it, and delete it when it has served."
)
NOWHERE = "May not appear anywhere"
"""All that is ever said about a protected person; why is not on record."""

FIRST_SHEET, PEOPLE_SHEET, ANSWERS_SHEET = "Confidential", "People", "Answers on record"
PERSON_HEADER = ("Class", "Admission number", "UPN", "First name", "Last name")
FLAGS_HEADER = ("Protected", "Child objects", "Left on")
ANSWER_HEADER = (
    *("Asked about", "Answer", "Limits", "Answered by", "Answered on", "Valid until"),
    *("Question as put", "Source"),
)
STATUS_WORDS = {
    Status.GRANTED: "Yes",
    Status.LIMITED: "Yes, with limits",
    Status.PENDING: "Awaited",
    Status.NOT_ASKED: "Not asked",
    Status.UNREADABLE: "Could not be understood",
    Status.WITHDRAWN: "Taken back",
    Status.REFUSED: "No",
}


@dataclass(frozen=True, slots=True)
class ExportReceipt:
    """What was written: how many people and how many answers."""

    people: int
    answers: int


@dataclass(frozen=True, slots=True)
class _Row:
    person: Person
    permissions: tuple[Permission, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class _Register:
    version: int
    channels: tuple[Channel, ...]
    rows: tuple[_Row, ...]


class RegisterExport:
    """Writes the register of one workspace for whoever may see all of it."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def file_name(self) -> str:
        """Return a name to offer that does not tell what the workbook holds."""
        return f"school-list-{self._clock():%Y-%m-%d}.xlsx"

    def write(self, path: Path, by: str) -> ExportReceipt:
        """Write the workbook to `path` and a line into the audit trail.

        Raises:
            Refused: as `refuse_channel_folder`.
            SheetLocked, SheetError: as `write_workbook`.
        """

        def work(u: UnitOfWork) -> _Register:
            refuse_channel_folder(path, u.channels.all())
            found = _read(u, self._register)
            counts = {"people": len(found.rows), "answers": _answer_count(found)}
            # before the file: a line about a copy that failed is better than a copy without one
            u.audit.add(by, "register_exported", "register", counts)
            return found

        found = self._library.run(work)
        write_workbook(path, workbook_of(found, self._clock(), by))
        return ExportReceipt(len(found.rows), _answer_count(found))


def workbook_of(found: _Register, at: datetime, by: str) -> tuple[SheetContent, ...]:
    """Return the three sheets of the workbook."""
    return (_first_sheet(found, at, by), _people_sheet(found), _answers_sheet(found))


def _read(u: UnitOfWork, register: RegisterReader) -> _Register:
    picture, answers = register.read(u), u.register.answers()
    rows = tuple(
        _Row(
            person,
            tuple(picture.permissions_of(person.id).values()),
            tuple(answers.get(person.id, ())),
        )
        for person in picture.people.values()
    )
    return _Register(picture.version, picture.channels, rows)


def _answer_count(found: _Register) -> int:
    return sum(len(row.answers) for row in found.rows)


def _first_sheet(found: _Register, at: datetime, by: str) -> SheetContent:
    lines = (
        f"Written {at:%d/%m/%Y %H:%M} by {by}; register version {found.version}.",
        f"{len(found.rows)} people, {len(found.channels)} channels, "
        f"{_answer_count(found)} answers on record.",
        "It shows that moment only. What counts is what ConsentDesk shows on the day.",
        "It is for reading: brought in as a consent sheet it permits nothing.",
    )
    return SheetContent(FIRST_SHEET, (CONFIDENTIAL,), tuple((line,) for line in lines))


def _people_sheet(found: _Register) -> SheetContent:
    per_channel = [
        head
        for channel in found.channels
        for head in (channel.name, f"{channel.name}: limits", f"{channel.name}: source")
    ]
    header = (*PERSON_HEADER, *FLAGS_HEADER, *per_channel)
    rows = tuple((*_who(row.person), *_flags(row.person), *_standing(row)) for row in found.rows)
    return SheetContent(PEOPLE_SHEET, header, rows)


def _answers_sheet(found: _Register) -> SheetContent:
    rows = tuple(
        (*_who(row.person), *_answer(answer)) for row in found.rows for answer in row.answers
    )
    return SheetContent(ANSWERS_SHEET, (*PERSON_HEADER, *ANSWER_HEADER), rows)


def _who(person: Person) -> tuple[CellValue, ...]:
    details = person.details
    upn = details.key if is_upn(details.key) else ""
    admission = details.admission_number or ("" if upn else details.key)
    return (details.class_name, admission, upn, details.first_name, details.last_name)


def _flags(person: Person) -> tuple[CellValue, ...]:
    details = person.details
    return (
        NOWHERE if details.protected else "",
        "Yes" if details.child_objects else "",
        details.left_on,
    )


def _standing(row: _Row) -> Sequence[CellValue]:
    cells: list[CellValue] = []
    for permission in row.permissions:
        said = "May appear" if permission.allowed else "May not appear"
        cells += [f"{said}. {permission.reason}", _limits(permission.limits), permission.source]
    return cells


def _answer(answer: Answer) -> tuple[CellValue, ...]:
    days: tuple[date | None, date | None] = (answer.given_on, answer.expires_on)
    return (
        *(words_of(answer.purpose), STATUS_WORDS[answer.status], _limits(answer.limits)),
        *(answer.given_by, *days, answer.wording, answer.source),
    )


def _limits(limits: Iterable[Limit]) -> str:
    return ", ".join(LIMIT_WORDS[limit] for limit in sorted(limits))
