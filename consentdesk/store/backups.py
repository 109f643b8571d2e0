"""Copies of the live database, by SQLite's own backup call, always encrypted."""

from datetime import UTC, date, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from consentdesk.store.engine import open_plainly
from consentdesk.store.failures import damaged_database
from consentdesk.store.safe_files import UNFINISHED, private_folder

KEPT = 3
"""Backups that stay; older ones are removed."""


def back_up(engine: Engine, folder: Path, workspace_key: bytes, label: str) -> Path:
    """Copy the database without reference vectors, check the copy, keep the latest three.

    Must not be called inside a transaction: the backup call would wait for its end.

    Raises:
        DamagedStore: the copy does not hold together, so the database is not trusted either.
    """
    private_folder(folder)
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    finished = folder / f"consentdesk-{moment}-{label}.db"
    unfinished = finished.with_name(finished.name + UNFINISHED)
    try:
        copy_without_vectors(engine, unfinished, workspace_key)
        unfinished.replace(finished)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in sorted(folder.glob("consentdesk-*.db"))[:-KEPT]:
        old.unlink()
    return finished


def backups_before(folder: Path, day: date) -> tuple[Path, ...]:
    """Return the copies that were made before that day."""
    first = f"consentdesk-{day:%Y%m%d}-"
    return tuple(old for old in sorted(folder.glob("consentdesk-*.db")) if old.name < first)


def remove_backups_before(folder: Path, day: date) -> int:
    """Remove those copies; return how many there were."""
    old = backups_before(folder, day)
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)


def copy_without_vectors(engine: Engine, target: Path, workspace_key: bytes) -> None:
    """Copy the database to `target`, leaving the reference vectors out, and check the copy.

    Must not be called inside a transaction.

    Raises:
        DamagedStore: the copy does not hold together.
    """
    copy_database(engine, target, workspace_key)
    copy = open_plainly(target, workspace_key)
    try:
        # a deleted biometric must not live on in a backup; vectors are made again from portraits
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("DELETE FROM reference_vector")
    finally:
        copy.close()
    check_pages(target, workspace_key)
    target.chmod(0o600)


def copy_database(engine: Engine, target: Path, key: bytes) -> None:
    """Copy the whole database to `target`, encrypted with `key`, which may be another one.

    Must not be called inside a transaction.
    """
    copy = open_plainly(target, key)
    source = engine.raw_connection()
    try:
        live = source.driver_connection
        assert isinstance(live, sqlcipher.Connection)
        live.backup(copy)
    finally:
        source.close()
        copy.close()


def check_pages(database: Path, key: bytes) -> None:
    """Make sure that every page opens and that they hold together.

    Raises:
        DamagedStore: one does not.
    """
    connection = open_plainly(database, key)
    try:
        bad_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if bad_pages or connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise damaged_database()
    finally:
        connection.close()
