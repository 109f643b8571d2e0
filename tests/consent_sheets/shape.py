"""A consent sheet of a known shape, the school that gets it, and what must follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from consentdesk.domain.people import PersonDetails
from tests.consent_sheets.book import Book, Tab
from tests.consent_sheets.expected import (
    Spot,
    Table,
)
from tests.consent_sheets.school import (
    OnRecord,
)

Place = tuple[str, str]
"""Tab, and a cell, a row number, a column letter or nothing."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What must stand once these questions are settled.

    Attributes:
        asks: keys of questions that must be open then.
        tells: places that some message or question must name.
    """

    name: str
    expected: Table
    answers: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    tells: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet, the school that gets it, and the stages of settling it; the first has no answers.

    As text each tab is a file of its own, and the stages are about the first.
    """

    name: str
    book: Book
    roll: tuple[PersonDetails, ...]
    stages: tuple[Stage, ...]
    refuses: frozenset[Spot]
    before: tuple[OnRecord, ...] = ()

    @property
    def without_answers(self) -> Stage:
        return self.stages[0]

    @property
    def with_answers(self) -> Stage:
        return self.stages[-1]


def book_of(name: str, *rows: tuple[object, ...]) -> Book:
    return Book((Tab(name, rows),))  # type: ignore[arg-type]
