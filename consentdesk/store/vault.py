"""The encrypted vault: pictures as files whose names and contents tell nothing.

`seal` says how a picture is encrypted. The vault knows nothing of the database and may be used
from any thread.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.ids import VaultKey
from consentdesk.store.safe_files import private_folder, sweep_unfinished, write_whole
from consentdesk.store.seal import CHUNK, Seal, damaged_picture

__all__ = ["CHUNK", "NAMES_FILE", "Vault"]

NAMES_FILE = "names.key"
"""The naming key of a vault whose workspace key has changed, wrapped by the present one."""

_NAME = re.compile(r"[0-9a-f]{64}")


class Vault:
    """Pictures by name; equal bytes are kept once.

    Raises:
        DamagedStore: the naming key of the folder does not open.
    """

    def __init__(self, folder: Path, workspace_key: bytes) -> None:
        private_folder(folder)
        self._folder = folder
        self._seal = Seal(workspace_key, _kept_names(folder))

    def put(self, data: bytes) -> VaultKey:
        """Keep a picture; return its name. Putting equal bytes again changes nothing.

        Raises:
            DiskFull: no room is left.
        """
        key = self._seal.name(data)
        path = self._path(key)
        if not self._kept_well(key):
            private_folder(path.parent)
            write_whole(path, self._seal.sealed(key, data))
        return key

    def get(self, key: VaultKey) -> bytes:
        """Return a picture, byte for byte as it was put.

        Raises:
            DamagedStore: the file is missing, cannot be read, is cut short, changed or not what
                its name says.
        """
        return self._seal.opened(key, self.sealed(key))

    def sealed(self, key: VaultKey) -> bytes:
        """Return a picture as it lies on the disk, for a backup.

        Raises:
            DamagedStore: the file is missing or cannot be read.
        """
        try:
            return self._path(key).read_bytes()
        except OSError as error:
            raise damaged_picture() from error

    def kept_names(self) -> bytes | None:
        """Return the wrapped naming key for a backup, or None where the first key still counts."""
        return _kept_names(self._folder)

    def has(self, key: VaultKey) -> bool:
        """Tell whether anything lies under the name; asked after a removal."""
        return self._path(key).exists()

    def remove(self, key: VaultKey) -> None:
        """Remove a picture; one that is gone already is no error."""
        self._path(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[VaultKey]:
        """Yield the name of every picture kept, in no order."""
        for path in self._folder.glob("??/*"):
            if _NAME.fullmatch(path.name):
                yield VaultKey(path.name)

    def sweep(self) -> None:
        """Remove what a killed program left unfinished."""
        sweep_unfinished(self._folder)

    def begin_under(self, folder: Path, workspace_key: bytes) -> "Vault":
        """Return an empty vault in `folder` under another workspace key, with the same names.

        Raises:
            DiskFull: no room is left.
        """
        private_folder(folder)
        write_whole(folder / NAMES_FILE, self._seal.names_to_keep(workspace_key))
        return Vault(folder, workspace_key)

    def _path(self, key: VaultKey) -> Path:
        if not _NAME.fullmatch(key):
            raise damaged_picture()
        return self._folder / key[:2] / key

    def _kept_well(self, key: VaultKey) -> bool:
        try:
            self.get(key)
        except DamagedStore:
            return False
        return True


def _kept_names(folder: Path) -> bytes | None:
    file = folder / NAMES_FILE
    return file.read_bytes() if file.exists() else None
