"""Writing the database and the vault anew under another key, and proving that nothing changed."""

import hashlib
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.orm import Session

from consentdesk.domain.errors import DamagedStore
from consentdesk.store.audit import AuditShelf
from consentdesk.store.backups import check_pages, copy_database
from consentdesk.store.engine import open_engine, open_plainly
from consentdesk.store.vault import Vault


def database_anew(source: Path, old: bytes, target: Path, new: bytes, who: str) -> None:
    """Copy the database under the new key, compare every row, and note the change in the copy.

    Raises:
        DamagedStore: the copy does not hold together or is not equal.
        sqlcipher.Error: no room is left.
    """
    engine = open_engine(source, old)
    try:
        copy_database(engine, target, new)
    finally:
        engine.dispose()
    if _contents(source, old) != _contents(target, new):
        raise _not_equal()
    _note(target, new, who)
    check_pages(target, new)
    target.chmod(0o600)


def vault_anew(source: Path, old: bytes, target: Path, new: bytes) -> None:
    """Write every picture anew under the new key and the old name, and compare it.

    Raises:
        DamagedStore: a picture does not open, or comes back otherwise.
        DiskFull: no room is left.
    """
    before = Vault(source, old)
    after = before.begin_under(target, new)
    for name in before.keys():  # noqa: SIM118  (a vault is no mapping)
        picture = before.get(name)
        if after.put(picture) != name or after.get(name) != picture:
            raise _not_equal()


def _note(database: Path, key: bytes, who: str) -> None:
    engine = open_engine(database, key)
    try:
        with Session(engine) as session, session.begin():
            AuditShelf(session).add(who, "key_rotated", "library")
    finally:
        engine.dispose()


def _contents(database: Path, key: bytes) -> str:
    """Return a fingerprint of every row of every table and of the schema."""
    connection = open_plainly(database, key)
    try:
        seen = hashlib.sha256()
        for table in _tables(connection):
            seen.update(f"table {table}\n".encode())
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                seen.update(repr(row).encode())
        return seen.hexdigest()
    finally:
        connection.close()


def _tables(connection: sqlcipher.Connection) -> list[str]:
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return ["sqlite_master", *(str(name) for (name,) in named.fetchall())]


def _not_equal() -> DamagedStore:
    return DamagedStore(
        "What was written anew does not equal the library, so the old key stays.",
        "Try once more; if it happens again, ask your technician to check the disk.",
    )
