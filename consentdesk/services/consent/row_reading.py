"""Reads the rows of one table: whom each is about, and its answers with what bears on them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from consentdesk.domain.consent import TAKE, Answer, Status
from consentdesk.services.consent.answer_words import (
    ReadAnswer,
    is_plain_no,
    read_answer,
    read_withdrawn,
)
from consentdesk.services.consent.asked import AskedReader
from consentdesk.services.consent.cell_answers import Beside, CellAnswers
from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.row_cautions import Caution, TableCautions, stricter
from consentdesk.services.consent.row_days import RowDay, TableDays, Tell
from consentdesk.services.consent.signer_words import is_nobody
from consentdesk.services.consent.table_context import TableContext
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.consent.tick_all import TickAllColumn
from consentdesk.services.import_messages import Level
from consentdesk.services.plain_words import plain, tidy
from consentdesk.services.pupil_matching import WrittenPupil
from consentdesk.sheets.workbook import Cell, Row

_T = TypeVar("_T")

_NAMES = {
    Role.UPN: "upn",
    Role.ADMISSION_NUMBER: "admission_number",
    Role.NAME: "full_name",
    Role.FIRST_NAME: "first_name",
    Role.LAST_NAME: "last_name",
    Role.LEGAL_FIRST_NAME: "legal_first_name",
    Role.LEGAL_LAST_NAME: "legal_last_name",
    Role.CLASS: "class_name",
    Role.YEAR_GROUP: "year_group",
}


class ReadRow(NamedTuple):
    """What one row says, in the order of a reply's fields."""

    pupil: WrittenPupil
    answers: tuple[Answer, ...]
    protected: bool | None
    child_objects: bool | None
    left_on: date | None


