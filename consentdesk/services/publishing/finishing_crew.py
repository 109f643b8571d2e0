"""Copies rendered and verified by several workers, and handed over in the order of the release."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from consentdesk.faces.pool import FacePool
from consentdesk.media.copy_check import check_copy
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.services.publishing.finishing import RENDER_SECONDS, in_worker

K = TypeVar("K")
T = TypeVar("T")


class FinishingCrew:
    """The worker processes that render and verify copies, there while photos are published."""

    def __init__(self, pool: FacePool) -> None:
        self._pool = pool
        self._render = in_worker(pool)

    @property
    def at_once(self) -> int:
        """How many copies they have in hand at the same time."""
        return self._pool.workers

    def render(self, original: bytes, **how: Any) -> FinishedPhoto:
        """Render one copy in a worker, as `finishing.Render` says."""
        return self._render(original, **how)

    def check(self, content: bytes, original: bytes, **how: Any) -> int:
        """Verify one copy in a worker, as `media.copy_check.check_copy` says.

        The original is opened there as well, which anybody may have sent.
        """
        return self._pool.ask(partial(check_copy, **how), (content, original), RENDER_SECONDS)

    def go_home(self) -> None:
        """Let the workers go: an office PC needs their memory until the next publishing."""
        self._pool.let_go()


def worked_ahead(
    work: Callable[[K], T], items: Iterable[K], at_once: int
) -> Generator[tuple[K, "Future[T]"], None, None]:
    """Yield each item with its work, in order, while the next ones are being worked on.

    At most `at_once` are in hand beside the one that was yielded last; items are taken one by
    one, in the caller's thread. Closing it drops what was not begun and waits for what was.
    """
    threads = ThreadPoolExecutor(at_once, thread_name_prefix="finishing")
    under_way: deque[tuple[K, Future[T]]] = deque()
    try:
        for item in items:
            under_way.append((item, threads.submit(work, item)))
            if len(under_way) > at_once:
                yield under_way.popleft()
        while under_way:
            yield under_way.popleft()
    finally:
        threads.shutdown(wait=True, cancel_futures=True)
