"""One running program a library: the lock falls with the program, however it ends."""

import os
import sys
from pathlib import Path

from consentdesk.store.failures import already_open


class LibraryLock:
    """Holds the library's lock file until it is released or the program ends.

    Raises:
        AlreadyOpen: another program holds it.
    """

    def __init__(self, path: Path) -> None:
        self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except OSError as error:
            self.release()
            raise already_open() from error

    def release(self) -> None:
        """Let others open the library; a second time changes nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
