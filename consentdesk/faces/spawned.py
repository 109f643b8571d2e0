"""An executor of fresh worker processes that can be ended from outside."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar

from consentdesk.faces.memory_budget import resident_bytes
from consentdesk.faces.start_worker import start_worker

P = ParamSpec("P")
T = TypeVar("T")


class SpawnedProcesses(ProcessPoolExecutor):
    """Spawned processes, because forked ones hang inside the engines' libraries.

    The standard executor cannot stop work under way. This one can end its processes; it is
    broken then, as after any death of a worker.
    """

    def __init__(self, workers: int, begin: Callable[[], None] = start_worker) -> None:
        """Take so many processes at most, each of which begins with calling `begin`."""
        super().__init__(workers, multiprocessing.get_context("spawn"), initializer=begin)
        self._killed = False

    def submit(self, work: Callable[P, T], /, *given: P.args, **more: P.kwargs) -> "Future[T]":
        """Hand out work.

        Raises:
            BrokenProcessPool: its processes were ended, whether the executor noticed or not. It
                would start a new one, which cannot be reached any more.
        """
        if self._killed:
            raise BrokenProcessPool("the processes were ended")
        return super().submit(work, *given, **more)

    def end(self) -> None:
        """End every process at once, whatever it does."""
        self._kill_all()
        self.shutdown(wait=False, cancel_futures=True)

    def end_unfit(self, ceiling: int) -> bool:
        """End each process that holds more than so many bytes; tell whether there was one.

        Once one has died, the others are ended as well, as the standard executor does when it
        notices; it may not, see `_kill_all`.
        """
        processes = self._known()
        oversized = [p for p in processes if p.pid and resident_bytes(p.pid) > ceiling]
        for process in oversized:
            process.kill()
        if any(process.exitcode is not None for process in processes):
            self._kill_all()
        return bool(oversized)

    def _kill_all(self) -> None:
        self._killed = True
        for process in self._known():
            process.kill()
        # A process that dies while it hands over a result leaves the executor's thread reading
        # the rest of it for ever, and the program unable to end, as long as anybody could still
        # write there; the last who could is this process.
        if self._result_queue is not None:
            self._result_queue._writer.close()  # type: ignore[attr-defined]

    def _known(self) -> list[BaseProcess]:
        return list((self._processes or {}).values())
