"""For how long things stood before the person, added up."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class TimeOnScreen(Generic[T]):
    """Measures several things at once; `show` says which stand on the screen from now on."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` tells seconds that never jump."""
        self._clock = clock
        self._since: dict[T, float] = {}
        self._ms: dict[T, int] = {}

    def show(self, things: Iterable[T]) -> None:
        """Take it that exactly these stand on the screen from now on."""
        now, wanted = self._clock(), set(things)
        for thing in self._since.keys() - wanted:
            self._ms[thing] = self._total(thing, now)
            del self._since[thing]
        self._since |= dict.fromkeys(wanted - self._since.keys(), now)

    def ms(self, thing: T) -> int:
        """Return for how many milliseconds it stood there until now."""
        return self._total(thing, self._clock()) if thing in self._since else self._ms.get(thing, 0)

    def begin_anew(self, thing: T) -> None:
        """Forget what was measured of one; from now on it counts again, if it is there."""
        self._ms.pop(thing, None)
        if thing in self._since:
            self._since[thing] = self._clock()

    def forget(self) -> None:
        """Begin anew with nothing on the screen."""
        self._since.clear()
        self._ms.clear()

    def _total(self, thing: T, now: float) -> int:
        return self._ms.get(thing, 0) + int(1000 * (now - self._since[thing]))
