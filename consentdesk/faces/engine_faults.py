"""Telling an engine that does not work from a photo that a working engine fails on."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from consentdesk.domain.errors import EngineError
from consentdesk.faces.flight import Answer

K = TypeVar("K")
T = TypeVar("T")

ENOUGH = 3
"""Items one after the other that an engine may fail on before it is held to be broken."""


def of_a_working_engine(answers: Iterable[Answer[K, T]]) -> Iterator[Answer[K, T]]:
    """Yield the answers; those with an `EngineError` only once the engine is known to work.

    An engine that does something with other items works, so a failure is the item's own. Held
    back till then, it leaves no photo marked for what a missing model file did.

    Raises:
        EngineError: the engine failed on `ENOUGH` items with no success between them, or it
            never had a success.
    """
    works = False
    doubted: list[Answer[K, T]] = []
    for answer in answers:
        if isinstance(answer.error, EngineError):
            doubted.append(answer)
            if len(doubted) == ENOUGH:
                raise answer.error
            continue
        if answer.error is None:
            works = True
            yield from doubted
            doubted.clear()
        yield answer
    for answer in doubted:
        if answer.error is not None and not works:
            raise answer.error
        yield answer
