"""``consentdesk pack`` over a small school: exit codes, sentences, and no name on the screen."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from consentdesk.app.commands import pack, published
from consentdesk.app.commands.shared import APPROVER_VARIABLE
from consentdesk.app.main import main
from consentdesk.domain.consent import Status
from tests.services.pack_school import NAMES, of, with_photos_published
from tests.services.print_school import (
    fingerprint,
    on_board,
    prints_of,
    with_photos_on_the_board,
)
from tests.small_workspace import APPROVER, PASSWORD, PREPARER, SmallSchool


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    school = with_photos_published(tmp_path)
    for command in (pack, published):
        monkeypatch.setattr(command, "workspace_of", lambda given: nullcontext(school.workspace))
    yield school
    school.workspace.close()


def test_a_pack_with_captions_is_made_and_what_is_due_is_left_out(
    school: SmallSchool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, captions, said = tmp_path / "pack.zip", tmp_path / "captions.csv", ""
    command = ["pack", "make", str(school.batch_id), "--channel", "website", "--to", str(file)]
    command += ["--for", "Bright Web Ltd", "--captions", str(captions), "--by", PREPARER]

    def write(text: str) -> None:
        captions.write_text(f"file,alt text,caption\n{of(school, 'Ada').file_name},,{text}\n")

    def refused(*more: str) -> str:
        assert main([*command, *more]) == 1
        assert not file.exists()
        return capsys.readouterr().err

    write("Adaeze won")
    said += refused("--looked-at")
    assert "row 2" in said
    school.answer("Ada", "name", Status.GRANTED)
    said += refused()
    monkeypatch.setenv(APPROVER_VARIABLE, "a guess")
    said += refused("--names-approved-by", APPROVER)
    monkeypatch.setenv(APPROVER_VARIABLE, PASSWORD)
    assert main([*command, "--names-approved-by", APPROVER, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"file": str(file), "photos": 2, "left_out": []}
    with zipfile.ZipFile(file) as made:
        assert b"Adaeze won" in made.read("captions.csv")
    file.unlink()
    write("More on www.hillside.example")
    said += refused()
    due = of(school, "Ada").file_name
    school.answer("Ada", "web", Status.WITHDRAWN)
    assert main([*command, "--looked-at"]) == 1
    said += (out := capsys.readouterr().out)
    assert "Photos in it: 1, left out: 1." in out
    assert f"{due}: It has to be taken down." in out
    assert main(["published", "take-down", "--due", "--by", PREPARER]) == 0
    said += (out := capsys.readouterr().out)
    assert out.count("handed on in a pack for Bright Web Ltd") == 1
    assert not any(name in said for name in NAMES)


def test_the_contact_sheet_is_written(
    school: SmallSchool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.pdf"
    command = ["pack", "contact-sheet", str(school.batch_id), "--to", str(file), "--by", PREPARER]
    assert main([*command, "--channel", "Weekly"]) == 1
    assert "no channel of this name" in capsys.readouterr().err
    assert main([*command, "--channel", "Website", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["photos"] == 2
    assert file.read_bytes().startswith(b"%PDF")


def test_prints_are_written_and_what_is_due_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school, board = with_photos_on_the_board(tmp_path)
    monkeypatch.setattr(pack, "workspace_of", lambda given: nullcontext(school.workspace))
    file = tmp_path / "prints.pdf"
    command = ["pack", "prints", str(school.batch_id), "--to", str(file), "--by", PREPARER]
    assert main([*command, "--channel", "Website"]) == 1
    assert "not asked about being displayed" in capsys.readouterr().err
    assert main([*command, "--channel", "Board", "--a-sheet", "99"]) == 1
    assert "There is no such sheet." in capsys.readouterr().err
    assert not file.exists()
    with pytest.raises(SystemExit):
        main([*command, "--channel", "Board", "--paper", "A9"])
    capsys.readouterr()
    command += ["--channel", "Board", "--paper", "A3", "--a-sheet", "2"]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"file": str(file), "photos": 2, "left_out": [], "sheets": 1, "coarse": 2}
    school.answer("Ada", "display", Status.WITHDRAWN)
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "Photos in it: 1, left out: 1." in said
    assert "Sheets of A3: 1." in said
    assert prints_of(file.read_bytes()) == {fingerprint(on_board(school, board, "Bo"))}
    assert not any(name in said for name in NAMES)
    school.workspace.close()
