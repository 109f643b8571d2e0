"""What a workbook holds, as plain rows of cells; what the cells mean is decided elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        address: such as ``H12``.
        text: what the cell says, untrimmed; a day as ``2026-03-12``; empty for no content.
        value: the stored value; a formula counts as its last calculated result.
        struck: some of it is struck through.
        hidden: its row or column is hidden or filtered out.
        comment: somebody attached a comment.
    """

    address: str
    text: str = ""
    value: CellValue = None
    struck: bool = False
    hidden: bool = False
    comment: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``cells[0]`` is column A, and every row of a sheet is equally long."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab of the workbook, without its empty rows."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file; `sha256` (hex) is that of the bytes that were read."""

    sheets: tuple[Sheet, ...]
    sha256: str


def filled(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Drop the rows in which no cell shows anything."""
    return tuple(row for row in rows if not all(cell.empty for cell in row.cells))
