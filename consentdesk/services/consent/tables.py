"""A table on a sheet, its columns and the rows that count."""

import re
from dataclasses import dataclass, field

from consentdesk.services.consent.column_roles import Guess, Role
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.sheets.workbook import Cell, Row, Sheet

_OLD_WORDS = re.compile(r"\b(?:old|archived?|previous|copy|backup)\b", re.IGNORECASE)
_CLASS_NAME = re.compile(
    r"^(?:class |year |yr |y)?(?:[1-6]|r|n)[a-z]{0,2}$|^(?:class|year|reception|nursery)\b"
    r"|^[a-z]{2,12} ?[1-6]$|^[1-6] ?[a-z]{2,12}$"
)
"""A tab named so holds one class."""

_PROGRAM_NAME = re.compile(r"^(?:sheet|table|tab|form|page|list|part|data|export|blad|book) ?\d$")
"""Names that programs give."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        index: from 0, as in `Row.cells`; letter: as the spreadsheet shows it.
        header: as written; of two header rows joined by ``: ``.
        key: plain header that questions name it by; unique in the table.
        belongs_to: key of the column with the answer that this date or name is about.
    """

    index: int
    letter: str
    header: str
    key: str
    guess: Guess
    belongs_to: str = ""

    @property
    def role(self) -> Role:
        """What it is for."""
        return self.guess.role


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet.

    Attributes:
        header_rows: numbers of the rows with the headers; empty without any.
        rows: the rows about people; `left_out` those that are totals or repeated headers.
        titles: texts above the table.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[Row, ...] = ()
    titles: tuple[str, ...] = ()
    _by_role: dict[Role, tuple[Column, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Sort the columns once; they are asked for in every cell of a long sheet."""
        for column in self.columns:
            self._by_role[column.role] = (*self._by_role.get(column.role, ()), column)

    @property
    def class_in_name(self) -> str:
        """The class its tab is named after, such as ``Maple 3``; empty for other names."""
        words = _OLD_WORDS.sub("", tidy(self.sheet.name)).strip(" -–()")
        return (
            words
            if _CLASS_NAME.search(plain(words)) and not _PROGRAM_NAME.search(plain(words))
            else ""
        )

    @property
    def first_index(self) -> int:
        """Index of its first column; more than 0 for a table beside another."""
        return self.columns[0].index if self.columns else 0

    @property
    def name(self) -> str:
        """Name of its tab."""
        return self.sheet.name

    def of_role(self, *roles: Role) -> tuple[Column, ...]:
        """Return the columns for these roles, left to right."""
        if len(roles) == 1:
            return self._by_role.get(roles[0], ())
        return tuple(column for column in self.columns if column.role in roles)

    def texts(self, column: Column) -> list[str]:
        """Return what stands in a column, top to bottom."""
        return [row.cells[column.index].text for row in self.rows]


def letter_of(cell: Cell) -> str:
    """Return the column letters of a cell's address."""
    return cell.address.rstrip("0123456789")
