"""``consentdesk audit``: sentences, figures, exit codes, and no names."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import audit
from consentdesk.app.main import main
from consentdesk.services.workspace import Workspace
from consentdesk.store.engine import open_plainly
from tests.small_workspace import (
    KEY,
    PEOPLE,
    PREPARER,
    SmallSchool,
    TestClock,
    assemble_for_test,
    make_school,
    write_photo,
)


@pytest.fixture
def school(tmp_path: Path) -> SmallSchool:
    """A small school that published one photo, closed again."""
    school = make_school(tmp_path)
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    (record,) = school.workspace.clearance_records.of_batch(school.batch_id)
    school.workspace.clearance_records.save_facts(record, tmp_path / "record.json")
    school.workspace.clearance_records.save_page(record, tmp_path / "record.pdf", PREPARER)
    school.workspace.close()
    return school


@pytest.fixture
def opened(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The workspace as it lies there, under the commands."""
    workspace = assemble_for_test(school.folder / "workspace", KEY, TestClock(), new=False)
    monkeypatch.setattr(audit, "workspace_of", lambda given: nullcontext(workspace))
    yield workspace
    workspace.close()


def tamper(school: SmallSchool, deed: str) -> None:
    connection = open_plainly(school.folder / "workspace" / "consentdesk.db", KEY)
    connection.execute("DROP TRIGGER audit_refuses_update")
    connection.execute("DROP TRIGGER audit_refuses_delete")
    connection.execute(deed)
    connection.commit()
    connection.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = main(["audit", *arguments, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("opened")
def test_a_whole_trail(
    school: SmallSchool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = ["--record", str(tmp_path / "record.json"), "--record", str(tmp_path / "record.pdf")]
    status, told = run(capsys, "verify", *kept)
    assert (status, told["whole"], told["findings"]) == (0, True, [])
    facts = json.loads((tmp_path / "record.json").read_bytes())
    later = 2  # the lines that tell of the record and of its page saved
    assert told["covered_up_to"] == facts["audit"]["line"] == told["holds_up_to"] - later
    assert [each["outside"] for each in told["records"]] == [False, True, True]
    assert main(["audit", "verify", *kept]) == 0
    said = capsys.readouterr().out
    assert f"The audit trail is whole: {told['holds_up_to']} lines" in said
    assert f"record.pdf, kept outside: vouches for the lines 1 to {told['covered_up_to']}" in said
    assert told["chained"] in said
    assert f"From line {told['covered_up_to'] + 1} on no clearance record vouches yet" in said


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ("UPDATE audit SET who = 'nobody' WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 6", 6),
    ],
)
def test_the_first_broken_line_is_named(
    school: SmallSchool,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    deed: str,
    place: int,
) -> None:
    tamper(school, deed)
    request.getfixturevalue("opened")
    status, told = run(capsys, "verify")
    assert (status, told["whole"], told["findings"][0]["line"]) == (1, False, place)
    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr().out
    assert f"The first line in question is {place}" in said
    assert told["findings"][0]["sentence"] in said
    assert f"the chain breaks before line {told['records'][0]['line']}" in said


def test_a_missing_record_and_a_file_that_is_none(
    school: SmallSchool,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tamper(school, "DELETE FROM clearance_record")
    request.getfixturevalue("opened")
    status, told = run(capsys, "verify")
    assert (status, told["whole"], len(told["missing"])) == (1, True, 1)
    assert main(["audit", "verify"]) == 1
    assert "Missing: The clearance record of batch 1, sign-off 1" in capsys.readouterr().out
    status, told = run(capsys, "verify", "--record", str(tmp_path / "in" / "IMG_1.JPG"))
    assert (status, told["error"]["code"]) == (1, "refused")


@pytest.mark.usefixtures("opened")
def test_the_copy_for_governors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trail = tmp_path / "trail.csv"
    status, told = run(capsys, "export", "--to", str(trail), "--by", PREPARER)
    assert (status, told["file"]) == (0, str(trail))
    text = trail.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == told["lines"] + 1
    assert "Signed a batch off" in text
    assert not any(details.last_name in text for details in PEOPLE.values())
    assert main(["audit", "export", "--to", str(trail), "--from", "2020-01-01"]) == 0
    assert "lines written, without pupils' names" in capsys.readouterr().out
    assert run(capsys, "export", "--to", str(trail), "--until", "2020-01-01")[1]["lines"] == 0
    with pytest.raises(SystemExit) as wrong:
        main(["audit", "export", "--to", str(trail), "--from", "yesterday"])
    assert wrong.value.code == 2
