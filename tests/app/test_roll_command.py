"""``consentdesk roll import`` and ``rename-class``: what they print, and their exit status."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.main import main
from consentdesk.sheets.write_rows import SheetContent, write_workbook

HEADER = ("Adm No", "Forename", "Surname", "Reg")
ROWS = (("0001", "Temi", "Bell", "3 Oak"), ("0002", "Max", "Haddon", "4 Elm"))

LEAVERS = (("0003", "Mia", "Reid", "4 Elm"), ("0004", "Cy", "Marsh", "4 Elm"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "four ordinary words here")
    return tmp_path


def roll(
    place: Path, capsys: pytest.CaptureFixture[str], *words: object
) -> tuple[int, dict[str, Any]]:
    arguments = [*map(str, words), "--json", "--by", "Ann", "--workspace", str(place / "w")]
    status = main(["roll", *arguments])
    return status, json.loads(capsys.readouterr().out or "{}")


def sheet(place: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    path = place / "roll.xlsx"
    write_workbook(path, [SheetContent("Roll", HEADER, tuple(rows))])
    return path


def test_a_dry_run_then_the_roll(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(place, ROWS)
    status, told = roll(place, capsys, "import", path, "--dry-run")
    assert (status, told["added"], told["new"]) == (0, 2, ["0001", "0002"])
    assert roll(place, capsys, "import", path)[1]["added"] == 2
    status, told = roll(place, capsys, "import", sheet(place, ROWS[:1]))
    assert (status, told["unchanged"], told["missing"], told["left"]) == (0, 1, ["0002"], 0)
    assert "Temi" not in json.dumps(told)


def test_questions_are_answered_by_a_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(place, [("", "Ada", "Reid", "Staff")])
    status, told = roll(place, capsys, "import", path)
    assert (status, [q["key"] for q in told["questions"]]) == (1, ["who:new"])
    answers = place / "answers.json"
    answers.write_text('{"who:new": "new"}', encoding="utf-8")
    status, told = roll(place, capsys, "import", path, "--answers", answers)
    assert (status, told["added"], told["left_out"]) == (0, 1, [])


def test_leavers_are_stated(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roll(place, capsys, "import", sheet(place, [*ROWS, *LEAVERS]))
    path = sheet(place, ROWS)
    words = ("import", path, "--missing-left-on", "2026-09-01")
    status, told = roll(place, capsys, *words)
    assert (status, told["error"]["code"]) == (1, "refused")
    status, told = roll(place, capsys, *words, "--many")
    assert (status, told["left"]) == (0, 2)
    with pytest.raises(SystemExit) as ended:
        roll(place, capsys, "import", path, "--missing-left-on", "in July")
    assert ended.value.code == 2


def test_a_class_is_renamed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roll(place, capsys, "import", sheet(place, ROWS))
    assert roll(place, capsys, "rename-class", "3 Oak", "3 Ash") == (
        0,
        {"renamed": "3 Ash", "people": 1},
    )
    assert roll(place, capsys, "rename-class", "3 Oak", "3 Fir")[0] == 1


def test_in_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(place, [*ROWS, ("", "Ada", "Reid", "Staff")])
    assert main(["roll", "import", str(path), "--workspace", str(place / "w")]) == 1
    said = capsys.readouterr().out
    assert "2 added" in said
    assert "who:new" in said
    assert said.rstrip().endswith("Put on the roll.")
