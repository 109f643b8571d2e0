"""Write rows as an Excel workbook in which text stays text and nothing runs."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.save_workbook import save_workbook
from consentdesk.sheets.workbook import CellValue

_HEADER_FONT = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="1F3A5F")
_NARROWEST, _WIDEST = 10, 60
_CHOICE_ROWS = 2000
"""Rows that offer the drop-down; more than any school has pupils on one sheet."""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet to write.

    Attributes:
        choices: words offered in a column's drop-down, by column index from 0; other words
            can be typed after a warning.
        notes: hint shown when a cell of the column is chosen, by column index from 0.
        text_columns: columns in which typed numbers stay text, so that zeros in front stay.
    """

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[CellValue]] = ()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    text_columns: frozenset[int] = frozenset()


def write_workbook(path: Path, sheets: Sequence[SheetContent]) -> None:
    """Write the sheets to `path`, which appears complete or not at all.

    Raises:
        SheetLocked: the file is open elsewhere, or the folder takes no files.
        SheetError: the disk refused the file.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for content in sheets:
        _fill(book.create_sheet(content.name), content)
    unfinished = path.with_name(f".{path.stem}-{uuid4().hex}.tmp")
    try:
        save_workbook(book, unfinished)
        os.replace(unfinished, path)  # noqa: PTH105 - the same call, clearer about replacing
    except PermissionError as error:
        raise SheetLocked(
            f"{path.name} is open in another program, or its folder takes no new files.",
            "Close it there or choose another folder, then try again.",
        ) from error
    except OSError as error:
        raise SheetError(
            f"{path.name} could not be written.", "Choose another folder and try again."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(sheet: Any, content: SheetContent) -> None:
    for column, words in enumerate(content.header, 1):
        cell = sheet.cell(1, column)
        _put(cell, words)
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(content.rows, 2):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    _set_columns(sheet, content)
    for column in sorted({*content.choices, *content.notes}):
        _offer(sheet, column, content.choices.get(column, ()), content.notes.get(column, ""))


def _put(cell: Any, value: CellValue) -> None:
    if isinstance(value, str):
        # Set as text after the fact: assigning "=1+1" would make it a formula.
        cell.value = _clean(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[:1] in "=+-@\t\r"
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _clean(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return str(ILLEGAL_CHARACTERS_RE.sub("", whole))


def _set_columns(sheet: Any, content: SheetContent) -> None:
    for column, words in enumerate(content.header):
        longest = max([len(words), *(len(str(r[column])) for r in content.rows if column < len(r))])
        width = min(_WIDEST, max(_NARROWEST, longest + 2))
        dimension = sheet.column_dimensions[get_column_letter(column + 1)]
        dimension.width = width
        if column in content.text_columns:
            dimension.number_format = "@"


def _offer(sheet: Any, column: int, words: tuple[str, ...], hint: str) -> None:
    listed = f'"{",".join(words)}"' if words else None
    validation = DataValidation(
        type="list" if words else None,
        formula1=listed,
        allow_blank=True,
        showErrorMessage=bool(words),
        errorStyle="warning",
        error="This word is not on the list. Keep it?",
        showInputMessage=bool(hint),
        prompt=hint or None,
    )
    letter = get_column_letter(column + 1)
    validation.add(f"{letter}2:{letter}{_CHOICE_ROWS}")
    sheet.add_data_validation(validation)
