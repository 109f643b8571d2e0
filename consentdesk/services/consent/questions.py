"""What only a person can say about a sheet, and what holds until it is said.

A question never lets a yes through: until it is answered, everything restricting that it
touches counts and nothing that permits does. The answers (`Settled`) are a plain mapping from
a question's key to the value of one of its choices, or to a value the question describes.
``docs/consent-sheets.md`` lists the keys; they name headers and words, not column letters, so
that one answer serves every tab and the same source next term.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Settled: TypeAlias = Mapping[str, str]
"""Answers by question key."""


class QuestionKind(StrEnum):
    """What a question is about; also the first part of its key."""

    SHEET = "sheet"
    COLUMN = "column"
    POLARITY = "polarity"
    BUNDLE = "bundle"
    MEANING = "meaning"
    OPTION = "option"
    TYPE = "type"
    DATES = "dates"
    SCHOOL = "school"
    COLOUR = "colour"
    WHO = "who"
    NOTE = "note"
    SIGNER = "signer"
    VANISHED = "vanished"
    ALL_YES = "all_yes"
    REPLACES = "replaces"


KEPT_FOR_THE_NEXT = frozenset(
    {
        *(QuestionKind.COLUMN, QuestionKind.POLARITY, QuestionKind.BUNDLE, QuestionKind.MEANING),
        *(QuestionKind.OPTION, QuestionKind.TYPE, QuestionKind.DATES, QuestionKind.SCHOOL),
    }
)
"""Kinds about headers and words, whose answers are kept for the source's next sheet.

All others are about the rows, colours and tabs of one file: the red rows of next term are other
children's.
"""


def is_kept(key: str) -> bool:
    """Whether the answer to a question may hold for another file than the one it was given for."""
    return key.partition(":")[0] in KEPT_FOR_THE_NEXT


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer; `words` is what a person reads."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Example:
    """A cell the question is about.

    Attributes:
        place: such as ``Consent!H12``.
        text: what stands there.
        about: whom the row names, as written; for the screen only.
    """

    place: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle.

    Attributes:
        text: the question as a sentence.
        choices: values that can be given; empty when `free` says what to give.
        count: how many cells or rows it touches.
        assumed: the value that holds until somebody answers; it never permits anything.
        answer: what was settled; None while it is open.
        holds: whether a yes waits for it; the others only make the reading better.
        free: describes the value of a question without a closed list.
    """

    key: str
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...]
    count: int
    examples: tuple[Example, ...] = ()
    assumed: str = ""
    answer: str | None = None
    holds: bool = True
    free: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answer is None
