"""What was dropped on the window: photos, and a reason for everything else."""

import contextlib
import random
import time
import zipfile
from pathlib import Path

import pytest

from consentdesk.domain.errors import FileUnreadable, KnownError, PhotoTooLarge
from consentdesk.media import archive_files
from consentdesk.media.intake import SourceFile, gather, sort_out

MOVIE = b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08wide"
NOTES = b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist><plist/>'


@pytest.fixture
def folder(tmp_path, samples):
    photo = samples.ipad_photo()
    contents = {
        "IMG_0001.HEIC": samples.ipad_photo("heic"),
        "IMG_0001.MOV": MOVIE,
        "IMG_0002.JPG": photo,
        "IMG_E0002.JPG": photo + b"edited",
        "IMG_0002.AAE": NOTES,
        "IMG_0003.MOV": MOVIE,
        "race/IMG_0004.txt": photo,
        "race/IMG_0005.JPG": b"class list of 4b",
        "race/IMG_0006.JPG": b"",
        "race/.DS_Store": b"\0\0\0\1Bud1",
        "race/Thumbs.db": b"\xd0\xcf\x11\xe0",
        "race/._IMG_0004.JPG": b"\0\x05\x16\x07",
        "letter.pdf": b"%PDF-1.7 letter",
    }
    for name, content in contents.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def listed_as(plan, code):
    return {listed.file_name for listed in plan.listed if listed.code == code}


def test_every_file_is_a_photo_or_listed(folder):
    files = gather([folder])
    plan = sort_out(files)
    assert len(plan.photos) + len(plan.listed) == len(files) == 13
    assert {photo.name for photo in plan.photos} == {
        "IMG_0001.HEIC",
        "IMG_E0002.JPG",
        "race/IMG_0004.txt",
    }
    assert listed_as(plan, "moving_part") == {"IMG_0001.MOV"}
    assert listed_as(plan, "video") == {"IMG_0003.MOV"}
    assert listed_as(plan, "older_version") == {"IMG_0002.JPG"}
    assert listed_as(plan, "edit_data") == {"IMG_0002.AAE"}
    assert listed_as(plan, "empty_file") == {"race/IMG_0006.JPG"}
    assert listed_as(plan, "not_a_photo") == {"race/IMG_0005.JPG", "letter.pdf"}
    assert listed_as(plan, "system_file") == {
        "race/.DS_Store",
        "race/Thumbs.db",
        "race/._IMG_0004.JPG",
    }


def test_sentences_name_what_the_file_is(folder):
    sentences = {listed.file_name: listed.sentence for listed in sort_out(gather([folder])).listed}
    assert "PDF" in sentences["letter.pdf"]
    assert "text" in sentences["race/IMG_0005.JPG"]
    assert "Live Photo" in sentences["IMG_0001.MOV"]
    assert "edited one" in sentences["IMG_0002.JPG"]


def test_single_files_and_their_content(folder):
    (file,) = gather([folder / "IMG_0002.JPG"])
    assert file.name == "IMG_0002.JPG"
    assert file.size == len(file.read())


def test_zip_archives_are_read_in_place(folder, tmp_path_factory):
    archive = tmp_path_factory.mktemp("zip") / "sports day.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, path.relative_to(folder))
        file.write(folder / "IMG_0002.JPG", "../../escape.JPG")
    plan = sort_out(gather([archive]))
    assert len(plan.photos) + len(plan.listed) == 14
    by_name = {photo.name: photo for photo in plan.photos}
    content = (folder / "IMG_0001.HEIC").read_bytes()
    assert by_name["sports day.zip/IMG_0001.HEIC"].read() == content
    assert listed_as(plan, "moving_part") == {"sports day.zip/IMG_0001.MOV"}
    assert list(archive.parent.iterdir()) == [archive]


def test_damaged_and_office_archives_are_listed_as_one_file(tmp_path):
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("xl/media/image1.jpeg", b"\xff\xd8\xff\xe0")
    plan = sort_out(gather([tmp_path]))
    assert plan.photos == ()
    assert listed_as(plan, "not_a_photo") == {"cut.zip", "list.xlsx"}


