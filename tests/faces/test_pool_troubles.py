"""Photos that hang or swell, workers that do not start, programs that close: nothing is lost."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from consentdesk.domain.errors import Cancelled, DamagedPhoto, EngineError, FaceCheckFailed
from consentdesk.domain.progress import CancelToken
from consentdesk.faces import crew
from consentdesk.faces.flight import Answer
from consentdesk.faces.memory_budget import every_worker, usual_workers, workers_that_fit
from consentdesk.faces.memory_limit import MOST_DATA
from consentdesk.faces.pool import FacePool
from tests.faces import pool_work

Answers = list[Answer[int, int]]


def hurrying() -> float:
    """A clock by which every look at the workers is a second after the one before."""
    return 10 * time.monotonic()


@pytest.fixture(scope="module")
def pool() -> Iterator[FacePool]:
    with FacePool(2, clock=hurrying) as pool:
        yield pool


def pairs(count: int, odd_one: int) -> list[tuple[int, tuple[int, int]]]:
    return [(number, (number, odd_one)) for number in range(count)]


def only(odd_one: int, seconds: float) -> Callable[[int], float]:
    """Set a limit to one item."""
    return lambda number: seconds if number == odd_one else 1e9


def failure(answers: Answers) -> tuple[int, str]:
    """Check that all but one item has its value; return the number and sentence of that one."""
    (failed,) = (answer for answer in answers if answer.error is not None)
    assert isinstance(failed.error, FaceCheckFailed)
    assert failed.error.next_step
    values = sorted((answer.key, answer.value) for answer in answers if answer is not failed)
    assert values == [(n, 2 * n) for n in range(len(answers)) if n != failed.key]
    return failed.key, failed.error.sentence


def test_a_photo_that_hangs_is_put_aside_and_the_rest_is_checked(pool: FacePool) -> None:
    answers = list(pool.run(pool_work.hang_if, pairs(7, 1), cancel=CancelToken(), limit=only(1, 3)))
    assert failure(answers) == (1, "Checking this photo took too long.")
    assert all(answer.seconds > 3 for answer in answers if answer.error)


def test_another_caller_loses_nothing_when_a_photo_hangs(pool: FacePool) -> None:
    answers: dict[str, Answers] = {}

    def call(name: str, odd_one: int) -> None:
        answers[name] = list(
            pool.run(
                pool_work.hang_if, pairs(9, odd_one), cancel=CancelToken(), limit=only(odd_one, 3)
            )
        )

    callers = [
        threading.Thread(target=call, args=("scan", 2)),
        threading.Thread(target=call, args=("enrol", -1)),
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert failure(answers["scan"])[0] == 2
    assert sorted(answer.value or 0 for answer in answers["enrol"]) == [2 * n for n in range(9)]


def test_a_photo_that_takes_all_memory_is_put_aside(
    pool: FacePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "WORKER_CEILING", 300_000_000)
    answers = list(pool.run(pool_work.swell_if, pairs(5, 0), cancel=CancelToken()))
    assert failure(answers) == (
        0,
        "Checking this photo takes more memory than this computer can spare.",
    )


def test_one_piece_of_work_is_asked_for(pool: FacePool) -> None:
    assert pool.ask(pool_work.double, (4,), 1e9) == 8
    with pytest.raises(DamagedPhoto):
        pool.ask(pool_work.refuse_photo, (), 1e9)
    closed = FacePool(1)
    closed.close()
    with pytest.raises(Cancelled):
        closed.ask(pool_work.double, (4,), 1e9)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps no such limit")
def test_a_photo_that_asks_for_all_memory_at_once_gets_none(pool: FacePool) -> None:
    items = [(1, (10,)), (2, (2 * MOST_DATA,)), (3, (30,))]
    answers = {
        a.key: a for a in pool.run(pool_work.ask_for_all_memory, items, cancel=CancelToken())
    }
    assert (answers[1].value, answers[3].value) == (10, 30)
    error = answers[2].error
    assert isinstance(error, FaceCheckFailed)
    assert "more memory than this computer can spare" in error.sentence


def test_a_worker_that_dies_in_the_middle_of_its_answer_stops_nothing(pool: FacePool) -> None:
    (dead,) = pool.run(pool_work.die_while_answering, [(0, ())], cancel=CancelToken())
    (alive,) = pool.run(pool_work.double, [(1, (1,))], cancel=CancelToken())
    assert isinstance(dead.error, FaceCheckFailed)
    assert alive.value == 2


def test_cancelling_does_not_wait_for_a_photo_that_hangs(pool: FacePool) -> None:
    cancel = CancelToken()
    answers = []
    cancelled = 0.0
    for answer in pool.run(pool_work.hang_if, pairs(20, 3), cancel=cancel, limit=only(3, 1e6)):
        answers.append(answer)
        if len(answers) == 4:
            cancel.cancel()
            cancelled = time.monotonic()  # workers may have had to be started until then
    assert time.monotonic() - cancelled < crew.PATIENCE
    assert all(answer.error is None and answer.key != 3 for answer in answers)

    left = [item for item in pairs(20, -1) if item[0] not in {a.key for a in answers}]
    answers += pool.run(pool_work.hang_if, left, cancel=CancelToken())
    assert sorted((a.key, a.value) for a in answers) == [(n, 2 * n) for n in range(20)]


def test_a_caller_who_left_a_hanging_photo_behind_does_not_block_the_next(pool: FacePool) -> None:
    items = [(0, (0, -1)), (1, (1, 1)), (2, (1, 1))]
    answers = pool.run(pool_work.hang_if, items, cancel=CancelToken())
    next(answers)
    answers.close()
    (answer,) = pool.run(pool_work.double, [(7, (7,))], cancel=CancelToken())
    assert answer.value == 14


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_foreign_executor_is_left_alone_with_what_hangs(released: threading.Event) -> None:
    made: list[Executor] = []

    def threads(count: int) -> Executor:
        made.append(ThreadPoolExecutor(count))
        return made[-1]

    def work(number: int) -> int:
        if number == 2:
            released.wait()
        return 2 * number

    with FacePool(2, threads, hurrying) as pool:
        items = [(number, (number,)) for number in range(9)]
        answers = list(pool.run(work, items, cancel=CancelToken(), limit=only(2, 3)))
        (alive,) = pool.run(work, items[:1], cancel=CancelToken())
    assert failure(answers)[0] == 2
    assert (alive.value, len(made)) == (0, 2)


def test_a_run_under_way_ends_with_a_sentence_when_the_program_closes() -> None:
    pool = FacePool(1, ThreadPoolExecutor)
    answers = pool.run(pool_work.double, [(n, (n,)) for n in range(50)], cancel=CancelToken())
    next(answers)
    pool.close()
    with pytest.raises(Cancelled, match="the program is closing"):
        list(answers)
    with pytest.raises(Cancelled, match="the program is closing"):
        pool.begin(pool_work.double, (1,))
    with pytest.raises(Cancelled, match="the program is closing"):
        list(pool.run(pool_work.double, [(1, (1,))], cancel=CancelToken()))


def test_a_run_that_was_done_when_the_program_closed_ends_well() -> None:
    pool = FacePool(1, ThreadPoolExecutor)
    answers = pool.run(pool_work.double, [(1, (1,))], cancel=CancelToken())
    assert next(answers).value == 2
    assert next(answers, None) is None
    pool.close()


def test_closing_does_not_wait_for_a_photo_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 0.1)
    pool = FacePool(1)
    hanging = pool.begin(pool_work.hang_if, (0, 0))
    pool.close()
    assert isinstance(hanging.exception(10), BrokenExecutor)


class Unfit(Executor):
    """Takes work, and every worker dies before it begins."""

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


class Refusing(Executor):
    """Cannot start a process."""

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        raise BlockingIOError(11, "Resource temporarily unavailable")


def none_at_all(_: int) -> Executor:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("factory", [lambda _: Unfit(), lambda _: Refusing(), none_at_all])
def test_workers_that_do_not_start_are_no_fault_of_the_photo(
    factory: Callable[[int], Executor],
) -> None:
    with (
        FacePool(1, factory) as pool,
        pytest.raises(EngineError, match="could not be started on this computer"),
    ):
        list(pool.run(pool_work.double, [(1, (1,))], cancel=CancelToken()))


def test_getting_ready_ahead_of_time_reports_no_trouble() -> None:
    with FacePool(2, none_at_all) as pool:
        pool.warm()
    pool.warm()


@pytest.mark.parametrize(
    ("cores", "gigabytes", "workers"),
    [
        (7, 15.0, 7),
        (7, 4.0, 4),
        (3, 2.5, 2),
        (3, 1.2, 1),
        (1, 30.0, 1),
        (0, 30.0, 1),
        (127, 500.0, 61),
        (3, 0.2, 1),
    ],
)
def test_as_many_workers_as_cores_and_memory_bear(
    cores: int, gigabytes: float, workers: int
) -> None:
    assert workers_that_fit(cores, int(gigabytes * 1e9)) == workers


def test_this_computer_bears_at_least_one_worker_and_the_window_may_cost_one() -> None:
    assert 1 <= usual_workers() <= every_worker()
