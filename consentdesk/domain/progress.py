"""Counters that a window or a command line polls, and the wish to stop."""

import threading
import time
from dataclasses import dataclass

from consentdesk.domain.errors import Cancelled


@dataclass(frozen=True, slots=True)
class ProgressSnapshot:
    """How far a piece of work is.

    Attributes:
        stage: office words for what is going on, such as "Finding faces".
        done, total: items; ``total`` is 0 while it is unknown.
        seconds_left: estimate, or None before the first item is done.
    """

    stage: str
    done: int
    total: int
    seconds_left: float | None


class Progress:
    """Thread-safe counters of one piece of work; polled, never signalled per item."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stage = ""
        self._done = 0
        self._total = 0
        self._started = time.monotonic()

    def start(self, stage: str, total: int) -> None:
        """Begin a stage of ``total`` items."""
        with self._lock:
            self._stage, self._done, self._total = stage, 0, total
            self._started = time.monotonic()

    def expect(self, total: int) -> None:
        """Correct the number of items of the running stage; more may have arrived."""
        with self._lock:
            self._total = total

    def step(self, items: int = 1) -> None:
        """Count finished items."""
        with self._lock:
            self._done += items

    def snapshot(self) -> ProgressSnapshot:
        """Return the counters as they stand now."""
        with self._lock:
            left = None
            if self._done and self._total:
                per_item = (time.monotonic() - self._started) / self._done
                left = max(0.0, per_item * (self._total - self._done))
            return ProgressSnapshot(self._stage, self._done, self._total, left)


class CancelToken:
    """The person's wish to stop, checked between items."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop after the item in hand."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked for."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` when the person asked to stop."""
        if self._event.is_set():
            raise Cancelled("The work was stopped.", "Choose Continue to go on where it stopped.")
