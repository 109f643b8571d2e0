"""``consentdesk batch record``: the newest clearance record, told and written."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consentdesk.app.commands import batch
from consentdesk.app.main import main
from consentdesk.services.workspace import Workspace
from tests.small_workspace import APPROVER, SmallSchool, make_school, write_photo


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    """The small school, open under the commands."""
    school = make_school(tmp_path)

    @contextmanager
    def opened(_: object) -> Iterator[Workspace]:
        yield school.workspace

    monkeypatch.setattr(batch, "workspace_of", opened)
    yield school
    school.workspace.close()


def test_the_record_is_told_and_written(
    school: SmallSchool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", "record", str(school.batch_id), "--by", "Ann"]
    assert main(command) == 1
    assert "Nothing was published" in capsys.readouterr().err
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert main([*command, "--to", str(tmp_path / "record.json"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    written = (tmp_path / "record.json").read_bytes()
    assert json.loads(written) == told
    assert main([*command, "--to", str(tmp_path / "record.pdf")]) == 0
    said = capsys.readouterr().out
    assert f"by {APPROVER}" in said
    assert "Website: 1 signed off, 1 published, 0 not" in said
    page = (tmp_path / "record.pdf").read_bytes()
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    (line,) = [row for row in rows if row.what == "clearance_record_made"]
    prints = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in (("facts", written), ("page", page))
    }
    assert line.detail == prints
