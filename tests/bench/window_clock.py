"""What the measurements of the window share: the program, its event loop and its stalls."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.start import Program

PASSPHRASE = "made-up school"
PERSON = "Ann Example"
TICK = 0.010
LONGEST_WAIT = 600.0


class Stalls:
    """Notes how late a timer fires, and what was being done then."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.doing = "start"
        self.longest: dict[str, float] = {}
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(TICK * 1000))
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        late = now - self._last - TICK
        self._last = now
        self.longest[self.doing] = max(self.longest.get(self.doing, 0.0), late)

    def stop(self) -> None:
        """Note no more."""
        self._timer.stop()


def turn_until(ready: Callable[[], bool], seconds: float = LONGEST_WAIT) -> None:
    """Run the event loop until something is so, asleep between events as the program is.

    Raises:
        TimeoutError: it never was.
    """
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    waking = QTimer()
    waking.start(round(TICK * 1000 / 2))
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def program(place: Path, sign_in: "Callable[[Workspace], SignedIn]") -> Iterator["Program"]:
    """Open the window over the workspace in `place`, without a screen; wait for its end.

    `sign_in` lets somebody in who works there.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from consentdesk.app.freed_pictures import give_freed_pictures_back
    from consentdesk.ui.dialogs import QtDialogs
    from consentdesk.ui.look import Appearance, Look
    from consentdesk.ui.start import Program
    from consentdesk.ui.theme import Theme

    give_freed_pictures_back()
    app = QApplication([])
    opened = []

    def open_now(passphrase: str | None) -> object:
        # as in the program: what is not needed for the first frame is loaded behind it
        from consentdesk.app.wiring import open_workspace

        workspace = open_workspace(place, PASSPHRASE)
        opened.append(workspace.batches.cards()[0].batch.id)
        return workspace

    light = Theme(Appearance(Look.LIGHT))
    opening = Program(app, open_now, QtDialogs(), lambda: opened[0], sign_in=sign_in, theme=light)
    opening.start()
    yield opening
    turn_until(lambda: not opening.runner.busy())
    opening.window.close()
    opening.close()


def stay(seconds: float) -> None:
    """Run the event loop for so long."""
    end = time.monotonic() + seconds
    turn_until(lambda: time.monotonic() >= end)
