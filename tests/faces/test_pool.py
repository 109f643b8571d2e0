"""The pool with real spawned workers: every item is answered, whatever its worker does."""

import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from consentdesk.domain.errors import DamagedPhoto, FaceCheckFailed
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.pool import FacePool
from tests.faces import pool_work


@pytest.fixture(scope="module")
def pool() -> Iterator[FacePool]:
    with FacePool(2) as pool:
        yield pool


def numbered(count: int) -> Iterator[tuple[int, tuple[int]]]:
    return ((number, (number,)) for number in range(count))


def test_each_item_is_answered_once(pool: FacePool) -> None:
    answers = list(pool.run(pool_work.double, numbered(9), cancel=CancelToken()))
    assert sorted((answer.key, answer.value) for answer in answers) == [
        (number, 2 * number) for number in range(9)
    ]
    assert all(answer.error is None for answer in answers)


def test_a_known_error_is_data(pool: FacePool) -> None:
    (answer,) = pool.run(pool_work.refuse_photo, [("a", ())], cancel=CancelToken())
    assert answer.value is None
    assert isinstance(answer.error, DamagedPhoto)
    assert answer.error.sentence == "This photo is damaged."


@pytest.mark.parametrize("work", [pool_work.stumble, pool_work.leave])
def test_any_other_error_fails_that_item_and_is_logged_without_its_text(
    pool: FacePool, work: object, caplog: pytest.LogCaptureFixture
) -> None:
    arguments = ("Ada_Byron.jpg",) if work is pool_work.stumble else ()
    with caplog.at_level(logging.WARNING):
        (answer,) = pool.run(work, [("a", arguments)], cancel=CancelToken())
    assert isinstance(answer.error, FaceCheckFailed)
    assert "Ada_Byron" not in caplog.text + str(answer.error)
    assert "Error" in caplog.text or "SystemExit" in caplog.text


def test_a_worker_that_dies_takes_no_other_item_with_it(pool: FacePool) -> None:
    items = ((number, (number, 3)) for number in range(8))
    answers = list(pool.run(pool_work.die_if, items, cancel=CancelToken()))
    assert sorted(answer.key for answer in answers) == list(range(8))
    failed = [answer for answer in answers if answer.error]
    assert [answer.key for answer in failed] == [3]
    assert isinstance(failed[0].error, FaceCheckFailed)


def test_an_item_gets_a_second_chance_alone(pool: FacePool, tmp_path: Path) -> None:
    items = [("a", (str(tmp_path / "mark"),))]
    (answer,) = pool.run(pool_work.die_the_first_time, items, cancel=CancelToken())
    assert (answer.value, answer.error) == ("alive", None)


def test_the_pool_works_on_after_deaths(pool: FacePool) -> None:
    (dead,) = pool.run(pool_work.die, [(1, (1,))], cancel=CancelToken())
    (alive,) = pool.run(pool_work.double, [(1, (1,))], cancel=CancelToken())
    assert isinstance(dead.error, FaceCheckFailed)
    assert alive.value == 2


def test_two_callers_at_once_do_not_share_a_death(pool: FacePool) -> None:
    answers: dict[str, list[object]] = {}

    def call(name: str, work: object, items: list[tuple[int, tuple[int, ...]]]) -> None:
        answers[name] = list(pool.run(work, items, cancel=CancelToken()))

    deadly = threading.Thread(
        target=call, args=("scan", pool_work.die_if, [(n, (n, 2)) for n in range(5)])
    )
    harmless = threading.Thread(
        target=call, args=("import", pool_work.double, [(n, (n,)) for n in range(30)])
    )
    for caller in (deadly, harmless):
        caller.start()
    for caller in (deadly, harmless):
        caller.join()
    assert sum(answer.error is not None for answer in answers["scan"]) == 1
    assert sorted(answer.value for answer in answers["import"]) == [2 * n for n in range(30)]


def test_after_cancelling_nothing_new_is_begun(pool: FacePool) -> None:
    cancel = CancelToken()
    taken = []

    def items() -> Iterator[tuple[int, tuple[int]]]:
        for number in range(100):
            taken.append(number)
            if number == 5:
                cancel.cancel()
            yield number, (number,)

    answers = list(pool.run(pool_work.double, items(), cancel=cancel))
    assert taken == list(range(6))
    assert {answer.key for answer in answers} <= set(taken)


def test_what_waits_for_a_worker_is_not_begun_after_cancelling() -> None:
    cancel, in_hand, go_on = CancelToken(), threading.Event(), threading.Event()
    begun: list[int] = []
    looks = 0

    def clock() -> float:
        """Let the work in hand be done some looks after the cancelling."""
        nonlocal looks
        looks += cancel.cancelled
        if looks == 6:
            go_on.set()
        return 0.0

    def work(number: int) -> int:
        begun.append(number)
        if number == 1:
            in_hand.set()
            go_on.wait(60)
        return number

    def items() -> Iterator[tuple[int, tuple[int]]]:
        for number in range(5):
            if number == 2:
                in_hand.wait(60)
                cancel.cancel()
            yield number, (number,)

    with FacePool(1, ThreadPoolExecutor, clock) as pool:
        answered = [answer.key for answer in pool.run(work, items(), cancel=cancel)]
    assert answered == begun == [0, 1]


def test_items_are_fetched_only_when_a_worker_is_near(pool: FacePool) -> None:
    taken = 0

    def items() -> Iterator[tuple[int, tuple[int]]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield number, (number,)

    for answered, _ in enumerate(pool.run(pool_work.double, items(), cancel=CancelToken()), 1):
        assert taken - answered <= 2 * pool.workers


def test_a_caller_who_leaves_early_gets_no_more(pool: FacePool) -> None:
    answers = pool.run(pool_work.double, numbered(50), cancel=CancelToken())
    next(answers)
    answers.close()
    (answer,) = pool.run(pool_work.double, [(7, (7,))], cancel=CancelToken())
    assert answer.value == 14


def test_workers_keep_to_one_thread_and_load_no_window(pool: FacePool) -> None:
    cancel = CancelToken()
    (threads,) = pool.run(pool_work.environment, [(0, ("OMP_NUM_THREADS",))], cancel=cancel)
    (qt,) = pool.run(pool_work.loaded, [(0, ("PySide6",))], cancel=cancel)
    (database,) = pool.run(pool_work.loaded, [(0, ("sqlalchemy",))], cancel=cancel)
    assert (threads.value, qt.value, database.value) == ("1", False, False)


def test_any_executor_will_do() -> None:
    with FacePool(3, ThreadPoolExecutor) as pool:
        answers = list(pool.run(pool_work.double, numbered(20), cancel=CancelToken()))
    assert sorted(answer.value or 0 for answer in answers) == [2 * n for n in range(20)]


def test_workers_that_are_let_go_end_and_the_next_work_gets_new_ones() -> None:
    with FacePool(1) as pool:
        first = pool.ask(os.getpid, (), 60.0)
        pool.let_go()
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(first).wait(30)
        assert pool.ask(os.getpid, (), 60.0) != first
