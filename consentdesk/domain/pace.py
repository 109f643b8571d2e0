"""How fast a piece of work goes, and so how long the rest of it will take.

Works on weights, not on items: a photo of 40 megapixels takes longer than one of 2. Knows no
clock; every call is told the time.
"""

import math
from collections import deque
from dataclasses import dataclass

_WINDOW_SECONDS = 60.0
"""How far back the pace is measured: long enough for an even figure, short enough to follow a
computer that becomes busy."""

_WINDOW_ITEMS = 10
"""Finished items that the window holds at least, and _MOST_ITEMS at most."""
_MOST_ITEMS = 400

_WORTH_SHOWING = 3
"""Items measured before an estimate is shown."""

_FAR_OUT = 4
"""How many times longer than others of its weight an item counts at most: one photo that hung
until it was given up says nothing about the next."""

_SETTLING_SECONDS = 6.0
"""Time in which the shown estimate comes about two thirds nearer to the measured one."""

_NEAR_ENOUGH = 0.05
"""Part of the estimate by which it may be off before it is corrected; else it counts down."""

_SLEEP_SECONDS = 30.0
_SLEEP_TIMES = 8
"""A gap counts as sleep when it is longer than this, and than this many times any gap seen."""


class AwakeTime:
    """Seconds in which the computer can have worked, from readings of a clock that may not stop.

    Some systems' clocks go on while the lid is closed. A gap between two readings far beyond any
    that was seen counts as the longest one seen.
    """

    def __init__(self, now: float) -> None:
        self._last = now
        self._longest = 0.0
        self.seconds = 0.0

    def read(self, now: float) -> float:
        """Take a reading and return the awake seconds so far."""
        gap = max(0.0, now - self._last)
        self._last = now
        self.seconds += self._longest if self._is_sleep(gap) else gap
        return self.seconds

    def allow(self, seconds: float) -> None:
        """Learn how long it may take until something happens."""
        self._longest = max(self._longest, seconds)

    def _is_sleep(self, gap: float) -> bool:
        return gap > max(_SLEEP_SECONDS, _SLEEP_TIMES * self._longest)


@dataclass(frozen=True, slots=True)
class _Finished:
    """One or more finished items: when, their weight, and seconds of one worker's time."""

    moment: float
    weight: float
    spent: float


class Pace:
    """Worker time that a unit of weight takes, when several workers go side by side.

    What was begun before anything was finished is not measured, because the engines load
    meanwhile.

    Args:
        at_once: items in hand at the same time.
    """

    def __init__(self, at_once: int, now: float) -> None:
        self._at_once = max(1, at_once)
        self._moments = deque([now] * self._at_once, maxlen=self._at_once)
        self._start = now
        self._first: float | None = None
        self._finished: deque[_Finished] = deque(maxlen=_MOST_ITEMS)

    def finished(self, now: float, weight: float, spent: float | None = None) -> float:
        """Note a finished item and return the seconds since the one before.

        `spent` is how long its worker had it in hand. Where nobody measured that, it is taken
        to have been begun when as many items before it were finished as are in hand at once.
        """
        since = now - self._moments[-1]
        begun = self._moments[0] if spent is None else now - spent
        self._moments.append(now)
        if self._is_of_the_first(begun, now):
            return since
        spent = now - begun
        usual = self._usual(weight)
        if usual is not None:
            spent = min(spent, _FAR_OUT * usual)
        self._finished.append(_Finished(now, weight, spent))
        while len(self._finished) > _WINDOW_ITEMS and self._is_old(now):
            self._finished.popleft()
        return since

    def seconds_for(self, weight: float, items: int, now: float) -> float | None:
        """Return how long so much more weight takes, or None while too little was measured."""
        usual = self._usual(weight)
        if usual is None or items <= 0:
            return None if items > 0 else 0.0
        left = usual / self._at_once
        return left - min(now - self._moments[-1], left / items)

    def _is_of_the_first(self, begun: float, now: float) -> bool:
        """Tell whether an item was begun rather at the start than when the first was finished."""
        if self._first is None:
            self._first = now
            return True
        return begun < (self._start + self._first) / 2

    def _usual(self, weight: float) -> float | None:
        """Return the worker time that so much weight took of late."""
        done = sum(item.weight for item in self._finished)
        if len(self._finished) < _WORTH_SHOWING or done <= 0:
            return None
        return weight / done * sum(item.spent for item in self._finished)

    def _is_old(self, now: float) -> bool:
        return now - self._finished[0].moment > _WINDOW_SECONDS


class ShownTime:
    """An estimate that counts down evenly instead of jumping with every finished item."""

    def __init__(self) -> None:
        self._shown: float | None = None
        self._at = 0.0

    def show(self, measured: float | None, now: float) -> float | None:
        """Return what to show now that so much was measured."""
        if measured is None or self._shown is None:
            self._shown = measured
        else:
            passed = now - self._at
            shown = max(0.0, self._shown - passed)
            if abs(measured - shown) > _NEAR_ENOUGH * shown:
                shown += (measured - shown) * -math.expm1(-passed / _SETTLING_SECONDS)
            self._shown = shown
        self._at = now
        return self._shown
