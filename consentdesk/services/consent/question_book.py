"""Collects the questions a sheet raises, and gives out the answers that are already there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consentdesk.domain.errors import Refused
from consentdesk.services.consent.questions import (
    Choice,
    Example,
    Question,
    QuestionKind,
    Settled,
)
from consentdesk.services.plain_words import plain

_SHOWN_EXAMPLES = 5
_CORRECTIONS = ("header:", "as_of", "encoding", "delimiter")
"""Keys that no question asks for; they correct what the program found out by itself."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be asked; the same matter raised at several cells is one question."""

    key: str
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...] = ()
    assumed: str = ""
    holds: bool = True
    free: str = ""

    def allows(self, value: str) -> bool:
        """Whether the value can be an answer."""
        return bool(self.free) or any(choice.value == value for choice in self.choices)


class QuestionBook:
    """The questions of one reading of a sheet."""

    def __init__(self, settled: Settled) -> None:
        self._settled = {plain(key): value for key, value in settled.items()}
        self._asked: dict[str, Question] = {}

    def corrected(self, key: str) -> str | None:
        """Return a correction that no question asks for, such as ``header:Consent``."""
        return self._settled.get(plain(key))

    def ask(self, matter: Matter, *examples: Example) -> str | None:
        """Return what was settled, or note the question at these cells and return None.

        Raises:
            Refused: what was settled is none of the choices.
        """
        value = self._settled.get(plain(matter.key))
        if value is not None and not matter.allows(value):
            known = ", ".join(choice.value for choice in matter.choices)
            raise Refused(
                f"“{value}” is no answer to “{matter.key}”.", f"Give one of these: {known}."
            )
        asked = self._asked.get(matter.key)
        if asked is None:
            asked = Question(
                matter.key,
                matter.kind,
                matter.text,
                matter.choices,
                0,
                (),
                matter.assumed,
                value,
                matter.holds,
                matter.free,
            )
        # Whoever says that rows are theirs must see every one of them.
        most = None if matter.kind is QuestionKind.WHO else _SHOWN_EXAMPLES
        shown = (asked.examples + examples)[:most]
        count = asked.count + max(1, len(examples))
        self._asked[matter.key] = replace(asked, count=count, examples=shown)
        return value

    def all(self) -> tuple[Question, ...]:
        """Return every question in the order in which they came up."""
        return tuple(self._asked.values())

    def unused(self) -> tuple[str, ...]:
        """Return the keys of answers that no question of this sheet asked for."""
        asked = {plain(key) for key in self._asked}
        return tuple(
            key
            for key in self._settled
            if key not in asked and not key.startswith((*_CORRECTIONS, "column:"))
        )


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """Return choices from values and their words."""
    return tuple(Choice(value, words) for value, words in pairs)


def join_words(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    listed: Sequence[str] = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
