"""The face pool: spawned worker processes that check photos, and survive the bad ones.

The only way from the rest of the program to the face engine. Imports no engine itself, so that
the window never loads one.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, TypeVar

from consentdesk.domain.errors import FaceCheckFailed, KnownError
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.start_worker import start_worker
from consentdesk.faces.worker import load_detector

K = TypeVar("K")
T = TypeVar("T")

ExecutorFactory = Callable[[int], Executor]

_log = logging.getLogger(__name__)

_IN_FLIGHT = 2
"""Items a worker: one in hand, one waiting, so that no worker idles and little memory is held."""

_CANCEL_CHECK = 0.1
"""Seconds between two looks at the cancel token."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[K, T]):
    """What became of one item: its value, or the error that says why there is none."""

    key: K
    value: T | None
    error: KnownError | None


def spawned_processes(workers: int) -> Executor:
    """Return an executor of fresh processes; forked ones hang inside the engines' libraries."""
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=start_worker
    )


def usual_workers() -> int:
    """Return one worker a core, less one for the window."""
    return max(1, (os.cpu_count() or 1) - 1)


class FacePool:
    """Runs work on photos in other processes; safe for several callers at once.

    Use as a context manager, or call `close`.

    Args:
        workers: processes; by default `usual_workers`.
        executor_factory: makes the executor for a number of workers; any
            `concurrent.futures.Executor` will do.
    """

    def __init__(
        self, workers: int | None = None, executor_factory: ExecutorFactory | None = None
    ) -> None:
        self.workers = workers or usual_workers()
        self._make = executor_factory or spawned_processes
        self._lock = threading.Lock()
        self._executor: Executor | None = None
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

    def warm(self) -> None:
        """Start the workers and load the detector in the background, for a quick first photo."""
        for _ in range(self.workers):
            self.begin(load_detector, ())

    def close(self) -> None:
        """Drop what waits, let what runs finish, end the workers."""
        with self._lock:
            self._closed = True
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)

    def run(
        self,
        work: Callable[..., T],
        items: Iterable[tuple[K, tuple[Any, ...]]],
        *,
        cancel: CancelToken,
    ) -> Iterator[Answer[K, T]]:
        """Yield an answer for each item, as they are completed.

        Args:
            work: a function at the top of a module; runs in a worker.
            items: (key, arguments of ``work``); taken one by one, at most two a worker ahead.
            cancel: once set, nothing new is begun; what runs is finished and answered.

        Yields:
            The value; or the `KnownError` that ``work`` raised; or `FaceCheckFailed` for any
            other failure, and for an item that killed its worker twice.
        """
        flight = _Flight(self, work, iter(items), cancel)
        try:
            yield from flight.answers()
        finally:
            flight.drop_waiting()

    @property
    def closed(self) -> bool:
        """Whether `close` was called; runs under way then end as if cancelled."""
        return self._closed

    def begin(
        self, work: Callable[..., T], arguments: tuple[Any, ...]
    ) -> "tuple[Executor, Future[T]]":
        """Hand one piece of work to the shared executor, made anew if a worker of it died.

        Raises:
            RuntimeError: the pool was closed.
        """
        while True:
            executor = self._ready()
            try:
                return executor, executor.submit(work, *arguments)
            except BrokenExecutor:
                self.discard(executor)

    def discard(self, executor: Executor) -> None:
        """Give up an executor of which a worker died; the next work gets a new one."""
        with self._lock:
            if self._executor is executor:
                self._executor = None
        executor.shutdown(wait=False)

    def lone_worker(self) -> Executor:
        """Return a fresh worker apart from the others, for work that may kill it."""
        return self._make(1)

    def _ready(self) -> Executor:
        with self._lock:
            if self._closed:
                raise RuntimeError("the face pool is closed")
            if self._executor is None:
                self._executor = self._make(self.workers)
            return self._executor


class _Flight(Generic[K, T]):
    """The items of one caller that are on their way through the pool."""

    def __init__(
        self,
        pool: FacePool,
        work: Callable[..., T],
        items: Iterator[tuple[K, tuple[Any, ...]]],
        cancel: CancelToken,
    ) -> None:
        self._pool = pool
        self._work = work
        self._items = items
        self._cancel = cancel
        self._begun: dict[Future[T], tuple[Executor, K, tuple[Any, ...]]] = {}

    def answers(self) -> Iterator[Answer[K, T]]:
        """Yield the answers as they are completed."""
        self._begin_more()
        while self._begun:
            done, _ = wait(self._begun, _CANCEL_CHECK, FIRST_COMPLETED)
            suspects = []
            for future in done:
                executor, key, arguments = self._begun.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    self._pool.discard(executor)
                    suspects.append((key, arguments))
                else:
                    yield _answer(key, future)
            yield from self._one_at_a_time(suspects)
            self._begin_more()

    def drop_waiting(self) -> None:
        """Forget what no worker has begun."""
        for future in [future for future in self._begun if future.cancel()]:
            del self._begun[future]

    def _stopped(self) -> bool:
        return self._cancel.cancelled or self._pool.closed

    def _begin_more(self) -> None:
        """Fill the free places, or empty the waiting ones when the person stopped the work."""
        if self._stopped():
            self.drop_waiting()
            return
        while len(self._begun) < _IN_FLIGHT * self._pool.workers and not self._stopped():
            item = next(self._items, None)
            if item is None:
                return
            key, arguments = item
            executor, future = self._pool.begin(self._work, arguments)
            self._begun[future] = executor, key, arguments

    def _one_at_a_time(self, suspects: list[tuple[K, tuple[Any, ...]]]) -> Iterator[Answer[K, T]]:
        """Try again what was in the pool when a worker died: one of these items killed it."""
        alone: Executor | None = None
        try:
            for key, arguments in suspects:
                if self._stopped():
                    return
                alone = alone or self._pool.lone_worker()
                future = alone.submit(self._work, *arguments)
                died = isinstance(future.exception(), BrokenExecutor)
                yield _answer(key, future)
                if died:
                    alone.shutdown()
                    alone = None
        finally:
            if alone is not None:
                alone.shutdown()


def _answer(key: K, future: "Future[T]") -> Answer[K, T]:
    """Turn a finished future into an answer; an unforeseen error is logged by its class alone."""
    error = future.exception()
    if error is None:
        return Answer(key, future.result(), None)
    if not isinstance(error, KnownError):
        _log.warning("face check ended with %s", type(error).__name__)
        error = FaceCheckFailed(
            "This photo could not be checked for faces.",
            "Look at it yourself, or leave it out of this batch.",
        )
    return Answer(key, None, error)
