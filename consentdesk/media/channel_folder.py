"""Finished photos into the folder of a channel: whole and verified, or not at all."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import (
    ChannelError,
    ChannelFolderMissing,
    ChannelFolderReadOnly,
    DiskFull,
    KnownError,
    VerificationFailed,
)
from consentdesk.media.finished_photo import FinishedPhoto

_HIDDEN_PREFIX = ".consentdesk-unfinished-"

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


class NameTaken(ChannelError):
    """The folder already holds a file of that name; nothing is ever overwritten."""

    code = "name_taken"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that now stands in the channel's folder.

    Attributes:
        path: of the file.
        sha256: hexadecimal fingerprint of what was read back from the disk.
        size: bytes.
    """

    path: Path
    sha256: str
    size: int


def _at_once(give_name: Callable[[], None]) -> None:
    give_name()


def write_finished(
    folder: Path,
    name: str,
    finished: FinishedPhoto,
    check: Callable[[bytes], None],
    release: Callable[[Callable[[], None]], None] = _at_once,
) -> WrittenFile:
    """Write a finished photo under a hidden name, verify what the disk holds, then name it.

    Args:
        folder: of the channel.
        name: plain file name without a folder.
        finished: from `finished_photo.finish`.
        check: gets the bytes read back from the disk and raises to refuse them.
        release: gets the act of naming and carries it out, or raises to refuse it; so that
            a last question and the name can be one piece of work.

    Raises:
        ChannelFolderMissing, ChannelFolderReadOnly, DiskFull: the folder cannot take it.
        NameTaken: a file of that name is there.
        VerificationFailed: the disk holds other bytes than were written.
        KnownError: what ``check`` raises.
        ValueError: ``name`` is no plain file name.

    After any of these the folder is as it was before.
    """
    if not name or name != Path(name).name or name.startswith(".") or "\\" in name:
        raise ValueError("the name of a finished photo must be a plain file name")
    hidden = folder / f"{_HIDDEN_PREFIX}{secrets.token_hex(8)}"
    try:
        if not folder.is_dir():
            raise _missing()
        return _write_checked(hidden, folder / name, finished.content, check, release)
    except OSError as fault:
        raise _explained(fault) from fault
    finally:
        _remove_quietly(hidden)


def make_event_folder(channel: Path, folder: Path) -> None:
    """Make an event's folder in the folder of its channel, where it is not there yet.

    Raises:
        ChannelFolderMissing, ChannelFolderReadOnly, DiskFull: the channel cannot take it.
        NameTaken: a file, or a link to another place, has that name.
    """
    if folder == channel:
        return
    try:
        if not channel.is_dir():
            raise _missing()
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise _taken(folder)
    except FileExistsError as fault:
        raise _taken(folder) from fault
    except OSError as fault:
        raise _explained(fault) from fault


def drop_empty_event_folder(channel: Path, folder: Path) -> None:
    """Take an event's folder away again while nothing lies in it."""
    if folder != channel:
        with suppress(OSError):
            folder.rmdir()


def remove_leftovers(folder: Path) -> int:
    """Delete the hidden files a killed program left behind; return how many there were."""
    if not folder.is_dir():
        return 0
    leftovers = list(folder.glob(f"{_HIDDEN_PREFIX}*"))
    for leftover in leftovers:
        _remove_quietly(leftover)
    return len(leftovers)


def drop_reserved_name(path: Path) -> None:
    """Delete the empty file that held a name for a copy when the program was killed.

    Raises:
        OSError: it cannot be deleted.
    """
    if path.is_file() and path.stat().st_size == 0:
        path.unlink()


def _write_checked(
    hidden: Path,
    final: Path,
    content: bytes,
    check: Callable[[bytes], None],
    release: Callable[[Callable[[], None]], None],
) -> WrittenFile:
    _write_to_disk(hidden, content)
    read_back = hidden.read_bytes()
    if read_back != content:
        raise VerificationFailed(
            "The disk did not keep the finished photo as it was written; it was removed.",
            "Check the disk or the network folder, then publish again.",
        )
    check(read_back)
    release(lambda: _give_name(hidden, final))
    _sync_folder(final.parent)
    return WrittenFile(final, hashlib.sha256(read_back).hexdigest(), len(read_back))


def _write_to_disk(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _give_name(hidden: Path, final: Path) -> None:
    """Rename without ever replacing a file, even one that appears at this moment."""
    try:
        if os.name == "nt":
            hidden.rename(final)  # on Windows a rename never replaces
        else:
            os.link(hidden, final)
    except FileExistsError as fault:
        raise _taken(final) from fault
    except OSError as fault:
        if os.name == "nt" or fault.errno not in _NO_HARD_LINKS:
            raise
        _reserve_and_rename(hidden, final)


def _reserve_and_rename(hidden: Path, final: Path) -> None:
    """Do the same on a disk without hard links (USB sticks, some network folders)."""
    try:
        final.open("xb").close()
    except FileExistsError as fault:
        raise _taken(final) from fault
    try:
        hidden.replace(final)
    except OSError:
        _remove_quietly(final)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can do that."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # a folder that may only be written to; the file has its name
    try:
        os.fsync(handle)
    except OSError:
        return  # some network folders cannot; the file itself is on the disk
    finally:
        os.close(handle)


def _remove_quietly(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # `remove_leftovers` gets it at the next start


def _taken(final: Path) -> NameTaken:
    return NameTaken(
        f"The folder already holds a file named {final.name}.",
        "Move that file away or publish under another name.",
    )


def _missing() -> ChannelFolderMissing:
    return ChannelFolderMissing(
        "The folder of this channel is not there.",
        "Connect the drive or choose the folder again in Settings.",
    )


def _explained(fault: OSError) -> KnownError:
    if fault.errno in _FULL:
        return DiskFull("No room is left on the disk.", "Make room, then publish again.")
    if fault.errno in _READ_ONLY:
        return ChannelFolderReadOnly(
            "The folder of this channel does not accept new files.",
            "Ask the technician for the right to write there, or choose another folder.",
        )
    if fault.errno == errno.ENOENT:
        return _missing()
    return ChannelError(
        "The folder of this channel cannot be written to.",
        "Check the drive or the network connection, then publish again.",
    )
