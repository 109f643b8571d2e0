"""The items of one caller on their way through the face pool, and what becomes of each."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from consentdesk.domain.errors import FaceCheckFailed, KnownError
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.crew import Crew, Task

K = TypeVar("K")
T = TypeVar("T")

_log = logging.getLogger(__name__)

_IN_FLIGHT = 2
"""Items a worker: one in hand, one waiting, so that no worker idles and little memory is held."""

_LOOK = 0.1
"""Seconds between two looks at the cancel token and the workers."""


class Hiring(Protocol):
    """Where the crews come from that do the work; `FacePool` says what each member does."""

    @property
    def workers(self) -> int:
        """Processes of the shared crew."""

    @property
    def closed(self) -> bool:
        """Whether nothing more is begun."""

    def hand_out(
        self, work: Callable[..., T], arguments: tuple[Any, ...], limit: float | None
    ) -> tuple[Crew, Task[T]]:
        """Hand work to the shared crew."""

    def discard(self, crew: Crew) -> None:
        """Give up a crew of which a worker died."""

    def lone_worker(self) -> Crew:
        """Return a fresh worker apart from the others."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[K, T]):
    """What became of one item: its value, or the error that says why there is none.

    Attributes:
        seconds: awake time that a worker had it in hand, to the tenth; what `Progress.step` asks.
    """

    key: K
    value: T | None
    error: KnownError | None
    seconds: float


@dataclass(frozen=True, slots=True)
class _Item(Generic[K]):
    key: K
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Begun(Generic[K, T]):
    item: _Item[K]
    crew: Crew
    task: Task[T]

    def answer(self, value: T | None, error: KnownError | None) -> Answer[K, T]:
        return Answer(self.item.key, value, error, self.task.seconds)


class Flight(Generic[K, T]):
    """One call of `FacePool.run`.

    Attributes:
        unanswered: items that were taken and got no answer yet.
        all_taken: whether there are no more items to take.
    """

    def __init__(
        self,
        hiring: Hiring,
        work: Callable[..., T],
        items: Iterator[tuple[K, tuple[Any, ...]]],
        cancel: CancelToken,
        limit: Callable[[K], float] | None,
    ) -> None:
        self.unanswered = 0
        self.all_taken = False
        self._hiring = hiring
        self._work = work
        self._items = items
        self._cancel = cancel
        self._limit = limit
        self._begun: list[_Begun[K, T]] = []
        self._again: deque[_Item[K]] = deque()
        self._suspects: deque[_Item[K]] = deque()
        self._alone: Crew | None = None
        self._leaving = False

    def answers(self) -> Iterator[Answer[K, T]]:
        """Yield the answers as they are completed."""
        self._begin_more()
        while self._begun:
            wait([begun.task.future for begun in self._begun], _LOOK, FIRST_COMPLETED)
            for answer in self._settle():
                self.unanswered -= 1
                yield answer
            self._begin_more()

    def leave(self) -> None:
        """Forget what is not answered; workers that stay at it too long are ended one day."""
        self._keep_what_is_in_hand()
        self._begun.clear()
        self._dismiss_the_lone()

    def _stopped(self) -> bool:
        return self._cancel.cancelled or self._hiring.closed

    def _settle(self) -> Iterator[Answer[K, T]]:
        for crew in {begun.crew for begun in self._begun}:
            crew.look()
        for begun in list(self._begun):
            if begun.task.future.done() or begun.crew.ended:
                self._begun.remove(begun)
                answer = self._fate(begun)
                begun.crew.forget(begun.task)
                if answer is not None:
                    yield answer

    def _fate(self, begun: _Begun[K, T]) -> Answer[K, T] | None:
        """Return the answer to an item, or None when it is put by to be begun again."""
        future, crew = begun.task.future, begun.crew
        if not _is_lost(future):
            return begun.answer(*_outcome(future))
        if begun.task.late:
            return None if self._leaving else begun.answer(None, _too_long())
        if crew.ended or future.cancelled():
            self._again.append(begun.item)
            return None
        if crew is self._alone:
            self._dismiss_the_lone()
            return begun.answer(None, _too_big() if crew.outgrown else _failed())
        self._hiring.discard(crew)
        self._suspects.append(begun.item)
        return None

    def _begin_more(self) -> None:
        """Fill the free places, unless the person stopped the work."""
        if self._stopped():
            self._wind_up()
        elif self._suspects:
            if not self._begun:
                self._try_alone(self._suspects.popleft())
        elif not self._on_trial():
            self._dismiss_the_lone()
            self._fill()

    def _wind_up(self) -> None:
        """Wait only for what workers have in hand, and not for long; the rest keeps waiting."""
        self._again.clear()
        self._suspects.clear()
        if not self._leaving:
            self._leaving = True
            self._keep_what_is_in_hand()

    def _keep_what_is_in_hand(self) -> None:
        """Hurry what workers have in hand and drop the rest, which no worker need begin."""
        kept = []
        for begun in self._begun:
            if begun.crew.hurry(begun.task):
                kept.append(begun)
            else:
                begun.task.future.cancel()
        self._begun = kept

    def _fill(self) -> None:
        while len(self._begun) < _IN_FLIGHT * self._hiring.workers and not self._stopped():
            item = self._again.popleft() if self._again else self._next()
            if item is None:
                return
            crew, task = self._hiring.hand_out(self._work, item.arguments, self._limit_of(item))
            self._begun.append(_Begun(item, crew, task))

    def _next(self) -> _Item[K] | None:
        taken = next(self._items, None)
        if taken is None:
            self.all_taken = True
            return None
        self.unanswered += 1
        return _Item(*taken)

    def _limit_of(self, item: _Item[K]) -> float | None:
        return None if self._limit is None else self._limit(item.key)

    def _try_alone(self, suspect: _Item[K]) -> None:
        """Try again what was in the pool when a worker died: one of these items killed it."""
        task = None
        while task is None:
            self._alone = self._alone or self._hiring.lone_worker()
            task = self._alone.begin(self._work, suspect.arguments, self._limit_of(suspect))
            if task is None:
                self._dismiss_the_lone()
            else:
                self._begun.append(_Begun(suspect, self._alone, task))

    def _on_trial(self) -> bool:
        return any(begun.crew is self._alone for begun in self._begun)

    def _dismiss_the_lone(self) -> None:
        if self._alone is not None:
            self._alone.end()
            self._alone = None


def _is_lost(future: "Future[Any]") -> bool:
    """Tell whether no worker will answer this."""
    return not future.done() or future.cancelled() or isinstance(future.exception(), BrokenExecutor)


def _outcome(future: "Future[T]") -> tuple[T | None, KnownError | None]:
    """Return value and error; an unforeseen error is logged by its class alone."""
    error = future.exception()
    if error is None:
        return future.result(), None
    if isinstance(error, MemoryError):
        return None, _too_big()
    if not isinstance(error, KnownError):
        _log.warning("face check ended with %s", type(error).__name__)
        error = _failed()
    return None, error


def _failed() -> FaceCheckFailed:
    return FaceCheckFailed(
        "This photo could not be checked for faces.",
        "Look at it yourself, or leave it out of this batch.",
    )


def _too_long() -> FaceCheckFailed:
    return FaceCheckFailed(
        "Checking this photo took too long.",
        "Look at it yourself, leave it out of this batch, or bring in a smaller copy.",
    )


def _too_big() -> FaceCheckFailed:
    return FaceCheckFailed(
        "Checking this photo takes more memory than this computer can spare.",
        "Look at it yourself, leave it out of this batch, or bring in a smaller copy.",
    )
