"""Old and binary Excel workbooks: their values, and word of what is not seen in them."""

import os
import struct
import time as clock
from datetime import date, datetime, time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import xlwt

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets import read_old_excel
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Workbook
from tests.sheets.written_files import member, with_members, xls, xlsb

CODEPAGE, FILE_PASS, WRITE_LOCK = b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", b"\x86\x00\x00\x00"


def texts(book: Workbook, sheet: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.sheets[sheet].rows]


def simple(book: xlwt.Workbook) -> None:
    book.add_sheet("Consent").write(0, 0, "Zoë")


def test_an_old_workbook(tmp_path: Path) -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Consent")
        day, moment = (xlwt.easyxf(num_format_str=f) for f in ("dd/mm/yyyy", "hh:mm"))
        for column, value in enumerate(("Zoë", 1204, 1.5, True, "=1+1")):
            sheet.write(0, column, value)
        sheet.write_merge(2, 3, 0, 1, "over four cells")
        sheet.write(4, 0, datetime(2026, 3, 12, 9, 30), day)
        sheet.write(4, 1, time(9, 30), moment)
        hidden = book.add_sheet("LAC")
        hidden.visibility = 2
        hidden.write(0, 0, "x")

    book = read_workbook(xls(tmp_path / "a.xls", fill))
    assert texts(book) == [
        ["Zoë", "1204", "1.5", "TRUE", "=1+1"],
        ["over four cells", "", "", "", ""],
        ["2026-03-12", "09:30", "", "", ""],
    ]
    rows = book.sheets[0].rows
    assert rows[2].cells[0].value == date(2026, 3, 12)
    assert [row.number for row in rows] == [1, 3, 5]
    assert [cell.covered_by for cell in rows[1].cells] == ["", "A3", "", "", ""]
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Consent", False),
        ("LAC", True),
    ]
    assert (book.kind, [remark.code for remark in book.remarks]) == ("xls", ["styles_unseen"])
    assert ".xlsx" in book.remarks[0].text
    assert book.saved_on == date.fromtimestamp((tmp_path / "a.xls").stat().st_mtime)


def test_the_1904_system(tmp_path: Path) -> None:
    def fill(book: xlwt.Workbook) -> None:
        book.dates_1904 = True
        style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
        book.add_sheet("Consent").write(0, 0, date(2026, 3, 12), style)

    book = read_workbook(xls(tmp_path / "a.xls", fill))
    assert book.sheets[0].rows[0].cells[0].value == date(2026, 3, 12)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    assert read_workbook(xls(tmp_path / name, simple)).kind == "xls"


def test_a_binary_workbook(tmp_path: Path) -> None:
    tabs: dict[str, list[list[str | float]]] = {
        "Consent": [["Name", "No"], ["Zoë", 1204.0]],
        "LAC": [["x"]],
    }
    book = read_workbook(xlsb(tmp_path / "a.xlsx", tabs, hidden="LAC"))
    assert texts(book) == [["Name", "No"], ["Zoë", "1204"]]
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Consent", False),
        ("LAC", True),
    ]
    assert (book.kind, [remark.code for remark in book.remarks]) == ("xlsb", ["styles_unseen"])
    assert "merged" in book.remarks[0].text


@pytest.mark.parametrize("before", [b"", WRITE_LOCK])
def test_password_protected(tmp_path: Path, before: bytes) -> None:
    path = xls(tmp_path / "a.xls", simple)
    data = path.read_bytes()
    start = data.index(b"\x09\x08\x10\x00") + 20
    path.write_bytes(data[:start] + before + FILE_PASS + data[start + len(before) + 4 :])
    with pytest.raises(SheetLocked, match="password"):
        read_workbook(path)


def test_cut_short(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", simple)
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def test_a_binary_workbook_without_its_sheet(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", {"Consent": [["x"]]})
    with_members(path, {"xl/worksheets/sheet1.bin": None})
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def test_a_cell_in_the_last_corner_does_not_end_the_program(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", {"Consent": [["x"], [1.0]]})
    sheet = member(path, "xl/worksheets/sheet1.bin")
    for head, near, far in ((b"\x00\x11", 1, 1_048_575), (b"\x05\x10", 0, 16_383)):
        before = head + struct.pack("<I", near)
        assert sheet.count(before) == 1
        sheet = sheet.replace(before, head + struct.pack("<I", far))
    with_members(path, {"xl/worksheets/sheet1.bin": sheet})
    with pytest.raises(SheetError, match="too large to read"):
        read_workbook(path)


def test_more_cells_than_can_be_read(tmp_path: Path) -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Consent")
        sheet.write(0, 0, "x")
        sheet.write(65_535, 40, "y")

    with pytest.raises(SheetError, match="more rows or columns"):
        read_workbook(xls(tmp_path / "a.xls", fill))


def die(data: bytes, name: str, pipe: "Connection[object, object]") -> None:
    os._exit(1)


def sleep(data: bytes, name: str, pipe: "Connection[object, object]") -> None:
    clock.sleep(60)


def test_a_process_that_takes_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_old_excel, "_answer", sleep)
    monkeypatch.setattr(read_old_excel, "_MOST_MEMORY", 1)
    with pytest.raises(SheetError, match="too large to read"):
        read_workbook(xls(tmp_path / "a.xls", simple))


@pytest.mark.parametrize("what", [die, sleep])
def test_a_process_that_dies_or_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: object
) -> None:
    monkeypatch.setattr(read_old_excel, "_answer", what)
    monkeypatch.setattr(read_old_excel, "_LONGEST", 0.5 if what is sleep else 60)
    with pytest.raises(SheetError, match="too large to read"):
        read_workbook(xls(tmp_path / "a.xls", simple))
