"""A pack holds what may stay published and nothing else, and take-down knows of it."""

import errno
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Cancelled, DiskFull, KnownError, Refused, VerificationFailed
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.staff import Role
from consentdesk.media.verify import reveals
from consentdesk.services.packing import web_pack as module
from consentdesk.services.packing.as_published import CHANGED, FAILED
from consentdesk.services.packing.captions import Caption
from consentdesk.services.packing.copies_to_hand_on import LeftOut
from tests.services.pack_school import (
    NAMES,
    inside,
    lines,
    make,
    nothing_written,
    of,
    order,
    save_sheet,
    with_photos_published,
)
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PREPARER,
    SmallSchool,
    write_photo,
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """A school with published photos, for a test that changes something."""
    school = with_photos_published(tmp_path)
    yield school
    school.workspace.close()


@pytest.fixture(scope="module")
def same_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """The same for tests that only make packs, or try to."""
    school = with_photos_published(tmp_path_factory.mktemp("school"))
    yield school
    school.workspace.close()


def test_the_pack_holds_the_published_bytes_and_smaller_copies_of_them(school: SmallSchool) -> None:
    details = replace(school.website.details, long_edge=900)
    school.workspace.channels.change(replace(school.website, details=details), APPROVER)
    (*_, large) = school.bring_in(write_photo(school.folder / "l.jpg", 60, size=(1000, 750)))
    school.mark_faces(large.id, [])
    school.finish(large.id)
    school.sign()
    school.publish()
    receipt = make(school, order(school))
    assert (receipt.photos, receipt.left_out) == (3, ())
    files = inside(receipt)
    copies = [c for c in school.workspace.take_down.copies() if c.channel.id == school.website.id]
    stems = {copy.photo_id: copy.path.stem for copy in copies}
    sized = {
        f"photos-{edge}/{stems[large.id]}{s}" for edge in (800, 400) for s in (".jpg", ".webp")
    }
    whole = {f"photos/{stem}{suffix}" for stem in stems.values() for suffix in (".jpg", ".webp")}
    assert set(files) == sized | whole | {"captions.csv", "captions.json", "contact-sheet.pdf"}
    assert all(files[f"photos/{copy.file_name}"] == copy.path.read_bytes() for copy in copies)
    assert not any(reveals(files[name]) for name in sized | whole)
    assert receipt.file.stat().st_mode & 0o077 == 0
    told = json.loads(files["captions.json"])
    assert (told["event"], told["date"]) == ("Sports day", "2026-06-19")
    assert [photo["alt_text"] for photo in told["photos"]] == ["Children at Sports day"] * 3
    assert told["photos"][-1]["copies"][1] == {
        "file": f"photos-800/{stems[large.id]}.jpg",
        "width": 800,
        "height": 600,
    }
    assert files["captions.csv"].decode("utf-8-sig").splitlines()[0] == "file,alt text,caption"


def test_no_byte_of_the_pack_says_a_name_a_place_a_device_or_a_time(
    same_school: SmallSchool,
) -> None:
    school = same_school
    whole = make(school, order(school, Caption(1, of(school, "Ada").file_name, "Running"))).file
    content = whole.read_bytes()
    low = content.lower()
    assert not any(name.lower().encode() in low for name in NAMES)
    for said in (b"Apple", b"iPad", b"DMPXTEST", PREPARER.encode(), str(school.folder).encode()):
        assert said not in content
    with zipfile.ZipFile(whole) as pack:
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(not entry.extra and not entry.comment for entry in pack.infolist())


def test_what_has_to_come_down_is_not_in_the_pack(school: SmallSchool) -> None:
    due = of(school, "Ada")
    content = due.path.read_bytes()
    school.answer("Ada", "web", Status.WITHDRAWN)
    receipt = make(school, order(school))
    assert receipt.left_out == (LeftOut(due.file_name, "It has to be taken down."),)
    files = inside(receipt)
    assert content not in files.values()
    assert not any(due.path.stem in name for name in files)
    assert due.file_name.encode() not in receipt.file.read_bytes()
    save_sheet(school)
    assert due.file_name.encode() not in (school.folder / "sheet.pdf").read_bytes()


def test_a_copy_that_changed_is_held_or_is_gone_is_left_out(school: SmallSchool) -> None:
    one, other = of(school, "Ada"), of(school, "Bo")
    one.path.write_bytes(other.path.read_bytes())
    receipt = make(school, order(school))
    assert receipt.left_out == (LeftOut(one.file_name, CHANGED),)
    assert f"photos/{one.file_name}" not in inside(receipt)
    one.path.unlink()
    assert make(school, order(school)).left_out == (LeftOut(one.file_name, CHANGED),)
    school.workspace.review.hold(other.photo_id, "Not now.", PREPARER)
    with nothing_written(school, Refused, "may be handed on"):
        make(school, order(school))


def test_a_derived_copy_that_fails_its_check_leaves_the_photo_out(
    same_school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = same_school
    spoilt, web_copies = of(school, "Bo"), module.web_copies

    def fails(content: bytes) -> object:
        if content == spoilt.path.read_bytes():
            raise VerificationFailed("It tells a place.", "Look.")
        return web_copies(content)

    monkeypatch.setattr(module, "web_copies", fails)
    receipt = make(school, order(school))
    assert receipt.left_out == (LeftOut(spoilt.file_name, FAILED),)
    assert not any(spoilt.path.stem in name for name in inside(receipt))


@pytest.mark.parametrize("sheet_only", [False, True])
def test_a_withdrawal_while_the_pack_is_made_leaves_nothing(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch, sheet_only: bool
) -> None:
    draw = module.draw_contact_sheet

    def meanwhile(sheet: object) -> bytes:
        school.answer("Ada", "web", Status.WITHDRAWN)
        return draw(sheet)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "draw_contact_sheet", meanwhile)
    with nothing_written(school, Refused, "changed in the meantime"):
        save_sheet(school) if sheet_only else make(school, order(school))


