"""Read an Excel workbook: values as last calculated, with what is hidden or struck out."""

import io
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.sheet_size import MOST_CELLS, MOST_ROWS, refuse_large
from consentdesk.sheets.workbook import Cell, CellValue, Row, Sheet, filled

LARGEST_UNPACKED = 400 * 1024 * 1024
SUSPICIOUS_UNPACKED = 20 * 1024 * 1024
MOST_SHRINKING = 200
"""Unpacked to packed size. Real sheets stay under 60; a zip bomb reaches 1,000."""

_CHUNK = 1024 * 1024
_OTHER_PROGRAMS = {
    "mimetype": "an OpenDocument file",
    "xl/workbook.bin": "a binary Excel workbook",
    "Index/Document.iwa": "a Numbers file",
    "Index.zip": "a Numbers file",
    "word/document.xml": "a Word document",
}


def read_xlsx(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of an ``.xlsx`` or ``.xlsm`` file, hidden ones too.

    Raises:
        SheetError: damaged, of another kind, or too large once unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_other_kinds(package, name)
            _refuse_bomb(package, name)
            _refuse_many_cells(package, name)
        book = _load(data)
    except SheetError:
        raise
    # A damaged workbook fails in openpyxl in countless ways; all mean the same to the office.
    except Exception as error:
        raise SheetError(
            f"{name} is damaged or not an Excel workbook.",
            "Open it in Excel, save it as a new workbook (.xlsx), and choose that file.",
        ) from error
    return tuple(_sheet(sheet, name) for sheet in book.worksheets)


def _load(data: bytes) -> Any:
    with warnings.catch_warnings():
        # openpyxl warns about drawings and validations it leaves out; only cells are wanted.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(
            io.BytesIO(data), data_only=True, keep_links=False, rich_text=True
        )


def _refuse_other_kinds(package: zipfile.ZipFile, name: str) -> None:
    names = set(package.namelist())
    for member, kind in _OTHER_PROGRAMS.items():
        if member in names:
            raise SheetError(
                f"{name} is {kind}.",
                "Open it, save or export it as an Excel workbook (.xlsx), and choose that file.",
            )


def _refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    shrunk = unpacked > SUSPICIOUS_UNPACKED and unpacked > MOST_SHRINKING * packed
    if unpacked > LARGEST_UNPACKED or shrunk:
        raise SheetError(
            f"{name} unpacks to far more than a table needs.",
            "Copy the table alone into a new workbook and choose that file.",
        )


def _refuse_many_cells(package: zipfile.ZipFile, name: str) -> None:
    """Count before parsing, because parsing is what takes the memory."""
    for member in package.namelist():
        if member.startswith("xl/worksheets/") and member.endswith(".xml"):
            rows, cells = _count(package, member, b"<row "), _count(package, member, b"<c ")
            if rows > MOST_ROWS or cells > MOST_CELLS:
                refuse_large(name, MOST_ROWS + 1, 1)


def _count(package: zipfile.ZipFile, member: str, tag: bytes) -> int:
    found, tail = 0, b""
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            found += (tail + chunk).count(tag)
            tail = chunk[-(len(tag) - 1) :]
    return found


def _sheet(sheet: Any, name: str) -> Sheet:
    refuse_large(name, sheet.max_row, sheet.max_column)
    columns = _hidden_columns(sheet)
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    rows = [
        Row(number, tuple(_cell(cell, number in hidden_rows, columns) for cell in cells))
        for number, cells in enumerate(sheet.iter_rows(min_row=1, min_col=1), 1)
    ]
    return Sheet(sheet.title, sheet.sheet_state != "visible", filled(rows))


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    }


def _cell(cell: Any, row_hidden: bool, hidden_columns: set[int]) -> Cell:
    value = _value(cell.value)
    return Cell(
        cell.coordinate,
        _text(value, str(cell.number_format)),
        value,
        struck=value is not None and _struck(cell),
        hidden=row_hidden or cell.column in hidden_columns,
        comment=cell.comment.text if getattr(cell, "comment", None) else "",
    )


def _struck(cell: Any) -> bool:
    if isinstance(cell.value, CellRichText):
        blocks = (part for part in cell.value if isinstance(part, TextBlock))
        if any(block.font.strike for block in blocks):
            return True
    return bool(cell.font.strike)


def _value(value: Any) -> CellValue:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)


def _text(value: CellValue, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # A number shown as 001204 is an admission number with its zeros.
    if isinstance(value, int) and number_format and set(number_format) == {"0"}:
        return f"{value:0{len(number_format)}d}"
    return str(value)
