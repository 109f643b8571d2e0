"""What goes wrong in an office: a sentence with a next step, and nothing is lost."""

import errno
import os
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from consentdesk.domain.errors import (
    DiskFull,
    KnownError,
    NewerDatabase,
    SheetLocked,
    WrongKey,
)
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.bringing_in.import_photos import ImportReceipt
from tests.small_workspace import (
    APPROVER,
    IPAD,
    KEY,
    PHONE,
    PREPARER,
    SmallSchool,
    TestClock,
    assemble_for_test,
    photo_bytes,
    write_photo,
)


def _bring_in(school: SmallSchool, *sources: Path) -> ImportReceipt:
    return school.workspace.importer.bring_in(
        school.batch_id, list(sources), PREPARER, Progress(), CancelToken()
    )


def _codes(receipt: ImportReceipt) -> dict[str, str]:
    return {entry.file_name: entry.code for entry in receipt.listed}


def _all_accounted_for(receipt: ImportReceipt) -> bool:
    assert all(entry.sentence for entry in receipt.listed)
    return receipt.found == receipt.brought_in + receipt.already_there + len(receipt.listed)


def test_a_folder_with_a_thousand_files_that_are_no_photos(
    school: SmallSchool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_photo(folder / "IMG_1.JPG")
    for number in range(1000):
        (folder / f"note{number:04d}.txt").write_text("milk, bread")
    receipt = _bring_in(school, folder)
    assert (receipt.found, receipt.brought_in, len(receipt.listed)) == (1001, 1, 1000)
    assert _all_accounted_for(receipt)


def _bomb() -> bytes:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IEND"
        + struct.pack(">I", zlib.crc32(b"IEND"))
    )


