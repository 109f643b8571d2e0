"""What the columns of a roll sheet say about a person; answers that stand in it are left alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from consentdesk.services.consent.column_roles import IDENTITY, Role
from consentdesk.services.consent.row_days import TableDays
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.sheet_words.day_words import ReadDay, read_day
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.services.sheet_words.staff_words import (
    means_staff,
    tab_of_staff,
    tells_kind,
    ticks_staff,
)
from consentdesk.services.sheet_words.written_pupil import WrittenPupil
from consentdesk.sheets.workbook import Row

_TAKEN = IDENTITY | {Role.CLASS, Role.YEAR_GROUP, Role.DATE_OF_BIRTH, Role.LEFT_ON, Role.SCHOOL}
_ANSWERS = (
    *(Role.ASKS, Role.TICK_ALL, Role.CONSENT_TYPE, Role.STATUS, Role.WITHDRAWN_ON),
    *(Role.PROTECTED, Role.CHILD_OBJECTS),
)
_PREFERRED = re.compile(r"\b(?:preferred|known|chosen)\b")


def roll_columns_only(table: Table) -> Table:
    """Return the table with every other column ignored, so that nobody is asked about those."""
    columns = tuple(c if c.role in _TAKEN else _ignored(c) for c in table.columns)
    return replace(table, columns=columns)


def not_brought_in(table: Table) -> tuple[list[str], list[str]]:
    """Return the headers of answers and of notes that stand in a roll sheet."""
    answers = [c.header for c in table.of_role(*_ANSWERS) if any(map(tidy, table.texts(c)))]
    notes = [c.header for c in table.of_role(Role.NOTE) if any(map(tidy, table.texts(c)))]
    return answers, notes


class RollColumns:
    """Reads who a row of one table is about."""

    def __init__(self, table: Table, days: TableDays) -> None:
        self._table = table
        self._days = days
        self._kinds = [c for c in table.columns if c.role is Role.CLASS or tells_kind(c.header)]
        self._is_staff = tab_of_staff(table.name)

    def pupil(self, row: Row) -> WrittenPupil:
        """Return who the row names: the name in use apart from the legal one."""
        first, legal_first = self._name(row, Role.FIRST_NAME, Role.LEGAL_FIRST_NAME)
        last, legal_last = self._name(row, Role.LAST_NAME, Role.LEGAL_LAST_NAME)
        born = self._table.of_role(Role.DATE_OF_BIRTH)
        return WrittenPupil(
            self._text(row, Role.UPN),
            self._text(row, Role.ADMISSION_NUMBER),
            first,
            last,
            legal_first,
            legal_last,
            self._text(row, Role.NAME),
            self._text(row, Role.CLASS) or self._table.class_in_name,
            self._text(row, Role.YEAR_GROUP),
            self._days.born(row, born[0]) if born else (),
        )

    def preferred(self, row: Row) -> tuple[bool, bool]:
        """Tell for first and last name whether it is stated as the one in use."""
        first, last = (
            bool(_first_text(row, _preferred(self._table.of_role(role))))
            for role in (Role.FIRST_NAME, Role.LAST_NAME)
        )
        return first, last

    def is_adult(self, row: Row) -> bool:
        """Whether the row, or the whole tab, is about the staff."""
        return (
            self._is_staff
            or any(means_staff(row.cells[c.index].text) for c in self._kinds)
            or any(ticks_staff(c.header, row.cells[c.index].text) for c in self._table.columns)
        )

    def left_on(self, row: Row) -> ReadDay:
        """Return the leaving day; one that may be either of two is none yet."""
        for column in self._table.of_role(Role.LEFT_ON):
            return read_day(row.cells[column.index], self._days.order(column), serials=True)
        return ReadDay(None)

    def birth_unread(self, row: Row) -> bool:
        """Whether something that is no day stands where the day of birth should."""
        return any(
            not row.cells[c.index].empty and not self._days.born(row, c)
            for c in self._table.of_role(Role.DATE_OF_BIRTH)
        )

    def is_struck(self, row: Row) -> bool:
        """Whether something that is taken from the row is struck through."""
        return any(row.cells[c.index].struck for c in self._table.of_role(*_TAKEN))

    def _name(self, row: Row, shown: Role, legal: Role) -> tuple[str, str]:
        """Return the name in use and the legal one.

        Beside a preferred name, the census takes a plain "Surname" as the legal one.
        """
        columns = self._table.of_role(shown)
        chosen = _preferred(columns)
        usual = _first_text(row, [c for c in columns if c not in chosen])
        official = _first_text(row, self._table.of_role(legal))
        if not chosen:
            return usual, official
        return _first_text(row, chosen) or usual, official or usual

    def _text(self, row: Row, role: Role) -> str:
        return _first_text(row, self._table.of_role(role))


def _preferred(columns: Iterable[Column]) -> Sequence[Column]:
    return [c for c in columns if _PREFERRED.search(plain(c.header))]


def _first_text(row: Row, columns: Iterable[Column]) -> str:
    texts = (tidy(row.cells[column.index].text) for column in columns)
    return next(filter(None, texts), "")


def _ignored(column: Column) -> Column:
    return replace(column, guess=replace(column.guess, role=Role.IGNORE), belongs_to="")
