"""What looks like a file and is none, and names that are made to mislead."""

import logging
import os
import socket
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.source_files import gather
from consentdesk.services.bringing_in.import_photos import ImportReceipt
from tests.small_workspace import PREPARER, SmallSchool, make_school, photo_bytes, write_photo

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
AS_BYTES = pytest.mark.skipif(sys.platform != "linux", reason="this system refuses such names")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path / "school")
    yield school
    school.workspace.close()


def bring_in(school: SmallSchool, *sources: Path) -> tuple[ImportReceipt, dict[str, str]]:
    """Bring things in; check that each is accounted for; return the listed ones with their code."""
    receipt = school.workspace.importer.bring_in(
        school.batch_id, list(sources), PREPARER, Progress(), CancelToken()
    )
    assert receipt.finished
    assert receipt.found == receipt.brought_in + receipt.already_there + len(receipt.listed)
    return receipt, {entry.file_name: entry.code for entry in receipt.listed}


@ON_UNIX
def test_what_is_no_file_is_listed_and_never_opened(school: SmallSchool, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    write_photo(folder / "IMG_1.JPG", 1)
    write_photo(elsewhere / "private.jpg", 2)
    os.mkfifo(folder / "pipe.jpg")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "s.jpg"))
    for name, target in (
        ("zeros.jpg", Path("/dev/zero")),
        ("outside.jpg", elsewhere / "private.jpg"),
        ("folder", elsewhere),
        ("loop", folder),
        ("to itself.jpg", folder / "to itself.jpg"),
        ("to nowhere.jpg", tmp_path / "nowhere.jpg"),
        ("to the pipe.jpg", folder / "pipe.jpg"),
    ):
        (folder / name).symlink_to(target)
    receipt, codes = bring_in(school, folder)
    listening.close()
    assert (receipt.found, receipt.brought_in) == (10, 1)
    assert set(codes.values()) == {"file_unreadable"}
    assert {photo.details.file_name for photo in school.photos()} == {"IMG_1.JPG"}