def test_each_bad_file_is_listed_with_its_reason(school: SmallSchool, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_photo(folder / "IMG_0001.JPG", 1)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "bomb.png").write_bytes(_bomb())
    (folder / "cut.jpg").write_bytes(photo_bytes(2)[: len(photo_bytes(2)) // 2])
    (folder / "text.jpg").write_text("this is a list of names")
    heic = photo_bytes(3, kind="heic")
    (folder / "cut.heic").write_bytes(heic[: len(heic) * 2 // 3])
    (folder / "named.jpg").write_bytes(heic)
    (folder / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (folder / "copy of IMG_0001.JPG").write_bytes((folder / "IMG_0001.JPG").read_bytes())
    receipt = _bring_in(school, folder)
    codes = _codes(receipt)
    assert codes["empty.jpg"] == "empty_file"
    assert codes["bomb.png"] == "photo_too_large"
    assert codes["cut.jpg"] == "damaged_photo"
    assert codes["cut.heic"] == "damaged_photo"
    assert codes["text.jpg"] == "not_a_photo"
    assert codes["gone.jpg"] == "file_unreadable"
    assert "duplicate" in codes.values()
    assert receipt.brought_in == 2
    kinds = {photo.details.file_name: photo.details.kind for photo in school.photos()}
    assert kinds["named.jpg"] == "heic"
    assert _all_accounted_for(receipt)


def test_a_live_photo_an_edit_and_a_video_are_told_apart(
    school: SmallSchool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    movie = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 64
    write_photo(folder / "IMG_0001.JPG", 1)
    (folder / "IMG_0001.MOV").write_bytes(movie)
    (folder / "IMG_0002.MOV").write_bytes(movie)
    write_photo(folder / "IMG_0003.JPG", 3)
    write_photo(folder / "IMG_E0003.JPG", 4)
    (folder / "IMG_0003.AAE").write_text('<?xml version="1.0"?><plist></plist>')
    receipt = _bring_in(school, folder)
    codes = _codes(receipt)
    assert codes["IMG_0001.MOV"] == "moving_part"
    assert codes["IMG_0002.MOV"] == "video"
    assert codes["IMG_0003.JPG"] == "older_version"
    assert codes["IMG_0003.AAE"] == "edit_data"
    assert receipt.brought_in == 2
    assert _all_accounted_for(receipt)


def test_of_an_animation_the_first_picture_is_used_and_said_so(
    school: SmallSchool, tmp_path: Path
) -> None:
    path = tmp_path / "in" / "dance.gif"
    path.parent.mkdir()
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert _bring_in(school, path).brought_in == 1
    (remark,) = school.workspace.importer.remarks(school.batch_id)
    assert remark.sentence == "Only the first of the 3 pictures in this file is used."
    school.mark_faces(school.photos()[0].id, [])
    assert school.workspace.importer.remarks(school.batch_id) == (remark,)


def test_a_photo_from_a_foreign_device_is_set_aside(school: SmallSchool, tmp_path: Path) -> None:
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    folder = tmp_path / "in"
    write_photo(folder / "IMG_1.JPG", 1)
    write_photo(folder / "IMG_2.JPG", 2, device=PHONE)
    _bring_in(school, folder)
    states = {p.details.file_name: p.state for p in school.photos()}
    assert states == {"IMG_1.JPG": PhotoState.BROUGHT_IN, "IMG_2.JPG": PhotoState.SET_ASIDE}
    aside = next(p for p in school.photos() if p.state is PhotoState.SET_ASIDE)
    with pytest.raises(KnownError):
        school.workspace.importer.accept_set_aside(aside.id, APPROVER, "  ")
    school.workspace.importer.accept_set_aside(aside.id, APPROVER, "the class iPad was flat")
    assert {p.state for p in school.photos()} == {PhotoState.BROUGHT_IN}


def test_two_ipads_may_use_the_same_file_names(school: SmallSchool, tmp_path: Path) -> None:
    write_photo(tmp_path / "one" / "IMG_0001.JPG", 1)
    write_photo(tmp_path / "two" / "IMG_0001.JPG", 2)
    assert _bring_in(school, tmp_path / "one").brought_in == 1
    assert _bring_in(school, tmp_path / "two").brought_in == 1
    again = _bring_in(school, tmp_path / "one")
    assert (again.brought_in, again.already_there) == (0, 1)
    both = _bring_in(school, tmp_path / "one", tmp_path / "two")
    assert len(school.photos()) == 2
    assert _all_accounted_for(both)


def test_disk_full_keeps_what_is_in_and_goes_on_later(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    for number in range(4):
        write_photo(folder / f"IMG_{number}.JPG", number)
    vault = school.workspace.library.vault
    put, left = type(vault).put, [5]

    def full(self: object, data: bytes) -> str:
        left[0] -= 1
        if left[0] < 0:
            raise DiskFull("The disk is full.", "Make room, then choose Continue.")
        return put(self, data)  # type: ignore[arg-type]

    monkeypatch.setattr(type(vault), "put", full)
    with pytest.raises(DiskFull):
        _bring_in(school, folder)
    kept = len(school.photos())
    assert kept < 4
    monkeypatch.undo()
    unfinished = school.workspace.importer.unfinished(school.batch_id)
    assert unfinished is not None
    receipt = school.workspace.importer.resume(unfinished.id, PREPARER, Progress(), CancelToken())
    assert (receipt.brought_in, receipt.finished, len(school.photos())) == (4, True, 4)


def test_a_cancelled_import_is_continued_and_can_be_undone(
    school: SmallSchool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for number in range(3):
        write_photo(folder / f"IMG_{number}.JPG", number)
    cancel = CancelToken()
    cancel.cancel()
    importer = school.workspace.importer
    stopped = importer.bring_in(school.batch_id, [folder], PREPARER, Progress(), cancel)
    assert not stopped.finished
    unfinished = importer.unfinished(school.batch_id)
    assert unfinished is not None
    assert importer.resume(unfinished.id, PREPARER, Progress(), CancelToken()).brought_in == 3
    assert importer.unfinished(school.batch_id) is None
    assert importer.undo(unfinished.id, PREPARER) == 3
    assert school.photos() == ()
    assert list(school.workspace.library.vault.keys()) == []


def _signed(school: SmallSchool, tmp_path: Path) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(100, 100, 60, 80)])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()


def test_a_channel_folder_that_is_gone_is_told_and_the_others_go_on(
    school: SmallSchool, tmp_path: Path
) -> None:
    _signed(school, tmp_path)
    shutil.rmtree(school.website.details.folder)
    assert school.workspace.channels.folder_problem(school.website)
    receipt = school.publish()
    by_name = {result.channel.name: result for result in receipt.results}
    assert by_name["Website"].published == 0
    assert by_name["Website"].refused[0][1]
    assert by_name["Newsletter"].published == 1
    school.website.details.folder.mkdir()
    assert [(r.published, r.already_there) for r in school.publish().results] == [(1, 0), (0, 1)]


@pytest.mark.parametrize("fault", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_channel_folder_that_takes_nothing_is_told(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    _signed(school, tmp_path)
    real, folder = Path.open, school.website.details.folder

    def refuse(self: Path, mode: str = "r", *more: object, **named: object):  # type: ignore[no-untyped-def]
        if self.parent == folder and "x" in mode:
            raise OSError(fault, os.strerror(fault))
        return real(self, mode, *more, **named)

    monkeypatch.setattr(Path, "open", refuse)
    receipt = school.publish()
    assert [f.parent.name for f in school.published_files()] == ["Newsletter"]
    assert receipt.results[0].refused[0][1]


def test_a_workbook_open_in_excel_is_told(school: SmallSchool, tmp_path: Path) -> None:
    sheet = tmp_path / "consent.xlsx"
    school.workspace.consent.write_template(sheet)
    before = school.workspace.roll.entries()
    real = Path.open
    with pytest.MonkeyPatch.context() as patch:

        def locked(self: Path, *more: object, **named: object):  # type: ignore[no-untyped-def]
            if self == sheet:
                raise PermissionError(errno.EACCES, "in use")
            return real(self, *more, **named)  # type: ignore[arg-type]

        patch.setattr(Path, "open", locked)
        with pytest.raises(SheetLocked) as told:
            school.workspace.consent.propose(sheet)
    assert told.value.next_step
    assert school.workspace.roll.entries() == before


def test_a_wrong_key_opens_nothing_and_breaks_nothing(school: SmallSchool, tmp_path: Path) -> None:
    school.workspace.close()
    with pytest.raises(WrongKey) as told:
        assemble_for_test(tmp_path / "workspace", bytes(32), TestClock(), new=False)
    assert told.value.next_step
    again = assemble_for_test(tmp_path / "workspace", KEY, TestClock(), new=False)
    assert len(again.roll.entries()) == 4
    again.close()


def test_a_library_from_a_later_version_is_left_alone(school: SmallSchool, tmp_path: Path) -> None:
    from sqlalchemy import text

    def from_the_future(u) -> None:  # type: ignore[no-untyped-def]
        u.people._session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    school.workspace.library.run(from_the_future)
    school.workspace.close()
    database = tmp_path / "workspace" / "consentdesk.db"
    before = database.read_bytes()
    with pytest.raises(NewerDatabase) as told:
        assemble_for_test(tmp_path / "workspace", KEY, TestClock(), new=False)
    assert told.value.next_step
    assert database.read_bytes() == before
