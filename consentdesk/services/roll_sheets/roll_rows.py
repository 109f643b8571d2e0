"""A roll sheet as rows: who is at the school, in which class, and who has left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.row_days import TableDays
from consentdesk.services.consent.tab_cautions import TakenTab, take_tab
from consentdesk.services.consent.table_finding import find_tables
from consentdesk.services.consent.tables import Table
from consentdesk.services.roll_sheets.roll_columns import (
    RollColumns,
    not_brought_in,
    roll_columns_only,
)
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.upn import as_upn, is_upn
from consentdesk.services.sheet_words.written_pupil import WrittenPupil, name_key
from consentdesk.sheets.workbook import Row, Workbook


@dataclass(frozen=True, slots=True)
class RollRow:
    """What one row of a roll says.

    Attributes:
        number: of the row on its sheet; cell: address of its first cell.
        preferred: whether first and last name are stated as those in use, not as legal ones.
    """

    sheet: str
    number: int
    cell: str
    pupil: WrittenPupil
    is_adult: bool = False
    left_on: date | None = None
    preferred: tuple[bool, bool] = (False, False)

    @property
    def place(self) -> str:
        """Where it stands, such as ``Roll!A7``."""
        return f"{self.sheet}!{self.cell}"

    @property
    def key(self) -> str:
        """What identifies a new person: the UPN, else the admission number, else the name."""
        upn = as_upn(self.pupil.upn)
        return upn if is_upn(upn) else self.pupil.admission_number or name_key(self.pupil)


@dataclass(frozen=True, slots=True)
class RollRows:
    """The rows that name one person each, and what there is to say about the others."""

    rows: tuple[RollRow, ...]
    messages: tuple[Message, ...]


def not_taken(row: RollRow, code: str, text: str) -> Message:
    """Return the message about a row that is left out."""
    return Message(row.sheet, row.cell, Level.ERROR, code, f"{text} This row was not taken.")


def read_roll_rows(
    workbook: Workbook, book: QuestionBook, known: Sequence[str], today: date
) -> RollRows:
    """Read every tab with a table of people; rows that share a number are all left out.

    Raises:
        Refused: an answer in the book is none of its question's choices.
    """
    reader = _RollReader(book, today)
    garbled = {remark.sheet for remark in workbook.remarks if remark.blocks}
    for remark in workbook.remarks:
        level = Level.ERROR if remark.blocks else Level.WARNING
        reader.tell(remark.sheet, remark.cell, level, remark.code, remark.text)
    tables = [(sheet, find_tables(sheet, book, known)) for sheet in workbook.sheets]
    for sheet, found in tables:
        if not found and sheet.rows:
            text = "This sheet holds no table of people; nothing in it was read."
            reader.tell(sheet.name, "", Level.WARNING, "sheet_not_read", text)
        elif found and sheet.name in garbled:
            text = "The names in this sheet cannot be trusted, so none of its rows was taken."
            reader.tell(sheet.name, "", Level.ERROR, "names_garbled", text)
        for table in found if sheet.name not in garbled else ():
            reader.read(table)
    if not any(found for _, found in tables):
        text = "No roll was found: it needs a row of headers such as UPN, First name, Last name."
        reader.tell("", "", Level.ERROR, "no_table", text)
    return _without_shared_numbers(reader.rows, reader.messages)


class _RollReader:
    """Goes through the tabs and gathers."""

    def __init__(self, book: QuestionBook, today: date) -> None:
        self._book = book
        self._today = today
        self.rows: list[RollRow] = []
        self.messages: list[Message] = []

    def tell(self, sheet: str, cell: str, level: Level, code: str, text: str) -> None:
        """Note a message."""
        self.messages.append(Message(sheet, cell, level, code, text))

    def read(self, table: Table) -> None:
        """Take the rows of one tab."""
        tab = take_tab(table, self._book, self.messages)
        if not tab.read:
            return
        self._tell_not_brought_in(table)
        kept = roll_columns_only(table)
        days = TableDays(kept, self._book, self._today, lambda *_: None)
        # The full table, because a column such as "Role" may tell who is staff.
        columns = RollColumns(table, days)
        for row in self._ours(table, tab):
            self._take(table, columns, row)

    def _ours(self, table: Table, tab: TakenTab) -> list[Row]:
        """Return the rows that count; what is hidden or whose school is not settled does not."""
        shown = [row for row in table.rows if not tab.leaves_out(row)]
        open_rows = [row for row in shown if tab.only_no(row)]
        if open_rows:
            text = f"{len(open_rows)} rows were not taken until you answer how they count."
            cell = open_rows[0].cells[0].address
            self.tell(table.name, cell, Level.ERROR, "rows_waiting", text)
        others = [row for row in shown if tab.of_other_school(row)]
        if others:
            text = f"{len(others)} rows are about another school or none; they were left out."
            self.tell(table.name, "", Level.INFO, "other_school", text)
        return [row for row in shown if row not in open_rows and row not in others]

    def _take(self, table: Table, columns: RollColumns, row: Row) -> None:
        pupil, left = columns.pupil(row), columns.left_on(row)
        read = RollRow(
            table.name,
            row.number,
            row.cells[0].address,
            pupil,
            columns.is_adult(row),
            left.day,
            columns.preferred(row),
        )
        if pupil == WrittenPupil(class_name=pupil.class_name, year_group=pupil.year_group):
            return
        if not pupil.shown:
            self.messages.append(not_taken(read, "no_name", "The row has no name."))
        elif columns.is_struck(row):
            text = "Something in the row is struck through."
            self.messages.append(not_taken(read, "person_struck", text))
        elif left.problem or len(left.readings) > 1:
            text = left.problem or "Which number of the leaving day is the day is not clear."
            self.messages.append(not_taken(read, "day_unreadable", text))
        else:
            self.rows.append(read)
            if columns.birth_unread(row):
                text = "The day of birth cannot be read; it was left as it is."
                self.tell(table.name, read.cell, Level.WARNING, "birth_unreadable", text)

    def _tell_not_brought_in(self, table: Table) -> None:
        answers, notes = not_brought_in(table)
        if answers:
            text = (
                f"Answers stand in this sheet ({', '.join(answers)}). A roll brings in no answers;"
                " bring the sheet in as a consent sheet, too."
            )
            self.tell(table.name, "", Level.WARNING, "answers_not_read", text)
        if notes:
            headers = ", ".join(header or "a column without header" for header in notes)
            text = f"Notes stand in this sheet ({headers}). They were not read; look at them."
            self.tell(table.name, "", Level.WARNING, "notes_not_read", text)


def _without_shared_numbers(rows: Iterable[RollRow], messages: list[Message]) -> RollRows:
    """Leave out every row whose number another, different row has, too."""
    different: dict[RollRow, RollRow] = {}
    for row in rows:
        different.setdefault(replace(row, sheet="", number=0, cell=""), row)
    kept = list(different.values())
    upns = Counter(as_upn(row.pupil.upn) for row in kept if row.pupil.upn)
    numbers = Counter(_number(row) for row in kept if _number(row))
    shared = [r for r in kept if upns[as_upn(r.pupil.upn)] > 1 or numbers[_number(r)] > 1]
    text = "Another row has the same number."
    messages.extend(not_taken(row, "number_twice", text) for row in shared)
    return RollRows(tuple(row for row in kept if row not in shared), tuple(messages))


def _number(row: RollRow) -> str:
    return without_zeros(row.pupil.admission_number)
