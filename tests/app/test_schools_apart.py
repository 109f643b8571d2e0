"""Two schools on one computer share nothing: not the register, not the people, not the key."""

import json
from pathlib import Path

import pytest

from consentdesk.app.main import main
from consentdesk.app.places import further_schools, home, school_workspace
from consentdesk.app.wiring import open_workspace
from consentdesk.domain.errors import Refused, WrongKey
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.store.keys import obtain_key

ADA = PersonDetails("U1", PersonKind.PUPIL, "Adaeze", "Okorowa", "3A")


def test_J1_what_one_school_knows_the_other_does_not() -> None:
    first = open_workspace(school_workspace("Oak Hill"), "one phrase of words")
    second = open_workspace(school_workspace("Elm Vale"), "other words entirely")
    first.library.run(lambda u: u.people.add(ADA))
    assert [entry.person.name for entry in first.roll.entries()] == ["Adaeze Okorowa"]
    assert second.roll.entries() == ()
    assert second.staff.nobody_yet()
    first.close()
    second.close()
    assert further_schools() == ("Elm Vale", "Oak Hill")
    keys = {
        obtain_key(school_workspace("Oak Hill"), "one phrase of words"),
        obtain_key(school_workspace("Elm Vale"), "other words entirely"),
    }
    assert len(keys) == 2
    with pytest.raises(WrongKey):
        open_workspace(school_workspace("Elm Vale"), "one phrase of words")


@pytest.mark.parametrize("name", ["", "../other", "a/b", "..", "C:\\school", "x" * 61, "-rf"])
def test_a_school_is_no_way_out_of_its_folder(name: str) -> None:
    with pytest.raises(Refused):
        school_workspace(name)
    assert further_schools() == ()


def test_one_school_is_not_written_in_two_ways() -> None:
    (home() / "schools" / "Oak Hill").mkdir(parents=True)
    with pytest.raises(Refused, match="Oak Hill"):
        school_workspace("OAK HILL")


def test_commands_work_in_the_school_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "one phrase of words")
    command = ["--school", "Oak Hill", "batch", "new", "Sports day", "--json"]
    assert main([*command, "--by", "Ann Preparer"]) == 0
    assert json.loads(capsys.readouterr().out)["batch"] == 1
    assert main([*command, "--workspace", str(tmp_path / "elsewhere")]) == 1
    assert not (tmp_path / "elsewhere").exists()
