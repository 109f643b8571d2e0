"""What surrounds the answers of a table and changes what they mean.

A title that turns the marks round, the school year it was asked for, a cell merged over brothers
and sisters, a column that says who has left.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from consentdesk.domain.consent import Status
from consentdesk.services.consent.answer_words import ReadAnswer, is_plain_no
from consentdesk.services.consent.asked import Asked, AskedReader
from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.purpose_words import turns_marks
from consentdesk.services.consent.questions import Example
from consentdesk.services.consent.row_cautions import Caution
from consentdesk.services.consent.row_days import TableDays, Tell
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.day_words import academic_year_end, academic_year_in
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Row

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ABOUT_EACH = (
    *(Role.NOTE, Role.CAUTION, Role.PROTECTED, Role.CHILD_OBJECTS, Role.WITHDRAWN_ON),
    *(Role.VALID_UNTIL, Role.LEFT_ON, Role.SCHOOL_YEAR),
)
"""Columns of which a cell merged over brothers and sisters is about each of them."""

_YEAR = re.compile(r"\b20\d\d\b")
_DATED = re.compile(
    r"\d[/.-]\d|\bprint|\bexport|\brun\b|\bcreated\b|\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]",
    re.IGNORECASE,
)
"""A title with a whole day says when the sheet was made, not for which year."""


class TableContext:
    """What the rows of one table share, and what a row says about itself as a whole."""

    def __init__(
        self, table: Table, asked: AskedReader, days: TableDays, today: date, tell: Tell
    ) -> None:
        titles = (*table.titles, table.name)
        self._table = table
        self._asked = asked
        self._days = days
        self._today = today
        self._tell = tell
        self._legend = next((title for title in titles if turns_marks(title)), "")
        self._year_end = _year_end(titles)
        self._rows = {row.number: row for row in table.rows}

    def whole(self, row: Row) -> Row:
        """Return the row with what a cell merged over several rows says about each of them."""
        cells = list(row.cells)
        for column in self._table.of_role(*_ABOUT_EACH):
            over = cells[column.index].covered_by
            anchor = self._rows.get(int(over.lstrip(_LETTERS))) if over else None
            if anchor is not None:
                cells[column.index] = replace(
                    cells[column.index], text=anchor.cells[column.index].text
                )
        return Row(row.number, tuple(cells))

    def leaving(self, row: Row) -> Iterator[Caution]:
        """Yield a caution for somebody whom the sheet calls a leaver."""
        for column in self._table.of_role(Role.LEFT_ON):
            cell = row.cells[column.index]
            day = self._days.leaving(row, column)
            if cell.empty or is_plain_no(cell.text) or (day is not None and day > self._today):
                continue
            text = "The sheet says that this person has left; a yes in the row does not count."
            self._tell(cell, Level.WARNING, "leaver", text)
            yield Caution(Status.PENDING)

    def of_its_year(self, asked: Asked) -> Asked:
        """Let the school year above the table hold for a question that names none of its own."""
        until = asked.until or self._year_end
        return asked if until == asked.until else replace(asked, until=until)

    def as_meant(self, read: ReadAnswer, example: Example) -> ReadAnswer:
        """Take a bare mark under a title that may turn it round as a no, until it is settled."""
        worded = read.limits or read.only or read.excepts
        if not self._legend or read.status is not Status.GRANTED or worded:
            return read
        forbids = self._asked.polarity(plain(self._legend), self._legend, example)
        return read if forbids is False else replace(read, status=Status.REFUSED)

    def until(self, row: Row, until: date | None) -> date | None:
        """Return the last valid day, which the end of the row's school year may come before."""
        columns = self._table.of_role(Role.SCHOOL_YEAR)
        ends = [academic_year_end(row.cells[column.index].text) for column in columns]
        return min((day for day in (until, *ends) if day is not None), default=None)


def _year_end(titles: Iterable[str]) -> date | None:
    """Return the end of the school year in a title or a tab's name: ``2023-24``, ``Sept 2023``."""
    for title in titles:
        named = academic_year_in(title)
        if named is not None:
            return named
        bare = None if _DATED.search(title) else _YEAR.search(title)
        if bare is not None:
            return date(int(bare[0]) + 1, 8, 31)
    return None
