"""Workbooks that are written: nothing in them runs, and they appear whole or not at all."""

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook


def content(*rows: tuple[object, ...]) -> SheetContent:
    return SheetContent("List", ("One", "Two"), rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", '=HYPERLINK("http://a")'])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [content((text, ""))])
    cell = openpyxl.load_workbook(path)["List"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_header_choices_notes_and_days(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = SheetContent(
        "List",
        ("One", "Two", "Day"),
        (("a", None, date(2026, 3, 12)),),
        choices={1: ("Yes", "No")},
        notes={2: "day/month/year"},
        text_columns=frozenset({0}),
    )
    write_workbook(path, [sheet])
    written = openpyxl.load_workbook(path)["List"]
    lists, hints = written.data_validations.dataValidation
    assert (lists.type, lists.formula1, str(lists.sqref)) == ("list", '"Yes,No"', "B2:B2000")
    assert (hints.type, hints.prompt) == (None, "day/month/year")
    assert written.freeze_panes == "A2"
    assert written["A1"].font.bold
    assert written["C2"].number_format == "dd/mm/yyyy"
    assert written.column_dimensions["A"].number_format == "@"
    assert read_workbook(path).sheets[0].rows[1].cells[2].value == date(2026, 3, 12)


@given(text=st.text(st.characters(), max_size=40))
def test_any_text_is_written_and_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    write_workbook(path, [content((text, "end"))])
    row = read_workbook(path).sheets[0].rows[1]
    assert row.cells[1].text == "end"
    if text.isprintable():
        assert row.cells[0].text == text


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()
    (path / "in the way").touch()
    with pytest.raises(SheetError):
        write_workbook(path, [content(("a", "b"))])
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_a_folder_that_refuses(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SheetLocked):
        write_workbook(tmp_path / "a.xlsx", [content(("a", "b"))])
    tmp_path.chmod(0o700)


def test_a_file_that_is_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SheetLocked, match=r"a\.xlsx is open"):
        write_workbook(path, [content(("a", "b"))])
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
