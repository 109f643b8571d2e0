"""Where the workspace key is kept: in the system's keychain, or behind a passphrase.

The key itself is 32 random bytes and never changes; without it nobody reads the library.
"""

import os
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from consentdesk.domain.errors import PassphraseNeeded, PassphraseToChoose, WrongKey
from consentdesk.store.derived_keys import KEY_BYTES
from consentdesk.store.keychain import KeychainPlace, system_keychain
from consentdesk.store.open_library import library_exists
from consentdesk.store.passphrase import PassphrasePlace
from consentdesk.store.place import check_place
from consentdesk.store.safe_files import private_folder, write_whole

_WORKSPACE_ID = "workspace.id"

__all__ = ["KeyPlace", "KeychainPlace", "PassphrasePlace", "obtain_key"]


class KeyPlace(Protocol):
    """Something that keeps the workspace key."""

    def load(self) -> bytes | None:
        """Return the key, or None when none was saved here.

        Raises:
            WrongKey: there is one, and it does not open.
            StoreError: the place cannot be used.
        """

    def save(self, key: bytes) -> None:
        """Keep the key here, in the place of an earlier one.

        Raises:
            StoreError: the place cannot be used.
        """


def obtain_key(folder: Path, passphrase: str | None) -> bytes:
    """Return the key of the workspace in `folder`; a new workspace gets a new one.

    With a passphrase the key is kept in the folder behind it, otherwise in the keychain. An
    existing library never gets a new key.

    Raises:
        WrongKey: the passphrase is wrong, or this computer's keychain does not know the key.
        PassphraseNeeded: the workspace has a passphrase, or there is no keychain.
        PassphraseToChoose: the same for a workspace that is only being set up.
        StoreError: the keychain is locked or holds something else.
        UnsuitablePlace: the folder is on the network or synced.
        DiskFull: no room is left.
    """
    check_place(folder)
    place = _place(folder, passphrase)
    key = place.load()
    if key is not None:
        return key
    if library_exists(folder):
        raise WrongKey(
            "The key of this library is not here.",
            "Give its passphrase, or sign in to this computer as the person who set it up.",
        )
    private_folder(folder)
    key = os.urandom(KEY_BYTES)
    place.save(key)
    return key


def _place(folder: Path, passphrase: str | None) -> KeyPlace:
    if passphrase is not None:
        return PassphrasePlace(folder, passphrase)
    if PassphrasePlace.used_in(folder):
        raise PassphraseNeeded("This library opens with a passphrase.", "Give the passphrase.")
    keychain = system_keychain()
    if keychain is None:
        needed = PassphraseNeeded if library_exists(folder) else PassphraseToChoose
        raise needed(
            "This computer has no keychain that ConsentDesk can use.",
            "Give a passphrase of your own; the library will open with it.",
        )
    return KeychainPlace(_workspace_id(folder), keychain)


def _workspace_id(folder: Path) -> str:
    file = folder / _WORKSPACE_ID
    if not file.exists():
        private_folder(folder)
        write_whole(file, uuid4().hex.encode())
    return file.read_text(encoding="ascii").strip()
