"""The reviewed schema, the migrations and the mapped classes are one and the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.ids import PersonId
from consentdesk.shipped import shipped_file
from consentdesk.store import migrate
from consentdesk.store.columns import Table
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import sheet_import

Picture = dict[str, frozenset[str]]


def reviewed(connection: Connection) -> None:
    script = shipped_file("data", "schema.sql").read_text(encoding="utf-8")
    connection.connection.driver_connection.executescript(script)  # type: ignore[union-attr]


def migrated(connection: Connection) -> None:
    migrate.upgrade(connection)


def mapped(connection: Connection) -> None:
    Table.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )


def picture(make: Callable[[Connection], None]) -> Picture:
    """Return each table, index and trigger as the set of its parts, free of layout."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        make(connection)
        rows = connection.execute(
            text("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        ).all()
    engine.dispose()
    return {name: frozenset(parts(sql)) for name, sql in rows}


def parts(sql: str) -> list[str]:
    bare = re.sub(r"--[^\n]*", "", sql)
    bare = re.sub(r"\s+", " ", bare)
    bare = re.sub(r"\s*([(),;])\s*", r"\1", bare).strip("; ")
    if not bare.startswith("CREATE TABLE"):
        return [bare]
    head, inside = bare.split("(", 1)
    lines = split_outside_brackets(inside[: inside.rindex(")")])
    return [head.strip(), *(part for line in lines for part in column_and_constraints(line))]


def column_and_constraints(line: str) -> list[str]:
    """Return what stands beside a column as if it stood below the columns, as it may as well.

    SQLite adds columns with what belongs to them only.
    """
    column, *beside = re.split(r"(?<=.)\s*\bCONSTRAINT ", line)
    name = column.split(" ", 1)[0]
    return [
        column,
        *(
            f"CONSTRAINT {each}".replace(" REFERENCES", f" FOREIGN KEY({name})REFERENCES")
            for each in beside
        ),
    ]


def split_outside_brackets(inside: str) -> list[str]:
    found, depth = [""], 0
    for sign in inside:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return [part.strip() for part in found]


def test_three_pictures_of_the_schema_are_equal() -> None:
    from_file, from_steps, from_classes = picture(reviewed), picture(migrated), picture(mapped)
    assert from_steps == from_file
    assert from_classes == from_file
    kinds = {name.split()[0] for name in from_file}
    assert {"table", "index", "trigger"} <= kinds


def test_the_comparison_sees_small_differences() -> None:
    def without_a_check(connection: Connection) -> None:
        script = shipped_file("data", "schema.sql").read_text(encoding="utf-8")
        changed = script.replace("is_open IN (0, 1)", "is_open IN (0, 2)")
        assert changed != script
        connection.connection.driver_connection.executescript(changed)  # type: ignore[union-attr]

    assert picture(without_a_check) != picture(reviewed)


def test_the_program_knows_the_newest_step() -> None:
    settings = migrate._alembic_settings()
    assert ScriptDirectory.from_config(settings).get_current_head() == migrate.HEAD


@pytest.mark.parametrize("newest", ["0001", migrate.HEAD])
def test_no_step_goes_back(newest: str) -> None:
    from alembic import command

    settings = migrate._alembic_settings()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, newest)
        with pytest.raises(NotImplementedError):
            command.downgrade(settings, "base")
    engine.dispose()


def test_a_library_from_before_takes_mosaics_and_keeps_its_decisions() -> None:
    from alembic import command

    settings, engine = migrate._alembic_settings(), create_engine("sqlite://")
    decided = text("INSERT INTO settled VALUES (:act, 0, 1, :kind, NULL)")
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0006")
        connection.execute(decided, {"act": 1, "kind": "no_look_out"})
        with pytest.raises(IntegrityError, match="CHECK"):
            connection.execute(decided, {"act": 2, "kind": "mosaic"})
        command.upgrade(settings, "0007")
        connection.execute(decided, {"act": 2, "kind": "mosaic"})
        with pytest.raises(IntegrityError, match="CHECK"):
            connection.execute(decided, {"act": 3, "kind": "blur"})
        kinds = connection.execute(text("SELECT kind FROM settled ORDER BY action_id")).scalars()
        assert list(kinds) == ["no_look_out", "mosaic"]
    engine.dispose()


def test_every_constraint_has_its_own_name() -> None:
    for name, made_of in picture(reviewed).items():
        for part in made_of:
            if re.search(r"\b(CHECK|FOREIGN KEY|UNIQUE|PRIMARY KEY)\b", part):
                numbered = part.endswith("PRIMARY KEY AUTOINCREMENT")
                assert part.startswith("CONSTRAINT ") or numbered, f"{name}: {part}"


ILLEGAL = [
    "UPDATE photo SET state = 'safe'",
    "UPDATE photo SET width = 0",
    "UPDATE photo SET searched = 'half'",
    "UPDATE photo SET searched = 'near'",
    "UPDATE photo SET wanted = 'near'",
    "INSERT INTO face_search VALUES ('ab', 'e', 'deep', 'usual', 1, 1, '[]')",
    "INSERT INTO face_search VALUES ('ab', 'e', 'near', 'least', 1, 1, '[]')",
    "UPDATE region SET origin = 'guessed'",
    "UPDATE region SET size = 'big'",
    "UPDATE region SET subject = 'pet'",
    "UPDATE channel SET most_identifiable = 'very'",
    "INSERT INTO reshaped VALUES (1, 1, 0, 0, 0, 5, 'p')",
    "UPDATE batch SET mode = 'cloud'",
    "UPDATE batch SET closed_roster = 'yes'",
    "UPDATE person SET kind = 'pet'",
    "UPDATE person SET protected = 7",
    "INSERT INTO register_state VALUES (2, 1)",
    "INSERT INTO suggestion VALUES (1, 'sure', '')",
    "INSERT INTO review_action (photo_id, kind, done_by, done_at, register_version, reason,"
    " undone_by, redone_by, look_outs) VALUES (1, 'approve', '', '', 1, '', '', '', '[]')",
    "UPDATE review_action SET undone_at = '2026-06-12'",
    "INSERT INTO settled VALUES (1, 0, 1, 'this_pupil', NULL)",
    "INSERT INTO settled VALUES (1, 0, 1, 'cover', 1)",
    "INSERT INTO settled VALUES (1, 0, 1, 'mosaic', 1)",
    "INSERT INTO settled VALUES (1, 0, 1, NULL, 1)",
    "INSERT INTO settled VALUES (1, 0, 1, 'fine', NULL)",
    "INSERT INTO answer (person_id, source_kind, purpose, status, limits, given_by, wording,"
    " source, import_note, recorded_at) VALUES (1, '', '', 'maybe', '[]', '', '', '', '', '')",
    "UPDATE answer SET replaced_by = 1",
    "INSERT INTO sheet_import VALUES (2, 1, '', '', NULL, '', '', '', '[]', '[]',"
    " '[]', '{}', 'Hal', NULL)",
    "UPDATE released_file SET state = 'out'",
    "UPDATE released_file SET state = 'published'",
]


@pytest.mark.parametrize("statement", ILLEGAL)
@pytest.mark.usefixtures("filled")
def test_an_illegal_state_cannot_be_stored(library: Library, statement: str) -> None:
    def work(unit: UnitOfWork) -> None:
        session = unit.settings._session
        session.execute(
            text(
                "INSERT INTO review_action"
                " (photo_id, kind, done_by, done_at, register_version, reason,"
                " undone_by, redone_by, look_outs)"
                " VALUES (1, 'look', '', '', 1, '', '', '', '[]')"
            )
        )
        sheet_import(unit, unit.sheets.add_source("Autumn form", (), {}).id)
        unit.register.replace_answers(
            PersonId(1), "office", [Answer("web", Status.REFUSED)], "by hand"
        )
        session.execute(text("INSERT INTO sign_off VALUES (1, 1, '[]', '', '', 1, 1, '')"))
        session.execute(
            text(
                "INSERT INTO released_file "
                "VALUES (1, 1, 1, 1, '', '', '', 'writing', '', NULL, NULL)"
            )
        )
        session.execute(text(statement))

    with pytest.raises(IntegrityError, match="CHECK"):
        library.run(work)


NEXT_STEP = '''"""A step that does not exist yet."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column."""
    op.execute("ALTER TABLE setting ADD COLUMN changed_by TEXT NOT NULL DEFAULT ''")
    {then}
'''


def later_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str = "", head: str = "0008"
) -> None:
    """Turn this program into a later one with one more step."""
    scripts = tmp_path / f"migrations-{head}-{bool(then)}"
    for source in migrate.SCRIPTS.rglob("*"):
        if source.suffix in {".py", ".sql"}:
            target = scripts / source.relative_to(migrate.SCRIPTS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    step = scripts / "versions" / "v0008_next.py"
    step.write_text(NEXT_STEP.format(then=then), encoding="utf-8")
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "HEAD", head)
