"""A screen shows what was wished for last, and nothing that was overtaken on the way there."""

import threading
from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from consentdesk.ui.messages import Messages
from consentdesk.ui.reading import Reading
from consentdesk.ui.runner import Runner
from tests.ui.settled import settled


class Shelf(QObject):
    """What is read, one answer for each leave that a test gives."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.leave = threading.Semaphore(0)
        self.shown: list[int] = []
        self._numbers = count(1)
        self.reading = Reading(self, runner, lambda: self.read(), self.shown.append)

    def read(self) -> int:
        number = next(self._numbers)
        self.leave.acquire(timeout=20)
        return number


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    made = Runner(Messages())
    yield made
    made.close()


@pytest.fixture
def shelf(runner: Runner) -> Iterator[Shelf]:
    made = Shelf(runner)
    yield made
    made.leave.release(100)


def test_wishes_made_meanwhile_are_one_reading(shelf: Shelf, runner: Runner, qtbot: QtBot) -> None:
    for _ in range(5):
        shelf.reading.again()
    shelf.leave.release(2)
    settled(runner, qtbot)
    assert shelf.shown == [1, 2], "the first is shown at once: better than nothing"


def test_an_answer_that_was_overtaken_is_not_shown(
    shelf: Shelf, runner: Runner, qtbot: QtBot
) -> None:
    shelf.leave.release()
    shelf.reading.again()
    settled(runner, qtbot)
    shelf.reading.again()
    shelf.reading.again()
    shelf.leave.release(2)
    settled(runner, qtbot)
    assert shelf.shown == [1, 3]


def test_who_is_asked_for_ever_again_still_shows_something(
    shelf: Shelf, runner: Runner, qtbot: QtBot
) -> None:
    read = shelf.read

    def overtaken() -> int:
        number = read()
        if number < 6:
            shelf.reading.again()  # only noted: a reading is under way
        return number

    shelf.read = overtaken
    shelf.leave.release(100)
    shelf.reading.again()
    settled(runner, qtbot)
    assert shelf.shown == [1, 3, 5, 6]
