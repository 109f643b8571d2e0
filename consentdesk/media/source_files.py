"""The files in what a person dropped on the window: folders, files and zip archives."""

import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from consentdesk.domain.errors import FileUnreadable, PhotoTooLarge
from consentdesk.media.photo_kind import HEAD_BYTES

MAX_BYTES = 500_000_000
"""No photo is larger; what is larger is never read into memory whole."""

_MOST_ENTRIES = 20_000
"""More than a school year of photos; an archive of more was made to keep a program busy."""

_LARGE, _MOST_RATIO = 50_000_000, 200
"""Photos hardly pack. What unpacks to this many bytes from a two-hundredth of them is a bomb."""

_CONTROL_SIGN = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What the name of an entry could do to a terminal or a list; its maker chose it freely."""

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


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to bring in, wherever it lies.

    Attributes:
        name: for people, with slashes, unique in a list from `gather`; an entry of an
            archive stands below the archive's name.
        size: bytes.
        read: returns the whole content; raises `FileUnreadable` or `PhotoTooLarge`.
        head: the first `HEAD_BYTES` bytes, or None when they could not be read or were
            not looked at yet.
        place: where it lies as the person named it, for whoever asked by path.
    """

    name: str
    size: int
    read: Callable[[], bytes]
    head: bytes | None = None
    place: str = ""


def gather(paths: Sequence[Path]) -> list[SourceFile]:
    """List every file below the paths, each under a name of its own.

    Folders are walked whole (links to folders are not followed) and zip archives are read
    in place; nothing is unpacked to the disk. What cannot be read stands in the list too.
    Of a single folder the names are relative to it; of several things, each name begins
    with the chosen file or folder.
    """
    taken: set[str] = set()
    found: list[SourceFile] = []
    for path in paths:
        label = _free_name(path.name, taken)
        found += _below(path, label, alone=len(paths) == 1)
    names: set[str] = set()
    return [replace(file, name=_free_name(file.name, names)) for file in found]


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, numbered when it is taken, and take it."""
    free, number = name, 1
    while free in taken:
        number += 1
        path = PurePosixPath(name)
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    taken.add(free)
    return free


def _below(path: Path, label: str, *, alone: bool) -> Iterator[SourceFile]:
    if not _is_folder(path):
        yield from _file_or_archive(path, label)
        return
    prefix = "" if alone else f"{label}/"
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=unreadable.append):
        folders.sort()
        for name in sorted(files, key=_originals_first):
            file = Path(folder, name)
            yield from _file_or_archive(file, prefix + file.relative_to(path).as_posix())
    for fault in unreadable:
        lost = f"{prefix}{Path(str(fault.filename)).name}/"
        yield SourceFile(lost, 0, partial(_refuse, lost), place=str(fault.filename))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _originals_first(name: str) -> tuple[str, str]:
    """Order names so that IMG_1.JPG comes before its copy IMG_1 (1).JPG."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot else (name, "")


def _file_or_archive(path: Path, name: str) -> Iterator[SourceFile]:
    file = _on_disk(path, name)
    if file.head is not None and file.head[:4] == b"PK\x03\x04" and zipfile.is_zipfile(path):
        members = list(_in_archive(path, name))
        if not _is_office_document(members):
            yield from members
            return
    yield file


def _is_office_document(members: Sequence[SourceFile]) -> bool:
    """Whether a zip is really a .docx, .xlsx or .pptx, which is listed as one file."""
    return any(member.name.endswith("/[Content_Types].xml") for member in members)


def _on_disk(path: Path, name: str) -> SourceFile:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return SourceFile(name, 0, partial(_refuse, name), place=str(path))
    return SourceFile(name, size, partial(read_file, path, name), head, str(path))


def read_file(path: Path, name: str) -> bytes:
    """Return the whole content of a file; `name` is what people are told.

    Raises:
        FileUnreadable: it cannot be read from its place.
        PhotoTooLarge: no photo is that large.
    """
    try:
        _refuse_giant(path.stat().st_size, name)
        return path.read_bytes()
    except OSError as fault:
        raise _unreadable(name) from fault


def _in_archive(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_ENTRIES:
                refuse = partial(_refuse_crowd, name)
                yield SourceFile(name, path.stat().st_size, refuse, place=str(path))
                return
            for entry in sorted(entries, key=lambda entry: _originals_first(entry.filename)):
                shown = _CONTROL_SIGN.sub("_", entry.filename)
                inner = f"{name}/{shown}"
                read = partial(_read_entry, path, entry, inner)
                place = f"{path}/{shown}"
                yield SourceFile(inner, entry.file_size, read, _entry_head(archive, entry), place)
    except _ZIP_FAULTS:
        read = partial(read_file, path, name)
        yield SourceFile(name, path.stat().st_size, read, b"PK\x03\x04", str(path))


def _entry_head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        with archive.open(entry) as file:
            return file.read(HEAD_BYTES)
    except _ZIP_FAULTS:
        return None


def _read_entry(path: Path, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_giant(entry.file_size, name)
            _refuse_bomb(entry, name)
            return archive.read(entry)
    except _ZIP_FAULTS as fault:
        raise _unreadable(name) from fault


def _refuse_giant(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise PhotoTooLarge(
            f"{name} has {size // 1_000_000} megabytes; no photo is that large.",
            "Leave it out, or save it smaller with another program.",
        )


def _refuse_bomb(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.file_size > _LARGE and entry.file_size > _MOST_RATIO * entry.compress_size:
        raise PhotoTooLarge(
            f"{name} would unpack to {entry.file_size // 1_000_000} megabytes of nearly nothing.",
            "Leave it out; no photo is like that.",
        )


def _refuse_crowd(name: str) -> bytes:
    raise PhotoTooLarge(
        f"{name} holds more than {_MOST_ENTRIES:,} files.",
        "Unpack it and bring in the folder of one event.",
    )


def _refuse(name: str) -> bytes:
    raise _unreadable(name)


def _unreadable(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"{name} cannot be read.",
        "Check that the drive is connected and the file is not locked by a password.",
    )
