"""The zip of a pack: written under an unfinished name, read again, and only then given its name."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consentdesk.services.packing.unfinished_file import (
    UnfinishedFile,
    cannot_write,
    unfinished_file,
)

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can tell: files in it say nothing of when and where they were made."""
_FOR_ALL_TO_READ = 0o644 << 16


class PackFile:
    """A zip that has no name yet."""

    def __init__(self, unfinished: UnfinishedFile) -> None:
        self._unfinished = unfinished
        # Pictures are packed already, and what is stored as it is can be looked through.
        self._zip = zipfile.ZipFile(unfinished.hidden, "w", zipfile.ZIP_STORED)

    def add(self, name: str, content: bytes) -> None:
        """Put a file into the zip."""
        entry = zipfile.ZipInfo(name, _NO_TIME)
        # the same on every system: a zip need not tell on which it was made
        entry.create_system = 0
        entry.external_attr = _FOR_ALL_TO_READ
        self._zip.writestr(entry, content)

    def finish(self) -> None:
        """Force everything to the disk and read it again.

        Raises:
            Refused: the disk did not keep it.
        """
        self._zip.close()
        self._unfinished.force()
        with zipfile.ZipFile(self._unfinished.hidden) as read_again:
            if read_again.testzip() is not None:
                raise cannot_write()

    def give_name(self) -> None:
        """Give the zip its name; a file that has it is replaced."""
        self._unfinished.give_name()

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
    with unfinished_file(path) as unfinished:
        pack = PackFile(unfinished)
        try:
            yield pack
        except zipfile.BadZipFile as error:
            raise cannot_write() from error
        finally:
            pack.close()
