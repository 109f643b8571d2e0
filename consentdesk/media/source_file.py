"""One file to bring in, and how its bytes are read: whole, once, and only from a real file.

A folder may hold what looks like a file and is none: a pipe on which reading waits for ever, a
device without an end, a link that leads out of the folder. None of them is opened.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from consentdesk.domain.errors import FileUnreadable, PhotoTooLarge
from consentdesk.media.photo_kind import HEAD_BYTES

MAX_BYTES = 500_000_000
"""No photo is larger; what is larger is never read into memory whole."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to bring in, wherever it lies.

    Attributes:
        name: for people, with slashes, unique in a list from `source_files.gather`; an entry
            of an archive stands below the archive's name.
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


def on_disk(path: Path, name: str) -> SourceFile:
    """Return the file at a path; one that cannot be read says so when it is read."""
    try:
        size = _size_of_file(path, name)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileUnreadable as fault:
        return refused(name, str(path), fault)
    except OSError:
        return refused(name, str(path), unreadable(name))
    return SourceFile(name, size, partial(read_file, path, name), head, str(path))


def read_file(path: Path, name: str) -> bytes:
    """Return the whole content of a file; `name` is what people are told.

    Raises:
        FileUnreadable: it cannot be read from its place, or is a pipe or a device.
        PhotoTooLarge: no photo is that large.
    """
    try:
        size = _size_of_file(path, name)
        refuse_giant(size, name)
        with path.open("rb") as file:
            return file.read(size)
    except OSError as fault:
        raise unreadable(name) from fault


def refused(name: str, place: str, why: FileUnreadable | PhotoTooLarge) -> SourceFile:
    """Return an entry for what is not read; reading it raises the reason."""
    return SourceFile(name, 0, partial(_raise, why), place=place)


def refuse_giant(size: int, name: str) -> None:
    """Refuse what is too large for a photo before it is read.

    Raises:
        PhotoTooLarge: more than `MAX_BYTES` bytes.
    """
    if size > MAX_BYTES:
        raise PhotoTooLarge(
            f"{name} has {size // 1_000_000} megabytes; no photo is that large.",
            "Leave it out, or save it smaller with another program.",
        )


def unreadable(name: str) -> FileUnreadable:
    """Return the error for a file that its place does not give."""
    return FileUnreadable(
        f"{name} cannot be read.",
        "Check that the drive is connected and the file is not locked by a password.",
    )


def is_link(entry: "os.DirEntry[str]") -> bool:
    """Tell whether an entry of a folder leads elsewhere: a link, or a junction of Windows."""
    if entry.is_symlink():
        return True
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) if os.name == "nt" else 0
    return tag == _JUNCTION


def link(name: str, place: str) -> SourceFile:
    """Return an entry for a link below a chosen folder, which is listed and never followed."""
    return refused(
        name,
        place,
        FileUnreadable(
            f"{name} is a link to another place, which is not followed.",
            "If the file there belongs to the event, bring in that file itself.",
        ),
    )


_JUNCTION = 0xA0000003


def _size_of_file(path: Path, name: str) -> int:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise FileUnreadable(f"{name} is a pipe or a device and no file.", "Leave it out.")
    return about.st_size


def _raise(why: FileUnreadable | PhotoTooLarge) -> bytes:
    raise why
