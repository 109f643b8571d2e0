"""Lets the desk tidy up after a bug in work that it handed out, and still report it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from consentdesk.domain.errors import KnownError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """What came instead of an answer; the one who asked reverts and reports it."""

    error: Exception


def guarded(work: Callable[[], T]) -> Callable[[], T | Unforeseen]:
    """Return `work` with an unforeseen exception turned into an answer.

    The runner reports such an exception by itself but tells nobody who waits; what was drawn
    ahead of the answer would then stay on screen for ever.
    """

    def run() -> T | Unforeseen:
        try:
            return work()
        except KnownError:
            raise
        except Exception as error:
            return Unforeseen(error)

    return run
