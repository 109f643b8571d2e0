"""One thread runs every transaction; what fails leaves nothing; nobody shares a session."""

import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consentdesk.domain.errors import AlreadyOpen, DamagedStore, DiskFull, StoreError
from consentdesk.store.engine import open_plainly
from consentdesk.store.failures import known_error
from consentdesk.store.library import Library
from consentdesk.store.open_library import open_library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, pupil

EXPECTED_PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "temp_store": 2,
}


def session_of(unit: UnitOfWork) -> Session:
    return unit.settings._session


@pytest.mark.parametrize(("name", "value"), EXPECTED_PRAGMAS.items())
def test_the_connection_is_set_up_as_decided(library: Library, name: str, value: int | str) -> None:
    read = library.run(lambda unit: session_of(unit).scalar(text(f"PRAGMA {name}")))
    assert read == value


def test_the_database_is_encrypted_with_the_raw_key(library: Library) -> None:
    settings = library.run(lambda unit: session_of(unit).scalar(text("PRAGMA cipher_version")))
    assert settings.startswith("4.")


def test_a_dangling_number_is_refused(library: Library) -> None:
    with pytest.raises(DBAPIError, match="FOREIGN KEY"):
        library.run(lambda unit: unit.people.add_portrait(77, "picture", None))  # type: ignore[arg-type]


def test_work_that_fails_leaves_nothing(library: Library) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.people.add(pupil("1"))
        raise LookupError("afterwards")

    with pytest.raises(LookupError, match="afterwards"):
        library.run(work)
    assert library.run(lambda unit: unit.people.all()) == ()


def test_a_table_made_in_work_that_fails_is_gone_too(library: Library) -> None:
    def work(unit: UnitOfWork) -> None:
        session_of(unit).execute(text("CREATE TABLE extra (id INTEGER)"))
        raise LookupError

    with pytest.raises(LookupError):
        library.run(work)
    count = "SELECT count(*) FROM sqlite_master WHERE name = 'extra'"
    assert library.run(lambda unit: session_of(unit).scalar(text(count))) == 0


def test_every_transaction_begins_at_once(library: Library, folder: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(unit: UnitOfWork) -> None:
        unit.people.all()
        inside.set()
        go_on.wait(10)

    waiting = library.submit(slow)
    inside.wait(10)
    other = open_plainly(folder / "consentdesk.db", KEY)
    other.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(sqlcipher.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    go_on.set()
    waiting.result()


def test_all_work_runs_on_one_thread_which_is_not_ours(library: Library) -> None:
    threads = {library.run(lambda unit: threading.get_ident()) for _ in range(5)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_the_librarian_does_not_wait_for_itself(library: Library) -> None:
    with pytest.raises(RuntimeError, match="librarian"):
        library.run(lambda unit: library.run(lambda inner: None))


def test_work_queued_by_work_runs_afterwards(library: Library) -> None:
    later = library.run(lambda unit: library.submit(lambda inner: inner.people.all()))
    assert later.result() == ()


def test_shelves_are_closed_after_their_transaction(library: Library) -> None:
    kept = library.run(lambda unit: unit)
    with pytest.raises(Exception, match="closed"):
        kept.people.all()


def test_a_session_used_on_another_thread_fails_at_once(library: Library) -> None:
    def lend(unit: UnitOfWork) -> str:
        failures: list[str] = []

        def borrow() -> None:
            try:
                unit.people.all()
            except Exception as error:
                failures.append(str(error))

        thread = threading.Thread(target=borrow)
        thread.start()
        thread.join()
        return failures[0]

    assert "thread" in library.run(lend)


def test_closing_waits_for_queued_work_and_may_be_repeated(folder: Path, library: Library) -> None:
    queued = [
        library.submit(lambda unit, n=number: unit.people.add(pupil(str(n)))) for number in range(5)
    ]
    library.close()
    assert all(work.done() for work in queued)
    library.close()
    assert not (folder / "consentdesk.db-wal").exists()
    with open_library(folder, KEY) as again:
        assert len(again.run(lambda unit: unit.people.all())) == 5


def test_a_library_is_open_once_only(folder: Path, library: Library) -> None:
    with pytest.raises(AlreadyOpen, match="already open"):
        open_library(folder, KEY)
    library.close()
    open_library(folder, KEY).close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (13, DiskFull),
        (11, DamagedStore),
        (26, DamagedStore),
        (5, AlreadyOpen),
        (8, StoreError),
        (10, StoreError),
    ],
)
def test_failures_of_the_database_become_sentences(
    library: Library, code: int, kind: type[StoreError]
) -> None:
    def fail(unit: UnitOfWork) -> None:
        error = sqlcipher.OperationalError("in the driver's words")
        error.sqlite_errorcode = code  # type: ignore[attr-defined]
        raise DBAPIError("statement", None, error)

    with pytest.raises(kind) as caught:
        library.run(fail)
    assert "driver" not in str(caught.value)


def test_other_failures_stay_what_they_are() -> None:
    assert known_error(sqlcipher.OperationalError("no such table")) is None
    assert known_error(ValueError()) is None
    assert known_error(OSError(2, "no such file")) is None
