"""``consentdesk device`` over a small school: what is listed, what waits, and what is recorded."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import device
from consentdesk.app.main import main
from tests.small_workspace import APPROVER, IPAD, PREPARER, make_school, write_photo


def test_waiting_and_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = make_school(tmp_path)
    monkeypatch.setattr(device, "workspace_of", lambda given: nullcontext(school.workspace))
    write_photo(tmp_path / "in" / "IMG_1.JPG")
    (tmp_path / "in" / "IMG_2.MOV").write_bytes(b"\0\0\0\x14ftypqt  " + bytes(200))
    school.bring_in(tmp_path / "in")

    def run(*arguments: str) -> tuple[int, Any]:
        status = main(["device", *arguments, "--by", PREPARER, "--json"])
        return status, json.loads(capsys.readouterr().out)

    status, told = run("waiting")
    (still,) = told["waiting"]
    assert (status, still["photos"], still["not_kept"]) == (1, 1, 1)
    number = str(still["import"])
    assert run("emptied", number, "--library", "--cloud")[0] == 1
    assert run("emptied", number, "--library", "--recently-deleted", "--cloud") == (
        0,
        {"photos": 1},
    )
    assert run("waiting") == (0, {"waiting": []})
    assert main(["device", "waiting"]) == 0
    assert "No iPad waits." in capsys.readouterr().out
    assert run("list") == (0, {"devices": []})
    school.workspace.batches.add_school_device(IPAD, APPROVER, "Noor Tavish")
    (listed,) = run("list")[1]["devices"]
    assert (listed["serial"], listed["kept_by"], listed["state"]) == (
        IPAD.serial,
        "Noor Tavish",
        "in_use",
    )
    assert main(["device", "list"]) == 0
    assert "in use, kept by Noor Tavish" in capsys.readouterr().out
    school.workspace.close()
