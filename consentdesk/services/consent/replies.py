"""A consent workbook as replies: who each row is about and what it answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from consentdesk.domain.consent import TAKE, Answer, Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.cell_answers import YES
from consentdesk.services.consent.column_roles import Role, is_biometric
from consentdesk.services.consent.name_lists import list_of_names, table_of_names
from consentdesk.services.consent.purpose_words import turns_marks
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.row_reading import RowReader
from consentdesk.services.consent.tab_cautions import TakenTab, take_tab
from consentdesk.services.consent.table_finding import find_tables
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_matching import WrittenPupil
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook


@dataclass(frozen=True, slots=True)
class Reply:
    """What one row says.

    Attributes:
        row: its number on the sheet; cell: address of its first cell, for messages.
        school: as written, where the sheet names several.
        protected, child_objects: None when nothing is written there.
    """

    sheet: str
    row: int
    cell: str
    pupil: WrittenPupil
    answers: tuple[Answer, ...]
    protected: bool | None = None
    child_objects: bool | None = None
    left_on: date | None = None

    @property
    def place(self) -> str:
        """Where it stands, such as ``Consent!A7``."""
        return f"{self.sheet}!{self.cell}"

    @property
    def question_key(self) -> str:
        """What the question whose row it is goes by; rows side by side are told apart."""
        beside = self.cell != f"A{self.row}"
        return f"who:{self.sheet}!{self.cell if beside else self.row}"

    @property
    def restricting(self) -> tuple[Answer, ...]:
        """What restricts: every answer but a yes or a blank; a yes with limits as unreadable."""
        return tuple(
            replace(a, status=Status.UNREADABLE, limits=frozenset(), expires_on=None)
            if a.limits
            else a
            for a in self.answers
            if a.limits or a.status not in YES | {Status.NOT_ASKED}
        )

    def without_yes(self) -> "Reply":
        """Return the reply with only what restricts."""
        return replace(self, answers=self.restricting)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a workbook says, and what there is to tell about it.

    Attributes:
        asked: purposes that the workbook asks about.
        exceptions_only: it lists those who may not appear; nobody else is meant.
    """

    replies: tuple[Reply, ...]
    tables: tuple[Table, ...]
    messages: tuple[Message, ...]
    asked: frozenset[str]
    exceptions_only: bool


TablesByTab: TypeAlias = Mapping[str, tuple[Table, ...]]


def tables_by_tab(workbook: Workbook, book: QuestionBook, known: Sequence[str]) -> TablesByTab:
    """Return the tables of each tab by its name; none for a tab without headers."""
    return {sheet.name: find_tables(sheet, book, known) for sheet in workbook.sheets}


def read_replies(
    workbook: Workbook,
    tables: TablesByTab,
    book: QuestionBook,
    known: Sequence[str],
    today: date,
    names: Collection[str] = (),
    changed: Collection[str] = (),
) -> Reading:
    """Read every tab that holds a consent table, hidden ones too; questions go into `book`.

    `known` are the purposes in use, `names` the plain names of everybody on the roll, by which
    a list without a header is recognised; `changed` are headers and types that were not in the
    source's last sheet and are asked about, however clear they seem.

    Raises:
        Refused: an answer in the book is none of its question's choices.
    """
    reader = _WorkbookReader(book, known, today, changed)
    reader.read(workbook, tables, names)
    return reader.reading()


