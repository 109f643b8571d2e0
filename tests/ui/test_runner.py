import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from consentdesk.domain.errors import Cancelled, Refused
from consentdesk.ui import clearing_up
from consentdesk.ui.messages import Level, Messages, details_of
from consentdesk.ui.runner import Runner


@pytest.fixture
def messages():
    return Messages()


@pytest.fixture
def runner(qapp, messages):
    made = Runner(messages)
    yield made
    made.close()


def test_work_is_done_elsewhere_and_answered_here(runner, qtbot: QtBot):
    seen = []
    here = threading.get_ident()

    def done(ident):
        seen.append((ident, QThread.currentThread() is runner.thread()))

    runner.run(runner, threading.get_ident, done)
    qtbot.waitUntil(lambda: bool(seen))
    ident, answered_here = seen[0]
    assert ident != here
    assert answered_here


def test_foreseen_failure_goes_to_the_one_who_asked(runner, messages, qtbot: QtBot):
    said, failures = [], []
    messages.posted.connect(said.append)

    def work():
        raise Refused("No.", "Yes.")

    runner.run(runner, work, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert not said


def test_foreseen_failure_that_nobody_takes_is_shown(runner, messages, qtbot: QtBot):
    def work():
        raise Refused("No.", "Yes.")

    with qtbot.waitSignal(messages.posted) as posted:
        runner.run(runner, work)
    assert posted.args[0].level is Level.PROBLEM
    assert posted.args[0].next_step == "Yes."


def test_a_stop_that_was_asked_for_is_no_problem(runner, messages, qtbot: QtBot):
    def work():
        raise Cancelled("Stopped.", "Continue.")

    with qtbot.waitSignal(messages.posted) as posted:
        runner.run(runner, work)
    assert posted.args[0].level is Level.INFO


def test_a_bug_is_owned_up_to_without_its_text(runner, messages, qtbot: QtBot):
    ended = []

    def work():
        raise ValueError("Adaeze Okorowa")

    with qtbot.waitSignal(messages.posted) as posted:
        runner.run(runner, work, always=lambda: ended.append(True))
    message = posted.args[0]
    assert message.level is Level.BUG
    assert "ValueError" in message.details
    assert "Adaeze" not in message.details
    assert ended


def test_details_hold_no_path_of_the_machine():
    try:
        raise KeyError("secret")
    except KeyError as error:
        told = details_of(error)
    assert "secret" not in told
    assert "/" not in told.splitlines()[1].split(":")[0]


def test_an_owner_that_is_gone_gets_nothing(runner, qtbot: QtBot):
    gate, seen = threading.Event(), []
    owner = QObject()
    runner.run(owner, gate.wait, lambda result: seen.append("gone"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _alive(owner))
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert not seen


def test_a_dropped_task_is_not_delivered_and_not_begun(runner, qtbot: QtBot):
    gate, begun, seen = threading.Event(), [], []
    runner.run(runner, gate.wait)
    task = runner.run(runner, lambda: begun.append(1), lambda result: seen.append(1))
    task.drop()
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert not begun
    assert not seen


def test_changes_are_made_in_order(runner, qtbot: QtBot):
    order = []
    for number in range(20):
        runner.run(runner, lambda n=number: order.append(n))
    qtbot.waitUntil(lambda: not runner.busy())
    assert order == list(range(20))


def _alive(thing):
    from shiboken6 import isValid

    return isValid(thing)


def test_an_answer_is_let_go_of_without_clearing_up(runner, monkeypatch, qtbot: QtBot):
    monkeypatch.setattr(clearing_up, "OBJECTS_BEFORE_CLEARING", 10**9)

    class Picture:
        """Large, as far as the test is concerned."""

    asked, shown = threading.Event(), []

    def decoded() -> Picture:
        asked.wait(5)
        return Picture()

    runner.run(runner, decoded, lambda picture: shown.append(weakref.ref(picture)), lane="view")
    asked.set()
    qtbot.waitUntil(lambda: bool(shown) and not runner.busy())
    qtbot.waitUntil(lambda: shown[0]() is None)
