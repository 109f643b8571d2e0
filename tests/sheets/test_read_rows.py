"""Workbooks of every kind an office hands over, good and bad."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.read_rows import LARGEST_FILE, fingerprint, read_workbook


def texts(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_workbook(path).sheets[0].rows]


def test_values_come_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", 12, 12.0, 1.5, True, date(2026, 3, 12), datetime(2026, 3, 12, 9, 30)])
    sheet["A3"] = 1204
    sheet["A3"].number_format = "000000"
    book.save(path)
    assert texts(path) == [
        ["name", "12", "12", "1.5", "TRUE", "2026-03-12", "2026-03-12"],
        ["001204", "", "", "", "", "", ""],
    ]
    rows = read_workbook(path).sheets[0].rows
    assert rows[0].cells[5].value == date(2026, 3, 12)
    assert [row.number for row in rows] == [1, 3]
    assert rows[1].cells[2].address == "C3"


def test_struck_hidden_and_commented_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["plain", "struck", "partly", "column", "noted"])
    sheet.append(["hidden row"])
    sheet["B1"].font = Font(strike=True)
    sheet["C1"] = CellRichText("Yes", TextBlock(InlineFont(strike=True), "No"))
    sheet.column_dimensions["D"].hidden = True
    sheet["E1"].comment = Comment("ask", "office")
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("LAC").append(["x"])
    book["LAC"].sheet_state = "veryHidden"
    book.save(path)
    first, second = read_workbook(path).sheets
    top = first.rows[0].cells
    assert [cell.struck for cell in top] == [False, True, True, False, False]
    assert [cell.hidden for cell in top] == [False, False, False, True, False]
    assert [cell.comment for cell in top] == [False, False, False, False, True]
    assert top[2].text == "YesNo"
    assert first.rows[1].cells[0].hidden
    assert (first.hidden, second.hidden) == (False, True)


def test_formula_counts_as_its_last_result_and_is_never_calculated(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["head", "=1+1"])
    book.save(path)
    assert texts(path) == [["head", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_in_usual_encodings(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "roll.csv"
    lines = [["Name", "Note"], ["Zoë O’Rourke", "two\nlines"], ["Bell", ""]]
    quoted = [[f'"{text}"' if "\n" in text else text for text in line] for line in lines]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in quoted).encode(encoding))
    assert texts(path) == lines
    assert read_workbook(path).sheets[0].name == "roll"


def test_a_comma_in_quotes_is_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"a, b, c";d\n"Haddon, Max";Yes\n', encoding="utf-8")
    assert texts(path) == [["a, b, c", "d"], ["Haddon, Max", "Yes"]]


def test_short_lines_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n\nd\n", encoding="utf-8")
    assert texts(path) == [["a", "b", "c"], ["d", "", ""]]


def test_fingerprint_is_that_of_the_bytes_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", encoding="utf-8")
    before = fingerprint(path)
    assert read_workbook(path).sha256 == before
    path.write_text("a,c\n", encoding="utf-8")
    assert fingerprint(path) != before


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.xlsx", OLE + b"\x00" * 600),
        ("list.xls", OLE + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_password_protected(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SheetLocked, match="password"):
        read_workbook(path)


def test_open_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a,b\n", encoding="utf-8")
    (tmp_path / "~$list.csv").write_bytes(b"office")
    with pytest.raises(SheetLocked, match="open in Excel"):
        read_workbook(path)


def test_in_use_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "in use")

    path = tmp_path / "list.csv"
    path.write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SheetLocked, match="open in another program"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", OLE + b"\x00" * 600, "old Excel format"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\r\n \r\n", "empty"),
        ("a.csv", b",,,\r\n,,,\r\n", "empty"),
        ("a.xlsx", b"UPN,Name\n", "not an Excel workbook"),
        ("a.xls", b"<html><table></table></html>", "not an Excel workbook"),
        ("a.csv", b"<html><table></table></html>", "not an Excel workbook"),
        ("a.csv", bytes(range(256)), "not text"),
        ("a.csv", b"\x81\x8d", "not text"),
        ("a.xlsx", b"PK\x03\x04 cut short", "damaged"),
        ("a.csv", b"x," * 3_000_000, "more rows or columns"),
        ("a.csv", b"x\n" * 100_001, "more rows or columns"),
    ],
)
def test_bad_files_are_refused_with_a_next_step(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SheetError, match=words) as refused:
        read_workbook(path)
    assert refused.value.next_step


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="not there"):
        read_workbook(tmp_path / "a.xlsx")
    (tmp_path / "list.numbers").mkdir()
    with pytest.raises(SheetError, match="folder"):
        read_workbook(tmp_path / "list.numbers")


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SheetError, match="50 MB"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("Index/Document.iwa", "Numbers"),
        ("mimetype", "OpenDocument"),
        ("xl/workbook.bin", "binary"),
        ("word/document.xml", "Word"),
        ("photo.jpg", "damaged or not"),
    ],
)
def test_other_packages(tmp_path: Path, member: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(member, b"x")
    with pytest.raises(SheetError, match=words):
        read_workbook(path)


def test_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\x00" * (24 * 1024 * 1024))
    with pytest.raises(SheetError, match="unpacks"):
        read_workbook(path)


def test_too_many_rows_are_counted_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = b"".join(b'<row r="%d"/>' % number for number in range(100_001))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", rows)
    with pytest.raises(SheetError, match="more rows"):
        read_workbook(path)


def test_a_stray_cell_far_below_is_refused_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(SheetError, match="more rows or columns"):
        read_workbook(path)


def test_entities_that_reach_outside_are_never_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        bomb = b'<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b SYSTEM "file:///outside">]><x>&a;</x>'
        package.writestr("[Content_Types].xml", bomb)
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def test_an_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(SheetError, match="empty"):
        read_workbook(path)


def test_damaged_inside(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.save(path)
    cut = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(cut)
