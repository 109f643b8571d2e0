"""The cells of a row, kept small: a sheet of a million cells must fit an office computer.

A row keeps its bare values, and for each what it looks like, which thousands of cells share.
A `Cell` is made when somebody asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, overload

from openpyxl.utils import get_column_letter

from consentdesk.sheets.sheet_size import refuse_large
from consentdesk.sheets.workbook import Cell, CellValue, Row, Sheet

_LONGEST_WHOLE = 1e15
"""From here on a stored number is no longer exact."""


@dataclass(frozen=True, slots=True)
class Look:
    """What cells look like.

    Attributes:
        digits: a number is shown with at least so many, as 001204 for an admission number.
    """

    struck: bool = False
    fill: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """What few cells have beside value and look; see `Cell`."""

    comment: str = ""
    error: bool = False
    covered_by: str = ""


NO_EXTRAS: Mapping[int, Extra] = {}


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as a reader found it; `values` and `looks` end where nothing more was found.

    Attributes:
        extras: by column index from 0.
    """

    number: int
    values: tuple[CellValue, ...]
    looks: tuple[Look, ...] = ()
    hidden: bool = False
    extras: Mapping[int, Extra] = field(default_factory=lambda: NO_EXTRAS)


_PLAIN = Look()
_NOTHING = Extra()


class RowCells(Sequence[Cell]):
    """The cells of one row, equal to a tuple of the same cells."""

    __slots__ = ("_hidden_columns", "_raw", "_width")

    def __init__(self, raw: RawRow, width: int, hidden_columns: frozenset[int]) -> None:
        self._raw = raw
        self._width = width
        self._hidden_columns = hidden_columns

    @property
    def values(self) -> tuple[CellValue, ...]:
        """What is stored, up to the last cell that holds anything."""
        return self._raw.values

    @property
    def may_hide(self) -> bool:
        """Whether its row or one of its columns is hidden, without making any cell."""
        return self._raw.hidden or bool(self._hidden_columns)

    @property
    def fills(self) -> frozenset[str]:
        """The backgrounds of its cells, without making any cell."""
        return frozenset(look.fill for look in self._raw.looks) - {""}

    def __len__(self) -> int:
        return self._width

    def __iter__(self) -> Iterator[Cell]:
        return map(self._cell, range(self._width))

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        columns = range(self._width)[index]
        return self._cell(columns) if isinstance(columns, int) else tuple(map(self._cell, columns))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _cell(self, column: int) -> Cell:
        raw = self._raw
        value = raw.values[column] if column < len(raw.values) else None
        look = raw.looks[column] if column < len(raw.looks) else _PLAIN
        extra = raw.extras.get(column, _NOTHING)
        return Cell(
            address(raw.number, column),
            shown(value, look.digits),
            value,
            struck=look.struck and value is not None,
            hidden=raw.hidden or column in self._hidden_columns,
            comment=extra.comment,
            fill=look.fill,
            error=extra.error,
            covered_by=extra.covered_by,
        )


def fills_of(cells: Sequence[Cell]) -> frozenset[str]:
    """Return the backgrounds that occur in a row."""
    if isinstance(cells, RowCells):
        return cells.fills
    return frozenset(cell.fill for cell in cells) - {""}


def may_hide(cells: Sequence[Cell]) -> bool:
    """Whether any cell of a row may be hidden."""
    return cells.may_hide if isinstance(cells, RowCells) else True


def address(number: int, column: int) -> str:
    """Return such as ``H12`` for row 12 and column index 7."""
    return f"{get_column_letter(column + 1)}{number}"


def stored_texts(row: Row) -> Iterator[tuple[int, str]]:
    """Yield column index and text of the cells that hold text, without making the cells."""
    made = row.cells
    values = made.values if isinstance(made, RowCells) else [cell.value for cell in made]
    return ((at, value) for at, value in enumerate(values) if isinstance(value, str))


def finished_sheet(
    file: str,
    name: str,
    hidden: bool,
    rows: Iterable[RawRow],
    hidden_columns: frozenset[int] = frozenset(),
) -> Sheet:
    """Return a sheet without its empty rows, every row equally long.

    A row in which only a comment stands is kept: it may say no.

    Raises:
        SheetError: too many rows, columns or cells.
    """
    kept = [(row, used) for row in rows if (used := _used(row))]
    width = max((used for _, used in kept), default=0)
    last = kept[-1][0].number if kept else 0
    refuse_large(file, rows=last, columns=width, cells=len(kept) * width)
    cells = (RowCells(row, width, hidden_columns) for row, _ in kept)
    return Sheet(
        name, hidden, tuple(Row(row.number, of) for (row, _), of in zip(kept, cells, strict=True))
    )


def _used(row: RawRow) -> int:
    """Count the columns up to the last in which something stands."""
    last = len(row.values)
    while last and not shown(row.values[last - 1]).strip():
        last -= 1
    noted = (column + 1 for column, extra in row.extras.items() if extra.comment)
    return max(last, *noted, 0)


def shown(value: CellValue, digits: int = 0) -> str:
    """Return what a cell with this value says."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _LONGEST_WHOLE:
        value = int(value)
    return f"{value:0{digits}d}" if isinstance(value, int) else str(value)


def plain_value(value: Any) -> CellValue:
    """Return a day for a moment, and text for times and durations."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value if value is None or isinstance(value, bool | int | float | date) else str(value)
