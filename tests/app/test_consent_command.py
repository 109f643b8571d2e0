"""``consentdesk consent`` with answers, a second person, undo and how long a yes holds."""

import json
from pathlib import Path

import pytest

from consentdesk.app.main import main
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.write_rows import SheetContent, write_workbook

TEMI = check_letter("999000000001") + "999000000001"


class Office:
    """One workspace and one sheet, worked on by commands."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        self.sheet = folder / "form.xlsx"

    def write(self, answer: str) -> None:
        rows = [(TEMI, "Temi", "Bell", "3 Oak", answer)]
        header = ("UPN", "First name", "Last name", "Class", "School website")
        write_workbook(self.sheet, [SheetContent("Form", header, rows)])

    def answers(self, told: object) -> Path:
        path = self._folder / "answers.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
        return path

    def run(self, *words: object, expect: int = 0) -> dict:  # type: ignore[type-arg]
        place = ["--workspace", str(self._folder / "ws"), "--by", "Ann", "--json"]
        status = main(["consent", *map(str, words), *place])
        out = self._capsys.readouterr().out
        assert status == expect, out
        return json.loads(out)  # type: ignore[no-any-return]

    def web(self, expect: int = 0) -> str:
        told = self.run("import", self.sheet, "--dry-run", expect=expect)
        return str(told["pupils"][0]["permissions"]["web"]["status"])


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Office:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "a long enough passphrase")
    return Office(tmp_path, capsys)


def test_an_unclear_word_grants_only_what_a_person_settles(office: Office) -> None:
    office.write("X")
    told = office.run("import", office.sheet, "--dry-run")
    (question,) = told["questions"]
    assert (question["key"], question["count"]) == ("meaning:x", 1)
    assert told["pupils"][0]["permissions"]["web"]["status"] == "unreadable"
    for value, status in (("yes", "granted"), ("no", "refused"), ("blank", "not_asked")):
        answers = office.answers({"meaning:x": value})
        told = office.run("import", office.sheet, "--dry-run", "--answers", answers)
        assert told["questions"] == []
        assert told["pupils"][0]["permissions"]["web"]["status"] == status


def test_what_was_settled_is_remembered_for_the_next_sheet_of_its_kind(office: Office) -> None:
    office.write("X")
    office.run("import", office.sheet, "--answers", office.answers({"meaning:x": "yes"}))
    assert office.web() == "granted"
    office.write("Y*")
    assert office.web(expect=1) == "unreadable"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("no json", "cannot be read as JSON"),
        (["meaning:x"], "not one object"),
        ({"meaning:x": 1}, "not one object"),
        ({"meaning:x": "perhaps"}, "perhaps"),
    ],
)
def test_a_wrong_answers_file_is_refused(office: Office, told: object, said: str) -> None:
    office.write("X")
    answers = office.answers(told)
    refused = office.run("import", office.sheet, "--answers", answers, expect=1)
    assert said in refused["error"]["sentence"]
    assert office.run("imports") == {"imports": []}


def test_loosening_takes_two_and_can_be_undone(office: Office) -> None:
    office.write("No")
    office.run("import", office.sheet)
    office.write("Yes")
    office.run("import", office.sheet, expect=1)
    office.run("import", office.sheet, "--confirm-loosening", expect=1)
    agreed = ("--confirm-loosening", "--second-person", "Hal")
    office.run("import", office.sheet, *agreed, "--many")
    numbers = [each["number"] for each in office.run("imports")["imports"]]
    told = office.run("undo", numbers[0], "--dry-run")
    assert told["tightened"] == [{"key": TEMI, "purpose": "web"}]
    office.run("undo", numbers[0])
    assert office.run("imports")["imports"][0]["undone_by"] == "Ann"
    office.run("undo", numbers[0], expect=1)
    office.write("No")
    assert office.run("import", office.sheet, "--dry-run")["changes"]["tightened"] == []


def test_answers_about_rows_are_tried_freely_and_recorded_only_for_their_file(
    office: Office,
) -> None:
    rows = [(TEMI, "Temi", "Bell", "3 Oak", "Yes", "new address")]
    header = ("UPN", "First name", "Last name", "Class", "School website", "Notes")
    write_workbook(office.sheet, [SheetContent("Form", header, rows)])
    said = {"note:Form!F2": "no_effect"}
    tried = office.run("import", office.sheet, "--dry-run", "--answers", office.answers(said))
    assert tried["pupils"][0]["permissions"]["web"]["status"] == "granted"
    office.run("import", office.sheet, "--answers", office.answers(said), expect=1)
    about = {**said, "sha256": tried["sha256"]}
    office.run("import", office.sheet, "--answers", office.answers(about))
    assert len(office.run("imports")["imports"]) == 1


def test_how_long_a_yes_holds(office: Office) -> None:
    assert office.run("validity") == {}
    assert office.run("validity", "web", "12") == {"web": 12}
    office.run("validity", "web", "soon", expect=1)
    office.run("validity", "web", "0", expect=1)
    assert office.run("validity", "web", "leaving") == {}
