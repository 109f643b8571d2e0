"""``consentdesk published`` over a small school: numbers, sentences, exit codes, no names."""

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import published
from consentdesk.app.main import main
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from tests.privacy.killed_naming import publish_until_killed
from tests.small_workspace import PEOPLE, PREPARER, make_school, write_photo


def test_list_check_take_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = make_school(tmp_path)
    monkeypatch.setattr(published, "workspace_of", lambda given: nullcontext(school.workspace))
    (photo,) = school.bring_in(write_photo(tmp_path / "a.jpg"))
    (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    school.publish()
    said: list[str] = []

    def run(*arguments: object) -> tuple[int, Any]:
        status = main(["published", *map(str, arguments), "--json"])
        said.append(capsys.readouterr().out)
        return status, json.loads(said[-1])

    status, told = run("list")
    assert (status, told["due"], len(told["copies"])) == (0, 0, 2)
    assert run("check") == (
        0,
        {
            "same": 2,
            "changed": [],
            "gone": [],
            "back": [],
            "unreleased": [],
            "other_names": [],
            "away": [],
        },
    )
    assert run("take-down")[0] == 1  # nothing named, nothing removed
    school.answer("Ada", "web", Status.WITHDRAWN)
    status, told = run("list", "--due")
    (copy,) = told["copies"]
    assert (status, copy["channel"], copy["standing"]) == (1, "Website", "take_down")
    assert run("take-down", "--due") == (
        0,
        {"removed": [copy["copy"]], "not_there": [], "left": [], "handed_on": []},
    )
    assert not Path(copy["file"]).exists()
    assert run("list", "--due")[1]["copies"][0]["standing"] == "remove_there"
    assert run("removed-there", copy["copy"], "--note", "News page")[0] == 0
    assert run("list", "--due") == (
        0,
        {"due": 0, "within_hours": 24, "copies": [], "waiting": []},
    )
    assert main(["published", "list"]) == 0
    assert "0 to take down." in capsys.readouterr().out
    assert not any(details.first_name in text for details in PEOPLE.values() for text in said)
    school.workspace.close()


def test_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = make_school(tmp_path)
    monkeypatch.setattr(published, "workspace_of", lambda given: nullcontext(school.workspace))
    (photo,) = school.bring_in(write_photo(tmp_path / "a.jpg"))
    (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    publish_until_killed(school.workspace, school.batch_id, PREPARER)
    folder = school.website.details.folder
    shutil.rmtree(folder)
    assert main(["published", "list", "--json"]) == 1
    (waiting,) = json.loads(capsys.readouterr().out)["waiting"]
    assert (waiting["channel"], waiting["folder"]) == ("Website", str(folder))
    assert main(["published", "list"]) == 1
    assert "1 interrupted for Website, signed off from 20 June 2026" in capsys.readouterr().out
    ask = ["published", "folder-gone", str(folder), "--by", PREPARER]
    assert main([*ask, "--reason", " "]) == 1
    assert main([*ask, "--reason", "The old server was replaced"]) == 0
    assert "1 wait no longer." in capsys.readouterr().out
    assert main(["published", "list"]) == 0
    assert main([*ask, "--reason", "The old server was replaced"]) == 1, "nothing waits any more"
    school.workspace.close()
