"""What is counted against work in hand, and what is not."""

import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from consentdesk.faces.crew import Crew, Task


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """What the work of these tests waits for."""
    event = threading.Event()
    yield event
    event.set()


def begun(crew: Crew, released: threading.Event, limit: float | None = None) -> Task[bool]:
    task = crew.begin(released.wait, (), limit)
    assert task is not None
    return task


def watch(crew: Crew, clock: Clock, seconds: int) -> None:
    """Let time pass with two looks a second."""
    for _ in range(2 * seconds):
        clock.now += 0.5
        crew.look()


def test_what_came_of_work_that_was_answered_is_let_go_of(clock: Clock) -> None:
    class Vector:
        """Has to be gone when its scan is over."""

    crew = Crew(ThreadPoolExecutor(1), 1, clock)
    task = crew.begin(Vector, ())
    assert task is not None
    alive = weakref.ref(task.future.result(60))
    crew.forget(task)
    del task
    assert crew._tasks == crew._held == []
    crew.close()
    assert alive() is None


def test_only_what_a_worker_can_have_begun_counts(clock: Clock, released: threading.Event) -> None:
    crew = Crew(ThreadPoolExecutor(2), 2, clock)
    tasks = [begun(crew, released) for _ in range(4)]
    watch(crew, clock, 3)
    assert [task.seconds for task in tasks] == [3, 3, 0, 0]


def test_time_before_the_work_was_handed_out_does_not_count(
    clock: Clock, released: threading.Event
) -> None:
    crew = Crew(ThreadPoolExecutor(1), 1, clock)
    clock.now += 0.9
    task = begun(crew, released)
    crew.look()
    assert task.seconds == 0


def test_a_night_with_the_lid_closed_ends_nothing(clock: Clock, released: threading.Event) -> None:
    crew = Crew(ThreadPoolExecutor(1), 1, clock)
    task = begun(crew, released, 30)
    clock.now += 8 * 3600
    crew.look()
    assert (task.seconds, task.late, crew.ended) == (1, False, False)


def test_work_over_its_limit_ends_the_crew_and_only_that_work_is_late(
    clock: Clock, released: threading.Event
) -> None:
    crew = Crew(ThreadPoolExecutor(2), 2, clock)
    slow, patient, waiting = (begun(crew, released, limit) for limit in (5, 50, 5))
    watch(crew, clock, 5)
    assert not crew.ended
    watch(crew, clock, 1)
    assert (crew.ended, slow.late, patient.late, waiting.late) == (True, True, False, False)
    assert crew.begin(released.wait, ()) is None


def test_hurried_work_gets_a_moment_and_no_more_than_its_limit(
    clock: Clock, released: threading.Event
) -> None:
    crew = Crew(ThreadPoolExecutor(1), 1, clock)
    task, waiting = begun(crew, released, 7), begun(crew, released)
    watch(crew, clock, 4)
    assert (crew.hurry(task), crew.hurry(waiting)) == (True, False)
    assert (task.limit, waiting.limit) == (7, 5)
