"""Copies of the live database, by SQLite's own backup call; encrypted with the same key."""

from datetime import UTC, datetime
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
        _copy(engine, unfinished, workspace_key)
        unfinished.chmod(0o600)
        unfinished.replace(finished)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in sorted(folder.glob("consentdesk-*.db"))[:-KEPT]:
        old.unlink()
    return finished


def _copy(engine: Engine, target: Path, workspace_key: bytes) -> None:
    copy = open_plainly(target, workspace_key)
    source = engine.raw_connection()
    try:
        live = source.driver_connection
        assert isinstance(live, sqlcipher.Connection)
        live.backup(copy)
        # a deleted biometric must not live on in a backup; vectors are made again from portraits
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("DELETE FROM reference_vector")
        if copy.execute("PRAGMA cipher_integrity_check").fetchall():
            raise damaged_database()
    finally:
        source.close()
        copy.close()
