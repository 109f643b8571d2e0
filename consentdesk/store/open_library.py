"""Making a library in a folder and opening it again.

The folder holds ``consentdesk.db``, ``vault/`` and ``backups/``; beside them ``key.check``,
which tells a wrong key from a damaged database, and ``consentdesk.lock``.
"""

import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consentdesk.domain.errors import DamagedStore, StoreError, WrongKey
from consentdesk.store.changed_photos import ChangedPhotos
from consentdesk.store.derived_keys import derived_key
from consentdesk.store.engine import open_engine
from consentdesk.store.failures import damaged_database, known_error
from consentdesk.store.library import Library
from consentdesk.store.library_lock import LibraryLock
from consentdesk.store.migrate import bring_up_to_date, make_database
from consentdesk.store.place import check_place
from consentdesk.store.safe_files import private_folder, sweep_unfinished, write_whole
from consentdesk.store.vault import Vault
from consentdesk.store.vault_references import referred_to

DATABASE = "consentdesk.db"
_KEY_CHECK = "key.check"

T = TypeVar("T")


def library_exists(folder: Path) -> bool:
    """Tell whether a library was made in the folder."""
    return (folder / DATABASE).exists()


def create_library(folder: Path, key: bytes) -> Library:
    """Make a library in the folder and open it.

    Raises:
        StoreError: there is a library already.
        UnsuitablePlace: the folder is on the network or synced.
        AlreadyOpen: another program is using the folder.
        DiskFull: no room is left.
    """
    check_place(folder)
    if library_exists(folder):
        raise StoreError(
            "There is a library in this folder already.", "Open it, or choose another folder."
        )
    private_folder(folder)
    return _with_lock(folder, lambda lock: _create(folder, key, lock))


def open_library(folder: Path, key: bytes) -> Library:
    """Open the library in the folder; an older one is backed up and brought up to date.

    Raises:
        StoreError: there is no library in the folder.
        WrongKey: the key is not the one it was made with.
        NewerDatabase: a later version of the program used it; nothing is changed.
        DamagedStore: the database is damaged; nothing is changed.
        UnsuitablePlace: the folder is on the network or synced.
        AlreadyOpen: another program has it open.
        DiskFull: no room is left.
    """
    check_place(folder)
    if not library_exists(folder):
        raise StoreError(
            "There is no library in this folder.", "Choose the right folder, or make a new library."
        )
    return _with_lock(folder, lambda lock: _open(folder, key, lock))


def _with_lock(folder: Path, work: Callable[[LibraryLock], T]) -> T:
    lock = LibraryLock(folder / "consentdesk.lock")
    try:
        return work(lock)
    except Exception as error:
        lock.release()
        known = known_error(error)
        if known is None or known is error:
            raise
        raise known from error


def _create(folder: Path, key: bytes, lock: LibraryLock) -> Library:
    write_whole(folder / _KEY_CHECK, _check_of(key))
    make_database(folder / DATABASE, key)
    return _open(folder, key, lock)


def _open(folder: Path, key: bytes, lock: LibraryLock) -> Library:
    _check_key(folder, key)
    vault = Vault(folder / "vault", key)
    private_folder(folder / "backups")
    sweep_unfinished(folder)
    librarian = ThreadPoolExecutor(max_workers=1, thread_name_prefix="librarian")
    try:
        engine, changed = librarian.submit(_ready_engine, folder, key, vault).result()
    except BaseException:
        librarian.shutdown(wait=True)
        raise
    return Library(librarian, engine, changed, vault, lock)


def _check_of(key: bytes) -> bytes:
    return derived_key(key, "key check").hex().encode()


def _check_key(folder: Path, key: bytes) -> None:
    try:
        expected = (folder / _KEY_CHECK).read_bytes()
    except FileNotFoundError as error:
        raise DamagedStore(
            f"The file {_KEY_CHECK} of the library is missing; nothing was changed.",
            "Ask your technician to put it back from a copy of the folder.",
        ) from error
    if not hmac.compare_digest(expected, _check_of(key)):
        raise WrongKey(
            "The library does not open with this key.",
            "Check the passphrase, or sign in to this computer as the person who set it up.",
        )


def _ready_engine(folder: Path, key: bytes, vault: Vault) -> tuple[Engine, ChangedPhotos]:
    """Open, check and update the database; runs on the librarian's thread, which owns it."""
    engine = open_engine(folder / DATABASE, key)
    try:
        _check_pages(engine)
        bring_up_to_date(engine, folder / "backups", key)
        _remove_strays(engine, vault)
        return engine, ChangedPhotos(engine)
    except BaseException:
        engine.dispose()
        raise


def _check_pages(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        # first, so that a page half written by a crash is repaired from the log
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if cursor.execute("PRAGMA cipher_integrity_check").fetchall():
            raise damaged_database()
        cursor.close()
    finally:
        connection.close()


def _remove_strays(engine: Engine, vault: Vault) -> None:
    """Remove pictures that nothing refers to: a killed import or check left them."""
    vault.sweep()
    with Session(engine) as session:
        needed = referred_to(session)
    for stray in set(vault.keys()) - needed:
        vault.remove(stray)
