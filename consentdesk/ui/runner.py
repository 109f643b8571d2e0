"""Work leaves the GUI thread here and its answer comes back here."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from consentdesk.domain.errors import KnownError
from consentdesk.ui.clearing_up import ClearingUp
from consentdesk.ui.messages import Messages

T = TypeVar("T")

LANES = {"work": 1, "view": 3, "long": 4}
"""Threads of each lane: changes in order, pictures and reads, long jobs."""

PAINTED_FIRST = "work"
"""The lane whose work begins when the window has painted what the person just did.

Both run Python, one at a time: saving a decision while the next face is drawn would hold it up.
"""


class Task:
    """One piece of work that was asked for."""

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], None] | None,
        failed: Callable[[KnownError], None] | None,
        always: Callable[[], None] | None,
        lane: str,
    ) -> None:
        self.lane = lane
        self._always = always
        self._owner: QObject | None = owner
        self._done = done
        self._failed = failed
        self._future: Future[Any] | None = None
        self.dropped = False
        """Whether nobody wants it any more."""

    def drop(self) -> None:
        """Nobody wants the answer any more; work that has not begun is not begun."""
        self.dropped = True
        if self._future is not None:
            self._future.cancel()
        self._forget()

    @property
    def wanted(self) -> bool:
        """Whether the one who asked is still there and did not drop the task."""
        return self._owner is not None and isValid(self._owner)

    def follow(self, future: Future[Any]) -> None:
        """Remember the future, so that `drop` can cancel it."""
        self._future = future

    def deliver(self, result: object) -> None:
        """Hand the result to the one who asked."""
        if self.wanted and self._done is not None:
            self._done(result)

    def fail(self, error: KnownError) -> bool:
        """Hand a foreseen failure to the one who asked; False when nobody takes it."""
        if not self.wanted:
            return True
        if self._failed is not None:
            self._failed(error)
        return self._failed is not None

    def end(self) -> None:
        """Say that it is over, however it went, and let go of the one who asked."""
        always = self._always if self.wanted else None
        self._forget()
        if always is not None:
            always()

    def _forget(self) -> None:
        # the future holds the answer and, by its callback, this task: a ring that would keep
        # every picture until somebody clears up
        self._owner = self._done = self._failed = self._always = self._future = None


@dataclass(frozen=True, slots=True)
class _Answer:
    task: Task
    result: Any
    error: BaseException | None


class Runner(QObject):
    """Runs work in threads; answers arrive in the GUI thread, one queued signal each.

    `closed` says that no more work is taken.
    """

    _answered = Signal(object)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self.closed = False
        self._clearing_up = ClearingUp(self)
        self._under_way: set[Task] = set()
        self._lanes = {
            name: ThreadPoolExecutor(count, thread_name_prefix=f"consentdesk-{name}")
            for name, count in LANES.items()
        }
        self._after_painting: list[tuple[Task, Callable[[], object]]] = []
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._begin_waiting)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        *,
        always: Callable[[], None] | None = None,
        lane: str = "work",
    ) -> Task:
        """Run `work` in a thread of the lane and call `done` or `failed` with what came of it.

        Nothing is called when `owner` is gone by then. A `KnownError` that has no `failed`
        goes to the banner; any other exception is reported as a bug. `always` is called last,
        however it went.
        """
        task = Task(owner, done, failed, always, lane)
        self._under_way.add(task)
        if lane == PAINTED_FIRST:
            self._after_painting.append((task, work))
            self._painted.start()
        else:
            self._begin(task, work)
        return task

    def _begin_waiting(self) -> None:
        waiting, self._after_painting = self._after_painting, []
        for task, work in waiting:
            if self.closed or task.dropped:
                task.drop()
                self._under_way.discard(task)
            else:
                self._begin(task, work)

    def _begin(self, task: Task, work: Callable[[], object]) -> None:
        future = self._lanes[task.lane].submit(work)
        task.follow(future)
        future.add_done_callback(lambda ended: self._answered.emit(_answer(task, ended)))

    def busy(self, *lanes: str) -> bool:
        """Tell whether work of these lanes (of any, if none is named) is under way."""
        return any(not lanes or task.lane in lanes for task in self._under_way)

    def close(self) -> None:
        """Take no more work, drop what has not begun, wait for what has."""
        self.closed = True
        self._begin_waiting()
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

    @Slot(object)
    def _take(self, answer: _Answer) -> None:
        task, error = answer.task, answer.error
        self._under_way.discard(task)
        try:
            if error is None:
                task.deliver(answer.result)
            elif not isinstance(error, KnownError):
                self.messages.bug(error)
            elif not task.fail(error):
                self.messages.problem(error)
        finally:
            task.end()


def _answer(task: Task, ended: Future[Any]) -> _Answer:
    if ended.cancelled():
        task.drop()
        return _Answer(task, None, None)
    error = ended.exception()
    return _Answer(task, None if error else ended.result(), error)
