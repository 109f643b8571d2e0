"""Reads the rows of one table: whom each is about, and its answers with what bears on them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeAlias

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
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.services.sheet_words.pupil_matching import WrittenPupil
from consentdesk.sheets.workbook import Cell, Row

_Belonging: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Places of the columns with the name, the day and the last day that belong to an answer."""

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
        self._class_name = table.class_in_name
        self._owned: dict[str, _Belonging] = {}
        self._shared: dict[_Belonging, Beside] = {}
        self._asked = AskedReader(book, known, changed)
        self._cells = CellAnswers(book, known, today)
        self._days = TableDays(table, book, today, tell)
        self._cautions = TableCautions(table, book, tell)
        self._zeros = {c.key for c in table.of_role(Role.ASKS) if _ones_and_zeros(table, c)}
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
        about = pupil.shown
        cautions = [*self._cautions.of(row, about), *self._context.leaving(row)]
        answers = [
            *self._asked_columns(row, about, cautions),
            *self._typed(row, about, cautions),
            *self._ticked(index, row, about, cautions),
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
            text = tidy(row.cells[column.index].text) if name else ""
            if name and text and name not in said:
                said[name] = text
        born = self._table.of_role(Role.DATE_OF_BIRTH)
        days = self._days.born(row, born[0]) if born else ()
        said.setdefault("class_name", self._class_name)
        return WrittenPupil(**said, born=days)

    def _asked_columns(self, row: Row, about: str, cautions: Sequence[Caution]) -> Iterator[Answer]:
        for column in self._table.of_role(Role.ASKS):
            cell = row.cells[column.index]
            example = Example(self.place(cell), cell.text, about)
            read = self._read(cell, column.key in self._zeros)
            if read.status is Status.NOT_ASKED and not column.guess.purposes:
                continue
            asked = self._context.of_its_year(self._asked.column(column, example))
            beside = self._beside(row, column, cautions)
            yield from self._cells.answers(
                asked, self._context.as_meant(read, example), beside, example
            )

    def _typed(self, row: Row, about: str, cautions: Sequence[Caution]) -> Iterator[Answer]:
        types = self._table.of_role(Role.CONSENT_TYPE)
        for status in self._table.of_role(Role.STATUS) if types else ():
            cell, named = row.cells[status.index], row.cells[types[0].index]
            if named.empty:
                continue
            subject = plain(named.text)
            example = Example(self.place(named), named.text, about)
            asked = self._asked.words(QuestionKind.TYPE, subject, tidy(named.text), example)
            beside = self._beside(row, status, cautions)
            place = Example(self.place(cell), cell.text, about)
            read = self._context.as_meant(self._read(cell), place)
            yield from self._cells.answers(self._context.of_its_year(asked), read, beside, place)

    def _ticked(
        self, index: int, row: Row, about: str, cautions: Sequence[Caution]
    ) -> Iterator[Answer]:
        for column in self._table.of_role(Role.TICK_ALL):
            cell = row.cells[column.index]
            beside = self._beside(row, column, cautions)
            returned = beside.given_on is not None or bool(beside.given_by)
            example = Example(self.place(cell), cell.text, about)
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
        belonging = self._belonging(column)
        if belonging not in self._shared:
            whole_row = [caution for caution in cautions if caution.column is None]
            self._shared[belonging] = _held_by(self._said(row, belonging), whole_row)
        own = [caution for caution in cautions if caution.column == column.index]
        return _held_by(self._shared[belonging], own)

    def _said(self, row: Row, belonging: _Belonging) -> Beside:
        """Read who answered and when; several answers of a row share it and it is told once."""
        by, on, until = ([self._table.columns[i] for i in places] for places in belonging)
        texts = [row.cells[column.index].text for column in by]
        given_by = dict.fromkeys(tidy(text) for text in texts if not is_nobody(text))
        given_on = self._day(row, on, self._days.answered_on)
        ends = self._day(row, until, self._days.valid_until)
        return Beside(
            ", ".join(given_by),
            given_on.day,
            self._context.until(row, ends.day),
            None if given_on.well and ends.well else Status.UNREADABLE,
        )

    def _day(
        self, row: Row, columns: Iterable[Column], read: Callable[[Row, Column], RowDay]
    ) -> RowDay:
        filled = [column for column in columns if not row.cells[column.index].empty]
        return read(row, filled[0]) if filled else RowDay()

    def _belonging(self, column: Column) -> _Belonging:
        """Return where an answer's name and days stand: its own before those of the whole row."""
        if column.key not in self._owned:
            places = []
            for role in (Role.ANSWERED_BY, Role.ANSWERED_ON, Role.VALID_UNTIL):
                every = [i for i, c in enumerate(self._table.columns) if c.role is role]
                own = [i for i in every if self._table.columns[i].belongs_to == column.key]
                whole = [i for i in every if not self._table.columns[i].belongs_to]
                places.append(tuple(own or whole))
            by, on, until = places
            self._owned[column.key] = (by, on, until)
        return self._owned[column.key]

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


def _held_by(said: Beside, cautions: Sequence[Caution]) -> Beside:
    """Return what stands beside an answer with what these cautions make of a yes."""
    if not cautions:
        return said
    instead = said.instead_of_yes
    for caution in cautions:
        instead = stricter(instead, caution.instead)
    limits = said.limits.union(*(caution.limits for caution in cautions))
    return replace(said, instead_of_yes=instead, limits=limits)


def _struck_or(cell: Cell, read: ReadAnswer) -> ReadAnswer:
    return ReadAnswer(Status.UNREADABLE) if cell.struck else read


def _ones_and_zeros(table: Table, column: Column) -> bool:
    """Whether a column holds ones and zeros, so that a one can only be a yes."""
    found = set()
    for row in table.rows:
        text = plain(row.cells[column.index].text)
        if text not in {"", "0", "1"}:
            return False
        found.add(text)
    return found >= {"0", "1"}
