"""The files in a zip archive, read in place: nothing is unpacked to the disk.

What an archive says of itself is not believed. The names in it are never used as paths, and what
comes out of an entry is counted while it comes.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from consentdesk.domain.errors import FileUnreadable, PhotoTooLarge
from consentdesk.domain.shown_name import shown_name
from consentdesk.media.photo_kind import HEAD_BYTES
from consentdesk.media.source_file import (
    SourceFile,
    read_file,
    refuse_giant,
    refused,
    unreadable,
)

_MOST_ENTRIES = 20_000
"""More than a school year of photos; an archive of more was made to keep a program busy."""

_LARGE, _MOST_RATIO = 50_000_000, 200
"""Photos hardly pack. What unpacks to this many bytes from a two-hundredth of them is a bomb."""

_READ = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How computers and phones pack. Python unpacks the rarer ways in one go, whatever an entry says of
its size: a kilobyte becomes gigabytes before anybody can count them."""

_ZIP_FAULTS = (
    OSError,
    RuntimeError,
    ValueError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What reading a zip raises that is broken, locked, or packed in a way Python does not know."""


def archived(path: Path, name: str) -> Sequence[SourceFile] | None:
    """Return the entries of an archive, or None when it is an Office document.

    Args:
        path: a file that begins like a zip archive.
        name: of the archive, for people; its entries stand below it.
    """
    members = list(_in_archive(path, name))
    return None if _is_office_document(members) else members


def _is_office_document(members: Sequence[SourceFile]) -> bool:
    """Whether a zip is really a .docx, .xlsx or .pptx, which is listed as one file."""
    return any(member.name.endswith("/[Content_Types].xml") for member in members)


def _in_archive(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            # Not by `is_dir`, which fails over an entry without a name.
            entries = [entry for entry in archive.infolist() if entry.filename[-1:] != "/"]
            refusal = _refusal(entries, size, name)
            if refusal is not None:
                yield refused(name, str(path), refusal)
                return
            for entry in sorted(entries, key=lambda entry: originals_first(entry.filename)):
                shown = shown_name(entry.filename)
                inner = f"{name}/{shown}"
                read = partial(_read_entry, path, entry, inner)
                place = f"{path}/{shown}"
                yield SourceFile(inner, entry.file_size, read, _entry_head(archive, entry), place)
    except _ZIP_FAULTS:
        read = partial(read_file, path, name)
        yield SourceFile(name, path.stat().st_size, read, b"PK\x03\x04", str(path))


def originals_first(name: str) -> tuple[str, str]:
    """Order names so that IMG_1.JPG comes before its copy IMG_1 (1).JPG."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot else (name, "")


def _entry_head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    if entry.compress_type not in _READ:
        return None
    try:
        with archive.open(entry) as file:
            return file.read(HEAD_BYTES)
    except _ZIP_FAULTS:
        return None


def _read_entry(path: Path, entry: zipfile.ZipInfo, name: str) -> bytes:
    if entry.compress_type not in _READ:
        raise FileUnreadable(
            f"{name} is packed in a way that is not read.",
            "Unpack the archive with another program and bring in the folder.",
        )
    refuse_giant(entry.file_size, name)
    if _is_bomb(entry.file_size, entry.compress_size):
        raise _bomb(entry.file_size, name)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
            # With its size: else an entry that lies about it is unpacked whole and then cut.
            return file.read(entry.file_size)
    except _ZIP_FAULTS as fault:
        raise unreadable(name) from fault


def _refusal(entries: Sequence[zipfile.ZipInfo], size: int, name: str) -> PhotoTooLarge | None:
    """Return why an archive is not read at all; its entries may share the same packed bytes."""
    if len(entries) > _MOST_ENTRIES:
        return PhotoTooLarge(
            f"{name} holds more than {_MOST_ENTRIES:,} files.",
            "Unpack it and bring in the folder of one event.",
        )
    unpacked = sum(entry.file_size for entry in entries)
    return _bomb(unpacked, name) if _is_bomb(unpacked, size) else None


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _LARGE and unpacked > _MOST_RATIO * packed


def _bomb(unpacked: int, name: str) -> PhotoTooLarge:
    return PhotoTooLarge(
        f"{name} would unpack to {unpacked // 1_000_000} megabytes of nearly nothing.",
        "Leave it out; no photo is like that.",
    )
