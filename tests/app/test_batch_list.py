"""``consentdesk batch list`` tells the numbers that the other steps ask for."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from consentdesk.app.commands import batch_list
from consentdesk.app.main import main
from tests.small_workspace import PREPARER, make_school, write_photo


def test_every_batch_with_its_number_and_what_is_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = make_school(tmp_path / "school")
    monkeypatch.setattr(batch_list, "workspace_of", lambda given: nullcontext(school.workspace))
    school.bring_in(write_photo(tmp_path / "IMG_1.JPG"))
    title = school.workspace.batches.card(school.batch_id).batch.details.event
    assert main(["batch", "list", "--by", PREPARER]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split()[0] == str(school.batch_id)
    assert title in line
    assert "1 photo to look for faces in." in line
    assert main(["batch", "list", "--by", PREPARER, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["batches"]
    assert (told["batch"], told["event"], told["photos"]) == (school.batch_id, title, 1)
    school.workspace.close()
