"""Files that cannot be read: always a sentence that names the file, and a next step."""

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.read_rows import fingerprint, read_workbook
from consentdesk.sheets.sheet_file import LARGEST_FILE
from tests.sheets.written_files import member, ods, row, said, table, with_members, xlsx

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
PAGE = b"<html><table><tr><td>x</td></tr></table></html>"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(12))
    + b"]><x>&m;</x>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///outside">]><x>&a;</x>'


def small(path: Path) -> Path:
    return xlsx(path, lambda book: book.active.append(["a", "b"]))


def refused(path: Path, words: str) -> SheetError:
    with pytest.raises(SheetError, match=words) as error:
        read_workbook(path)
    assert path.name in error.value.sentence
    assert error.value.next_step
    return error.value


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.xlsb", "list"])
def test_password_protected(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ENCRYPTED)
    assert isinstance(refused(tmp_path / name, "password"), SheetLocked)


def test_a_package_whose_members_are_encrypted(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert isinstance(refused(path, "password"), SheetLocked)


@pytest.mark.parametrize(
    ("lock", "program"), [("~$list.csv", "Excel"), (".~lock.list.csv#", "LibreOffice")]
)
def test_open_elsewhere(tmp_path: Path, lock: str, program: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a,b\n", encoding="utf-8")
    (tmp_path / lock).write_bytes(b"office")
    error = refused(path, f"open in {program}")
    assert isinstance(error, SheetLocked)
    assert lock in error.next_step


def test_in_use_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "in use")

    path = tmp_path / "list.csv"
    path.write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert isinstance(refused(path, "open in another program"), SheetLocked)


def test_a_place_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise OSError(5, "input/output error")

    path = tmp_path / "list.csv"
    path.write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    refused(path, "could not be read from its place")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", OLE + b"\x00" * 600, "damaged"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\r\n \r\n", "empty"),
        ("a.csv", b",,,\r\n,,,\r\n", "empty"),
        ("a.xlsx", b"UPN,Name\n", "not a workbook"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "not a workbook"),
        ("a.xls", PAGE, "web page"),
        ("a.csv", PAGE, "web page"),
        ("a.xls", b"\xef\xbb\xbf \r\n" + PAGE, "web page"),
        ("a.csv", bytes(range(256)), "not text"),
        ("a.csv", b"\x81\x8d", "not text"),
        ("a.csv", b"\xff\xfea\x00b", "not text"),
        ("a.xlsx", b"PK\x03\x04 cut short", "damaged"),
        ("a.csv", b"x," * 3_000_000, "more rows or columns"),
        ("a.csv", b"x," * 300 + b"x\n", "more rows or columns"),
        ("a.csv", b"x\n" * 100_001, "more rows or columns"),
        ("a.csv", b"x,y,\n" + (b"," * 60 + b"x\n") * 40_000, "more rows or columns"),
    ],
)
def test_bad_files_are_refused_with_a_next_step(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refused(path, words)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    refused(tmp_path / "a.xlsx", "not there")
    (tmp_path / "list.numbers").mkdir()
    refused(tmp_path / "list.numbers", "folder")
    with pytest.raises(SheetError, match="folder"):
        fingerprint(tmp_path / "list.numbers")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    small(tmp_path / "a.xlsx")
    link = tmp_path / "b.xlsx"
    try:
        link.symlink_to(tmp_path / "a.xlsx")
    except OSError:
        pytest.skip("this system makes no links for this person")
    refused(link, "link")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    refused(tmp_path / "a.csv", "not a file")


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    refused(path, "50 MB")
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    refused(path, "50 MB")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("Index/Document.iwa", "Numbers"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", "damaged"),
        ("content.xml", "damaged"),
        ("photo.jpg", "damaged or not"),
        ("../../outside.txt", "damaged or not"),
    ],
)
def test_other_packages(tmp_path: Path, inside: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(inside, b"x")
    refused(path, words)


def test_names_that_lead_outside_are_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    path = with_members(small(folder / "a.xlsx"), {"../outside.txt": b"x", "/outside.txt": b"x"})
    assert read_workbook(path).sheets[0].rows
    assert [file.name for file in tmp_path.rglob("*")] == ["inner", "a.xlsx"]


def test_zip_bomb(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    refused(with_members(path, {"xl/media/a.bin": b"\x00" * (24 * 1024 * 1024)}), "unpacks")


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "utf-16-be"])
def test_entities_are_refused_before_they_unfold(tmp_path: Path, xml: bytes, encoding: str) -> None:
    written = xml.decode().encode(encoding)
    for inside in ("xl/worksheets/sheet1.xml", "[Content_Types].xml", "docProps/core.xml"):
        refused(with_members(small(tmp_path / "a.xlsx"), {inside: written}), "damaged")
    for inside in ("content.xml", "styles.xml", "meta.xml"):
        path = with_members(ods(tmp_path / "a.ods", table(row(said("x")))), {inside: written})
        refused(path, "damaged")


def test_too_many_rows_and_columns(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    xml = member(path, "xl/worksheets/sheet1.xml").decode()
    start, end = xml.split("<sheetData>")[0] + "<sheetData>", "</sheetData></worksheet>"
    rows = "".join(f'<row r="{at}"><c><v>1</v></c></row>' for at in range(1, 100_002))
    with_members(path, {"xl/worksheets/sheet1.xml": (start + rows + end).encode()})
    refused(path, "more rows")
    wide = "<row>" + "<c><v>1</v></c>" * 300 + "</row>"
    with_members(path, {"xl/worksheets/sheet1.xml": (start + wide + end).encode()})
    refused(path, "more rows or columns")


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "XFD1"])
def test_a_stray_cell_far_away_is_refused_not_waited_for(tmp_path: Path, address: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active[address] = "x"

    refused(xlsx(tmp_path / "a.xlsx", fill), "more rows or columns")


def test_merged_ranges_beyond_all_measure(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    xml = member(path, "xl/worksheets/sheet1.xml").decode()
    far = xml.replace("</row>", '</row><row r="99999"><c><v>1</v></c></row>')
    merged = '<mergeCell ref="A1:XFD99999"/>'
    ranges = f"</sheetData><mergeCells>{merged}</mergeCells>"
    xml = far.replace("</sheetData>", ranges)
    refused(with_members(path, {"xl/worksheets/sheet1.xml": xml.encode()}), "more rows or columns")


def test_an_empty_workbook(tmp_path: Path) -> None:
    refused(xlsx(tmp_path / "a.xlsx", lambda book: None), "empty")
    refused(ods(tmp_path / "a.ods", table()), "empty")


def test_damaged_inside(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    sheet = member(path, "xl/worksheets/sheet1.xml")
    with_members(path, {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]})
    refused(path, "damaged")


def test_fingerprint_is_that_of_the_bytes_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", encoding="utf-8")
    before = fingerprint(path)
    assert read_workbook(path).sha256 == before
    path.write_text("a,c\n", encoding="utf-8")
    assert fingerprint(path) != before
