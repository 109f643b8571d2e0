"""A roll sheet as people: who is at the school, in which class, and who has left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.services.consent.columns import find_header
from consentdesk.services.consent.template import (
    ADMISSION_NUMBER,
    CLASS,
    FIRST_NAME,
    LAST_NAME,
    UPN,
)
from consentdesk.services.day_words import read_day
from consentdesk.services.import_messages import Level, Message
from consentdesk.services.plain_words import plain, tidy
from consentdesk.services.upn import as_upn, is_upn
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook

LEFT_ON = "Left on"
_COLUMNS = (UPN, ADMISSION_NUMBER, FIRST_NAME, LAST_NAME, CLASS, LEFT_ON)


@dataclass(frozen=True, slots=True)
class RollRow:
    """What one row of a roll says; `cell` is the address of its first cell."""

    sheet: str
    cell: str
    upn: str
    admission_number: str
    first_name: str
    last_name: str
    class_name: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class RollRows:
    """The rows that name one person each, and what there is to say about the others."""

    rows: tuple[RollRow, ...]
    messages: tuple[Message, ...]


def read_roll_rows(workbook: Workbook) -> RollRows:
    """Read every sheet with a roll; rows that share a number are all left out."""
    rows: list[RollRow] = []
    messages: list[Message] = []
    tables = 0
    for sheet in workbook.sheets:
        header = find_header(sheet)
        if header is None:
            continue
        tables += 1
        read = list(_read_sheet(sheet, header))
        rows.extend(item for item in read if isinstance(item, RollRow))
        messages.extend(item for item in read if isinstance(item, Message))
    if not tables:
        text = "No roll was found: it needs UPN or Admission number, First name and Last name."
        messages.append(Message("", "", Level.ERROR, "no_table", text))
    return _without_shared_numbers(rows, messages)


def _read_sheet(sheet: Sheet, header: Row) -> Iterator[RollRow | Message]:
    columns = {plain(words): column for column, words in enumerate(c.text for c in header.cells)}
    for row in sheet.rows:
        if row.number > header.number:
            cells = {w: _cell(row, columns.get(plain(w))) for w in _COLUMNS}
            if plain(cells[FIRST_NAME].text) != plain(FIRST_NAME):
                yield _read_row(sheet.name, row.cells[0].address, cells)


def _cell(row: Row, column: int | None) -> Cell:
    return Cell("") if column is None else row.cells[column]


def _read_row(sheet: str, address: str, cells: dict[str, Cell]) -> RollRow | Message:
    left = read_day(cells[LEFT_ON])
    row = RollRow(
        sheet,
        address,
        as_upn(cells[UPN].text),
        tidy(cells[ADMISSION_NUMBER].text),
        tidy(cells[FIRST_NAME].text),
        tidy(cells[LAST_NAME].text),
        tidy(cells[CLASS].text),
        left.day,
    )
    problem = _problem(row, left.problem, any(cell.struck for cell in cells.values()))
    if problem is None:
        return row
    code, text = problem
    return Message(sheet, address, Level.ERROR, code, f"{text} This row was not taken.")


def _problem(row: RollRow, left_problem: str, struck: bool) -> tuple[str, str] | None:
    if row.upn and not is_upn(row.upn):
        return "upn_wrong", "This is no UPN: its check letter or its length is wrong."
    if not row.upn and not row.admission_number:
        return "no_identifier", "The row has neither a UPN nor an admission number."
    if not (row.first_name or row.last_name):
        return "no_name", "The row has no name."
    if struck:
        return "person_struck", "Something in the row is struck through."
    if left_problem:
        return "day_unreadable", left_problem
    return None


def _without_shared_numbers(rows: Iterable[RollRow], messages: list[Message]) -> RollRows:
    """Leave out every row whose number another, different row has, too."""
    different = {replace(row, sheet="", cell=""): row for row in rows}.values()
    upns = Counter(row.upn for row in different if row.upn)
    numbers = Counter(plain(row.admission_number) for row in different if row.admission_number)
    kept = []
    for row in different:
        if upns[row.upn] > 1 or numbers[plain(row.admission_number)] > 1:
            text = "Another row has the same number. This row was not taken."
            messages.append(Message(row.sheet, row.cell, Level.ERROR, "number_twice", text))
        else:
            kept.append(row)
    return RollRows(tuple(kept), tuple(messages))
