"""The encrypted vault: pictures as files whose names and contents tell nothing.

A file is a salt and a row of chunks. The salt makes a key for this one file, so that the
chunk numbers can serve as nonces and no pair of key and nonce is ever used twice. Each chunk
is bound to its file's name, its number and whether it is the last one: chunks that are
changed, swapped, moved to another file or cut off do not open.

The vault knows nothing of the database and may be used from any thread.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.ids import VaultKey
from consentdesk.store.derived_keys import derived_key
from consentdesk.store.safe_files import private_folder, sweep_unfinished, write_whole

CHUNK = 1 << 20
"""Bytes of a picture in one chunk."""

_SALT, _TAG = 32, 16
_NAME = re.compile(r"[0-9a-f]{64}")


class Vault:
    """Pictures by name; equal bytes are kept once."""

    def __init__(self, folder: Path, workspace_key: bytes) -> None:
        self._folder = folder
        self._naming_key = derived_key(workspace_key, "vault names")
        self._file_key = derived_key(workspace_key, "vault files")
        private_folder(folder)

    def put(self, data: bytes) -> VaultKey:
        """Keep a picture; return its name. Putting equal bytes again changes nothing.

        Raises:
            DiskFull: no room is left.
        """
        key = self._name(data)
        path = self._path(key)
        if not self._kept_well(key):
            private_folder(path.parent)
            write_whole(path, self._sealed(key, data))
        return key

    def get(self, key: VaultKey) -> bytes:
        """Return a picture, byte for byte as it was put.

        Raises:
            DamagedStore: the file is missing, cannot be read, is cut short, changed or not what
                its name says.
        """
        try:
            data = self._opened(key, self._path(key).read_bytes())
        except (OSError, InvalidTag) as error:
            raise _damaged() from error
        if self._name(data) != key:
            raise _damaged()
        return data

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

    def _name(self, data: bytes) -> VaultKey:
        fingerprint = hashlib.sha256(data).digest()
        return VaultKey(hmac.digest(self._naming_key, fingerprint, "sha256").hex())

    def _path(self, key: VaultKey) -> Path:
        if not _NAME.fullmatch(key):
            raise _damaged()
        return self._folder / key[:2] / key

    def _kept_well(self, key: VaultKey) -> bool:
        try:
            self.get(key)
        except DamagedStore:
            return False
        return True

    def _sealed(self, key: VaultKey, data: bytes) -> bytes:
        salt = os.urandom(_SALT)
        cipher = AESGCM(derived_key(self._file_key, "one file", salt))
        starts = range(0, max(len(data), 1), CHUNK)
        sealed = [
            cipher.encrypt(
                _nonce(number),
                data[start : start + CHUNK],
                _label(key, number, start == starts[-1]),
            )
            for number, start in enumerate(starts)
        ]
        return b"".join((salt, *sealed))

    def _opened(self, key: VaultKey, stored: bytes) -> bytes:
        cipher = AESGCM(derived_key(self._file_key, "one file", stored[:_SALT]))
        step = CHUNK + _TAG
        starts = range(_SALT, max(len(stored), _SALT + 1), step)
        return b"".join(
            cipher.decrypt(
                _nonce(number),
                stored[start : start + step],
                _label(key, number, start == starts[-1]),
            )
            for number, start in enumerate(starts)
        )


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _label(key: VaultKey, number: int, last: bool) -> bytes:
    return f"{key} {number} {'last' if last else 'more'}".encode()


def _damaged() -> DamagedStore:
    return DamagedStore(
        "A picture in the library is missing or damaged.",
        "Set the photo aside and bring it in again from where it came.",
    )
