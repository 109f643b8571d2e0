"""The audit trail can only be added to, and shows when somebody did otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consentdesk.store.engine import open_plainly
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library, open_library
from tests.store.shelf_samples import KEY

LINES = 5


@pytest.fixture
def written(folder: Path) -> Path:
    with create_library(folder, KEY) as library:
        for number in range(LINES):
            library.run(
                lambda unit, n=number: unit.audit.add("Office", "decided", f"photo {n}", {"é": n})
            )
    return folder


@contextmanager
def plain(folder: Path) -> Iterator[sqlcipher.Connection]:
    connection = open_plainly(folder / "consentdesk.db", KEY)
    try:
        yield connection
    finally:
        connection.close()


def first_broken(folder: Path) -> int | None:
    with open_library(folder, KEY) as library:
        return library.run(lambda unit: unit.audit.first_broken())


def test_lines_come_back_in_order(written: Path) -> None:
    with open_library(written, KEY) as library:
        rows = library.run(lambda unit: unit.audit.rows())
        assert [row.number for row in rows] == [1, 2, 3, 4, 5]
        assert (rows[2].who, rows[2].what, rows[2].subject) == ("Office", "decided", "photo 2")
        assert rows[2].detail == {"é": 2}
        assert rows[2].at.tzinfo is not None
        assert library.run(lambda unit: unit.audit.rows(limit=2)) == rows[3:]
        assert library.run(lambda unit: unit.audit.first_broken()) is None


def test_an_empty_trail_is_whole(library: Library) -> None:
    assert library.run(lambda unit: unit.audit.first_broken()) is None
    assert library.run(lambda unit: unit.audit.rows()) == ()


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit SET who = 'nobody' WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
    ],
)
def test_the_table_refuses_changes(written: Path, deed: str) -> None:
    with (
        plain(written) as connection,
        pytest.raises(sqlcipher.DatabaseError, match="only be added"),
    ):
        connection.execute(deed)
    assert first_broken(written) is None


TAMPERINGS: list[tuple[str, int]] = [
    ("UPDATE audit SET who = 'nobody' WHERE id = 3", 3),
    ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE id = 1", 1),
    ("UPDATE audit SET what = 'x', subject = '' WHERE id = 2", 2),
    ("UPDATE audit SET detail = '{}' WHERE id = 5", 5),
    ("UPDATE audit SET chained = '00' WHERE id = 4", 4),
    ("DELETE FROM audit WHERE id = 1", 1),
    ("DELETE FROM audit WHERE id = 3", 3),
    ("DELETE FROM audit WHERE id = 5", 5),
    ("DELETE FROM audit", 1),
    ("INSERT INTO audit SELECT 6, at, who, what, subject, detail, chained FROM audit LIMIT 1", 6),
]


@pytest.mark.parametrize(("deed", "place"), TAMPERINGS)
def test_what_was_done_without_the_triggers_is_found(written: Path, deed: str, place: int) -> None:
    with plain(written) as connection:
        connection.execute("DROP TRIGGER audit_refuses_update")
        connection.execute("DROP TRIGGER audit_refuses_delete")
        connection.execute(deed)
    assert first_broken(written) == place


def test_a_line_goes_with_its_transaction(library: Library) -> None:
    def work(fail: bool) -> Callable[..., None]:
        def inner(unit) -> None:  # type: ignore[no-untyped-def]
            unit.audit.add("Office", "decided")
            if fail:
                raise LookupError

        return inner

    with pytest.raises(LookupError):
        library.run(work(fail=True))
    library.run(work(fail=False))
    assert [row.number for row in library.run(lambda unit: unit.audit.rows())] == [1]
    assert library.run(lambda unit: unit.audit.first_broken()) is None
