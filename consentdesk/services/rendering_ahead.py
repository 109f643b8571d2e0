"""Copies rendered ahead while earlier ones are written, and handed over in their order."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from consentdesk.faces.pool import FacePool
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.services.finishing import in_worker

K = TypeVar("K")
T = TypeVar("T")


class FinishingCrew:
    """The worker processes that render copies; they are there while photos are published only."""

    def __init__(self, pool: FacePool) -> None:
        self._pool = pool
        self._render = in_worker(pool)

    @property
    def at_once(self) -> int:
        """How many copies are rendered at the same time."""
        return self._pool.workers

    def render(self, original: bytes, **how: Any) -> FinishedPhoto:
        """Render one copy in a worker, as `finishing.Render` says."""
        return self._render(original, **how)

    def go_home(self) -> None:
        """Let the workers go: an office PC needs their memory until the next publishing."""
        self._pool.let_go()


def rendered_ahead(
    render: Callable[[K], T], items: Sequence[K], at_once: int
) -> Generator[tuple[K, "Future[T]"], None, None]:
    """Yield each item with its rendering, in order, while the next ones are being rendered.

    At most `at_once` are in hand beside the one that was yielded last. Closing the iterator drops
    what was not begun and waits for what was.
    """
    threads = ThreadPoolExecutor(at_once, thread_name_prefix="rendering")
    under_way: deque[tuple[K, Future[T]]] = deque()
    left = deque(items)
    try:
        while left or under_way:
            while left and len(under_way) <= at_once:
                item = left.popleft()
                under_way.append((item, threads.submit(render, item)))
            yield under_way.popleft()
    finally:
        threads.shutdown(wait=True, cancel_futures=True)
