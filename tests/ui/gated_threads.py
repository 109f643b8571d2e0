"""Worker threads that do only as many jobs as the test lets through."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Gate:
    """Lets jobs through one by one, or all."""

    def __init__(self) -> None:
        self._permits = threading.Semaphore(0)
        self._open = False

    def let(self, jobs: int) -> None:
        """Let so many more jobs through."""
        self._permits.release(jobs)

    def open(self) -> None:
        """Let everything through from now on."""
        self._open = True
        self._permits.release(1000)

    def wait(self) -> None:
        """Wait for leave."""
        if not self._open:
            self._permits.acquire(timeout=60)


class GatedThreads(ThreadPoolExecutor):
    """Threads behind a gate."""

    def __init__(self, gate: Gate, count: int) -> None:
        super().__init__(count)
        self._gate = gate

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submit work that waits for leave first."""

        def work() -> Any:
            self._gate.wait()
            return fn(*args, **kwargs)

        return super().submit(work)
