"""The days in a table: which number is the day, and what a day column says in a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.consent.template import ANSWERED_ON, VALID_UNTIL
from consentdesk.services.sheet_words.day_words import DayOrder, ReadDay, proven_order, read_day
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Cell, Row

Tell = Callable[[Cell, Level, str, str], None]
"""Notes a message about a cell: level, stable code, sentence."""

_DAY_COLUMNS = (
    *(Role.ANSWERED_ON, Role.VALID_UNTIL, Role.WITHDRAWN_ON),
    *(Role.DATE_OF_BIRTH, Role.LEFT_ON),
)
_DAY_FIRST_BY_AGREEMENT = frozenset({plain(ANSWERED_ON), plain(VALID_UNTIL)})
"""Headers of the school's own workbook, which asks for day/month/year."""


@dataclass(frozen=True, slots=True)
class RowDay:
    """What a day column says in a row.

    Attributes:
        day: None when nothing stands there or it is not certain.
        earliest: the earliest day it may be; for what runs out.
        well: nothing stood there, or it was understood well enough.
    """

    day: date | None = None
    earliest: date | None = None
    well: bool = True


class TableDays:
    """Reads the day columns of one table."""

    def __init__(self, table: Table, book: QuestionBook, today: date, tell: Tell) -> None:
        self._table = table
        self._book = book
        self._today = today
        self._tell = tell
        self._orders = {c.key: self._order(c) for c in table.of_role(*_DAY_COLUMNS)}

    def order(self, column: Column) -> DayOrder | None:
        """Return which number comes first in a column; None when nothing tells."""
        return self._orders.get(column.key, DayOrder.DAY_FIRST)

    @property
    def order_of_replies(self) -> DayOrder | None:
        """Which number comes first in the days of replies; None when nothing tells."""
        columns = self._table.of_role(Role.ANSWERED_ON)
        return self.order(columns[0]) if columns else None

    def answered_on(self, row: Row, column: Column) -> RowDay:
        """Read the day of an answer, which cannot lie in the future."""
        cell = row.cells[column.index]
        read = self._read(cell, column, past_until=self._today)
        if read.problem:
            return RowDay(well=False)
        late = [day for day in read.readings if day > self._today]
        if late:
            self._tell(cell, Level.ERROR, "day_in_future", "This day is still to come.")
            return RowDay(well=False)
        return RowDay(read.day, min(read.readings, default=None))

    def valid_until(self, row: Row, column: Column) -> RowDay:
        """Read the last valid day; of two readings the earlier one holds."""
        read = self._read(row.cells[column.index], column)
        earliest = min(read.readings, default=None)
        return RowDay(earliest, earliest, well=not read.problem)

    def leaving(self, row: Row, column: Column) -> date | None:
        """Read a leaving day; one that can be read two ways is none."""
        return read_day(row.cells[column.index], self.order(column), serials=True).day

    def born(self, row: Row, column: Column) -> tuple[date, ...]:
        """Read a date of birth: every day it may be."""
        cell = row.cells[column.index]
        return read_day(cell, self.order(column), born=True, past_until=self._today).readings

    def _read(self, cell: Cell, column: Column, past_until: date | None = None) -> ReadDay:
        read = read_day(cell, self.order(column), serials=True, past_until=past_until)
        if read.problem:
            self._tell(cell, Level.ERROR, "day_unreadable", read.problem)
        return read

    def _order(self, column: Column) -> DayOrder | None:
        settled = self._book.corrected(f"dates:{column.key}")
        if settled is None and plain(column.header) in _DAY_FIRST_BY_AGREEMENT:
            return DayOrder.DAY_FIRST
        cells = [row.cells[column.index] for row in self._table.rows]
        proven = proven_order([cell.text for cell in cells], self._today)
        if proven is not None:
            return proven
        born = column.role is Role.DATE_OF_BIRTH
        unclear = [c for c in cells if len(read_day(c, None, serials=True, born=born).readings) > 1]
        if not unclear:
            return None
        examples = [Example(f"{self._table.name}!{c.address}", c.text) for c in unclear]
        value = self._book.ask(_order_matter(column), *examples)
        return None if value is None else DayOrder(value)


def _order_matter(column: Column) -> Matter:
    return Matter(
        f"dates:{column.key}",
        QuestionKind.DATES,
        f"In the column “{column.header}”, which number is the day?",
        choices(
            (DayOrder.DAY_FIRST.value, "Day first: 3/4 is 3 April"),
            (DayOrder.MONTH_FIRST.value, "Month first: 3/4 is 4 March"),
        ),
        holds=False,
    )