def test_password_protected_entry_is_listed(tmp_path, samples):
    archive = tmp_path / "locked.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("IMG_0001.JPG", samples.ipad_photo())
    locked = bytearray(archive.read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(locked)
    plan = sort_out(gather([archive]))
    assert listed_as(plan, "file_unreadable") == {"locked.zip/IMG_0001.JPG"}


def test_an_archive_that_unpacks_to_a_bomb_is_refused(tmp_path):
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("IMG_0001.JPG", b"\xff\xd8\xff" + bytes(60_000_000))
    (bomb,) = gather([archive])
    with pytest.raises(PhotoTooLarge, match="nearly nothing"):
        bomb.read()


def test_an_archive_of_too_many_files_is_one_listed_file(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_files, "_MOST_ENTRIES", 3)
    archive = tmp_path / "crowd.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(4):
            file.writestr(f"{number}.jpg", b"\xff\xd8\xff")
    plan = sort_out(gather([archive]))
    assert plan.photos == ()
    assert listed_as(plan, "photo_too_large") == {"crowd.zip"}


def test_names_in_an_archive_are_names_and_nothing_else(tmp_path, samples):
    archive = tmp_path / "odd.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("../up.jpg", "..", "/etc/root.jpg", "C:\\a.jpg", "clear\x1b[2J.jpg"):
            file.writestr(name, samples.ipad_photo())
    names = {file.name for file in gather([archive])}
    assert "odd.zip/clear_[2J.jpg" in names
    assert len(names) == 5
    assert [*tmp_path.iterdir()] == [archive]


def test_broken_archives_are_listed_and_end_nothing(tmp_path, samples):
    archive = tmp_path / "broken.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as file:
        for number in range(3):
            file.writestr(f"é{number}.jpg", samples.ipad_photo()[:3000])
    whole = archive.read_bytes()
    chance = random.Random(8)
    for _ in range(80):
        bent = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            bent[chance.choice((chance.randrange(len(bent)), -chance.randrange(1, 300)))] = (
                chance.randrange(256)
            )
        archive.write_bytes(bent)
        for file in gather([archive]):
            with contextlib.suppress(KnownError):
                file.read()


def test_missing_file_is_listed(tmp_path):
    files = gather([tmp_path / "gone.jpg"])
    assert listed_as(sort_out(files), "file_unreadable") == {"gone.jpg"}
    with pytest.raises(FileUnreadable):
        files[0].read()


def test_file_that_vanishes_after_it_was_listed(folder):
    (file,) = gather([folder / "IMG_0002.JPG"])
    (folder / "IMG_0002.JPG").unlink()
    with pytest.raises(FileUnreadable):
        file.read()


def test_source_without_a_head_is_read(samples):
    content = samples.ipad_photo()
    plan = sort_out([SourceFile("a.jpg", len(content), lambda: content)])
    assert len(plan.photos) == 1


def test_original_is_kept_when_the_edited_one_is_no_photo(tmp_path, samples):
    (tmp_path / "IMG_0007.JPG").write_bytes(samples.ipad_photo())
    (tmp_path / "IMG_E0007.MOV").write_bytes(MOVIE)
    plan = sort_out(gather([tmp_path]))
    assert [photo.name for photo in plan.photos] == ["IMG_0007.JPG"]


def test_a_thousand_other_files_are_quick(tmp_path):
    for number in range(1000):
        (tmp_path / f"note {number}.jpg").write_bytes(b"only a text" * 10)
    started = time.process_time()
    plan = sort_out(gather([tmp_path]))
    assert len(plan.listed) == 1000
    assert time.process_time() - started < 3


def test_folder_given_as_relative_path(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert len(gather([Path("race")])) == 6


def test_several_folders_keep_their_names_apart(tmp_path, samples):
    """IMG_0001 of one iPad is not the older version of IMG_E0001 of another."""
    photo = samples.ipad_photo()
    for place, name in (("a/iPad", "IMG_0001.JPG"), ("b/iPad", "IMG_E0001.JPG")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / name).write_bytes(photo)
        (tmp_path / place / "IMG_0009.JPG").write_bytes(photo)
    chosen = [tmp_path / "a/iPad", tmp_path / "b/iPad", tmp_path / "a/iPad/IMG_0009.JPG"]
    plan = sort_out(gather(chosen))
    assert [photo.name for photo in plan.photos] == [
        "iPad/IMG_0001.JPG",
        "iPad/IMG_0009.JPG",
        "iPad (2)/IMG_0009.JPG",
        "iPad (2)/IMG_E0001.JPG",
        "IMG_0009.JPG",
    ]


def test_entries_of_the_same_name_in_an_archive(tmp_path):
    archive = tmp_path / "twice.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jpg", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.jpg", b"second")
    files = gather([archive])
    assert {file.name: file.read() for file in files} == {
        "twice.zip/a.jpg": b"first",
        "twice.zip/a (2).jpg": b"second",
    }
