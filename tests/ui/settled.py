"""Waiting until a window has done all it was asked, and shows it."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from consentdesk.ui.runner import Runner

LONG_ENOUGH = 20_000
"""Milliseconds after which a test gives up; a busy machine needs seconds now and then."""


class HasRunner(Protocol):
    """A window at work, however a test calls it."""

    @property
    def runner(self) -> Runner: ...


def idle(desk: HasRunner, qtbot: QtBot) -> None:
    """Wait until the desk's runner has nothing to do and what came of it is on the screen."""
    settled(desk.runner, qtbot)


def settled(runner: Runner, qtbot: QtBot) -> None:
    """Wait until `runner` has nothing to do and what came of it is on the screen."""

    def at_rest() -> bool:
        if runner.busy():
            return False
        # Qt shows what was put into a layout, and lays it out, by events it posts to itself
        QCoreApplication.sendPostedEvents()
        return not runner.busy()

    qtbot.waitUntil(at_rest, timeout=LONG_ENOUGH)
