"""Waiting until a window has done all it was asked, and shows it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from consentdesk.ui.runner import Runner

LONG_ENOUGH = 120_000
"""Milliseconds after which a test gives up; what passes waits no longer.

A real search of one photo takes a busy machine half a minute now and then.
"""


class HasRunner(Protocol):
    """A window at work, however a test calls it."""

    @property
    def runner(self) -> Runner: ...


def idle(desk: HasRunner, qtbot: QtBot) -> None:
    """Wait until the desk's runner has nothing to do and what came of it is on the screen."""
    settled(desk.runner, qtbot)


def settled(
    runner: Runner, qtbot: QtBot, *lanes: str, seen: Callable[[], bool] = lambda: True
) -> None:
    """Wait until `runner` has nothing to do and what came of it is on the screen.

    Only these lanes count if some are named: a job that a test holds back never ends. `seen`
    says whether what a screen shows by itself, such as a picture, is there too.
    """

    def at_rest() -> bool:
        if runner.busy(*lanes):
            return False
        # Qt shows what was put into a layout, and lays it out, by events it posts to itself
        QCoreApplication.sendPostedEvents()
        return not runner.busy(*lanes) and seen()

    qtbot.waitUntil(at_rest, timeout=LONG_ENOUGH)
