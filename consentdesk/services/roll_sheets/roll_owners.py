"""Whom each row of a roll is about: somebody on the roll, somebody new, or a question.

A row becomes a new person by itself only when it has a number and nobody anywhere may be the
same child: a child that stands on the roll twice has a refusal in one place only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from consentdesk.domain.consent_source import Alias
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Choice, Example, QuestionKind
from consentdesk.services.consent.row_owners import NOBODY, described
from consentdesk.services.roll_sheets.roll_person import changed_person
from consentdesk.services.roll_sheets.roll_rows import RollRow
from consentdesk.services.sheet_words.class_spellings import ClassSpellings
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.pupil_matching import Found, PupilIndex, Undecided
from consentdesk.services.sheet_words.short_names import other_forms
from consentdesk.services.sheet_words.upn import as_upn, is_upn
from consentdesk.services.sheet_words.written_pupil import (
    WrittenPupil,
    different_upns,
    is_name_key,
    might_be_same,
    names_of,
)

NEW = "new"
_ASKABLE = frozenset({"no_identifier", "not_on_roll", "zeros_lost", "name_differs", "born_differs"})
"""Contradictions beyond these are put right in the sheet."""
_MAY_BE_NEW = frozenset({"no_identifier", "not_on_roll"})

_T = TypeVar("_T")


@dataclass(slots=True)
class RollOwners:
    """Every row's person.

    Attributes:
        of: rows by key of their person.
        not_taken: rows that are nobody's, with a stable code and a sentence.
        remarks: codes of what is worth telling about a matched row.
    """

    of: dict[str, RollRow] = field(default_factory=dict)
    new: list[RollRow] = field(default_factory=list)
    not_taken: list[tuple[RollRow, str, str]] = field(default_factory=list)
    nobodys: list[RollRow] = field(default_factory=list)
    remarks: list[tuple[RollRow, str]] = field(default_factory=list)


def find_people(
    rows: Sequence[RollRow],
    roll: Sequence[PersonDetails],
    aliases: Iterable[tuple[str, Alias]],
    classes: ClassSpellings,
    book: QuestionBook,
) -> RollOwners:
    """Find the person of each row; rows that meet in one person are all left out.

    Raises:
        Refused: an answer in the book is none of its question's choices.
    """
    return _Finder(rows, roll, list(aliases), classes, book).find(rows)


class _Named(Generic[_T]):
    """People, to be searched for those who may be one with somebody."""

    def __init__(self, people: Iterable[tuple[WrittenPupil, _T]]) -> None:
        self._by_word: dict[str, dict[int, tuple[WrittenPupil, _T]]] = defaultdict(dict)
        for place, (written, whose) in enumerate(people):
            for word in names_of(written).words:
                self._by_word[word][place] = (written, whose)

    def may_be(self, written: WrittenPupil) -> list[_T]:
        words = names_of(written).words
        every = words.union(*(other_forms(word) for word in words))
        near: dict[int, tuple[WrittenPupil, _T]] = {}
        for word in every:
            near.update(self._by_word.get(word, {}))
        return [
            whose for _, (other, whose) in sorted(near.items()) if might_be_same(written, other)
        ]


class _Finder:
    def __init__(
        self,
        rows: Sequence[RollRow],
        roll: Sequence[PersonDetails],
        aliases: Sequence[tuple[str, Alias]],
        classes: ClassSpellings,
        book: QuestionBook,
    ) -> None:
        self._people = {person.key: person for person in roll}
        self._index = PupilIndex(roll, aliases)
        self._aliases = aliases
        self._classes = classes
        self._on_roll: _Named[str] = _Named(())
        self._in_sheet = _Named((row.pupil, row) for row in rows)
        self._book = book
        self._owners = RollOwners()
        self._given: dict[str, list[RollRow]] = defaultdict(list)
        self._new: dict[str, list[RollRow]] = defaultdict(list)

    def find(self, rows: Sequence[RollRow]) -> RollOwners:
        undecided: list[tuple[RollRow, Undecided]] = []
        for row in rows:
            found = self._index.find(row.pupil)
            if isinstance(found, Found):
                self._give(row, found.person.key)
                self._owners.remarks.extend((row, remark) for remark in found.remarks)
            elif found.code not in _ASKABLE:
                self._leave(row, found.code, found.text)
            else:
                undecided.append((row, found))
        self._on_roll = _Named(self._as_the_sheet_leaves_them())
        exact = [pair for pair in undecided if self._is_exact(pair[1])]
        self._decide_together(_EXACT, exact)
        self._on_roll = _Named(self._as_the_sheet_leaves_them())
        self._ask([pair for pair in undecided if pair not in exact])
        self._settle_meetings()
        self._leave_handed_on(rows)
        return self._owners

    def _is_exact(self, undecided: Undecided) -> bool:
        """Whether a row fits one person alone, of whom no other row has the number."""
        return undecided.exact and undecided.candidates[0].person.key not in self._given

    def _as_the_sheet_leaves_them(self) -> Iterator[tuple[WrittenPupil, str]]:
        """Yield everybody under each of their names, so that a second reading finds the same."""
        for key, person in self._people.items():
            given = self._given.get(key, ())
            now = changed_person(person, given[0], self._classes) if len(given) == 1 else person
            yield _as_written(now), key
            former = person.full_name if now.full_name != person.full_name else ""
            for name in filter(None, (former, *(a.written for k, a in self._aliases if k == key))):
                known_as = replace(now, legal_first_name="", legal_last_name="")
                written = replace(_as_written(known_as), first_name="", last_name="")
                yield replace(written, full_name=name), key

    def _ask(self, rows: Iterable[tuple[RollRow, Undecided]]) -> None:
        lonely: list[tuple[RollRow, Undecided]] = []
        for row, found in rows:
            if found.code not in _MAY_BE_NEW or self._may_stand_twice(row):
                self._decide(row, found)
            elif found.code == "not_on_roll":
                self._new[row.key].append(row)
            elif found.candidates:
                self._decide(row, found)
            else:
                lonely.append((row, found))
        self._decide_together(_LONELY, lonely)

    def _may_stand_twice(self, row: RollRow) -> bool:
        """Whether somebody on the roll or in another row may be this very person."""
        others = [other for other in self._in_sheet.may_be(row.pupil) if other != row]
        return bool(others or self._on_roll.may_be(row.pupil))

    def _decide_together(self, matter: Matter, rows: Sequence[tuple[RollRow, Undecided]]) -> None:
        """Let one answer settle all rows of a kind; an answer for one row goes before it."""
        if not rows:
            return
        value = self._book.ask(matter, *(Example(r.place, r.pupil.shown) for r, _ in rows))
        for row, undecided in rows:
            own = self._book.corrected(_key(row)) is not None
            if own or value == "one_by_one":
                self._decide(row, undecided)
            elif value == "accept":
                self._give(row, undecided.candidates[0].person.key)
            elif value == NEW:
                self._new[row.key].append(row)
            else:
                self._leave(row, undecided.code, undecided.text)

    def _decide(self, row: RollRow, undecided: Undecided) -> None:
        matter = self._matter(row, undecided)
        value = self._book.ask(matter, Example(row.place, row.pupil.shown))
        if value == NOBODY:
            self._owners.nobodys.append(row)
        elif value == NEW:
            self._new[row.key].append(row)
        elif value is not None:
            self._give(row, value)
        elif undecided.code in _MAY_BE_NEW:
            self._leave(row, undecided.code, "Say whether this is somebody new or on the roll.")
        else:
            self._leave(row, undecided.code, undecided.text)

    def _matter(self, row: RollRow, undecided: Undecided) -> Matter:
        near = [candidate.person.key for candidate in undecided.candidates]
        settled = self._book.corrected(_key(row)) or ""
        keys = dict.fromkeys([*near, *self._on_roll.may_be(row.pupil), settled])
        offered = [Choice(k, described(self._people[k])) for k in keys if self._may_be(row, k)]
        may_be_new = undecided.code in _MAY_BE_NEW and row.key not in self._people
        new = [Choice(NEW, "Somebody new")] if may_be_new else []
        nobody = Choice(NOBODY, "Leave this row out")
        text = "Is this somebody new, or who on the roll?" if new else "Who on the roll is this?"
        return Matter(_key(row), QuestionKind.WHO, text, (*offered, *new, nobody))

    def _may_be(self, row: RollRow, key: str) -> bool:
        person = self._people.get(key)
        if person is None or person.kind is not _kind(row):
            return False
        return not different_upns(as_upn(row.pupil.upn), as_upn(key))

    def _give(self, row: RollRow, key: str) -> None:
        if self._people[key].kind is _kind(row):
            self._given[key].append(row)
        else:
            self._leave(row, "kind_differs", "The roll has a pupil where the sheet has an adult.")

    def _leave(self, row: RollRow, code: str, text: str) -> None:
        self._owners.not_taken.append((row, code, text))

    def _settle_meetings(self) -> None:
        """Take the rows that are the only ones about their person."""
        text = "Another row is about the same person."
        for key, rows in [*self._given.items(), *self._new.items()]:
            if len(rows) > 1 or (key in self._given and key in self._new):
                self._owners.not_taken.extend((row, "person_twice", text) for row in rows)
            elif key in self._given:
                self._owners.of[key] = rows[0]
            else:
                self._owners.new.append(rows[0])

    def _leave_handed_on(self, rows: Iterable[RollRow]) -> None:
        """Leave out who would give up an admission number that another row claims."""
        claimed = {without_zeros(row.pupil.admission_number): row for row in rows}
        text = "Another row has the admission number that this person has on the roll."
        for key, row in list(self._owners.of.items()):
            known = without_zeros(self._people[key].admission_number)
            stated = without_zeros(row.pupil.admission_number)
            if known and stated and known != stated and known in claimed:
                del self._owners.of[key]
                self._leave(row, "number_handed_on", text)


def _kind(row: RollRow) -> PersonKind:
    return PersonKind.ADULT if row.is_adult else PersonKind.PUPIL


def _as_written(person: PersonDetails) -> WrittenPupil:
    return WrittenPupil(
        "" if is_name_key(person.key) or not is_upn(as_upn(person.key)) else person.key,
        person.admission_number,
        person.first_name,
        person.last_name,
        person.legal_first_name,
        person.legal_last_name,
        class_name=person.class_name,
        year_group=person.year_group,
        born=(person.date_of_birth,) if person.date_of_birth else (),
    )


def _key(row: RollRow) -> str:
    return f"who:{row.sheet}!{row.number}"


_EXACT = Matter(
    "who:exact",
    QuestionKind.WHO,
    "These rows fit exactly one person on the roll each. Are they theirs?",
    choices(("accept", "Yes, all of them"), ("one_by_one", "Ask me for each row")),
)
_LONELY = Matter(
    "who:new",
    QuestionKind.WHO,
    "These rows have no number, and nobody on the roll has such a name. Are they all new?",
    choices((NEW, "Yes, all of them are new"), ("one_by_one", "Ask me for each row")),
)
