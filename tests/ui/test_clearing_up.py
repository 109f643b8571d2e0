"""Forgotten circles of objects are cleared up in the window's thread, and in no other."""

import gc
import threading
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consentdesk.ui import clearing_up
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner


class Forgotten:
    """Part of a circle; notes the thread in which it ends."""

    ended_in: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread())


def test_only_the_windows_thread_clears_up(qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr(clearing_up, "OBJECTS_BEFORE_CLEARING", 1000)
    Forgotten.ended_in.clear()
    runner = Runner(Messages())
    assert not gc.isenabled()

    def work() -> list[list[int]]:
        Forgotten()
        return [[number] for number in range(100_000)]

    kept: list[list[list[int]]] = []
    runner.run(runner, work, kept.append)
    qtbot.waitUntil(lambda: bool(Forgotten.ended_in))
    assert set(Forgotten.ended_in) == {threading.main_thread()}
    qtbot.waitUntil(lambda: not runner.busy())
    runner.close()


def test_what_stayed_in_use_is_looked_through_seldom_but_not_never(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing_up, "OBJECTS_BEFORE_CLEARING", 1000)
    Forgotten.ended_in.clear()
    gc.disable()
    gc.collect()
    in_use = Forgotten()
    kept = [[number] for number in range(2000)]
    clearing_up.clear_up()
    del in_use
    kept += [[number] for number in range(2000)]
    clearing_up.clear_up()
    assert not Forgotten.ended_in
    clearing_up.clear_up_everything()
    assert len(Forgotten.ended_in) == 1
