"""Counters that a window or a command line polls, and the wish to stop."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from consentdesk.domain.errors import Cancelled
from consentdesk.domain.pace import AwakeTime, Pace, ShownTime


@dataclass(frozen=True, slots=True)
class ProgressSnapshot:
    """How far a piece of work is.

    Attributes:
        stage: office words for what is going on, such as "Finding faces".
        done, total: items; ``total`` is 0 while it is unknown.
        seconds_left: estimate, or None while too little was done for one.
    """

    stage: str
    done: int
    total: int
    seconds_left: float | None


class Progress:
    """Thread-safe counters of one piece of work; polled, never signalled per item.

    Args:
        clock: seconds; may go on or stand still while the computer sleeps.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._begin("", 0, None, 1)

    def start(
        self, stage: str, total: int, weight: float | None = None, *, at_once: int = 1
    ) -> None:
        """Begin a stage.

        Args:
            stage: office words for it.
            total: items, 0 while unknown.
            weight: of all items together in a unit of the caller's, such as megapixels, to which
                the time they take is in proportion; None when all items are alike.
            at_once: items in hand at the same time, such as the number of workers.
        """
        with self._lock:
            self._begin(stage, total, weight, at_once)

    def expect(self, total: int, weight: float | None = None) -> None:
        """Correct the number and weight of all items of the stage; more may have arrived."""
        with self._lock:
            self._total = total
            self._weight = float(total) if weight is None else weight

    def step(
        self, items: int = 1, weight: float | None = None, seconds: float | None = None
    ) -> None:
        """Count finished items.

        Args:
            items: how many.
            weight: of these items; None takes them for average ones.
            seconds: how long one of several workers had them in hand; None is good enough where
                nothing is done side by side.
        """
        with self._lock:
            now = self._awake.read(self._clock())
            if weight is None:
                weight = items * self._weight_left() / max(1, self._total - self._done)
            self._done += items
            self._weight_done += weight
            self._awake.allow(self._pace.finished(now, weight, seconds))

    def snapshot(self) -> ProgressSnapshot:
        """Return the counters as they stand now."""
        with self._lock:
            now = self._awake.read(self._clock())
            measured = None
            if self._total:
                items_left = self._total - self._done
                measured = self._pace.seconds_for(self._weight_left(), items_left, now)
            shown = self._shown.show(measured, now)
            return ProgressSnapshot(self._stage, self._done, self._total, shown)

    def _begin(self, stage: str, total: int, weight: float | None, at_once: int) -> None:
        self._stage, self._total, self._done = stage, total, 0
        self._weight = float(total) if weight is None else weight
        self._weight_done = 0.0
        self._awake = AwakeTime(self._clock())
        self._pace = Pace(at_once, self._awake.seconds)
        self._shown = ShownTime()

    def _weight_left(self) -> float:
        """Return what was announced and not done yet; where that is too little, an average."""
        items_left = self._total - self._done
        announced = self._weight - self._weight_done
        if announced > 0 or items_left <= 0:
            return max(0.0, announced)
        return items_left * (self._weight_done / self._done if self._done else 1.0)


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

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until stopping is asked for; return whether it was."""
        return self._event.wait(seconds)

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` when the person asked to stop."""
        if self._event.is_set():
            raise Cancelled("The work was stopped.", "Choose Continue to go on where it stopped.")
