"""``consentdesk key`` and ``backup`` as a technician uses them: no secret on the command line."""

import getpass
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import asking
from consentdesk.app.main import main
from consentdesk.app.wiring import now
from consentdesk.domain.staff import Role
from consentdesk.services.office.passwords import Passwords
from consentdesk.services.office.staff import Staff
from consentdesk.store import passphrase
from consentdesk.store.keys import obtain_key
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.passphrase import Stretching
from tests.small_workspace import PASSWORD, QUICK

FIRST, SECOND, OF_BACKUP = "first words", "second words", "words of the backup"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(**given: int) -> Stretching:
        return Stretching(**given or {"memory_kib": 64, "passes": 1, "lanes": 1})

    monkeypatch.setattr(passphrase, "Stretching", quick)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace behind the first passphrase."""
    made = tmp_path / "workspace"
    create_library(made, obtain_key(made, FIRST)).close()
    return made


Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command, with what is typed unseen, in its order; return status and answer."""

    def command(*arguments: object, typed: tuple[str, ...] = ()) -> tuple[int, Any]:
        answers: Iterator[str] = iter(typed)
        monkeypatch.setattr(getpass, "getpass", lambda question: next(answers))
        before = ["--workspace", str(folder)]
        status = main([*before, *map(str, arguments), "--json", "--by", "Tech"])
        assert list(answers) == []
        said = capsys.readouterr()
        assert not any(word in said.out + said.err for word in (FIRST, SECOND, OF_BACKUP))
        return status, json.loads(said.out)

    return command


def words_of_the_trail(folder: Path, phrase: str) -> list[tuple[str, str]]:
    with open_library(folder, obtain_key(folder, phrase)) as library:
        return [(row.who, row.what) for row in library.run(lambda unit: unit.audit.rows())]


def test_another_passphrase(folder: Path, run: Run) -> None:
    status, told = run("key", "change-passphrase", typed=(FIRST, SECOND, "slip"))
    assert (status, told["error"]["code"]) == (1, "refused")
    status, told = run("key", "change-passphrase", typed=("wrong",))
    assert (status, told["error"]["code"]) == (1, "wrong_key")
    assert run("key", "change-passphrase", typed=(FIRST, SECOND, SECOND)) == (0, {"changed": True})
    assert words_of_the_trail(folder, SECOND) == [("Tech", "passphrase_changed")]


def test_for_technicians(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", FIRST)
    monkeypatch.setenv("CONSENTDESK_NEW_PASSPHRASE", SECOND)
    assert run("key", "change-passphrase")[0] == 0
    assert obtain_key(folder, SECOND)


def test_a_new_key_needs_new_recovery_codes(folder: Path, run: Run) -> None:
    leaders = ("--leader", "Hal Head", "--leader", "Dee Deputy")
    assert run("key", "status")[1]["recovery"]["standing"] == "none"
    status, told = run("key", "recovery-codes", *leaders, typed=(FIRST,))
    assert (status, [each["leader"] for each in told["codes"]]) == (0, ["Hal Head", "Dee Deputy"])
    assert run("key", "status")[0] == 0
    before = obtain_key(folder, FIRST)
    status, told = run("key", "rotate", typed=(FIRST,))
    assert (status, told["recovery"]["standing"]) == (1, "outdated")
    assert obtain_key(folder, FIRST) != before
    assert run("key", "status")[0] == 1
    codes = run("key", "recovery-codes", *leaders, typed=(FIRST,))[1]["codes"]
    typed = codes[0]["code"], codes[1]["code"], SECOND, SECOND
    assert run("key", "recover", typed=typed) == (0, {"recovered": True})
    assert [what for _, what in words_of_the_trail(folder, SECOND)] == [
        "recovery_codes_made",
        "key_rotated",
        "recovery_codes_made",
        "key_recovered",
    ]


@pytest.mark.parametrize("leaders", [("A",), ("A", "B", "C"), ("A", "a")])
def test_two_leaders(folder: Path, run: Run, leaders: tuple[str, ...]) -> None:
    named = [word for name in leaders for word in ("--leader", name)]
    typed = (FIRST,) if len(leaders) == 2 else ()
    assert run("key", "recovery-codes", *named, typed=typed)[0] == 1
    assert not (folder / "recovery.json").exists()


def test_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for act in ("rotate", "status", "recover", "change-passphrase"):
        assert main(["--workspace", str(tmp_path / "none"), "key", act]) == 1
        assert "no workspace" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_backup_there_and_back(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", FIRST)
    assert run("backup", "age") == (1, {"made_at": None, "days": None})
    status, told = run("backup", "make", "--to", folder, typed=(OF_BACKUP, OF_BACKUP))
    assert (status, told["error"]["code"]) == (1, "refused")
    stick = tmp_path / "stick"
    stick.mkdir()
    status, told = run("backup", "make", "--to", stick, typed=(OF_BACKUP, OF_BACKUP))
    assert (status, told["checked"]) == (0, True)
    file = Path(told["file"])
    assert run("backup", "age")[1]["days"] == 0
    assert run("backup", "check", file, typed=(OF_BACKUP,))[0] == 0
    assert run("backup", "check", file, typed=("wrong",))[1]["error"]["code"] == "wrong_key"
    new = tmp_path / "new"
    assert run("backup", "restore", file, "--to", new, typed=(OF_BACKUP,))[0] == 0
    assert words_of_the_trail(new, OF_BACKUP) == [("Tech", "backup_restored")]
    assert words_of_the_trail(folder, FIRST) == [("Tech", "backup_made")]
    file.write_bytes(file.read_bytes()[:-1])
    status, told = run("backup", "check", file, typed=(OF_BACKUP,))
    assert (status, told["error"]["code"]) == (1, "damaged_store")


def test_what_is_chosen_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[str] = []

    def typed(question: str) -> str:
        questions.append(question)
        return "words"

    monkeypatch.setattr(getpass, "getpass", typed)
    assert asking.chosen("New passphrase", "NOT_SET_ANYWHERE") == "words"
    assert questions == ["New passphrase: ", "The same once more: "]


def test_with_accounts_only_who_administers_changes_a_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_library(folder, obtain_key(folder, FIRST)) as library:
        staff = Staff(library, now, Passwords(QUICK))
        head = staff.begin("Hal Head", PASSWORD, {Role.HEAD})
        staff.add("Ann Preparer", PASSWORD, {Role.PREPARER}, head)
    before = obtain_key(folder, FIRST)
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", FIRST)
    acts = ["rotate"], ["recovery-codes", "--leader", "A", "--leader", "B"]

    def tried(act: list[str], by: str, password: str) -> int:
        monkeypatch.setenv("CONSENTDESK_PASSWORD", password)
        return main(["--workspace", str(folder), "key", *act, "--by", by, "--json"])

    for by, password in (("Ann Preparer", PASSWORD), ("Hal Head", "not his"), ("Eve", PASSWORD)):
        assert {tried(act, by, password) for act in acts} == {1}
        assert obtain_key(folder, FIRST) == before
    assert not (folder / "recovery.json").exists()
    assert tried(["rotate"], "Hal Head", PASSWORD) == 0
    assert obtain_key(folder, FIRST) != before
    capsys.readouterr()
