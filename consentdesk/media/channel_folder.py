"""Finished photos into the folder of a channel: whole and verified, or not at all."""

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import ChannelError, VerificationFailed
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.media.folder_faults import explained

_HIDDEN_PREFIX = ".consentdesk-unfinished-"

_NOBODY_WRITES_SO_LONG = 24 * 60 * 60.0
"""Seconds after which a hidden file of anybody's is what a killed program left."""

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


@dataclass(frozen=True, slots=True)
class HiddenCopy:
    """A finished photo on its way into a folder: nobody sees it before it gets its name.

    Attributes:
        hidden: where it lies until then.
        final: folder and name that it is to get.
    """

    hidden: Path
    final: Path

    def write(self, finished: FinishedPhoto) -> None:
        """Write the photo under its hidden name and make sure that the disk holds these bytes.

        Raises:
            ChannelFolderMissing, ChannelFolderReadOnly, DiskFull: the folder cannot take it.
            ShareAway: it does not answer; the same may work in a moment.
            VerificationFailed: the disk holds other bytes than were written.

        After any of these nothing is left in the folder, or what cannot be removed now is hidden.
        """
        try:
            _must_be_there(self.final.parent)
            self.hidden.unlink(missing_ok=True)  # what an attempt before this one could not remove
            _write_to_disk(self.hidden, finished.content)
            if self.hidden.read_bytes() != finished.content:
                raise VerificationFailed(
                    "The disk did not keep the finished photo as it was written; it was removed.",
                    "Check the disk or the network folder, then publish again.",
                )
        except OSError as fault:
            _remove_quietly(self.hidden)
            raise explained(fault) from fault
        except BaseException:
            _remove_quietly(self.hidden)
            raise

    def give_name(self) -> None:
        """Let the photo appear under its own name; nothing slow is done here.

        Raises:
            NameTaken: a file of that name is there.
            ChannelError, DiskFull: as `write`.
        """
        try:
            _give_name(self.hidden, self.final)
        except OSError as fault:
            raise explained(fault) from fault

    def remove(self) -> bool:
        """Remove the hidden file; return whether the folder is there and without it."""
        _remove_quietly(self.hidden)
        try:
            return is_there(self.final.parent) and not self.hidden.exists()
        except OSError:
            return False


def hidden_name(mark: str) -> str:
    """Return the name under which a finished photo with this mark of its own lies until then."""
    return f"{_HIDDEN_PREFIX}{mark}"


def hidden_copy(folder: Path, name: str, mark: str) -> HiddenCopy:
    """Return a hidden place in a folder for a photo that is to get this name there.

    Args:
        folder: of the channel or the event.
        name: that it is to get.
        mark: by which whoever wrote it knows it again, see `remove_leftovers`.

    Raises:
        ValueError: ``name`` is no plain file name.
    """
    if not name or name != Path(name).name or name.startswith(".") or "\\" in name:
        raise ValueError("the name of a finished photo must be a plain file name")
    return HiddenCopy(folder / hidden_name(mark), folder / name)


def write_finished(
    folder: Path, name: str, finished: FinishedPhoto, check: Callable[[bytes], object]
) -> WrittenFile:
    """Write a finished photo under a hidden name, verify what the disk holds, then name it.

    Args:
        folder: where it goes.
        name: that it gets.
        finished: from `finished_photo.finish`.
        check: gets the bytes that the disk holds and raises to refuse them.

    Raises:
        KnownError: as `HiddenCopy.write`, ``check`` and `HiddenCopy.give_name`; the folder is then
            as it was.
        ValueError: ``name`` is no plain file name.
    """
    copy = hidden_copy(folder, name, secrets.token_hex(8))
    try:
        copy.write(finished)
        check(finished.content)
        copy.give_name()
    finally:
        _remove_quietly(copy.hidden)
    sync_folder(folder)
    sha256 = hashlib.sha256(finished.content).hexdigest()
    return WrittenFile(copy.final, sha256, len(finished.content))


def is_there(folder: Path) -> bool:
    """Tell whether a folder can be reached now."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def make_event_folder(channel: Path, folder: Path) -> None:
    """Make an event's folder in the folder of its channel, where it is not there yet.

    Raises:
        ChannelFolderMissing, ChannelFolderReadOnly, DiskFull: the channel cannot take it.
        NameTaken: a file, or a link to another place, has that name.
    """
    if folder == channel:
        return
    try:
        _must_be_there(channel)
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise _taken(folder)
    except FileExistsError as fault:
        raise _taken(folder) from fault
    except OSError as fault:
        raise explained(fault) from fault


def drop_empty_event_folder(channel: Path, folder: Path) -> None:
    """Take an event's folder away again while nothing lies in it."""
    if folder.parent == channel:
        with suppress(OSError):
            folder.rmdir()


def remove_leftovers(folder: Path, own: Collection[str]) -> int:
    """Delete hidden files that a killed program left behind; return how many there were.

    Those of others go only when nobody can be writing them any more: a second computer, or a
    workspace brought back from a backup, may be publishing into the same folder at this moment.

    Args:
        folder: looked through, but not the folders in it.
        own: names of hidden files that nobody but the caller wrote.
    """
    try:
        hidden = [path for path in folder.iterdir() if path.name.startswith(_HIDDEN_PREFIX)]
        leftovers = [path for path in hidden if path.name in own or _is_forgotten(path)]
    except OSError:
        return 0
    for leftover in leftovers:
        _remove_quietly(leftover)
    return len(leftovers)


def _is_forgotten(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _NOBODY_WRITES_SO_LONG
    except OSError:
        return False


def drop_reserved_name(path: Path) -> None:
    """Delete the empty file that held a name for a copy when the program was killed.

    Raises:
        OSError: it cannot be deleted.
    """
    if path.is_file() and path.stat().st_size == 0:
        path.unlink()


def _must_be_there(folder: Path) -> None:
    """Ask the system itself, for `Path.is_dir` takes a share that is away for a missing folder."""
    if not stat.S_ISDIR(folder.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


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


def sync_folder(folder: Path) -> None:
    """Make new names survive a power cut, where the system can do that."""
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
