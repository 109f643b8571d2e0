"""Where the workspace key is kept: in the system's keychain, or behind a passphrase.

The key itself is 32 random bytes; without it nobody reads the library. A new workspace
gets one, and `rotation` changes it.
"""

import os
from pathlib import Path
from uuid import uuid4

from consentdesk.domain.errors import PassphraseNeeded, PassphraseToChoose, StoreError
from consentdesk.store.derived_keys import KEY_BYTES
from consentdesk.store.key_place import KeyPlace
from consentdesk.store.keychain import KeychainPlace, system_keychain
from consentdesk.store.library_folder import key_not_here, library_exists
from consentdesk.store.open_library import open_library
from consentdesk.store.passphrase import PassphrasePlace
from consentdesk.store.place import check_place
from consentdesk.store.rotation import settled_key
from consentdesk.store.safe_files import private_folder, write_whole
from consentdesk.store.unit_of_work import UnitOfWork

_WORKSPACE_ID = "workspace.id"

__all__ = [
    "KeyPlace",
    "KeychainPlace",
    "PassphrasePlace",
    "change_passphrase",
    "key_place",
    "obtain_key",
    "put_behind",
    "require_passphrase",
]


def obtain_key(folder: Path, passphrase: str | None) -> bytes:
    """Return the key of the workspace in `folder`; a new workspace gets a new one.

    With a passphrase the key is kept in the folder behind it, otherwise in the keychain. An
    existing library never gets a new key here; a change of its key that was cut short is brought
    to its end.

    Raises:
        WrongKey: the passphrase is wrong, or this computer's keychain does not know the key.
        PassphraseNeeded: the workspace has a passphrase, or there is no keychain.
        PassphraseToChoose: the same for a workspace that is only being set up.
        StoreError: the keychain is locked or holds something else.
        UnsuitablePlace: the folder is on the network or synced.
        DiskFull: no room is left.
    """
    check_place(folder)
    place = key_place(folder, passphrase)
    key = place.load()
    if key is not None:
        return settled_key(folder, key, place)
    if library_exists(folder):
        raise key_not_here()
    private_folder(folder)
    key = os.urandom(KEY_BYTES)
    place.save(key)
    return key


def change_passphrase(folder: Path, old: str, new: str, who: str) -> None:
    """Put the key behind another passphrase; the key and everything under it stay as they are.

    Raises:
        WrongKey: the old passphrase is wrong; nothing was changed.
        StoreError: the library has no passphrase, or the new one is empty.
        AlreadyOpen: the library is open.
        DiskFull: no room is left; the old passphrase still opens.
    """
    require_passphrase(folder)
    key = obtain_key(folder, old)
    with open_library(folder, key) as library:
        library.run(lambda unit: put_behind(unit, folder, key, new, who))


def require_passphrase(folder: Path) -> None:
    """Make sure that a passphrase opens the library.

    Raises:
        StoreError: the keychain does.
    """
    if not PassphrasePlace.used_in(folder):
        raise StoreError(
            "This library has no passphrase; the keychain of this computer opens it.",
            "Nothing needs to be done; `key rotate` gives it a new key.",
        )


def put_behind(unit: UnitOfWork, folder: Path, key: bytes, passphrase: str, who: str) -> None:
    """Put the key of an open library behind a passphrase, on record or not at all.

    Raises:
        StoreError: the passphrase is empty; the one before still opens.
        DiskFull: no room is left; the one before still opens.
    """
    unit.audit.add(who, "passphrase_changed", "library")
    PassphrasePlace(folder, passphrase).save(key)


def key_place(folder: Path, passphrase: str | None) -> KeyPlace:
    """Return where the key of the workspace is kept, or would be.

    Raises:
        PassphraseNeeded: the workspace has a passphrase, or there is no keychain.
        PassphraseToChoose: the same for a workspace that is only being set up.
    """
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
