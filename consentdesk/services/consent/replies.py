"""One row of a consent sheet as one reply: who it is about and what it answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.consent import Answer, Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.columns import Asked, Columns, find_columns, is_header
from consentdesk.services.consent.template import (
    ADMISSION_NUMBER,
    ANSWERED_BY,
    ANSWERED_ON,
    CHILD_OBJECTS,
    CLASS,
    FIRST_NAME,
    INSTRUCTIONS_NAME,
    LAST_NAME,
    PERSON_COLUMNS,
    PROTECTED,
    UPN,
    VALID_UNTIL,
)
from consentdesk.services.day_words import read_day
from consentdesk.services.import_messages import Level, Message
from consentdesk.services.plain_words import plain, tidy
from consentdesk.services.upn import as_upn
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook

_UNTIL_SETTLED = "The row clears nothing until a person has dealt with it and taken it out."
_YES = frozenset({Status.GRANTED, Status.LIMITED})


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What one row says.

    Attributes:
        cell: address of its first cell, for messages about the row.
        protected, child_objects: None when nothing is written there.
    """

    sheet: str
    cell: str
    upn: str
    admission_number: str
    first_name: str
    last_name: str
    class_name: str
    protected: bool | None
    child_objects: bool | None
    answers: tuple[Answer, ...]

    @property
    def place(self) -> str:
        """Where it stands, such as ``Consent!A7``."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class ConsentRows:
    """All rows of a workbook and what there is to say about them."""

    rows: tuple[ConsentRow, ...]
    messages: tuple[Message, ...]


def read_consent_rows(workbook: Workbook, today: date) -> ConsentRows:
    """Read every sheet that holds a consent table, hidden ones too."""
    rows: list[ConsentRow] = []
    messages: list[Message] = []
    tables = 0
    for sheet in workbook.sheets:
        columns = find_columns(sheet)
        if columns is None:
            messages.extend(_about_other_sheet(sheet))
            continue
        tables += 1
        messages.extend((*columns.messages, *_about_hidden(sheet)))
        for row in sheet.rows:
            if row.number > columns.header_row and not is_header(row, columns):
                reader = _RowReader(sheet.name, row, columns, today)
                rows.append(reader.read())
                messages.extend(reader.messages)
    if not tables:
        text = "No consent table was found. Use the template that ConsentDesk writes."
        messages.append(Message("", "", Level.ERROR, "no_table", text))
    return ConsentRows(tuple(rows), tuple(messages))


def _about_other_sheet(sheet: Sheet) -> Iterator[Message]:
    if sheet.rows and plain(sheet.name) != plain(INSTRUCTIONS_NAME):
        text = "This sheet holds no consent table; nothing in it was read."
        yield Message(sheet.name, "", Level.WARNING, "sheet_not_read", text)


def _about_hidden(sheet: Sheet) -> Iterator[Message]:
    if sheet.hidden:
        text = "This sheet is hidden; it was read all the same."
        yield Message(sheet.name, "", Level.WARNING, "sheet_hidden", text)
    hidden = [c for row in sheet.rows for c in row.cells if c.hidden and not c.empty]
    if hidden:
        text = "Some rows or columns are hidden; they were read all the same."
        yield Message(sheet.name, hidden[0].address, Level.WARNING, "cells_hidden", text)


class _RowReader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, sheet: str, row: Row, columns: Columns, today: date) -> None:
        self._sheet, self._row, self._columns, self._today = sheet, row, columns, today
        self.messages: list[Message] = []

    def read(self) -> ConsentRow:
        return ConsentRow(
            self._sheet,
            self._row.cells[0].address,
            as_upn(self._text(UPN)),
            self._text(ADMISSION_NUMBER),
            self._text(FIRST_NAME),
            self._text(LAST_NAME),
            self._text(CLASS),
            self._flag(PROTECTED),
            self._flag(CHILD_OBJECTS),
            self._answers(),
        )

    def _text(self, words: str) -> str:
        return tidy(self._columns.cell(self._row, words).text)

    def _tell(self, cell: Cell, level: Level, code: str, text: str) -> None:
        self.messages.append(Message(self._sheet, cell.address, level, code, text))

    def _answers(self) -> tuple[Answer, ...]:
        given_on, given_well = self._given_on()
        expires_on, expires_well = self._day(VALID_UNTIL)
        reply = Answer(
            purpose="",
            status=Status.NOT_ASKED,
            given_by=self._text(ANSWERED_BY),
            given_on=given_on,
            expires_on=expires_on,
        )
        # A yes holds only as far as everything beside it was understood.
        instead = None if given_well and expires_well else Status.UNREADABLE
        if self._has_notes():
            instead = Status.PENDING
        return tuple(self._answer(asked, reply, instead) for asked in self._columns.asked)

    def _answer(self, asked: Asked, reply: Answer, instead_of_yes: Status | None) -> Answer:
        cell = self._row.cells[asked.column]
        read = read_answer(cell.text, cell.struck)
        if read.problem:
            self._tell(cell, Level.ERROR, "answer_unreadable", read.problem)
        status, limits = read.status, read.limits
        if status in _YES and instead_of_yes is not None:
            status, limits = instead_of_yes, frozenset()
        answer = replace(
            reply,
            purpose=asked.purpose,
            status=status,
            limits=limits,
            wording=asked.wording,
            source=f"{self._sheet}!{cell.address}",
        )
        # The row's day is that of the first reply, which the withdrawal came after.
        if status is Status.WITHDRAWN:
            return replace(answer, given_on=self._not_future(cell, read.day))
        return answer

    def _given_on(self) -> tuple[date | None, bool]:
        day, well = self._day(ANSWERED_ON)
        past = self._not_future(self._columns.cell(self._row, ANSWERED_ON), day)
        return past, well and past == day

    def _day(self, words: str) -> tuple[date | None, bool]:
        cell = self._columns.cell(self._row, words)
        read = read_day(cell)
        if read.problem:
            self._tell(cell, Level.ERROR, "day_unreadable", read.problem)
        return read.day, not read.problem

    def _not_future(self, cell: Cell, day: date | None) -> date | None:
        if day is None or day <= self._today:
            return day
        self._tell(cell, Level.ERROR, "day_in_future", "This day is still to come.")
        return None

    def _flag(self, words: str) -> bool | None:
        cell = self._columns.cell(self._row, words)
        read = read_answer(cell.text, cell.struck)
        if read.status is Status.NOT_ASKED:
            return None
        if read.status not in {Status.GRANTED, Status.REFUSED}:
            text = "This is neither yes nor no; it was taken as yes."
            self._tell(cell, Level.WARNING, "flag_unreadable", text)
        return read.status is not Status.REFUSED

    def _has_notes(self) -> bool:
        """Whether the row holds something for a person, which no program can weigh."""
        cells = self._row.cells
        notes = [cells[column] for column in self._columns.notes if not cells[column].empty]
        comments = [cell for cell in cells if cell.comment]
        person = [self._columns.cell(self._row, words) for words in PERSON_COLUMNS]
        struck = [cell for cell in person if cell.struck]
        for found, code, text in (
            (notes, "note", "A note stands here."),
            (comments, "comment", "A comment hangs here."),
            (struck, "person_struck", "The person is struck through."),
        ):
            for cell in found:
                self._tell(cell, Level.WARNING, code, f"{text} {_UNTIL_SETTLED}")
        return bool(notes or comments or struck)
