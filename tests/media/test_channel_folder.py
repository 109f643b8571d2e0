"""Effects on a channel's folder: a whole verified file appears, or nothing changes."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from consentdesk.domain.errors import (
    ChannelFolderMissing,
    ChannelFolderReadOnly,
    DiskFull,
    VerificationFailed,
)
from consentdesk.media import channel_folder
from consentdesk.media.channel_folder import (
    NameTaken,
    hidden_copy,
    hidden_name,
    remove_leftovers,
    write_finished,
)
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.verify import check_finished

NOBODY = 65534


@pytest.fixture
def finished(samples):
    return finish(samples.ipad_photo(pixels=samples.noisy_pixels()), long_edge=400)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def accept(_: bytes) -> None:
    return


def test_verified_file_appears_under_its_name(tmp_path, finished):
    seen = []

    def check(content: bytes) -> None:
        seen.append((content, names_in(tmp_path)))
        check_finished(content, expect_size=(400, 300), original=None)

    before = time.time()
    written = write_finished(tmp_path, "sports-day-01.jpg", finished, check)
    assert names_in(tmp_path) == ["sports-day-01.jpg"]
    assert written.path.read_bytes() == finished.content
    assert written.size == len(finished.content)
    assert written.sha256 == hashlib.sha256(finished.content).hexdigest()
    assert written.path.stat().st_mtime >= before - 2
    assert written.path.stat().st_nlink == 1
    ((content, names),) = seen
    assert content == finished.content
    assert [name[0] for name in names] == ["."]


def test_refused_file_never_appears(tmp_path, finished):
    def refuse(_: bytes) -> None:
        raise VerificationFailed("It reveals something.", "Report it.")

    with pytest.raises(VerificationFailed):
        write_finished(tmp_path, "a.jpg", finished, refuse)
    assert names_in(tmp_path) == []


def test_bug_in_the_check_leaves_nothing(tmp_path, finished):
    def broken(_: bytes) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_finished(tmp_path, "a.jpg", finished, broken)
    assert names_in(tmp_path) == []


def test_file_changed_on_the_disk_is_refused(tmp_path, finished):
    """The bytes checked are those read back, so a disk that lies is noticed."""

    def check(content: bytes) -> None:
        check_finished(content, expect_size=(400, 300), original=None)

    leaking = FinishedPhoto(finished.content + b"trailer", 400, 300)
    with pytest.raises(VerificationFailed):
        write_finished(tmp_path, "a.jpg", leaking, check)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("links", [True, False])
def test_existing_file_is_never_overwritten(tmp_path, finished, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "a.jpg").write_bytes(b"of the school")
    with pytest.raises(NameTaken):
        write_finished(tmp_path, "a.jpg", finished, accept)
    assert (tmp_path / "a.jpg").read_bytes() == b"of the school"
    assert names_in(tmp_path) == ["a.jpg"]


def test_disk_without_hard_links(tmp_path, finished, monkeypatch):
    monkeypatch.setattr(os, "link", _no_links)
    write_finished(tmp_path, "a.jpg", finished, accept)
    assert names_in(tmp_path) == ["a.jpg"]
    assert (tmp_path / "a.jpg").read_bytes() == finished.content


def _no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("name", ["../a.jpg", "b/a.jpg", "b\\a.jpg", ".a.jpg", ""])
def test_only_plain_names(tmp_path, finished, name):
    with pytest.raises(ValueError, match="plain"):
        write_finished(tmp_path, name, finished, accept)
    assert names_in(tmp_path) == []


def test_missing_folder(tmp_path, finished):
    with pytest.raises(ChannelFolderMissing):
        write_finished(tmp_path / "gone", "a.jpg", finished, accept)
    assert names_in(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="folder rights work differently on Windows")
def test_read_only_folder(finished):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)  # the rights of a folder do not bind root
        try:
            with pytest.raises(ChannelFolderReadOnly):
                write_finished(folder, "a.jpg", finished, accept)
        finally:
            if was_root:
                os.seteuid(0)
        assert names_in(folder) == []
        folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="no file size limit to fill the disk with")
def test_full_disk(tmp_path, finished):
    """The system refuses to let the file grow, as it does when the disk is full."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(finished.content) // 2, hard))
    try:
        with pytest.raises(DiskFull):
            write_finished(tmp_path, "a.jpg", finished, accept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names_in(tmp_path) == []


_DIE_WHILE_WRITING = """
import os, sys
from pathlib import Path
from consentdesk.media.channel_folder import write_finished
from consentdesk.media.finished_photo import FinishedPhoto
write_finished(Path(sys.argv[1]), "a.jpg", FinishedPhoto(b"half", 1, 1), lambda _: os._exit(9))
"""


def test_leftovers_of_a_killed_program_are_removed(tmp_path):
    ended = subprocess.run([sys.executable, "-c", _DIE_WHILE_WRITING, str(tmp_path)], check=False)
    assert ended.returncode == 9
    (tmp_path / ".htaccess").write_bytes(b"of the school")
    (leftover,) = (name for name in names_in(tmp_path) if name != ".htaccess")
    assert not (tmp_path / "a.jpg").exists()
    assert remove_leftovers(tmp_path, {leftover}) == 1
    assert names_in(tmp_path) == [".htaccess"]
    assert remove_leftovers(tmp_path / "gone", {leftover}) == 0


def test_hidden_files_of_another_program_stay_until_nobody_can_be_writing_them(tmp_path):
    theirs = hidden_copy(tmp_path, "a.jpg", "theirs").hidden
    theirs.write_bytes(b"half a photo")
    assert remove_leftovers(tmp_path, {hidden_name("own")}) == 0
    assert theirs.exists()
    os.utime(theirs, (0, 0))
    assert remove_leftovers(tmp_path, ()) == 1
    assert not theirs.exists()


def test_hidden_names_are_recognisable():
    assert channel_folder._HIDDEN_PREFIX.startswith(".consentdesk")
