"""Whatever sheets came and were undone, in any order: what counts is what a plain model says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.ids import PersonId, SheetImportId
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, pupil, sheet_import

PURPOSES = ("web", "press")
BY_HAND = Answer("web", Status.WITHDRAWN)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a source: who and what it is about, and how many answers each got."""

    source: int
    about: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True)
class Undo:
    """Undo one of the imports so far, if one is left."""

    which: int


ABOUT = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(PURPOSES), st.integers(0, 2)),
    unique_by=lambda each: each[:2],
    max_size=4,
).map(tuple)
STEPS = st.lists(
    st.one_of(st.builds(Sheet, st.integers(0, 1), ABOUT), st.builds(Undo, st.integers(0, 9))),
    max_size=14,
)
Key = tuple[int, str]


class _TakeBack(Exception):
    """Ends the transaction of one example, so that the next finds an empty library."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with create_library(tmp_path_factory.mktemp("any order") / "library", KEY) as made:
        yield made


class PlainModel:
    """Every sheet that is not undone, read again from the first to the last."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, dict[Key, list[Answer]]]] = []
        self.undone: set[int] = set()

    def live(self, person: int) -> Counter[Answer]:
        said: dict[tuple[int, Key], list[Answer]] = {}
        for place, (source, answers) in enumerate(self.sheets):
            if place not in self.undone:
                said.update({(source, key): found for key, found in answers.items()})
        return Counter(a for (_, key), found in said.items() if key[0] == person for a in found)


class Walk:
    """The same steps in a library and in the plain model."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit = unit
        self.model = PlainModel()
        self.people = [unit.people.add(pupil(key)).id for key in "12"]
        self.sources = [unit.sheets.add_source(name, (), {}).id for name in "ab"]
        self.numbers: list[SheetImportId] = []
        unit.register.replace_answers(self.people[0], "office", [BY_HAND], "phone")

    def take(self, step: Sheet | Undo) -> None:
        if isinstance(step, Sheet):
            self.bring_in(step)
        else:
            self.undo(step)
        self.agree()

    def bring_in(self, sheet: Sheet) -> None:
        place = len(self.numbers)
        answers = {
            (person, purpose): [
                Answer(purpose, Status.GRANTED, source=f"sheet {place}, row {row}")
                for row in range(count)
            ]
            for person, purpose, count in sheet.about
        }
        number = sheet_import(self.unit, self.sources[sheet.source])
        for purpose in PURPOSES:
            of_all = {
                self.people[who]: a for (who, asked), a in answers.items() if asked == purpose
            }
            self.unit.register.put_sheet_answers_of_all(number, [purpose], of_all)
        self.numbers.append(number)
        self.model.sheets.append((sheet.source, answers))

    def undo(self, step: Undo) -> None:
        left = [n for n in range(len(self.numbers)) if n not in self.model.undone]
        if left:
            place = left[step.which % len(left)]
            self.unit.sheets.mark_undone(self.numbers[place], "Hal Head")
            self.unit.register.undo_import(self.numbers[place])
            self.model.undone.add(place)

    def agree(self) -> None:
        live = self.unit.register.answers()
        for place, person in enumerate(self.people):
            by_hand = Counter([BY_HAND] if place == 0 else [])
            assert Counter(live[person]) == self.model.live(place) + by_hand
            self._history_only_grows(person)

    def _history_only_grows(self, person: PersonId) -> None:
        history = self.unit.register.history(person)
        said = [h.answer for h in history if h.note == ""]
        expected = [
            answer
            for _, answers in self.model.sheets
            for (who, _), found in answers.items()
            if self.people[who] == person
            for answer in found
        ]
        assert Counter(said) == Counter(expected)


@settings(max_examples=100)
@given(steps=STEPS)
def test_what_counts_is_what_the_sheets_that_are_left_say(
    shared: Library, steps: list[Sheet | Undo]
) -> None:
    def work(unit: UnitOfWork) -> None:
        walk = Walk(unit)
        for step in steps:
            walk.take(step)
        raise _TakeBack

    with pytest.raises(_TakeBack):
        shared.run(work)
