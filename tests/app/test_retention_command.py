"""``consentdesk retention`` and ``consentdesk pupil``: figures, exit codes, and no names."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import pupil, retention
from consentdesk.app.main import main
from consentdesk.domain.pixels import Box
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PEOPLE,
    PREPARER,
    SmallSchool,
    make_school,
    write_photo,
)

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    """Ada's photo is published on both channels."""
    school = make_school(tmp_path)
    for command in (retention, pupil):
        monkeypatch.setattr(command, "workspace_of", lambda given: nullcontext(school.workspace))
    monkeypatch.setenv("CONSENTDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("CONSENTDESK_APPROVER_PASSWORD", PASSWORD)
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))
    (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    school.publish()
    yield school
    school.workspace.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, Any]:
        status = main([*map(str, arguments), "--by", APPROVER, "--json"])
        said = capsys.readouterr().out
        assert not any(each.first_name in said for each in PEOPLE.values())
        return status, json.loads(said)

    return run


def test_preview_run_retire(
    school: SmallSchool, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = run("retention", "preview", "--until", "2026-07-20")
    (batch,) = told["batches"]
    assert (status, told["photos"], batch["due"], batch["kept"]) == (0, 1, "2026-07-20", [])
    assert run("retention", "preview", "--until", "2026-07-19")[1]["batches"] == []
    assert main(["retention", "preview", "--until", "2026-07-20"]) == 0
    assert "1 photo deleted on 20 July 2026." in capsys.readouterr().out
    status, told = run("retention", "run")
    assert (status, told["photos"]) == (0, 0)
    school.clock.time = datetime(2026, 7, 20, 9, tzinfo=UTC)
    status, told = run("retention", "run")
    assert (status, told["photos"], told["proven"]) == (0, 1, True)
    status, told = run("retention", "retire", school.batch_id)
    assert (status, told["error"]["code"]) == (1, "refused")


def test_export_erase_erased(school: SmallSchool, run: Run, tmp_path: Path) -> None:
    upn = PEOPLE["Ada"].key
    status, told = run("pupil", "export", upn, "--to", tmp_path / "answer")
    assert (status, told["photos"], told["copies"]) == (0, 1, 2)
    assert (tmp_path / "answer" / "index.html").exists()
    assert run("pupil", "erased", upn) == (1, {"erased_on": None})
    assert run("pupil", "erase", upn, "--second-person", PREPARER)[0] == 1
    copies = [copy.id for copy in school.workspace.take_down.copies()]
    school.workspace.take_down.take_down(copies, PREPARER)
    school.workspace.take_down.confirm_elsewhere(copies, PREPARER)
    status, told = run("pupil", "erase", upn, "--second-person", PREPARER, "--retire-photos")
    assert (status, told["photos"], told["retired"]) == (0, 1, 1)
    status, told = run("pupil", "erased", upn)
    assert (status, bool(told["erased_on"])) == (0, True)
