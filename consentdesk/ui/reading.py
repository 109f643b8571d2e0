"""Reading what a screen shows: one reading at a time, and never one wish forgotten."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from consentdesk.domain.errors import KnownError
from consentdesk.ui.runner import Runner

T = TypeVar("T")


class Reading(Generic[T]):
    """Reads in the background and shows the answer.

    Asked again while a reading is under way, it reads once more afterwards, so that what is
    shown in the end is never older than the last wish. The answer that was overtaken is not
    shown, or a job that has just ended would look stopped for a moment; but never two in a row
    are left out, and the first never is, so that a screen asked for ever again still shows
    something. What cannot be read goes to `failed`, or to the banner without one.
    """

    def __init__(
        self,
        owner: QObject,
        runner: Runner,
        read: Callable[[], T],
        show: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        self._owner = owner
        self._runner = runner
        self._read = read
        self._show = show
        self._failed = failed
        self._under_way = False
        self._wished = False
        self._may_leave_out = False

    def again(self) -> None:
        """Read now, or once more when the reading under way is over."""
        if self._under_way:
            self._wished = True
            return
        self._under_way = True
        self._runner.run(
            self._owner, self._read, self._take, self._failed, lane="view", always=self._ended
        )

    def _take(self, answer: T) -> None:
        left_out = self._wished and self._may_leave_out
        self._may_leave_out = not left_out
        if not left_out:
            self._show(answer)

    def _ended(self) -> None:
        self._under_way = False
        if self._wished:
            self._wished = False
            self.again()
