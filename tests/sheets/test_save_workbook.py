"""Exporting the register leaves no readable file anywhere but where the person wanted it."""

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from consentdesk.sheets.write_rows import SheetContent, write_workbook

CONTENT = SheetContent(
    "Pupils",
    ("Name", "Since", "Answer"),
    [("Marker-Surname", date(2026, 9, 1), "=no formula"), ("00123", None, 7)],
    choices={2: ("yes", "no")},
    notes={0: "As on the roll"},
)


def test_nothing_goes_through_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("a temporary file")

    for way in ("NamedTemporaryFile", "mkstemp", "TemporaryFile"):
        monkeypatch.setattr(tempfile, way, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    write_workbook(tmp_path / "register.xlsx", [CONTENT, SheetContent("Empty", ("A",))])
    assert [path.name for path in tmp_path.iterdir()] == ["register.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "register.xlsx")
    assert book.sheetnames == ["Pupils", "Empty"]
    rows = [[cell.value for cell in row] for row in book["Pupils"].iter_rows()]
    assert rows[0] == ["Name", "Since", "Answer"]
    assert rows[1][0] == "Marker-Surname"
    assert rows[1][2] == "=no formula"
    assert rows[2] == ["00123", None, 7]
    assert book["Pupils"].freeze_panes == "A2"
    assert len(book["Pupils"].data_validations.dataValidation) == 2
    book.close()
