"""Bytes changed by chance, in files of every kind: a sheet or a `KnownError`, nothing else."""

import multiprocessing
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font

from consentdesk.domain.errors import KnownError
from consentdesk.sheets.read_rows import read_workbook
from tests.sheets.written_files import ods, row, said, table, with_members, xls, xlsb, xlsx

TIMES = {"a.xls": 12, "a.xlsb": 16}
"""One in five damaged old workbooks makes calamine take a gigabyte before it is stopped."""
OFTEN = 200


def whole_xlsx(path: Path) -> Path:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["Name", "Web", 12.5, "=A1"])
        sheet["B1"].comment = Comment("ask", "office")
        sheet["A1"].font = Font(strike=True)
        sheet.merge_cells("A2:B3")
        sheet.column_dimensions["C"].hidden = True

    return xlsx(path, fill)


def whole_xls(path: Path) -> Path:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Consent")
        for number in range(6):
            for column, value in enumerate(("Zoë", 12, True, "Yes")):
                sheet.write(number, column, value)
        sheet.write_merge(7, 8, 0, 1, "merged")

    return xls(path, fill)


def whole_xlsb(path: Path) -> Path:
    return xlsb(path, {"Consent": [["Name", "Web"], ["Zoë", 12.5]]})


def whole_ods(path: Path) -> Path:
    style = '<style:style style:name="a"><style:text-properties/></style:style>'
    return ods(path, table(row(said("Zoë", 'table:style-name="a"'), said("x"))), style)


def whole_text(path: Path) -> Path:
    path.write_text('Name;Web\r\n"Zoë;\r\nB";Y\r\n', encoding="utf-16")
    return path


WRITERS = {
    "a.xlsx": whole_xlsx,
    "a.xls": whole_xls,
    "a.xlsb": whole_xlsb,
    "a.ods": whole_ods,
    "a.csv": whole_text,
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes, cut the end off, or double a piece."""
    if not data:
        return b"x"
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 1, 60, 127, 255))
    at = chance.randrange(len(changed))
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(changed[:at])
    return (
        bytes(changed[:at] + changed[at // 2 : at] + changed[at:]) if kind == 1 else bytes(changed)
    )


@pytest.fixture
def quick_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the processes for old Excel files from one that has loaded all they need."""
    try:
        context = multiprocessing.get_context("forkserver")
    except ValueError:
        return
    context.set_forkserver_preload(["consentdesk.sheets.read_old_excel"])
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: context)


def outcomes(path: Path, files: Iterator[bytes]) -> dict[str, int]:
    seen = {"read": 0, "refused": 0}
    for data in files:
        path.write_bytes(data)
        try:
            book = read_workbook(path)
            assert all(cell.text is not None for row in book.sheets[0].rows for cell in row.cells)
            seen["read"] += 1
        except KnownError:
            seen["refused"] += 1
    return seen


@pytest.mark.usefixtures("quick_processes")
@pytest.mark.parametrize("name", WRITERS)
def test_changed_bytes(tmp_path: Path, name: str) -> None:
    data = WRITERS[name](tmp_path / name).read_bytes()
    chance = random.Random(name)
    seen = outcomes(tmp_path / name, (mutated(data, chance) for _ in range(TIMES.get(name, OFTEN))))
    assert seen["refused"] > 0


@pytest.mark.usefixtures("quick_processes")
@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsb", "a.ods"])
def test_changed_bytes_within_the_package(tmp_path: Path, name: str) -> None:
    """A zip notices changed bytes by itself, so change what is inside and zip it anew."""
    path = WRITERS[name](tmp_path / name)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        members = {inside: package.read(inside) for inside in package.namelist()}
    chance = random.Random(name)
    listed = sorted(members)

    def files() -> Iterator[bytes]:
        for _ in range(TIMES.get(name, OFTEN)):
            inside = chance.choice(listed)
            path.write_bytes(whole)
            yield with_members(path, {inside: mutated(members[inside], chance)}).read_bytes()

    seen = outcomes(path, files())
    assert seen["read"] > 0
    assert seen["refused"] > 0
