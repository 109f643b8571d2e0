"""Python's clearing up of forgotten circles of objects, in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer

OBJECTS_BEFORE_CLEARING = 50_000
"""New objects after which Python looks for forgotten circles of them.

Its own 700 is for small programs: while 5,000 photos are read it looked hundreds of times, which
took a third of the reading, and it stood still for up to 240 ms, window included; with this it is
17 ms (thread time, measured with `tests/bench/large_batch.py`).
"""

OFTEN_MS = 200
ROUNDS = 10
"""Of the younger objects before older ones are looked at too, as Python itself does it."""


class ClearingUp(QObject):
    """Clears up now and then while the window's thread has nothing else to do.

    Left alone, Python does it in whichever thread makes an object. There it may come upon parts of
    a window; to end one, Qt waits for the window's thread, which waits for its turn in Python:
    both stand still for ever.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._often = QTimer(self)
        self._often.setInterval(OFTEN_MS)
        self._often.timeout.connect(clear_up)
        self._often.start()


def clear_up() -> None:
    """Clear up if enough came together since the last time."""
    young, middle, old = gc.get_count()
    if young > OBJECTS_BEFORE_CLEARING:
        gc.collect(2 if old > ROUNDS else 1 if middle > ROUNDS else 0)
