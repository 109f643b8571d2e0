"""Workbooks made to do harm: refused before they take memory or time, and nothing is changed."""

import io
import logging
import os
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from consentdesk.domain.errors import KnownError, SheetError
from consentdesk.sheets import package_parts
from consentdesk.sheets.read_rows import read_workbook
from tests.hostile.lying_zips import Packed, honest, lying, zip_of
from tests.small_workspace import SmallSchool, make_school

_ENOUGH = 60_000_000
"""Bytes that refusing a workbook may take at most, the bytes of its file included."""

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
HARMLESS = bytes(range(256)) * 2_000
"""Something that packs badly: it makes the file as a whole look like no bomb."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    school = make_school(tmp_path_factory.mktemp("school"))
    yield school
    school.workspace.close()


def plain_parts() -> dict[str, Packed]:
    book = Workbook()
    book.active.append(["UPN", "Forename", "Surname", "Class", "Website"])
    book.active.append(["U1", "Adaeze", "Okorowa", "3A", "Yes"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package:
        return {name: honest(package.read(name)) for name in package.namelist()}


def text_of(part: Packed) -> bytes:
    return zlib.decompress(part.content, -zlib.MAX_WBITS)


def with_more(part: str, more: bytes) -> bytes:
    """Return the workbook with something put at the end of one part."""
    parts = plain_parts()
    xml = text_of(parts[part])
    at = xml.rindex(b"</")
    parts[part] = honest(xml[:at] + more + xml[at:])
    return zip_of({**parts, "xl/media/picture.png": honest(HARMLESS)})


def instead(part: str, packed: Packed) -> bytes:
    return zip_of({**plain_parts(), part: packed})


def utf_16_stretch() -> bytes:
    xml = f"<worksheet><!--{'<' * 2_500_000}--></worksheet>"
    return instead(SHEET, honest(xml.encode("utf-16")))


BOMBS: dict[str, Callable[[], bytes]] = {
    "a part that lies about its size": lambda: instead(STYLES, lying(b"<a>", 100, said=1_000)),
    "a manifest that lies": lambda: instead(
        "META-INF/manifest.xml", lying(b"<a>", 100, said=1_000)
    ),
    "a part packed in a rare way": lambda: instead(
        STYLES, lying(b"<a>", 100, said=1_000, method=zipfile.ZIP_BZIP2)
    ),
    "ten million styles": lambda: with_more(STYLES, b"<a/>" * 10_000_000),
    "one tag without an end": lambda: with_more(SHEET, b"<a " + b"b='' " * 1_000_000 + b"/>"),
    "a remark without an end": lambda: with_more(SHEET, b"<!--" + b"<" * 5_000_000 + b"-->"),
    "an instruction without an end": lambda: with_more(SHEET, b"<?a " + b"<" * 5_000_000 + b"?>"),
    "a remark in wide letters": utf_16_stretch,
    "a text without an end": lambda: with_more(SHEET, b"<t>" + b"x" * 5_000_000 + b"</t>"),
    "ten thousand parts": lambda: zip_of(
        {**plain_parts(), "xl/empty.xml": honest(b"")}, shared=10_001
    ),
    "an entity": lambda: instead(
        SHEET, honest(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_takes_memory(
    school: SmallSchool, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    sheet = tmp_path / "consent marker-7Q.xlsx"
    sheet.write_bytes(BOMBS[name]())
    before = school.workspace.library.run(lambda u: (u.register.version(), u.people.all()))
    tracemalloc.start(1)
    try:
        with pytest.raises(SheetError) as told:
            school.workspace.consent.propose(sheet)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < _ENOUGH
    assert told.value.next_step
    assert school.workspace.library.run(lambda u: (u.register.version(), u.people.all())) == before
    assert "marker-7Q" not in caplog.text


def test_more_tags_than_two_million_cells_have_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_parts, "_MOST_TAGS_OF_TABLE", 1_000)
    sheet = tmp_path / "a.xlsx"
    sheet.write_bytes(with_more(SHEET, b"<a/>" * 1_001))
    with pytest.raises(SheetError, match="far more than a table needs"):
        read_workbook(sheet)


def test_the_plain_workbook_is_read(tmp_path: Path) -> None:
    sheet = tmp_path / "a.xlsx"
    sheet.write_bytes(with_more(SHEET, b"<!-- an ordinary remark -->"))
    (tab,) = read_workbook(sheet).sheets
    assert [cell.text for cell in tab.rows[1].cells][:2] == ["U1", "Adaeze"]


def test_tags_within_tags_without_an_end_break_nothing(tmp_path: Path) -> None:
    for part in (SHEET, STYLES, "xl/workbook.xml", "[Content_Types].xml"):
        sheet = tmp_path / "a.xlsx"
        sheet.write_bytes(with_more(part, b"<a>" * 30_000 + b"</a>" * 30_000))
        with suppress(SheetError):
            read_workbook(sheet)


TEXTS: dict[str, bytes] = {
    "one line of many megabytes": b"Pupil,Website\n" + b"x" * 30_000_000,
    "a million columns": b"Pupil," * 1_000_000,
    "nothing but separators": b";" * 2_000_000,
    "nothing but lines": b"\n" * 5_000_000,
    "an open quotation": b'"' + b"a,b\n" * 500_000,
    "zeros": b"Pupil,Website\nA\x00da,Yes\n",
    "half an encoding": "Pupil,Website\nAda,Yes\n".encode("utf-16")[:-1],
    "four bytes a letter": "Pupil,Website\nAda,Yes\n".encode("utf-32"),
    "no encoding at all": bytes(range(128, 256)) * 1_000,
    "escape signs": b"Pupil,Website\n\x1b]0;x\x07,Yes\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_read_or_refused_and_change_nothing(
    school: SmallSchool, tmp_path: Path, name: str
) -> None:
    sheet = tmp_path / "consent.csv"
    sheet.write_bytes(TEXTS[name])
    before = school.workspace.library.run(lambda u: (u.register.version(), u.people.all()))
    with suppress(KnownError):
        school.workspace.consent.propose(sheet)
    assert school.workspace.library.run(lambda u: (u.register.version(), u.people.all())) == before


@pytest.mark.skipif(sys.platform != "linux", reason="this system refuses such names")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_whose_name_misleads_is_named_without_its_signs(
    school: SmallSchool, tmp_path: Path, ending: str
) -> None:
    name = "\N{RIGHT-TO-LEFT OVERRIDE}con\nsent" + os.fsdecode(b"\xff") + ending
    sheet = tmp_path / name
    sheet.write_bytes(b"")
    with pytest.raises(SheetError) as told:
        read_workbook(sheet)
    assert told.value.sentence == f"_con_sent_{ending} is empty."
    consent = school.workspace.consent
    sheet.unlink()
    consent.write_template(tmp_path / "filled.xlsx")
    filled = (tmp_path / "filled.xlsx").read_bytes()
    sheet.write_bytes(filled if ending == ".xlsx" else b"UPN,Forename,Surname\nU1,Ada,O\n")
    consent.propose(sheet)
    consent.propose_roll(sheet)
