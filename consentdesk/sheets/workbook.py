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
        comment: what somebody attached to it, for human eyes; never kept.
        fill: background as ``#RRGGBB``; empty for none or white.
        error: it shows a calculation error such as ``#REF!``, or a formula that was never
            calculated; `text` then shows the error or the formula.
        covered_by: address of the merged cell that lies over it; empty for most.
    """

    address: str
    text: str = ""
    value: CellValue = None
    struck: bool = False
    hidden: bool = False
    comment: str = ""
    fill: str = ""
    error: bool = False
    covered_by: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``cells[0]`` is column A, and every row of a sheet is equally long."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab of the workbook, without its empty rows."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file or a cell that a person should know; `code` is stable.

    Attributes:
        blocks: names in it cannot be trusted, so no row may be matched by name.
    """

    code: str
    text: str
    sheet: str = ""
    cell: str = ""
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file.

    Attributes:
        sha256: hex, of the bytes that were read.
        kind: ``xlsx``, ``xls``, ``xlsb``, ``ods`` or ``text``.
        saved_on: day the program that wrote it says it was last saved, or else the day of the
            file; None when neither is known.
        encoding, delimiter: how text was read; empty for workbooks.
        remarks: what reading could not see or had to guess.
    """

    sheets: tuple[Sheet, ...]
    sha256: str
    kind: str = "xlsx"
    saved_on: date | None = None
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[Remark, ...] = ()
