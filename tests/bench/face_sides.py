"""The two sides of the bench, each in a fresh process of its own.

Whatever is measured is done by one side and then by the other, photo by photo, so that other
work on the machine slows both alike. For the same reason both step back behind the window.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from consentdesk.faces.spawned import SpawnedProcesses
from tests.bench.face_truth import BoxOf

T = TypeVar("T")


@dataclass(frozen=True)
class Spent(Generic[T]):
    """What came out, and the seconds of processor and of clock that it took."""

    value: T
    cpu: float
    wall: float


@dataclass(frozen=True)
class Seen:
    """One box; ``asked`` is False for one that is set apart as doubtful or too small."""

    box: BoxOf
    asked: bool = True


@dataclass(frozen=True)
class Answer:
    """One face against the register.

    Attributes:
        outcome: ``suggestion``, ``no_suggestion`` or ``cannot_tell``.
        people: numbers of those whom the face is said to look like.
    """

    box: BoxOf
    outcome: str
    people: frozenset[int]

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


class Side:
    """A process that does one side's work, in order."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def __enter__(self) -> "Side":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._executor.shutdown(cancel_futures=True)

    def do(self, work: Callable[..., T], *arguments: object) -> T:
        return self._executor.submit(work, *arguments).result()

    def peak(self) -> int:
        """Return the most memory this process ever held, in megabytes."""
        return self.do(peak_megabytes)


def product_side() -> Side:
    return Side(SpawnedProcesses(1))


def library_side() -> Side:
    return Side(library_processes(1))


def library_processes(count: int) -> Executor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, initializer=_step_back)


def _step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(5)


def spent(work: Callable[[], T]) -> Spent[T]:
    """Do the work and time it."""
    wall, cpu = time.perf_counter(), time.process_time()
    value = work()
    return Spent(value, time.process_time() - cpu, time.perf_counter() - wall)


def peak_megabytes() -> int:
    """Return this process's own peak; what Linux calls maxrss may be a parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset) // 1024**2
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
