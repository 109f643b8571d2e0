"""Collects the questions a sheet raises, and gives out the answers that are already there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consentdesk.domain.errors import Refused
from consentdesk.services.consent.questions import (
    Choice,
    Example,
    Question,
    QuestionKind,
    Settled,
)
from consentdesk.services.sheet_words.plain_words import plain

_SHOWN_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be asked; the same matter raised at several cells is one question.

    Attributes:
        free: describes a value beside the choices; `accepts` tells whether one can be an answer.
    """

    key: str
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...] = ()
    assumed: str = ""
    holds: bool = True
    free: str = ""
    accepts: Callable[[str], bool] | None = None

    def allows(self, value: str) -> bool:
        """Whether the value can be an answer."""
        if any(choice.value == value for choice in self.choices):
            return True
        return self.accepts is not None and self.accepts(value)

    def refusal(self, value: str) -> Refused:
        """Return what to tell about a value that can be no answer; it names nobody."""
        if self.kind is QuestionKind.WHO:
            # Keys of people may be made of their names.
            return Refused(
                f"The answer to “{self.key}” is none of its choices.",
                "Give one of the values listed with the question.",
            )
        known = ", ".join(choice.value for choice in self.choices)
        free = f" – or {self.free}" if self.free else ""
        return Refused(f"“{value}” is no answer to “{self.key}”.", f"Give one of: {known}{free}.")


class QuestionBook:
    """The questions of one reading of a sheet."""

    def __init__(self, settled: Settled, remembered: Settled | None = None) -> None:
        """`remembered` holds where nothing is settled; what no longer fits of it is asked anew."""
        self._given = {plain(key): value for key, value in settled.items()}
        self._settled = {plain(k): v for k, v in (remembered or {}).items()} | self._given
        self._asked: dict[str, Question] = {}
        self._looked_up: set[str] = set()

    def corrected(self, key: str) -> str | None:
        """Return a correction that no question asks for, such as ``header:Consent``."""
        self._looked_up.add(plain(key))
        return self._settled.get(plain(key))

    def ask(self, matter: Matter, *examples: Example) -> str | None:
        """Return what was settled, or note the question at these cells and return None.

        Raises:
            Refused: what was settled is none of the choices.
        """
        value = self._value(matter)
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

    def _value(self, matter: Matter) -> str | None:
        key = plain(matter.key)
        value = self._settled.get(key)
        if value is None or matter.allows(value):
            return value
        if key in self._given:
            raise matter.refusal(value)
        return None

    def all(self) -> tuple[Question, ...]:
        """Return every question in the order in which they came up."""
        return tuple(self._asked.values())

    def unused(self) -> tuple[str, ...]:
        """Return the keys of answers that nothing on this sheet asked for or looked up."""
        asked = {plain(key) for key in self._asked} | self._looked_up
        return tuple(key for key in self._given if key not in asked)

    def without_columns(self) -> "QuestionBook":
        """Return a book in which nobody has said what any column holds."""
        return QuestionBook({k: v for k, v in self._settled.items() if not _is_column(k)})

    def with_columns(self, names: Mapping[str, str]) -> "QuestionBook":
        """Return a book in which these columns go by other names; both are keys of columns."""
        settled = {k: v for k, v in self._settled.items() if k.partition(":")[2] not in names}
        for key, name in names.items():
            value = self.corrected(f"column:{name}")
            if value is not None:
                settled[f"column:{key}"] = value
        return QuestionBook(settled)


def _is_column(key: str) -> bool:
    return key.startswith(f"{QuestionKind.COLUMN.value}:")


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """Return choices from values and their words."""
    return tuple(Choice(value, words) for value, words in pairs)


def join_words(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    listed: Sequence[str] = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
