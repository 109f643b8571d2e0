"""A file that is handed on gets its name last: until then it is hidden, and for its owner only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.services.saved_paper import refuse_channel_folder, refuse_library_folder
from consentdesk.store.failures import NO_ROOM, disk_full
from consentdesk.store.library import Library
from consentdesk.store.safe_files import UNFINISHED, force_folder


class UnfinishedFile:
    """A file that has no name yet.

    Attributes:
        hidden: where it lies until it has one.
    """

    def __init__(self, path: Path, hidden: Path) -> None:
        self._path = path
        self.hidden = hidden

    def force(self) -> None:
        """Force everything to the disk."""
        with self.hidden.open("rb+") as file:
            os.fsync(file.fileno())

    def give_name(self) -> None:
        """Give the file its name; a file that has it is replaced."""
        self.hidden.replace(self._path)
        force_folder(self._path.parent)


@contextmanager
def unfinished_file(path: Path) -> Iterator[UnfinishedFile]:
    """Make an empty file for its owner only; without `give_name` nothing of it stays behind.

    Raises:
        Refused: the place does not take it.
        DiskFull: no room is left.
    """
    # A name of its own: what a killed program left is written anew and never lies about.
    hidden = path.with_name(f".{path.name}{UNFINISHED}")
    if path.is_dir():
        raise cannot_write()
    try:
        hidden.unlink(missing_ok=True)
        os.close(os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield UnfinishedFile(path, hidden)
    except OSError as error:
        raise (disk_full() if error.errno in NO_ROOM else cannot_write()) from error
    finally:
        hidden.unlink(missing_ok=True)


def refuse_place(path: Path, suffix: str, library: Library, folder: Path) -> None:
    """Keep what is handed on out of the channels' folders and of the library's.

    Args:
        suffix: what its name has to end with.
        folder: of the library.

    Raises:
        Refused: it would lie there, or has another ending.
    """
    if path.suffix.casefold() != suffix:
        raise Refused(f"The name of the file does not end with {suffix}.", "Choose another name.")
    refuse_library_folder(path, folder)
    refuse_channel_folder(path, library.run(lambda u: u.channels.all()))


def cannot_write() -> Refused:
    """Return the refusal of a place that takes no file."""
    return Refused(
        "The file cannot be written there.",
        "Close it where it is open, or choose another folder.",
    )
