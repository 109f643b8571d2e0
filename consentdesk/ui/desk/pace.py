"""How fast the person at the desk decides, to say how long the rest will take."""

from collections import deque

BREAK_SECONDS = 60.0
"""A longer gap was a break, not thinking."""

KEPT = 30
"""Decisions that the pace is taken from; enough to be calm, few enough to follow."""

ENOUGH = 5
"""Fewer decisions than this say nothing about a pace."""


class Pace:
    """Gaps between decisions of one person."""

    def __init__(self) -> None:
        self._gaps: deque[float] = deque(maxlen=KEPT)
        self._last: float | None = None

    def note(self, now: float) -> None:
        """Count a decision made at `now` (seconds of a clock that never jumps)."""
        if self._last is not None and 0 <= now - self._last <= BREAK_SECONDS:
            self._gaps.append(now - self._last)
        self._last = now

    def minutes_for(self, faces: int) -> int | None:
        """Return whole minutes for so many faces, at least 1; None while nothing is known."""
        if len(self._gaps) < ENOUGH:
            return None
        seconds = faces * sum(self._gaps) / len(self._gaps)
        return max(1, round(seconds / 60))