class _WorkbookReader:
    """Goes through the tabs and gathers."""

    def __init__(
        self, book: QuestionBook, known: Sequence[str], today: date, changed: Collection[str]
    ) -> None:
        self._changed = changed
        self._book = book
        self._known = tuple(known)
        self._today = today
        self._replies: list[Reply] = []
        self._tables: list[Table] = []
        self._messages: list[Message] = []

    def read(self, workbook: Workbook, tables: TablesByTab, names: Collection[str]) -> None:
        for sheet in workbook.sheets:
            for table in tables[sheet.name]:
                self._read_table(table)
        everybody = {*names, *(plain(reply.pupil.shown) for reply in self._replies)} - {""}
        for sheet in workbook.sheets:
            if not tables[sheet.name]:
                self._read_list(sheet, everybody)
        for remark in workbook.remarks:
            level = Level.ERROR if remark.blocks else Level.WARNING
            text = remark.text
            self._messages.append(Message(remark.sheet, remark.cell, level, remark.code, text))
        if not self._tables:
            text = "No table with names and answers was found. Choose the row with the headers."
            self._messages.append(Message("", "", Level.ERROR, "no_table", text))

    def reading(self) -> Reading:
        return Reading(
            tuple(self._replies),
            tuple(self._tables),
            tuple(self._messages),
            frozenset(a.purpose for reply in self._replies for a in reply.answers),
            any(is_exceptions_list(table) for table in self._tables),
        )

    def _read_list(self, sheet: Sheet, everybody: Collection[str]) -> None:
        table = table_of_names(sheet, everybody)
        if table is None and turns_marks(sheet.name):
            table = list_of_names(sheet)
        if table is not None:
            text = "This list has no headers; it was read as names with notes beside them."
            self._tell(sheet.name, "", Level.WARNING, "no_header", text)
            self._read_table(table)
        elif sheet.rows and not _is_instruction(sheet):
            text = "This sheet holds no consent table; nothing in it was read."
            self._tell(sheet.name, "", Level.WARNING, "sheet_not_read", text)

    def _read_table(self, table: Table) -> None:
        self._tables.append(table)
        tab = take_tab(table, self._book, self._messages)
        if not tab.read:
            return
        self._about_columns(table)
        for row in table.left_out:
            text = "This row repeats the header or sums up; it was left out."
            self._tell(table.name, row.cells[0].address, Level.INFO, "row_left_out", text)

        def tell(cell: Cell, level: Level, code: str, text: str) -> None:
            self._tell(table.name, cell.address, level, code, text)

        reader = RowReader(table, self._book, self._known, self._today, tell, self._changed)
        for index, row in enumerate(table.rows):
            if tab.leaves_out(row) or self._is_other_schools(table, tab, row):
                continue
            place = row.cells[table.first_index].address
            reply = Reply(table.name, row.number, place, *reader.read(index, row))
            if is_exceptions_list(table) and not reply.answers:
                reply = replace(reply, answers=(_listed(reply),))
            self._replies.append(reply.without_yes() if tab.only_no(row) else reply)

    def _is_other_schools(self, table: Table, tab: TakenTab, row: Row) -> bool:
        other = tab.of_other_school(row)
        if other:
            text = "This row is another school's; it was left out."
            self._tell(table.name, row.cells[0].address, Level.INFO, "other_school", text)
        return other

    def _about_columns(self, table: Table) -> None:
        """Tell of columns that are left out: biometric ones always, unknown ones until settled."""
        row = table.header_rows[-1] if table.header_rows else 0
        for column in table.columns:
            place = f"{column.letter}{row}"
            if is_biometric(column.header):
                text = "This column looks like biometric consent; it is never taken from a sheet."
                self._tell(table.name, place, Level.WARNING, "biometric_ignored", text)
            elif column.role is Role.UNKNOWN and any(plain(t) for t in table.texts(column)):
                text = "This column is not known; nothing in it was taken as an answer."
                self._tell(table.name, place, Level.WARNING, "column_unknown", text)

    def _tell(self, sheet: str, cell: str, level: Level, code: str, text: str) -> None:
        self._messages.append(Message(sheet, cell, level, code, text))


def is_exceptions_list(table: Table) -> bool:
    """Whether the table lists those who may not appear, rather than everybody's answers."""
    return any(turns_marks(title) for title in (*table.titles, table.name))


def _listed(reply: Reply) -> Answer:
    """Return the no that being on the list is, when the list has no column with answers."""
    # A title may say why, which is kept nowhere.
    return Answer(TAKE, Status.REFUSED, wording="List of exceptions", source=reply.place)


def _is_instruction(sheet: Sheet) -> bool:
    """Whether the tab only explains: prose in one column and no answers."""
    widths = [sum(not cell.empty for cell in row.cells) for row in sheet.rows]
    plain_answers = any(
        not read_answer(cell.text).problem and not cell.empty
        for row in sheet.rows
        for cell in row.cells
    )
    return not sheet.hidden and max(widths, default=0) <= 1 and not plain_answers
