"""What a zip archive gives away beside the files in it: remarks, times, and bytes of no file."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from consentdesk.media.finding import Finding

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell; archives of the program tell it of every file."""

_LOCAL, _CENTRAL = 30, 46
"""Bytes of the fixed part before each file, and of each line in the list at the end."""

_HAS_NUMBERS_BEHIND, _NUMBERS_BEHIND = 0x08, (12, 16, 20, 24)
"""Flag, and the length, of checksum and sizes that stand behind a file in place of before it."""

_IS_UTF_8 = 0x800
_LAST_RECORD_BYTES = 22
_QUOTED = 60

_FAULTS = (OSError, ValueError, EOFError, zipfile.BadZipFile, NotImplementedError)


def archive_findings(path: Path) -> tuple[Finding, ...]:
    """Return the findings of an archive itself; none of a folder, or a file that is no whole zip.

    Nothing is unpacked.
    """
    if not path.is_file():
        return ()
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            places = [_place(file, entry) for entry in archive.infolist()]
            size = file.seek(0, io.SEEK_END)
            told = [*_remarks(archive), *_beside(archive, places)]
            unlisted = _unlisted(archive, places, size)
    except _FAULTS:
        return ()
    if unlisted:
        told.append(Finding("trailing", "zip", f"{unlisted} bytes that belong to no file in it"))
    return tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file's header begins and its packed bytes end, and what the header says besides."""

    start: int
    end: int
    name: bytes
    has_extra: bool
    has_numbers_behind: bool


def _place(file: BinaryIO, entry: zipfile.ZipInfo) -> _Place:
    file.seek(entry.header_offset)
    head = file.read(_LOCAL)
    name, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    end = entry.header_offset + _LOCAL + name + extra + entry.compress_size
    behind = bool(entry.flag_bits & _HAS_NUMBERS_BEHIND)
    return _Place(entry.header_offset, end, file.read(name), bool(extra), behind)


def _remarks(archive: zipfile.ZipFile) -> Iterator[Finding]:
    if archive.comment:
        yield Finding("comment", "zip", f"a comment: {_quoted(archive.comment)}")
    for entry in archive.infolist():
        if entry.comment:
            yield Finding("comment", "zip", f"a comment on a file: {_quoted(entry.comment)}")
        if entry.date_time != _NO_TIME:
            yield Finding("date", "zip", "the times at which its files were changed")


def _beside(archive: zipfile.ZipFile, places: Sequence[_Place]) -> Iterator[Finding]:
    for entry, place in zip(archive.infolist(), places, strict=True):
        if entry.extra or place.has_extra:
            yield Finding("segment", "zip", "fields of another program beside a file")
        if place.name != _name(entry):
            yield Finding("segment", "zip", "a second name for a file")


def _unlisted(archive: zipfile.ZipFile, places: Sequence[_Place], size: int) -> int:
    """Return how many bytes stand before, between or behind what the list at the end names."""
    lines = sum(
        _CENTRAL + len(_name(entry)) + len(entry.extra) + len(entry.comment)
        for entry in archive.infolist()
    )
    at, unlisted, may_go_on = 0, 0, False
    for place in sorted(places, key=lambda place: place.start):
        unlisted += _gap(place.start - at, may_go_on)
        at, may_go_on = max(at, place.end), place.has_numbers_behind
    unlisted += _gap(archive.start_dir - at, may_go_on)
    end = archive.start_dir + lines + _LAST_RECORD_BYTES + len(archive.comment)
    return unlisted + max(0, size - end)


def _gap(size: int, may_go_on: bool) -> int:
    return 0 if size < 0 or (may_go_on and size in _NUMBERS_BEHIND) else size


def _name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _IS_UTF_8 else "cp437")


def _quoted(text: bytes) -> str:
    return repr(text[:_QUOTED].decode("utf-8", "replace"))