@ON_UNIX
@pytest.mark.parametrize("target", ["pipe", "/dev/zero"])
def test_a_pipe_or_a_device_that_somebody_chose_is_not_opened_either(
    school: SmallSchool, tmp_path: Path, target: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    chosen = tmp_path / "chosen.jpg"
    chosen.symlink_to(tmp_path / target)
    receipt, codes = bring_in(school, chosen)
    assert (receipt.brought_in, codes) == (0, {"chosen.jpg": "file_unreadable"})
    assert "no file" in receipt.listed[0].sentence


@ON_UNIX
def test_a_link_that_somebody_chose_is_followed(school: SmallSchool, tmp_path: Path) -> None:
    write_photo(tmp_path / "there" / "IMG_1.JPG")
    (tmp_path / "here").symlink_to(tmp_path / "there")
    assert bring_in(school, tmp_path / "here")[0].brought_in == 1


@ON_UNIX
def test_folders_without_an_end_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1_100
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    try:
        Path("IMG_1.JPG").write_bytes(photo_bytes())
        (found,) = gather([tmp_path])
        assert found.name == "d/" * depth + "IMG_1.JPG"
        assert found.read() == photo_bytes()
    finally:  # pytest itself cannot clear so deep a folder away
        Path("IMG_1.JPG").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()


NAMES = (
    "CON.jpg",
    "NUL",
    "COM1.jpg",
    "aux.JPG",
    "ends with a dot.",
    "ends with a space ",
    "-rf.jpg",
    "--help",
    "~",
    "%s%n{0}${HOME}.jpg",
    "'; DROP TABLE photos; --.jpg",
    "<b onclick=x>.jpg",
    "\N{CAMERA WITH FLASH}\N{ZERO WIDTH JOINER}\N{CHILD}.jpg",
    "e\N{COMBINING ACUTE ACCENT}t\N{LATIN SMALL LETTER E WITH ACUTE}.jpg",
    "x" * 251 + ".jpg",
    "\N{BLACK SQUARE}" * 83 + ".jpg",
)


@ON_UNIX
def test_odd_names_bring_in_like_any_other_and_stand_in_no_log(
    school: SmallSchool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for seed, name in enumerate(NAMES):
        write_photo(tmp_path / "in" / name, seed)
    receipt, codes = bring_in(school, tmp_path / "in")
    assert (receipt.brought_in, codes) == (len(NAMES), {})
    assert {photo.details.file_name for photo in school.photos()} == set(NAMES)
    assert not any(name in caplog.text for name in NAMES if len(name) > 4)
    undone = school.workspace.importer.undo(receipt.import_id, PREPARER)
    assert undone == len(NAMES)
    assert all((tmp_path / "in" / name).is_file() for name in NAMES)


@AS_BYTES
def test_names_that_mislead_are_shown_with_their_signs_struck_out(
    school: SmallSchool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = {
        "IMG_\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe": "IMG__gpj.exe",
        "two\nlines.jpg": "two_lines.jpg",
        "clear\x1b[2J\x07.jpg": "clear_[2J_.jpg",
        "no\N{ZERO WIDTH SPACE}room.jpg": "no_room.jpg",
        os.fsdecode(b"half \xff sign.jpg"): "half _ sign.jpg",
        "a\x01.jpg": "a_.jpg",
        "a\x02.jpg": "a_ (2).jpg",
    }
    for seed, name in enumerate(names):
        write_photo(folder / name, seed)
    receipt, codes = bring_in(school, folder)
    assert (receipt.brought_in, codes) == (len(names), {})
    assert {photo.details.file_name for photo in school.photos()} == set(names.values())
    again, _ = bring_in(school, folder)
    assert again.already_there == len(names)


@AS_BYTES
def test_a_chosen_folder_whose_name_is_no_text(school: SmallSchool, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"sports \xe9 day")
    write_photo(odd / "IMG_1.JPG", 1)
    write_photo(tmp_path / "other" / "IMG_2.JPG", 2)
    receipt, codes = bring_in(school, odd, tmp_path / "other")
    assert (receipt.brought_in, codes) == (2, {})
    names = {photo.details.file_name for photo in school.photos()}
    assert names == {"sports _ day/IMG_1.JPG", "other/IMG_2.JPG"}


def test_places_without_a_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_photo(tmp_path / "IMG_1.JPG")
    monkeypatch.chdir(tmp_path)
    names = {file.name for file in gather([Path(), Path()])}
    assert names == {"files/IMG_1.JPG", "files (2)/IMG_1.JPG"}


def test_names_in_an_archive_lead_nowhere(school: SmallSchool, tmp_path: Path) -> None:
    archive = tmp_path / "in" / "photos.zip"
    archive.parent.mkdir()
    inside = (
        "../../up.jpg",
        "/etc/root.jpg",
        "C:\\Windows\\system.jpg",
        "\\\\server\\share.jpg",
        "CON.jpg",
        "x" * 300 + ".jpg",
        "IMG_\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
        "nul\0byte.jpg",
        "./same.jpg",
        "same.jpg",
    )
    with zipfile.ZipFile(archive, "w") as file:
        for seed, name in enumerate(inside):
            file.writestr(name, photo_bytes(seed))
        link = zipfile.ZipInfo("link.jpg")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    before = {path for path in tmp_path.rglob("*") if "school" not in path.parts}
    receipt, codes = bring_in(school, archive)
    assert receipt.brought_in == len(inside)
    assert codes == {"photos.zip/link.jpg": "not_a_photo"}
    assert {path for path in tmp_path.rglob("*") if "school" not in path.parts} == before
    names = {photo.details.file_name for photo in school.photos()}
    assert all(name.startswith("photos.zip/") for name in names)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in "".join(names)
