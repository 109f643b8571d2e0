"""What the command line says of itself, and how it tells what goes wrong."""

import argparse
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from consentdesk.app import main as program
from consentdesk.app.commands import add_commands, batch, verify
from consentdesk.app.main import main
from tests.small_workspace import PREPARER, make_school


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield below
                yield from _parsers(below)


def _every_command() -> list[argparse.ArgumentParser]:
    whole = argparse.ArgumentParser(prog="consentdesk")
    add_commands(whole.add_subparsers())
    return list(_parsers(whole))


def test_every_command_says_what_it_does_and_what_each_word_is_for() -> None:
    for parser in _every_command():
        assert parser.description, parser.prog
        for action in parser._actions:
            if not isinstance(action, argparse._SubParsersAction):
                assert action.help, (parser.prog, action.dest)


def test_every_example_is_understood() -> None:
    whole = argparse.ArgumentParser(prog="consentdesk")
    add_commands(whole.add_subparsers())
    shown = [
        line.strip().removeprefix("consentdesk ")
        for parser in _every_command()
        for line in (parser.epilog or "").splitlines()
        if line.startswith("  consentdesk ")
    ]
    assert len(shown) > 20
    for example in shown:
        words = [word.strip('"') for word in _split(example)]
        assert whole.parse_args(words).run


def _split(example: str) -> list[str]:
    parts = example.split('"')
    words: list[str] = []
    for index, part in enumerate(parts):
        words += [part] if index % 2 else part.split()
    return words


def test_the_help_tells_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == program.DONE
    said = capsys.readouterr().out
    for status in (program.DONE, program.REFUSED, program.USAGE):
        assert f"  {status}  " in said


def test_a_fault_of_the_program_is_a_sentence_that_quotes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(given: argparse.Namespace) -> int:
        raise ValueError("Adaeze Okorowa is not allowed")

    monkeypatch.setattr(verify, "run", fails)
    assert main(["verify", str(tmp_path)]) == program.REFUSED
    told = capsys.readouterr()
    assert not told.out
    assert "did not foresee" in told.err
    assert "ValueError at" in told.err
    assert "Traceback" not in told.err
    assert "Adaeze" not in told.err
    assert main(["verify", str(tmp_path), "--json"]) == program.REFUSED
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "unforeseen"
    assert "Adaeze" not in str(error)


def test_a_batch_tells_what_is_wrong_with_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = make_school(tmp_path / "school")
    monkeypatch.setattr(batch, "workspace_of", lambda given: nullcontext(school.workspace))
    file, number = tmp_path / "decisions.json", str(school.batch_id)

    def said(*words: str) -> str:
        assert main(["batch", *words, "--by", PREPARER]) == program.REFUSED
        told = capsys.readouterr()
        assert "unforeseen" not in told.err + told.out
        return told.err + told.out

    assert "cannot be read as JSON" in said("decide", number, str(file))
    file.write_text("[]")
    assert "is not one object" in said("decide", number, str(file))
    file.write_text('{"photos": [{"faces": []}]}')
    assert "not as it should be" in said("decide", number, str(file))
    assert "not in the library" in said("add", "999", str(tmp_path))
    assert "0 photos" in said("add", number, str(tmp_path / "nowhere"))
    school.workspace.close()
