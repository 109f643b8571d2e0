"""``consentdesk batch record``: the newest clearance record, told and written."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consentdesk.app.commands import batch_record
from consentdesk.app.main import main
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.services.workspace import Workspace
from tests.services.pack_school import NAMES
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, make_school, write_photo


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    """The small school, open under the commands."""
    school = make_school(tmp_path)

    @contextmanager
    def opened(_: object) -> Iterator[Workspace]:
        yield school.workspace

    monkeypatch.setattr(batch_record, "workspace_of", opened)
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
    assert "Nothing that this record lists has been taken down since." in said
    saved = (tmp_path / "record.pdf").read_bytes()
    (record,) = school.workspace.clearance_records.of_batch(school.batch_id)
    page = school.workspace.clearance_records.page(record)
    assert saved.startswith(page)
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    details = {row.what: row.detail for row in rows}
    assert details["clearance_record_made"] == {"facts": sha256(written), "page": sha256(page)}
    assert details["clearance_record_saved"] == {"page": sha256(saved)}


def test_what_was_taken_down_since_is_told(
    school: SmallSchool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(60, 100, 60, 80)])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()
    school.publish()
    command = ["batch", "record", str(school.batch_id), "--by", PREPARER]
    assert main([*command, "--json"]) == 0
    before = capsys.readouterr().out
    school.answer("Ada", "web", Status.WITHDRAWN)
    due = school.workspace.take_down.due()
    school.workspace.take_down.take_down([copy.id for copy in due], PREPARER)
    assert main([*command, "--json"]) == 0
    assert capsys.readouterr().out == before, "the facts of a record never change"
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Website: Taken down (A person in the photo may not appear on this channel.)" in said
    assert "Newsletter: Taken" not in said, "its copy has the same bytes, and may stay"
    assert "Still to be removed where it was posted" in said
    assert "has been taken down since" not in said
    assert not any(name in said for name in NAMES)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
