"""Python's clearing up of forgotten circles of objects, in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer

OBJECTS_BEFORE_CLEARING = 50_000
"""New objects after which Python looks for forgotten circles of them.

Its own 700 is for small programs: while 5,000 photos are read it looked hundreds of times, which
took a third of the reading, and it stood still for up to 240 ms, window included; with this it is
17 ms (thread time, measured with `tests/bench/large_batch.py`).
"""

OFTEN_MS = 100
"""Between two counts of what is new; a busy thread makes 50,000 objects meanwhile."""

SELDOM_MS = 600_000
"""Between two looks at everything; with 5,000 photos on the desk one takes 100 ms."""


class ClearingUp(QObject):
    """Clears up now and then while the window's thread has nothing else to do.

    Left alone, Python does it in whichever thread makes an object. There it may come upon parts of
    a window; to end one, Qt waits for the window's thread, which waits for its turn in Python:
    both stand still for ever.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        for milliseconds, clear in ((OFTEN_MS, clear_up), (SELDOM_MS, clear_up_everything)):
            timer = QTimer(self)
            timer.setInterval(milliseconds)
            timer.timeout.connect(clear)
            timer.start()


def clear_up() -> None:
    """Clear up among what is new, if enough came together since the last time.

    What is still in use then mostly stays for long, as the photos of a desk do; it is looked
    through by `clear_up_everything` only.
    """
    if gc.get_count()[0] > OBJECTS_BEFORE_CLEARING:
        gc.collect(0)
        gc.freeze()


def clear_up_everything() -> None:
    """Clear up among all objects, old ones included."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
