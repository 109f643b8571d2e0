"""A zip may say more than the files in it: each place where it can is looked at."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consentdesk.media.archive_findings import archive_findings

NO_TIME = (1980, 1, 1, 0, 0, 0)
SECRET = b"Ada, class 4B"


def _zip(change: Callable[[zipfile.ZipFile, zipfile.ZipInfo], None] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("full/sports-day-1.jpg", "full/sports-day-2.jpg"):
            entry = zipfile.ZipInfo(name, NO_TIME)
            if change is not None:
                change(archive, entry)
            archive.writestr(entry, b"a picture")
    return out.getvalue()


def _told(tmp_path: Path, data: bytes) -> set[str]:
    file = tmp_path / "pack.zip"
    file.write_bytes(data)
    return {finding.code for finding in archive_findings(file)}


def test_an_archive_of_nothing_but_files_tells_nothing(tmp_path: Path) -> None:
    assert _told(tmp_path, _zip()) == set()
    assert _told(tmp_path, b"PK\3\4 no archive") == set()


def _remark(archive: zipfile.ZipFile, _: zipfile.ZipInfo) -> None:
    archive.comment = SECRET


def _remark_on_file(_: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    entry.comment = SECRET


def _field(_: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    entry.extra = b"Ad" + len(SECRET).to_bytes(2, "little") + SECRET


def _time(_: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    entry.date_time = (2024, 6, 14, 10, 32, 6)


@pytest.mark.parametrize(
    ("change", "code"),
    [(_remark, "comment"), (_remark_on_file, "comment"), (_field, "segment"), (_time, "date")],
)
def test_what_stands_beside_the_files_is_told(
    tmp_path: Path, change: Callable[[zipfile.ZipFile, zipfile.ZipInfo], None], code: str
) -> None:
    assert _told(tmp_path, _zip(change)) == {code}


def test_bytes_of_no_file_are_told_wherever_they_stand(tmp_path: Path) -> None:
    plain = _zip()
    listed = plain.index(b"PK\1\2")
    assert _told(tmp_path, SECRET + plain) == {"trailing"}
    at = plain.index(b"PK\5\6") + 16
    moved = (listed + len(SECRET)).to_bytes(4, "little")
    between = plain[:listed] + SECRET + plain[listed:at] + moved + plain[at + 4 :]
    assert _told(tmp_path, between) == {"trailing"}
    zipfile.ZipFile(tmp_path / "pack.zip").close()


def test_a_name_that_only_the_file_itself_says_is_told(tmp_path: Path) -> None:
    assert _told(tmp_path, _zip().replace(b"sports-day-1", b"Ada-class-4B", 1)) == {"segment"}


def test_a_streamed_archive_keeps_its_numbers_behind_each_file(tmp_path: Path) -> None:
    class Stream(io.RawIOBase):
        """Takes bytes and cannot go back, as a download does."""

        def __init__(self) -> None:
            self.taken = b""

        def writable(self) -> bool:
            return True

        def write(self, more: bytes) -> int:  # type: ignore[override]
            self.taken += bytes(more)
            return len(more)

    stream = Stream()
    with zipfile.ZipFile(stream, "w") as archive:  # type: ignore[arg-type]
        archive.writestr(zipfile.ZipInfo("1.jpg", NO_TIME), b"a picture")
        archive.writestr(zipfile.ZipInfo("2.jpg", NO_TIME), b"a picture")
    assert _told(tmp_path, stream.taken) == set()
