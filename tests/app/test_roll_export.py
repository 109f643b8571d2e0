"""``consentdesk roll export``: the whole register, with a warning and an exit status."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consentdesk.app.main import main
from consentdesk.services.register.register_export import CONFIDENTIAL, PEOPLE_SHEET
from consentdesk.sheets.write_rows import SheetContent, write_workbook


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "four ordinary words here")
    roll = tmp_path / "roll.xlsx"
    header = ("UPN", "First name", "Last name", "Class")
    row = ("M999999815001", "=1+1", "Haddon", "4 Willow")
    write_workbook(roll, [SheetContent("Roll", header, (row,))])
    assert main(["roll", "import", str(roll), "--workspace", str(tmp_path / "w")]) == 0
    return tmp_path


def test_it_writes_the_workbook(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = school / "out.xlsx"
    capsys.readouterr()
    arguments = ["roll", "export", str(out), "--workspace", str(school / "w")]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "written": str(out),
        "people": 1,
        "answers": 0,
    }
    cell = load_workbook(out)[PEOPLE_SHEET]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert main(arguments) == 0
    assert CONFIDENTIAL in capsys.readouterr().out


def test_a_missing_folder_is_refused(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = school / "no" / "out.xlsx"
    assert main(["roll", "export", str(out), "--workspace", str(school / "w")]) == 1
