"""Giving the workspace a new key, in an order in which nothing is lost if the program is killed.

Everything is written anew in ``rotating/`` beside the old parts and compared with them. Then the
file ``ready`` makes it final: without it the new parts are thrown away, with it they are taken.
The parts change places, ``key.check`` last; the key place gets the new key; then the old parts
are removed. Until then ``new.key`` holds the new key, wrapped by the old one, so that whichever
of the two keys the key place holds, `settled_key` gets to the end.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consentdesk.domain.errors import StoreError
from consentdesk.store.backups import back_up
from consentdesk.store.derived_keys import KEY_BYTES, derived_key
from consentdesk.store.engine import open_engine
from consentdesk.store.failures import known_error
from consentdesk.store.key_place import KeyPlace
from consentdesk.store.key_wrapping import unwrapped, wrapped
from consentdesk.store.library_folder import (
    BACKUPS,
    DATABASE,
    KEY_CHECK,
    LOCK,
    ROTATING,
    VAULT,
    check_of,
    key_not_here,
    require_key,
)
from consentdesk.store.library_lock import LibraryLock
from consentdesk.store.open_library import open_library
from consentdesk.store.reencryption import database_anew, vault_anew
from consentdesk.store.safe_files import force_folder, force_tree, private_folder, write_whole

_PARTS = (DATABASE, VAULT, BACKUPS, KEY_CHECK)
"""In the order in which they change places; the check of the key tells that all have."""

_NEW_KEY, _READY, _OLD_PARTS = "new.key", "ready", "old"
_LABEL = b"ConsentDesk 1 key rotation"


def rotate_key(folder: Path, place: KeyPlace, who: str) -> None:
    """Encrypt the closed library anew with a new random key; `place` keeps the key.

    The copies in ``backups/`` would still open with the old key. They are removed, and one
    fresh copy under the new key takes their place.

    Args:
        folder: of the library.
        place: where the present key is, and where the new one goes.
        who: for the line of the audit trail.

    Raises:
        WrongKey: the place does not hold the key of this library.
        AlreadyOpen: the library is open.
        DamagedStore: something in it is damaged; nothing was changed.
        DiskFull: no room for a second copy of everything; nothing was changed.
    """
    kept = place.load()
    if kept is None:
        raise key_not_here()
    old = settled_key(folder, kept, place)
    open_library(folder, old).close()  # refuses damage, and removes what nothing refers to
    with _locked(folder):
        require_key(folder, old)
        _write_anew(folder, old, os.urandom(KEY_BYTES), who)
        _finish(folder, old, place)


def settled_key(folder: Path, key: bytes, place: KeyPlace) -> bytes:
    """Bring a change of the key that was cut short to its end; return the key that counts now.

    Without such a change, that is `key`. A change that was not ready is given up.

    Raises:
        WrongKey: the key is neither the old nor the new one; nothing was changed.
        AlreadyOpen: the key is being changed by another program now.
        DiskFull: no room is left to keep the new key; the next call goes on.
    """
    if not (folder / ROTATING).exists():
        return key
    with _locked(folder):
        if (folder / ROTATING / _READY).exists():
            return _finish(folder, key, place)
        # gone already where another program came first
        shutil.rmtree(folder / ROTATING, ignore_errors=True)
    return key


def require_either_key(folder: Path, key: bytes) -> None:
    """Make sure that the key is the library's, or the old one of a change that was cut short.

    Raises:
        WrongKey: it is not.
    """
    if (folder / ROTATING / _READY).exists():
        _new_key(folder, key)
    else:
        require_key(folder, key)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = LibraryLock(folder / LOCK)
    try:
        yield
    finally:
        lock.release()


def _write_anew(folder: Path, old: bytes, new: bytes, who: str) -> None:
    rotating = folder / ROTATING
    try:
        private_folder(rotating / _OLD_PARTS)
        write_whole(rotating / _NEW_KEY, wrapped(new, derived_key(old, "key rotation"), _LABEL))
        database_anew(folder / DATABASE, old, rotating / DATABASE, new, who)
        vault_anew(folder / VAULT, old, rotating / VAULT, new)
        _fresh_backup(rotating, new)
        write_whole(rotating / KEY_CHECK, check_of(new))
        force_tree(rotating)
        write_whole(rotating / _READY, b"")
    except Exception as error:
        shutil.rmtree(rotating, ignore_errors=True)
        known = known_error(error)
        if known is None or known is error:
            raise
        raise known from error


def _fresh_backup(rotating: Path, new: bytes) -> None:
    engine = open_engine(rotating / DATABASE, new)
    try:
        back_up(engine, rotating / BACKUPS, new, label="key-rotated")
    finally:
        engine.dispose()


def _finish(folder: Path, key: bytes, place: KeyPlace) -> bytes:
    """Take the new parts, `key` being the old or the new key; each step may come twice."""
    new = _new_key(folder, key)
    try:
        _take_new_parts(folder)
        if place.load() != new:
            place.save(new)
        if place.load() != new:  # a keychain may take a key and not keep it
            raise StoreError(
                "The new key was not kept where the old one is; nothing is lost.",
                "Unlock the keychain of this computer and start ConsentDesk again.",
            )
        _remove_old_parts(folder / ROTATING)
    except OSError as error:  # on Windows, a virus scanner that has a file open
        raise known_error(error) or StoreError(
            "The change of the key could not be finished yet; nothing is lost.",
            "Close other programs that look into the folder, and start ConsentDesk again.",
        ) from error
    return new


def _take_new_parts(folder: Path) -> None:
    rotating = folder / ROTATING
    for part in _PARTS:
        if (rotating / part).exists():
            _change_places(folder, part)
    for changed in (rotating / _OLD_PARTS, rotating, folder):
        if changed.exists():
            force_folder(changed)


def _remove_old_parts(rotating: Path) -> None:
    wrapped_key = rotating / _NEW_KEY
    if wrapped_key.exists():
        # whoever has the old key and brings deleted files back would read the new one
        with wrapped_key.open("r+b") as file:
            file.write(bytes(wrapped_key.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(rotating)


def _change_places(folder: Path, part: str) -> None:
    if part == DATABASE:
        # the write-ahead log of the old database would be played into the new one
        for belonging in ("-wal", "-shm"):
            (folder / (part + belonging)).unlink(missing_ok=True)
    if (folder / part).exists():
        (folder / part).replace(folder / ROTATING / _OLD_PARTS / part)
    (folder / ROTATING / part).replace(folder / part)


def _new_key(folder: Path, key: bytes) -> bytes:
    rotating = folder / ROTATING
    kept = rotating / _NEW_KEY
    new = None
    if kept.exists():
        new = unwrapped(kept.read_bytes(), derived_key(key, "key rotation"), _LABEL)
    new = new or key
    require_key(rotating if (rotating / KEY_CHECK).exists() else folder, new)
    return new
