"""The face pool: spawned worker processes that check photos, and survive the bad ones.

The only way from the rest of the program to the face engine. Imports no engine itself, so that
the window never loads one.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from types import TracebackType
from typing import Any, TypeVar, cast

from consentdesk.domain.errors import Cancelled, EngineError
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.crew import Crew, Task, cannot_start
from consentdesk.faces.engine_faults import of_a_working_engine
from consentdesk.faces.flight import Answer, Flight
from consentdesk.faces.memory_budget import usual_workers
from consentdesk.faces.ports import BUILT_IN, EngineFiles
from consentdesk.faces.spawned import SpawnedProcesses
from consentdesk.faces.start_worker import present
from consentdesk.faces.worker import load_detector

K = TypeVar("K")
T = TypeVar("T")

ExecutorFactory = Callable[[int], Executor]

_START_SECONDS = 60.0
"""Time a worker may take to start, on a slow disk behind a virus scanner."""

_LOAD_SECONDS = 300.0
"""Time the engine may take to load; then it hangs."""


class FacePool:
    """Runs work on photos in other processes; safe for several callers at once.

    Use as a context manager, or call `close`.

    Args:
        workers: processes; by default `usual_workers`.
        executor_factory: makes the executor for a number of workers; any
            `concurrent.futures.Executor` that begins its work in order will do.
        clock: seconds; may go on or stand still while the computer sleeps.
    """

    def __init__(
        self,
        workers: int | None = None,
        executor_factory: ExecutorFactory = SpawnedProcesses,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workers = workers or usual_workers()
        self._make = executor_factory
        self._clock = clock
        self._lock = threading.Lock()
        self._crew: Crew | None = None
        self._closed = False

    def __enter__(self) -> "FacePool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm(self, engine: EngineFiles = BUILT_IN) -> None:
        """Start the workers and load the detector in the background, for a quick first photo.

        Says nothing when that fails: the first photo will.
        """
        with suppress(EngineError, Cancelled):
            for _ in range(self.workers):
                self.hand_out(load_detector, (engine,), _LOAD_SECONDS)

    def close(self) -> None:
        """Drop what waits, give what runs a moment to be finished, end the workers."""
        with self._lock:
            self._closed = True
            crew, self._crew = self._crew, None
        if crew is not None:
            crew.close()

    def let_go(self) -> None:
        """Let the workers go as soon as they are done; the next work gets new ones."""
        with self._lock:
            crew, self._crew = self._crew, None
        if crew is not None:
            crew.dismiss()

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def run(
        self,
        work: Callable[..., T],
        items: Iterable[tuple[K, tuple[Any, ...]]],
        *,
        cancel: CancelToken,
        limit: Callable[[K], float] | None = None,
    ) -> Iterator[Answer[K, T]]:
        """Yield an answer for each item, as they are completed.

        Args:
            work: a function at the top of a module; runs in a worker. It may run twice for an
                item, so all it does is answer.
            items: (key, arguments of ``work``); taken one by one, at most two a worker ahead.
            cancel: once set, nothing new is begun; what a worker has in hand is answered if
                it is finished within seconds, the rest is not answered.
            limit: seconds a worker may have the item of this key in hand, the start of the
                worker and the loading of an engine included; only time that the computer was
                awake counts. None sets no limit.

        Yields:
            The value; or the `KnownError` that ``work`` raised; or `FaceCheckFailed` for any
            other failure, for an item over its limit, and for one that killed its worker twice
            or made it take too much memory twice.

        Raises:
            EngineError: no worker can be started on this computer, or the engine that ``work``
                needs does not work; items without an answer are as they were.
            Cancelled: the pool was closed before every item was answered.
        """
        flight = Flight(self, work, iter(items), cancel, limit)
        try:
            yield from of_a_working_engine(flight.answers())
        finally:
            flight.leave()
        if self._closed and (flight.unanswered or not flight.all_taken) and not cancel.cancelled:
            raise _closing()

    def ask(self, work: Callable[..., T], arguments: tuple[Any, ...], limit: float) -> T:
        """Have one piece of work done and return its value; `run` says what the arguments mean.

        Raises:
            KnownError: what ``work`` raised, or what `run` answers or raises instead.
        """
        items = [(None, arguments)]
        for answer in self.run(work, items, cancel=CancelToken(), limit=lambda _: limit):
            if answer.error is not None:
                raise answer.error
            return cast("T", answer.value)
        raise _closing()

    def begin(self, work: Callable[..., T], arguments: tuple[Any, ...]) -> "Future[T]":
        """Hand one piece of work to the workers, without a limit.

        Raises:
            EngineError: no worker can be started on this computer.
            Cancelled: the pool was closed.
        """
        return self.hand_out(work, arguments, None)[1].future

    def hand_out(
        self, work: Callable[..., T], arguments: tuple[Any, ...], limit: float | None
    ) -> tuple[Crew, Task[T]]:
        """Hand work to the shared crew, made anew if it ended or a worker of it died.

        Raises:
            EngineError: no worker can be started on this computer.
            Cancelled: the pool was closed.
        """
        while True:
            crew = self._shared()
            task = crew.begin(work, arguments, limit)
            if task is not None:
                return crew, task
            self.discard(crew)

    def discard(self, crew: Crew) -> None:
        """Give up a crew of which a worker died; the next work gets a new one."""
        with self._lock:
            if self._crew is crew:
                self._crew = None
        crew.dismiss()

    def lone_worker(self) -> Crew:
        """Return a fresh worker apart from the others, for work that may kill it.

        Raises:
            EngineError: it does not even start, so the work is not to blame.
        """
        crew = self._hire(1)
        hello = crew.begin(present, ())
        try:
            if hello is None or not hello.future.result(_START_SECONDS):
                raise cannot_start()
        except (RuntimeError, TimeoutError, CancelledError) as error:
            crew.end()
            raise cannot_start() from error
        return crew

    def _shared(self) -> Crew:
        with self._lock:
            if self._closed:
                raise _closing()
            if self._crew is None:
                self._crew = self._hire(self.workers)
            return self._crew

    def _hire(self, workers: int) -> Crew:
        try:
            return Crew(self._make(workers), workers, self._clock)
        except (OSError, RuntimeError) as error:
            raise cannot_start() from error


def _closing() -> Cancelled:
    return Cancelled(
        "The work was stopped because the program is closing.",
        "Open it again and choose Continue to go on where it stopped.",
    )