class RowReader:
    """Reads the rows of a table one by one."""

    def __init__(
        self,
        table: Table,
        book: QuestionBook,
        known: Sequence[str],
        today: date,
        tell: Tell,
        changed: Collection[str] = (),
    ) -> None:
        self._table = table
        self._tell = tell
        self._book = book
        self._today = today
        self._owned: dict[tuple[str, Role], tuple[Column, ...]] = {}
        self._shared: dict[tuple[Role, tuple[str, ...]], Any] = {}
        self._asked = AskedReader(book, known, changed)
        self._cells = CellAnswers(book, known, today)
        self._days = TableDays(table, book, today, tell)
        self._cautions = TableCautions(table, book, tell)
        self._zeros = {c.key for c in table.of_role(Role.ASKS) if _ones_and_zeros(table.texts(c))}
        self._context = TableContext(table, self._asked, self._days, today, tell)
        self._lists = {
            c.key: TickAllColumn(c, self._examples(c), self._asked, book, known)
            for c in table.of_role(Role.TICK_ALL)
        }

    def read(self, index: int, row: Row) -> ReadRow:
        """Read the table's row number `index`, which is `row`."""
        row = self._context.whole(row)
        self._shared.clear()
        pupil = self._pupil(row)
        cautions = [*self._cautions.of(row, pupil.shown), *self._context.leaving(row)]
        answers = [
            *self._asked_columns(row, pupil, cautions),
            *self._typed(row, pupil, cautions),
            *self._ticked(index, row, pupil, cautions),
        ]
        answers = [*_withdrawn(answers, self._withdrawal(row)), *_by_itself(cautions, row, self)]
        protected = any(c.protects for c in cautions) or self._flag(row, Role.PROTECTED)
        objects = self._flag(row, Role.CHILD_OBJECTS)
        return ReadRow(pupil, tuple(answers), protected, objects, self._left_on(row))

    def place(self, cell: Cell) -> str:
        """Return where a cell stands, such as ``Consent!H12``."""
        return f"{self._table.name}!{cell.address}"

    def _examples(self, column: Column) -> list[Example]:
        return [
            Example(self.place(row.cells[column.index]), row.cells[column.index].text)
            for row in self._table.rows
        ]

    def _pupil(self, row: Row) -> WrittenPupil:
        said = {}
        for column in self._table.columns:
            name = _NAMES.get(column.role)
            text = tidy(row.cells[column.index].text)
            if name is not None and text and name not in said:
                said[name] = text
        born = self._table.of_role(Role.DATE_OF_BIRTH)
        days = self._days.born(row, born[0]) if born else ()
        said.setdefault("class_name", self._table.class_in_name)
        return WrittenPupil(**said, born=days)

    def _asked_columns(
        self, row: Row, pupil: WrittenPupil, cautions: Sequence[Caution]
    ) -> Iterator[Answer]:
        for column in self._table.of_role(Role.ASKS):
            cell = row.cells[column.index]
            example = Example(self.place(cell), cell.text, pupil.shown)
            read = self._read(cell, column.key in self._zeros)
            if read.status is Status.NOT_ASKED and not column.guess.purposes:
                continue
            asked = self._context.of_its_year(self._asked.column(column, example))
            beside = self._beside(row, column, cautions)
            yield from self._cells.answers(
                asked, self._context.as_meant(read, example), beside, example
            )

    def _typed(
        self, row: Row, pupil: WrittenPupil, cautions: Sequence[Caution]
    ) -> Iterator[Answer]:
        types = self._table.of_role(Role.CONSENT_TYPE)
        for status in self._table.of_role(Role.STATUS) if types else ():
            cell, named = row.cells[status.index], row.cells[types[0].index]
            if named.empty:
                continue
            subject = plain(named.text)
            example = Example(self.place(named), named.text, pupil.shown)
            asked = self._asked.words(QuestionKind.TYPE, subject, tidy(named.text), example)
            beside = self._beside(row, status, cautions)
            place = Example(self.place(cell), cell.text, pupil.shown)
            read = self._context.as_meant(self._read(cell), place)
            yield from self._cells.answers(self._context.of_its_year(asked), read, beside, place)

    def _ticked(
        self, index: int, row: Row, pupil: WrittenPupil, cautions: Sequence[Caution]
    ) -> Iterator[Answer]:
        for column in self._table.of_role(Role.TICK_ALL):
            cell = row.cells[column.index]
            beside = self._beside(row, column, cautions)
            returned = beside.given_on is not None or bool(beside.given_by)
            example = Example(self.place(cell), cell.text, pupil.shown)
            for ticked in self._lists[column.key].read(index, returned):
                if ticked.read.problem:
                    self._unreadable(cell, ticked.read.problem)
                read = self._context.as_meant(_struck_or(cell, ticked.read), example)
                asked = self._context.of_its_year(ticked.asked)
                yield from self._cells.answers(asked, read, beside, example)

    def _read(self, cell: Cell, ones_and_zeros: bool = False) -> ReadAnswer:
        if cell.error:
            read = ReadAnswer(Status.UNREADABLE, problem="This cell shows an error, not an answer.")
        else:
            read = read_answer(
                cell.text,
                cell.struck,
                ones_and_zeros=ones_and_zeros,
                order=self._days.order_of_replies,
                past_until=self._today,
            )
        if read.ambiguous and self._book.corrected(f"meaning:{read.ambiguous}") is None:
            text = "What this means has to be settled; until then it clears nothing."
            self._tell(cell, Level.WARNING, "word_unclear", text)
        elif read.problem and not read.ambiguous:
            self._unreadable(cell, read.problem)
        return read

    def _unreadable(self, cell: Cell, problem: str) -> None:
        self._tell(cell, Level.ERROR, "answer_unreadable", problem)

    def _beside(self, row: Row, column: Column, cautions: Sequence[Caution]) -> Beside:
        """Gather what bears on the answer in a column: who, when, until, and what is against."""
        given_on = self._day(row, column, Role.ANSWERED_ON)
        until = self._day(row, column, Role.VALID_UNTIL)
        instead = None if given_on.well and until.well else Status.UNREADABLE
        if given_on.day is None and given_on.earliest is None and not given_on.well:
            instead = Status.UNREADABLE
        bearing = [c for c in cautions if c.column in {None, column.index}]
        for caution in bearing:
            instead = stricter(instead, caution.instead)
        return Beside(
            self._given_by(row, column),
            given_on.day,
            self._context.until(row, until.day),
            instead,
            frozenset().union(*(c.limits for c in bearing)),
        )

    def _day(self, row: Row, column: Column, role: Role) -> RowDay:
        columns = self._belonging(column, role)

        def read() -> RowDay:
            read_one = (
                self._days.answered_on if role is Role.ANSWERED_ON else self._days.valid_until
            )
            filled = [c for c in columns if not row.cells[c.index].empty]
            return read_one(row, filled[0]) if filled else RowDay()

        return self._once(role, columns, read)

    def _given_by(self, row: Row, column: Column) -> str:
        columns = self._belonging(column, Role.ANSWERED_BY)

        def read() -> str:
            texts = [row.cells[c.index].text for c in columns]
            return ", ".join(dict.fromkeys(tidy(text) for text in texts if not is_nobody(text)))

        return self._once(Role.ANSWERED_BY, columns, read)

    def _once(self, role: Role, columns: tuple[Column, ...], read: Callable[[], _T]) -> _T:
        """Read what several answers of a row share only once, so that it is told only once."""
        key = (role, tuple(column.key for column in columns))
        if key not in self._shared:
            self._shared[key] = read()
        said: _T = self._shared[key]
        return said

    def _belonging(self, column: Column, role: Role) -> tuple[Column, ...]:
        """Return the columns of a role for an answer: its own before those of the whole row."""
        key = (column.key, role)
        if key not in self._owned:
            every = self._table.of_role(role)
            own = tuple(c for c in every if c.belongs_to == column.key)
            self._owned[key] = own or tuple(c for c in every if not c.belongs_to)
        return self._owned[key]

    def _withdrawal(self, row: Row) -> dict[str, ReadAnswer]:
        """Return what a column for withdrawals says, by the answer column it belongs to."""
        said = {}
        for column in self._table.of_role(Role.WITHDRAWN_ON):
            cell = row.cells[column.index]
            if not cell.empty:
                order = self._days.order(column)
                read = read_withdrawn(cell.text, order=order, past_until=self._today)
                if read.status is Status.WITHDRAWN:
                    said[column.belongs_to] = read
                    text = "A withdrawal stands here; it outranks every yes in the row."
                    self._tell(cell, Level.INFO, "withdrawal", text)
        return said

    def _flag(self, row: Row, role: Role) -> bool | None:
        columns = self._table.of_role(role)
        if not columns:
            return None
        cell = row.cells[columns[0].index]
        read = read_answer(cell.text, cell.struck)
        if read.status is Status.NOT_ASKED:
            return None
        if is_plain_no(cell.text):
            return False
        if read.status is not Status.GRANTED:
            text = "This is neither yes nor no; it was taken as yes."
            self._tell(cell, Level.WARNING, "flag_unreadable", text)
        return True

    def _left_on(self, row: Row) -> date | None:
        for column in self._table.of_role(Role.LEFT_ON):
            return self._days.leaving(row, column)
        return None


def _withdrawn(answers: list[Answer], said: dict[str, ReadAnswer]) -> Iterator[Answer]:
    """Let a withdrawal in its own column outrank the yes that was left standing."""
    whole = said.get("")
    for answer in answers:
        own = said.get(plain(answer.wording)) or whole
        if own is not None and answer.status not in {Status.REFUSED, Status.WITHDRAWN}:
            yield replace(
                answer,
                status=Status.WITHDRAWN,
                limits=frozenset(),
                given_on=own.day,
                expires_on=None,
            )
        else:
            yield answer


def _by_itself(cautions: Iterable[Caution], row: Row, reader: RowReader) -> Iterator[Answer]:
    """Yield the no that a note or a colour is by itself."""
    if any(caution.refuses for caution in cautions):
        yield Answer(TAKE, Status.REFUSED, source=reader.place(row.cells[0]))


def _struck_or(cell: Cell, read: ReadAnswer) -> ReadAnswer:
    return ReadAnswer(Status.UNREADABLE) if cell.struck else read


def _ones_and_zeros(texts: Iterable[str]) -> bool:
    """Whether a column holds ones and zeros, so that a one can only be a yes."""
    found = {plain(text) for text in texts} - {""}
    return found == {"0", "1"}
