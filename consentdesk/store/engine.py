"""The encrypted connection: one, with its pragmas, and transactions that begin at once."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from consentdesk.store.derived_keys import derived_key

BUSY_SECONDS = 5

PRAGMAS = {
    "foreign_keys": "ON",
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": str(BUSY_SECONDS * 1000),
    "secure_delete": "ON",
    "temp_store": "MEMORY",
}
"""What every connection is set to. FULL: the records are evidence and few. Deleted pages are
overwritten, and nothing spills to temporary files, which would not be encrypted."""


def database_key(workspace_key: bytes) -> str:
    """Return the key as SQLCipher takes it raw: 32 random bytes need no slow stretching."""
    return f"x'{derived_key(workspace_key, 'database').hex()}'"


def open_engine(database: Path, workspace_key: bytes) -> Engine:
    """Return an engine with one connection that only the thread which opened it may use."""
    engine = create_engine(
        URL.create(
            "sqlite+pysqlcipher", password=database_key(workspace_key), database=str(database)
        ),
        poolclass=StaticPool,
        # an unforeseen error would quote names of pupils and of files
        hide_parameters=True,
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_SECONDS,
            "check_same_thread": True,
        },
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_at_once)
    return engine


def open_plainly(database: Path, workspace_key: bytes) -> sqlcipher.Connection:
    """Return a bare encrypted connection, for making and backing up a database."""
    connection = sqlcipher.connect(str(database), isolation_level=None)
    _be_silent(connection)
    connection.execute(f'PRAGMA key = "{database_key(workspace_key)}"')
    return connection


def _set_pragmas(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    _be_silent(connection)
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _be_silent(connection: DBAPIConnection) -> None:
    # SQLCipher writes its own lines to the error stream; ours name no page and no file
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.close()


def _begin_at_once(connection: Connection) -> None:
    # the driver's own late BEGIN lets a read fail when it turns into a write
    connection.exec_driver_sql("BEGIN IMMEDIATE")
