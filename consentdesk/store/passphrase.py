"""A key behind a passphrase: in the file ``key.json`` of the workspace, or in a backup."""

import base64
import json
import os
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consentdesk.domain.errors import DamagedStore, StoreError, WrongKey
from consentdesk.store.derived_keys import KEY_BYTES
from consentdesk.store.safe_files import write_whole

_FILE = "key.json"
_LABEL = b"ConsentDesk 1 workspace key"
_NONCE = 12
_MOST_MEMORY_KIB = 1 << 20
_MOST_PASSES = 100


@dataclass(frozen=True, slots=True)
class Stretching:
    """How slowly a passphrase becomes a key: Argon2id, RFC 9106's second recommendation.

    Attributes:
        memory_kib: memory, in KiB.
        passes: over that memory.
        lanes: computed side by side.
    """

    memory_kib: int = 1 << 16
    passes: int = 3
    lanes: int = 4


class PassphrasePlace:
    """Keeps the key wrapped by a key that the passphrase makes."""

    def __init__(self, folder: Path, passphrase: str, stretching: Stretching | None = None) -> None:
        self._file = folder / _FILE
        self._passphrase = passphrase
        self._stretching = stretching

    @staticmethod
    def used_in(folder: Path) -> bool:
        """Tell whether the workspace's key is kept behind a passphrase."""
        return (folder / _FILE).exists()

    def load(self) -> bytes | None:
        """Return the key, or None when none was saved in the folder.

        Raises:
            WrongKey: the passphrase is not the right one.
            DamagedStore: the file cannot be read.
        """
        if not self._file.exists():
            return None
        try:
            return behind_passphrase(json.loads(self._file.read_bytes()), self._passphrase)
        except ValueError as error:
            raise DamagedStore(
                f"The file {_FILE} of the library is damaged.",
                "Ask your technician to put it back from a copy of the folder.",
            ) from error

    def save(self, key: bytes) -> None:
        """Keep the key behind the passphrase, in the place of an earlier file.

        Raises:
            StoreError: the passphrase is empty.
            DiskFull: no room is left.
        """
        content = put_behind_passphrase(key, self._passphrase, self._stretching)
        write_whole(self._file, json.dumps(content, indent=2).encode())


def put_behind_passphrase(
    key: bytes, passphrase: str, stretching: Stretching | None = None
) -> dict[str, object]:
    """Return the key wrapped (AES-256-GCM) by a key that the passphrase makes, as JSON values.

    Raises:
        StoreError: the passphrase is empty.
    """
    if not passphrase.strip():
        raise StoreError("A passphrase cannot be empty.", "Choose one of several words.")
    how = stretching or Stretching()
    salt, nonce = os.urandom(KEY_BYTES), os.urandom(_NONCE)
    wrapped = AESGCM(_stretched(passphrase, how, salt)).encrypt(nonce, key, _LABEL)
    return {
        "argon2id": asdict(how),
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped_key": _text(wrapped),
    }


def behind_passphrase(content: Any, passphrase: str) -> bytes:
    """Return the key that `put_behind_passphrase` wrapped; `content` may be anything at all.

    Raises:
        WrongKey: the passphrase is not the right one.
        ValueError: the content is damaged.
    """
    stretching, salt, nonce, wrapped = _parts(content)
    try:
        return AESGCM(_stretched(passphrase, stretching, salt)).decrypt(nonce, wrapped, _LABEL)
    except InvalidTag as error:
        raise WrongKey(
            "The passphrase is not the right one.",
            "Type it again; watch capital letters and the keyboard's language.",
        ) from error


def _parts(content: Any) -> tuple[Stretching, bytes, bytes, bytes]:
    try:
        stretching = Stretching(**content["argon2id"])
        parts = (content["salt"], content["nonce"], content["wrapped_key"])
        salt, nonce, wrapped = (base64.b64decode(part, validate=True) for part in parts)
        _refuse_absurd(stretching)
    except (KeyError, TypeError) as error:
        raise ValueError("parts") from error
    if (len(salt), len(nonce)) != (KEY_BYTES, _NONCE):
        raise ValueError("lengths")
    return stretching, salt, nonce, wrapped


def _stretched(passphrase: str, stretching: Stretching, salt: bytes) -> bytes:
    return hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode(),
        salt,
        time_cost=stretching.passes,
        memory_cost=stretching.memory_kib,
        parallelism=stretching.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _refuse_absurd(stretching: Stretching) -> None:
    """Keep a damaged file from asking for all memory or for hours."""
    lanes_fit = 1 <= stretching.lanes <= stretching.memory_kib // 8
    if not (lanes_fit and stretching.memory_kib <= _MOST_MEMORY_KIB):
        raise ValueError("memory")
    if not 1 <= stretching.passes <= _MOST_PASSES:
        raise ValueError("passes")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
