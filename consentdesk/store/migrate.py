"""Making a new database and bringing an older one up to date.

A new database is made from ``data/schema.sql``. An older one is backed up first and then
brought forward by the steps in ``migrations`` in one transaction: all or none.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from consentdesk.domain.errors import NewerDatabase
from consentdesk.shipped import shipped_file
from consentdesk.store.backups import back_up
from consentdesk.store.engine import open_plainly
from consentdesk.store.failures import damaged_database
from consentdesk.store.safe_files import UNFINISHED

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The schema this program works with. Known here so that opening an up-to-date database need
not load alembic, which takes longer than everything else together."""

SCRIPTS = Path(__file__).with_name("migrations")


def make_database(database: Path, workspace_key: bytes) -> None:
    """Make the database from the reviewed schema; it gets its name when it is complete."""
    schema = shipped_file("data", "schema.sql").read_text(encoding="utf-8")
    unfinished = database.with_name(database.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    connection = open_plainly(unfinished, workspace_key)
    try:
        connection.executescript(
            f"BEGIN;\n{schema}\nINSERT INTO alembic_version VALUES ('{HEAD}');\nCOMMIT;"
        )
    finally:
        connection.close()
    unfinished.chmod(0o600)
    unfinished.replace(database)


def bring_up_to_date(engine: Engine, backups: Path, workspace_key: bytes) -> None:
    """Bring an older database to the current schema, with a backup first.

    Raises:
        NewerDatabase: a later version of the program wrote it; nothing is changed.
        DamagedStore: it holds no schema of this program at all.
        DiskFull: there is no room for the backup.
    """
    revision = schema_of(engine)
    if revision == HEAD:
        return
    settings = _alembic_settings()
    if revision not in _known_revisions(settings):
        raise NewerDatabase(
            "This library was last used with a later version of ConsentDesk.",
            "Install the latest version on this computer; nothing was changed.",
        )
    back_up(engine, backups, workspace_key, label=f"schema-{revision}")
    with engine.begin() as connection:
        upgrade(connection, settings)


def schema_of(engine: Engine) -> str:
    """Return the revision a database is stamped with.

    Raises:
        DamagedStore: it carries no stamp.
    """
    with engine.connect() as connection:
        stamped = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        ).scalar_one()
        row = (
            connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
            if stamped
            else None
        )
    if row is None:
        raise damaged_database()
    return str(row[0])


def upgrade(connection: Connection, settings: "Config | None" = None) -> None:
    """Run the steps that are missing, inside the caller's transaction."""
    from alembic import command

    chosen = settings or _alembic_settings()
    chosen.attributes["connection"] = connection
    command.upgrade(chosen, "head")


def _alembic_settings() -> "Config":
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _known_revisions(settings: "Config") -> set[str]:
    from alembic.script import ScriptDirectory

    return {step.revision for step in ScriptDirectory.from_config(settings).walk_revisions()}