def test_a_stop_leaves_nothing(same_school: SmallSchool) -> None:
    school = same_school
    cancel = CancelToken()
    cancel.cancel()
    path = school.folder / "pack.zip"
    with pytest.raises(Cancelled):
        school.workspace.web_packs.make(order(school), path, PREPARER, Progress(), cancel)


def test_only_who_may_publish_makes_a_pack(same_school: SmallSchool) -> None:
    school = same_school
    school.workspace.staff.add("Ida Inspector", PASSWORD, {Role.INSPECTOR}, school.head)
    for somebody in ("Ida Inspector", "Nobody"):
        with nothing_written(school, Refused):
            make(school, order(school), by=somebody)


def test_a_closed_channel_hands_nothing_on(school: SmallSchool) -> None:
    details = replace(school.website.details, is_open=False)
    school.workspace.channels.change(replace(school.website, details=details), APPROVER)
    with nothing_written(school, Refused, "closed"):
        make(school, order(school))


def test_no_pack_lies_in_a_channel_or_in_the_library(same_school: SmallSchool) -> None:
    school = same_school
    folder, packs = school.newsletter.details.folder, school.workspace.web_packs
    (school.folder / "folder.zip").mkdir()
    for path in (
        school.folder / "folder.zip",
        folder / "pack.zip",
        Path(str(folder).upper()) / "below" / "pack.zip",
        school.workspace.folder / "pack.zip",
        school.folder / "pack.exe",
        school.folder / "nowhere" / "pack.zip",
    ):
        with nothing_written(school, KnownError):
            packs.make(order(school), path, PREPARER, Progress(), CancelToken())


def test_what_a_killed_program_left_is_written_anew(same_school: SmallSchool) -> None:
    school = same_school
    left = school.folder / ".pack.zip.part"
    left.write_bytes(b"half a pack")
    assert make(school, order(school)).photos == 2
    assert not left.exists()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_takes_no_more_leaves_nothing(
    same_school: SmallSchool, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def full(*given: object) -> None:
        raise OSError(error, "no")

    monkeypatch.setattr(os, "fsync", full)
    with nothing_written(same_school, DiskFull if error == errno.ENOSPC else Refused):
        make(same_school, order(same_school))


def test_the_line_tells_whom_it_was_for_and_which_copies(same_school: SmallSchool) -> None:
    school = same_school
    make(school, order(school))
    line = lines(school, "pack_made")[-1]
    copies = sorted([of(school, "Ada"), of(school, "Bo")], key=lambda copy: copy.file_name)
    assert (line.who, line.subject) == (PREPARER, f"batch {school.batch_id}")
    assert line.detail == {
        "channel": school.website.id,
        "count": 2,
        "editor": "Bright Web Ltd",
        "numbers": [copy.id for copy in copies],
        "of_photos": [copy.photo_id for copy in copies],
    }
    exported = school.workspace.audit_export.rows()
    assert any("Made a pack for the web editor" in row for row in exported)


def test_take_down_tells_that_a_copy_was_handed_on(school: SmallSchool) -> None:
    make(school, order(school))
    save_sheet(school)
    assert of(school, "Ada").left == "", "it may stay, there and here"
    school.answer("Ada", "web", Status.WITHDRAWN)
    due = of(school, "Ada")
    assert [each.editor for each in due.handed_on] == ["Bright Web Ltd", ""]
    assert "handed on in a pack for Bright Web Ltd on" in due.left
    assert "on a contact sheet saved on" in due.left
    take_down = school.workspace.take_down
    take_down.take_down([due.id], PREPARER)
    assert "Bright Web Ltd" in of(school, "Ada").left, "still to be had deleted there"
    take_down.confirm_elsewhere([due.id], PREPARER)
    assert of(school, "Ada").left == ""
    newsletter = [c for c in take_down.copies() if c.channel.id == school.newsletter.id]
    assert not any(copy.handed_on for copy in newsletter)


def test_a_copy_signed_anew_is_still_known_to_be_in_the_pack(school: SmallSchool) -> None:
    make(school, order(school))
    before = of(school, "Bo").id
    school.answer("Cy", "web", Status.REFUSED)
    for photo in school.photos():
        school.finish(photo.id)
    school.sign()
    school.publish()
    school.answer("Bo", "web", Status.WITHDRAWN)
    assert of(school, "Bo").id != before
    assert "Bright Web Ltd" in of(school, "Bo").left


def test_a_line_that_cannot_be_written_keeps_the_pack_from_its_name(
    same_school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = same_school

    def full(*given: object) -> None:
        raise Refused("The trail takes no line.", "Ask the technician.")

    monkeypatch.setattr(module.WebPacks, "_record", full)
    with nothing_written(school, Refused, "takes no line"):
        make(school, order(school))


def test_the_contact_sheet_is_saved_alone(same_school: SmallSchool) -> None:
    school = same_school
    assert save_sheet(school).photos == 2
    page = (school.folder / "sheet.pdf").read_bytes()
    assert page.startswith(b"%PDF")
    assert not any(name.encode() in page for name in NAMES)
    line = lines(school, "contact_sheet_saved")[-1]
    assert (line.detail["count"], "editor" in line.detail) == (2, False)
