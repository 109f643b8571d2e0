"""A small description of a workbook for tests, and writers that make real files of it.

The same book is written as .xlsx, as .ods and, tab by tab, as text. Text loses what it loses in
an office as well: colours, strikes, comments, formulas and what is hidden.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.consent_sheets.ods_file import write_ods

Value: TypeAlias = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell that is more than its value.

    Attributes:
        value: for a formula the result that was stored with it; None when never calculated.
        fill: background as ``RRGGBB``.
        formula: without the equals sign.
        error: `value` is an error such as ``#REF!``.
        number_format: as Excel writes it, such as ``000000``.
    """

    value: Value = None
    struck: bool = False
    fill: str = ""
    comment: str = ""
    formula: str = ""
    error: bool = False
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; rows count from 1, columns are letters, merges are ranges such as ``A1:F1``."""

    name: str
    rows: Sequence[Sequence[Value | CellSpec]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merges: tuple[str, ...] = ()

    def cells(self) -> list[list[CellSpec]]:
        """Return every row at full width, each cell as a `CellSpec`."""
        width = max((len(row) for row in self.rows), default=0)
        return [
            [_spec(value) for value in (*row, *([None] * (width - len(row))))] for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook."""

    tabs: tuple[Tab, ...]
    from_1904: bool = False

    @property
    def first(self) -> Tab:
        return self.tabs[0]


@dataclass(frozen=True, slots=True)
class Form:
    """The kind of file a book is written as."""

    kind: str
    encoding: str = field(default="utf-8")
    delimiter: str = field(default=",")


XLSX, ODS, CSV = Form("xlsx"), Form("ods"), Form("csv")


def write_book(book: Book, folder: Path, form: Form = XLSX) -> tuple[Path, ...]:
    """Write the book into `folder`; text makes one file for each tab, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    if form.kind == "csv":
        return tuple(write_csv(tab, folder / f"{tab.name}.csv", form) for tab in book.tabs)
    path = folder / f"consent.{form.kind}"
    if form.kind == "ods":
        write_ods(book.tabs, path)
    else:
        write_xlsx(book, path)
    return (path,)


def write_csv(tab: Tab, path: Path, form: Form = CSV) -> Path:
    """Write one tab as text, with the line ends Excel writes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=form.delimiter)
    writer.writerows([shown(cell) for cell in row] for row in tab.cells())
    path.write_bytes(text.getvalue().encode(form.encoding))
    return path


def write_xlsx(book: Book, path: Path) -> None:
    """Write the book as Excel would have saved it, stored results included."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    if book.from_1904:
        made.epoch = CALENDAR_MAC_1904
    for tab in book.tabs:
        _fill_tab(made.create_sheet(tab.name), tab)
    unfinished = io.BytesIO()
    made.save(unfinished)
    path.write_bytes(_with_results(unfinished.getvalue(), book.tabs))


def shown(cell: CellSpec) -> str:
    """Return what a spreadsheet program shows, and writes into text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and set(cell.number_format) == {"0"}:
        return f"{value:0{len(cell.number_format)}d}"
    return str(value)


def _spec(value: Value | CellSpec) -> CellSpec:
    return value if isinstance(value, CellSpec) else CellSpec(value)


def _fill_tab(sheet, tab: Tab) -> None:  # type: ignore[no-untyped-def]
    sheet.sheet_state = "hidden" if tab.hidden else "visible"
    for number, row in enumerate(tab.cells(), 1):
        for column, spec in enumerate(row, 1):
            _fill_cell(sheet.cell(number, column), spec)
    for number in tab.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in tab.hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    for merge in tab.merges:
        sheet.merge_cells(merge)


def _fill_cell(cell, spec: CellSpec) -> None:  # type: ignore[no-untyped-def]
    cell.value = f"={spec.formula}" if spec.formula else spec.value
    if isinstance(spec.value, str) and not spec.formula:
        # Text that begins with = is still text, and so is "#N/A" unless it is an error.
        cell.data_type = "e" if spec.error else "s"
    if isinstance(spec.value, date) and not spec.formula:
        cell.number_format = "dd/mm/yyyy"
    if spec.number_format:
        cell.number_format = spec.number_format
    if spec.struck:
        cell.font = Font(strike=True)
    if spec.fill:
        cell.fill = PatternFill("solid", fgColor=f"FF{spec.fill}")
    if spec.comment:
        cell.comment = Comment(spec.comment, "Office")


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_FILE = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def _with_results(data: bytes, tabs: Sequence[Tab]) -> bytes:
    """Put the stored results of formulas into the file; openpyxl writes none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            found = _SHEET_FILE.fullmatch(member.filename)
            if found:
                content = _results_of(content, tabs[int(found[1]) - 1])
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _results_of(content: bytes, tab: Tab) -> bytes:
    formulas = dict(_formulas(tab))
    if not formulas:
        return content
    ElementTree.register_namespace("", _MAIN)
    root = ElementTree.fromstring(content)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        spec = formulas.get(cell.get("r", ""))
        if spec is not None:
            _store_result(cell, spec)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _formulas(tab: Tab) -> Iterable[tuple[str, CellSpec]]:
    for number, row in enumerate(tab.cells(), 1):
        for column, spec in enumerate(row, 1):
            if spec.formula:
                yield f"{get_column_letter(column)}{number}", spec


def _store_result(cell: ElementTree.Element, spec: CellSpec) -> None:
    for old in cell.findall(f"{{{_MAIN}}}v"):
        cell.remove(old)
    if spec.value is None:
        cell.attrib.pop("t", None)
        return
    is_text = isinstance(spec.value, str)
    cell.set("t", "e" if spec.error else "str" if is_text else "n")
    ElementTree.SubElement(cell, f"{{{_MAIN}}}v").text = str(spec.value)
