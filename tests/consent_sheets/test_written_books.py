"""The files the tests write are what the tests say they are."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.consent_sheets.book import CSV, ODS, XLSX, Book, CellSpec, Form, Tab, shown, write_book
from tests.consent_sheets.shapes import SHAPES, Shape

EVERYTHING = Book(
    (
        Tab(
            "Consent",
            (
                ("Title", None, None),
                (CellSpec("Yes", struck=True), CellSpec("Yes", fill="FF0000"), "=1+1"),
                (CellSpec("Yes", comment="mum says no"), "#N/A", date(2026, 9, 4)),
                (CellSpec("Yes", formula='IF(1,"Yes","No")'), CellSpec(formula="A2"), 12),
                (CellSpec("#REF!", error=True), CellSpec("#REF!", formula="X1", error=True), True),
                (CellSpec(1204, number_format="000000"), CellSpec("", formula='""'), "a\nb"),
            ),
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({"C"}),
            merges=("A1:B1",),
        ),
        Tab("LAC", (("Theo", "no"),), hidden=True),
    )
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name[:2])
def test_a_shape_reads_back_as_written(tmp_path: Path, shape: Shape) -> None:
    (xlsx,) = write_book(shape.book, tmp_path, XLSX)
    (ods,) = write_book(shape.book, tmp_path, ODS)
    texts = write_book(shape.book, tmp_path, CSV)
    made, opened = openpyxl.load_workbook(xlsx), CalamineWorkbook.from_path(ods)
    assert made.sheetnames == opened.sheet_names == [tab.name for tab in shape.book.tabs]
    for tab, path in zip(shape.book.tabs, texts, strict=True):
        cells = [[shown(cell) for cell in row] for row in tab.cells()]
        assert [[c.value or "" for c in row] for row in made[tab.name].iter_rows()] == cells
        rows = opened.get_sheet_by_name(tab.name).to_python(skip_empty_area=False)
        assert _trimmed(rows) == _trimmed(cells)
        text = path.read_bytes().decode("utf-8")
        assert list(csv.reader(io.StringIO(text, newline=""))) == cells


def test_excel_keeps_everything(tmp_path: Path) -> None:
    (path,) = write_book(EVERYTHING, tmp_path, XLSX)
    seen = openpyxl.load_workbook(path, data_only=True)["Consent"]
    formulas = openpyxl.load_workbook(path)["Consent"]
    assert seen["A2"].font.strike
    assert seen["B2"].fill.fgColor.rgb == "FFFF0000"
    assert (seen["C2"].value, seen["C2"].data_type) == ("=1+1", "s")
    assert seen["A3"].comment.text == "mum says no"
    assert (seen["B3"].value, seen["B3"].data_type) == ("#N/A", "s")
    assert seen["C3"].value == datetime(2026, 9, 4)
    assert (seen["A4"].value, seen["B4"].value) == ("Yes", None)
    assert formulas["A4"].value == '=IF(1,"Yes","No")'
    assert (seen["A5"].data_type, seen["B5"].data_type) == ("e", "e")
    assert (seen["A6"].value, seen["A6"].number_format) == (1204, "000000")
    assert seen.row_dimensions[3].hidden
    assert seen.column_dimensions["C"].hidden
    assert [str(merge) for merge in seen.merged_cells.ranges] == ["A1:B1"]
    assert seen.parent["LAC"].sheet_state == "hidden"


def test_opendocument_keeps_everything(tmp_path: Path) -> None:
    (path,) = write_book(EVERYTHING, tmp_path, ODS)
    opened = CalamineWorkbook.from_path(path)
    hidden = [str(sheet.visible) for sheet in opened.sheets_metadata]
    assert hidden == ["SheetVisibleEnum.Visible", "SheetVisibleEnum.Hidden"]
    rows = opened.get_sheet_by_name("Consent").to_python(skip_empty_area=False)
    # LibreOffice stores an error as empty text that shows "#REF!"; calamine sees nothing there.
    assert [row[0] for row in rows][:5] == ["Title", "Yes", "Yes", "Yes", ""]
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for member in package.namelist():
            if member.endswith(".xml"):
                ElementTree.fromstring(package.read(member))
        content = package.read("content.xml").decode()
    for piece in (
        'text-line-through-style="solid"',
        "#ff0000",
        "mum says no",
        "collapse",
        "<text:p>#REF!",
    ):
        assert piece in content


@pytest.mark.parametrize("form", [Form("csv", "cp1252", ";"), Form("csv", "utf-16", "\t")])
def test_text_in_other_encodings(tmp_path: Path, form: Form) -> None:
    book = Book((Tab("Text", (("Zoë", "quoted\nline", "semi;colon"),)),))
    (path,) = write_book(book, tmp_path, form)
    text = io.StringIO(path.read_bytes().decode(form.encoding), newline="")
    assert list(csv.reader(text, delimiter=form.delimiter)) == [
        ["Zoë", "quoted\nline", "semi;colon"]
    ]


def _trimmed(rows: list[list[Any]]) -> list[list[str]]:
    """Return the rows without what is empty at their ends, which no program has to keep."""
    texts = [[str(value) for value in row] for row in rows]
    return [row[: max((n for n, text in enumerate(row, 1) if text), default=0)] for row in texts]
