"""The zip of a pack: written under an unfinished name, read again, and only then given its name."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.store.failures import NO_ROOM, disk_full
from consentdesk.store.safe_files import UNFINISHED, force_folder

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can tell: files in it say nothing of when and where they were made."""
_FOR_ALL_TO_READ = 0o644 << 16


class PackFile:
    """A zip that has no name yet."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        self._path = path
        self._unfinished = unfinished
        # Pictures are packed already, and what is stored as it is can be looked through.
        self._zip = zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED)

    def add(self, name: str, content: bytes) -> None:
        """Put a file into the zip."""
        entry = zipfile.ZipInfo(name, _NO_TIME)
        entry.external_attr = _FOR_ALL_TO_READ
        self._zip.writestr(entry, content)

    def finish(self) -> None:
        """Force everything to the disk and read it again.

        Raises:
            Refused: the disk did not keep it.
        """
        self._zip.close()
        with self._unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        with zipfile.ZipFile(self._unfinished) as read_again:
            if read_again.testzip() is not None:
                raise _cannot_write()

    def give_name(self) -> None:
        """Give the zip its name; a file that has it is replaced."""
        self._unfinished.replace(self._path)
        force_folder(self._path.parent)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


@contextmanager
def pack_file(path: Path) -> Iterator[PackFile]:
    """Open a zip for its owner only; without `give_name` nothing of it stays behind.

    Raises:
        Refused: the place does not take it.
        DiskFull: no room is left.
    """
    # A name of its own: what a killed program left is written anew and never lies about.
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    if path.is_dir():
        raise _cannot_write()
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        pack = PackFile(path, unfinished)
        try:
            yield pack
        finally:
            pack.close()
    except (OSError, zipfile.BadZipFile) as error:
        full = isinstance(error, OSError) and error.errno in NO_ROOM
        raise (disk_full() if full else _cannot_write()) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _cannot_write() -> Refused:
    return Refused(
        "The pack cannot be written there.",
        "Close it where it is open, or choose another folder.",
    )
