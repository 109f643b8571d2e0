"""How a picture is sealed in the vault: its name, its own key, its chunks.

A sealed picture is a salt and a row of chunks. The salt makes a key for this one picture, so
that the chunk numbers can serve as nonces and no pair of key and nonce is ever used twice. Each
chunk is bound to the picture's name, its number and whether it is the last one: chunks that are
changed, swapped, moved to another picture or cut off do not open.

Names are made by a key of their own. It stays when the workspace key changes, because the
database, the clearance records and their fingerprints go by the names.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.ids import VaultKey
from consentdesk.store.derived_keys import derived_key
from consentdesk.store.key_wrapping import unwrapped, wrapped

CHUNK = 1 << 20
"""Bytes of a picture in one chunk."""

_SALT, _TAG = 32, 16
_NONCE = 12
_NAMES_JOB = "vault names kept"
_NAMES_LABEL = b"ConsentDesk 1 vault names"


class Seal:
    """Names, seals and opens pictures with one workspace key.

    Args:
        workspace_key: 32 bytes.
        kept_names: the naming key as `names_to_keep` gave it; None for a workspace whose key
            has never changed, where it follows from the workspace key.

    Raises:
        DamagedStore: the naming key does not open.
    """

    def __init__(self, workspace_key: bytes, kept_names: bytes | None = None) -> None:
        self._file_key = derived_key(workspace_key, "vault files")
        self._naming_key = (
            derived_key(workspace_key, "vault names")
            if kept_names is None
            else _kept(workspace_key, kept_names)
        )

    def names_to_keep(self, workspace_key: bytes) -> bytes:
        """Return the naming key wrapped by another workspace key, which then goes on with it."""
        return wrapped(self._naming_key, derived_key(workspace_key, _NAMES_JOB), _NAMES_LABEL)

    def name(self, data: bytes) -> VaultKey:
        """Return the name of a picture: the same for the same bytes, and telling nothing."""
        fingerprint = hashlib.sha256(data).digest()
        return VaultKey(hmac.digest(self._naming_key, fingerprint, "sha256").hex())

    def sealed(self, name: VaultKey, data: bytes) -> bytes:
        """Return the picture as it may lie on a disk."""
        salt = os.urandom(_SALT)
        cipher = AESGCM(derived_key(self._file_key, "one file", salt))
        starts = range(0, max(len(data), 1), CHUNK)
        chunks = [
            cipher.encrypt(
                _nonce(number),
                data[start : start + CHUNK],
                _label(name, number, start == starts[-1]),
            )
            for number, start in enumerate(starts)
        ]
        return b"".join((salt, *chunks))

    def opened(self, name: VaultKey, sealed: bytes) -> bytes:
        """Return a picture, byte for byte as it was sealed.

        Raises:
            DamagedStore: it is cut short, changed or not what its name says.
        """
        cipher = AESGCM(derived_key(self._file_key, "one file", sealed[:_SALT]))
        step = CHUNK + _TAG
        starts = range(_SALT, max(len(sealed), _SALT + 1), step)
        try:
            data = b"".join(
                cipher.decrypt(
                    _nonce(number),
                    sealed[start : start + step],
                    _label(name, number, start == starts[-1]),
                )
                for number, start in enumerate(starts)
            )
        except InvalidTag as error:
            raise damaged_picture() from error
        if self.name(data) != name:
            raise damaged_picture()
        return data


def damaged_picture() -> DamagedStore:
    """Return the sentence for a picture that is missing or does not open."""
    return DamagedStore(
        "A picture in the library is missing or damaged.",
        "Bring the same file in again from where it came; that mends it.",
    )


def _kept(workspace_key: bytes, kept_names: bytes) -> bytes:
    names = unwrapped(kept_names, derived_key(workspace_key, _NAMES_JOB), _NAMES_LABEL)
    if names is None:
        raise DamagedStore(
            "The file of names in the vault is damaged; nothing was changed.",
            "Ask your technician to put it back from a copy of the folder.",
        )
    return names


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE, "big")


def _label(name: VaultKey, number: int, last: bool) -> bytes:
    return f"{name} {number} {'last' if last else 'more'}".encode()
