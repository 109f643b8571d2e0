"""Patience with a network place that does not answer for a moment."""

from collections.abc import Callable
from typing import TypeVar

from consentdesk.domain.progress import CancelToken
from consentdesk.media.folder_faults import ShareAway

T = TypeVar("T")

WAITS = (1.0, 3.0, 10.0)
"""Seconds before each further attempt: a switch that restarts, a laptop that changes networks."""

Wait = Callable[[CancelToken, float], bool]
"""Waits so many seconds, or until stopping is asked for; returns whether it was."""


class Patience:
    """Tries again what failed because a share was away, until the person stops it."""

    def __init__(self, cancel: CancelToken, wait: Wait) -> None:
        self._cancel = cancel
        self._wait = wait

    def attempt(self, work: Callable[[], T]) -> T:
        """Return what the work returns; it must bear being done anew.

        Raises:
            ShareAway: the share stayed away, or stopping was asked for while it was.
        """
        for seconds in WAITS:
            try:
                return work()
            except ShareAway:
                if self._wait(self._cancel, seconds):
                    raise
        return work()


def went_away(published: int, left: int) -> ShareAway:
    """Return what is told when a share stayed away: what is published there and what is not."""
    return ShareAway(
        "The folder of this channel does not answer any more;"
        f" {published} of {published + left} copies are published.",
        "Connect the drive or the network again and publish once more; it goes on with the rest.",
    )
