"""Checks of tables in words that a migration changes."""

from sqlalchemy import Connection, text


def reword(connection: Connection, table: str, before: str, after: str) -> None:
    """Change the text of a check; nothing that is stored changes by that.

    SQLite has no statement for it and names this way for checks (lang_altertable, section 7);
    making the table anew would empty the tables that refer to it.
    """
    which = {"table": table}
    sql = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), which
    ).scalar_one()
    if before not in sql:
        raise RuntimeError(f"the table {table} is not as the schema before has it")
    version = connection.execute(text("PRAGMA schema_version")).scalar_one()
    connection.execute(text("PRAGMA writable_schema = ON"))
    connection.execute(
        text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {**which, "sql": sql.replace(before, after)},
    )
    connection.execute(text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(text("PRAGMA writable_schema = OFF"))
