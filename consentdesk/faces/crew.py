"""One executor with its workers: what they have in hand, for how long, and when it is too much."""

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from consentdesk.domain.errors import EngineError
from consentdesk.faces.memory_budget import WORKER_CEILING
from consentdesk.faces.spawned import SpawnedProcesses

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds that what is in hand may still take once nobody waits for the rest."""

_LONGEST_LOOK = 1.0
"""Seconds counted at most between two looks: a longer gap means that the computer slept, or that
nobody looked."""

_WORKERS_LOOK = 0.2
"""Seconds between two looks at the worker processes themselves."""


@dataclass(slots=True, eq=False)
class Task(Generic[T]):
    """Handed-out work.

    Attributes:
        limit: awake seconds a worker may have it in hand; None for as long as it likes.
        seconds: awake seconds a worker can have had it in hand so far.
    """

    future: "Future[T]"
    limit: float | None
    seconds: float = 0.0

    @property
    def late(self) -> bool:
        """Whether it took longer than it may."""
        return self.limit is not None and self.seconds > self.limit


class Crew:
    """Workers that take work in the order it is handed out; safe for several callers.

    Attributes:
        ended: its workers were ended on purpose; work that is not late may be begun again.
        outgrown: a worker was ended because it took too much memory.
    """

    def __init__(self, executor: Executor, workers: int, clock: Callable[[], float]) -> None:
        self.ended = False
        self.outgrown = False
        self._executor = executor
        self._workers = workers
        self._clock = clock
        self._lock = threading.RLock()
        self._hiring = True
        self._tasks: list[Task[Any]] = []
        self._held: list[Task[Any]] = []
        self._looked = clock()
        self._unseen = 0.0

    def begin(
        self, work: Callable[..., T], arguments: tuple[Any, ...], limit: float | None = None
    ) -> Task[T] | None:
        """Hand out work; None when this crew takes no more, because it ended or a worker died.

        Args:
            work: a function at the top of a module.
            arguments: its arguments.
            limit: seconds a worker may have it in hand.

        Raises:
            EngineError: no worker could be started.
        """
        with self._lock:
            if not self._hiring:
                return None
            if not self._in_hand():
                self._held, self._looked = [], self._clock()
            try:
                future = self._executor.submit(work, *arguments)
            except BrokenExecutor:
                return None
            except (OSError, RuntimeError) as error:
                self.end()
                raise cannot_start() from error
            task = Task(future, limit)
            self._tasks.append(task)
            self._held = self._in_hand()
            return task

    def look(self) -> None:
        """Count the time since the last look; end the workers if one takes too long or too much."""
        with self._lock:
            now = self._clock()
            passed = min(max(0.0, now - self._looked), _LONGEST_LOOK)
            self._looked = now
            for task in self._held:
                task.seconds += passed
            self._held = self._in_hand()
            if any(task.late for task in self._held) and not self.ended:
                self.end()
            self._look_at_workers(passed)

    def hurry(self, task: Task[Any]) -> bool:
        """Give work `PATIENCE` to be finished; tell whether a worker has it in hand or is done."""
        with self._lock:
            longest = task.seconds + PATIENCE
            task.limit = longest if task.limit is None else min(task.limit, longest)
            return task.future.done() or task in self._in_hand()

    def forget(self, task: Task[Any]) -> None:
        """Let go of work that was answered and of what came of it: a vector dies with its scan."""
        with self._lock:
            self._tasks = [each for each in self._tasks if each is not task]
            self._held = [each for each in self._held if each is not task]

    def dismiss(self) -> None:
        """Hand out nothing more and let the workers go when they are done; waits for nobody."""
        with self._lock:
            self._hiring = False
            self._executor.shutdown(wait=False)

    def close(self) -> None:
        """Give what is in hand `PATIENCE`, then end the workers; the rest is never begun."""
        with self._lock:
            self._hiring = False
            in_hand = [] if self.ended else [task.future for task in self._in_hand()]
        wait(in_hand, PATIENCE)
        with self._lock:
            if self._in_hand():
                self.end()
            else:
                self._executor.shutdown(wait=True, cancel_futures=True)

    def end(self) -> None:
        """End the workers whatever they do, or turn one's back on those that cannot be ended."""
        with self._lock:
            self._hiring = False
            self.ended = True
            if isinstance(self._executor, SpawnedProcesses):
                self._executor.end()
            else:
                self._executor.shutdown(wait=False, cancel_futures=True)

    def _in_hand(self) -> list[Task[Any]]:
        """Return what the workers can have begun: the oldest unfinished work, one a worker."""
        self._tasks = [task for task in self._tasks if not task.future.done()]
        return self._tasks[: self._workers]

    def _look_at_workers(self, passed: float) -> None:
        self._unseen += passed
        if self._unseen < _WORKERS_LOOK or not self._hiring:
            return
        self._unseen = 0.0
        if isinstance(self._executor, SpawnedProcesses):
            self.outgrown |= self._executor.end_unfit(WORKER_CEILING)


def cannot_start() -> EngineError:
    """Return the error for workers that do not even start."""
    return EngineError(
        "The face check could not be started on this computer.",
        "Close other programs or restart the computer, then continue; every photo is kept.",
    )
