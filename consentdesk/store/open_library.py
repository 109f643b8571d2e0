"""Making a library in a folder and opening it again; `library_folder` says what lies there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consentdesk.domain.errors import StoreError
from consentdesk.store.changed_photos import ChangedPhotos
from consentdesk.store.engine import open_engine
from consentdesk.store.failures import damaged_database, known_error
from consentdesk.store.full_backups import FullBackups
from consentdesk.store.library import Library
from consentdesk.store.library_folder import (
    BACKUPS,
    DATABASE,
    KEY_CHECK,
    LOCK,
    ROTATING,
    VAULT,
    check_of,
    library_exists,
    require_key,
)
from consentdesk.store.library_lock import LibraryLock
from consentdesk.store.migrate import bring_up_to_date, make_database
from consentdesk.store.place import check_place
from consentdesk.store.safe_files import private_folder, sweep_unfinished, write_whole
from consentdesk.store.vault import Vault
from consentdesk.store.vault_references import referred_to

__all__ = ["create_library", "library_exists", "open_library"]

T = TypeVar("T")


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
    lock = LibraryLock(folder / LOCK)
    try:
        return work(lock)
    except Exception as error:
        lock.release()
        known = known_error(error)
        if known is None or known is error:
            raise
        raise known from error


def _create(folder: Path, key: bytes, lock: LibraryLock) -> Library:
    write_whole(folder / KEY_CHECK, check_of(key))
    make_database(folder / DATABASE, key)
    return _open(folder, key, lock)


def _open(folder: Path, key: bytes, lock: LibraryLock) -> Library:
    _refuse_half_changed_key(folder)
    require_key(folder, key)
    vault = Vault(folder / VAULT, key)
    private_folder(folder / BACKUPS)
    sweep_unfinished(folder)
    librarian = ThreadPoolExecutor(max_workers=1, thread_name_prefix="librarian")
    try:
        engine, changed = librarian.submit(_ready_engine, folder, key, vault).result()
    except BaseException:
        librarian.shutdown(wait=True)
        raise
    backups = FullBackups(folder, key, librarian, engine, vault)
    return Library(librarian, engine, changed, vault, lock, backups)


def _refuse_half_changed_key(folder: Path) -> None:
    """Leave a library alone whose key is just changing; `obtain_key` brings that to its end."""
    if (folder / ROTATING).exists():
        raise StoreError(
            "The key of this library is being changed, and that is not finished.",
            "Start ConsentDesk again; it finishes the change by itself.",
        )


def _ready_engine(folder: Path, key: bytes, vault: Vault) -> tuple[Engine, ChangedPhotos]:
    """Open, check and update the database; runs on the librarian's thread, which owns it."""
    engine = open_engine(folder / DATABASE, key)
    try:
        _check_pages(engine)
        bring_up_to_date(engine, folder / BACKUPS, key)
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
