"""Pupils whom a row may be about by name, class and day of birth: for a person to choose from.

Nothing here decides. Names alone never say whose a row is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from consentdesk.domain.people import PersonDetails
from consentdesk.services.sheet_words.class_names import ClassName, class_in_year, compare
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.pupil_names import (
    NameFit,
    PupilName,
    Tie,
    WrittenNames,
    best_fit,
    own_names,
)
from consentdesk.services.sheet_words.short_names import other_forms
from consentdesk.services.sheet_words.upn import as_upn, is_upn
from consentdesk.services.sheet_words.written_pupil import (
    WrittenPupil,
    different_upns,
    is_name_key,
    names_of,
)

MOST_SHOWN = 6
_LEAST_LIKENESS = 25
_NEAR, _MOST_NEAR = 74, 12
_SAME_CLASS, _SAME_YEAR, _OTHER_CLASS = 10, 4, -12
_SAME_BIRTHDAY, _OTHER_BIRTHDAY = 10, -20
_KNOWN = 20
_FIRST_WORDS = {
    Tie.SAME: "same first name",
    Tie.FULLER: "same first name",
    Tie.SHORT: "short form of the first name",
    Tie.SOUND: "first name sounds alike",
    Tie.ALIKE: "first name spelt alike",
    Tie.INITIAL: "initial fits",
}
_LAST_WORDS = {
    Tie.SAME: "same last name",
    Tie.FULLER: "same last name in part",
    Tie.SHORT: "same last name in part",
    Tie.SOUND: "last name sounds alike",
    Tie.ALIKE: "last name spelt alike",
    Tie.INITIAL: "initial of the last name fits",
}


@dataclass(frozen=True, slots=True)
class RollPupil:
    """A person on the roll with what rows are compared with, worked out once."""

    person: PersonDetails
    upn: str
    admission_number: str
    names: tuple[PupilName, ...]
    last_words: frozenset[str]
    school_class: ClassName


@dataclass(frozen=True, slots=True)
class Sought:
    """A row with what the roll is searched by, worked out once."""

    written: WrittenPupil
    upn: str
    names: WrittenNames
    school_class: ClassName


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil whom a row may be about.

    Attributes:
        likeness: from 0 to 100, only for putting candidates in order.
        reasons: what speaks for and against, in the office's words.
    """

    person: PersonDetails
    likeness: int
    reasons: tuple[str, ...]


def roll_pupil(person: PersonDetails) -> RollPupil:
    """Work out what rows are compared with."""
    upn = as_upn(person.key)
    own_number = "" if is_upn(upn) or is_name_key(person.key) else person.key
    names = own_names(
        (person.first_name, person.legal_first_name), (person.last_name, person.legal_last_name)
    )
    return RollPupil(
        person,
        upn if is_upn(upn) else "",
        without_zeros(person.admission_number or own_number),
        names,
        frozenset(word for name in names for word in name.last.split()),
        class_in_year(person.class_name, person.year_group),
    )


def sought(written: WrittenPupil) -> Sought:
    """Work out what the roll is searched by."""
    return Sought(written, as_upn(written.upn), names_of(written), written.school_class)


def other_number(row: Sought, pupil: RollPupil) -> bool:
    """Whether the admission number in the row is not the one that the roll has."""
    number = without_zeros(row.written.admission_number)
    return bool(number and pupil.admission_number) and number != pupil.admission_number


def contradicts(row: Sought, pupil: RollPupil) -> bool:
    """Whether a number in the row is one that this pupil cannot have."""
    return other_number(row, pupil) or different_upns(row.upn, pupil.upn)


def born_otherwise(row: Sought, pupil: RollPupil) -> bool:
    """Whether the row's day of birth, in every reading, is not the pupil's."""
    born = pupil.person.date_of_birth
    return bool(row.written.born) and born is not None and born not in row.written.born


class LikelyPupils:
    """The roll, ready to be searched by name."""

    def __init__(self, pupils: Sequence[RollPupil]) -> None:
        self._pupils = pupils
        self._by_word: dict[str, list[RollPupil]] = defaultdict(list)
        self._whole: list[str] = []
        self._owners: list[RollPupil] = []
        for pupil in pupils:
            for word in sorted({w for n in pupil.names for w in f"{n.first} {n.last}".split()}):
                self._by_word[word].append(pupil)
            for name in pupil.names:
                self._whole.append(f"{name.first} {name.last}")
                self._owners.append(pupil)

    def sharing_a_word(self, names: WrittenNames) -> tuple[RollPupil, ...]:
        """Return who has a word of the name in theirs, or the short or long form of one."""
        words = names.words
        every = words.union(*(other_forms(word) for word in words))
        found = {p.person.key: p for w in every for p in self._by_word.get(w, ())}
        return tuple(found.values())

    def meant(self, names: WrittenNames) -> Iterator[tuple[RollPupil, NameFit]]:
        """Yield who may be meant by the name, each with how it fits."""
        for pupil in self.sharing_a_word(names):
            fit = best_fit(names, pupil.names)
            if fit.may_be_meant:
                yield pupil, fit

    def near(self, row: Sought) -> dict[str, RollPupil]:
        """Return, by key, who may be worth showing for a row.

        Whoever shares a word of the name with it, or is spelt nearly like it; but a first name
        alone, in another class and beside another last name, says nothing.
        """
        found = {
            pupil.person.key: pupil
            for pupil in self.sharing_a_word(row.names)
            if compare(row.school_class, pupil.school_class) is not False
            or not pupil.last_words.isdisjoint(row.names.words)
            or row.names.has_short_last
        }
        spelt = self._spelt_like(row.names.natural) or self._spelt_like(row.names.turned)
        return found | spelt

    def _spelt_like(self, names: Iterable[PupilName]) -> dict[str, RollPupil]:
        found = [
            self._owners[at]
            for whole in {f"{name.first} {name.last}" for name in names}
            for _, _, at in process.extract(
                whole, self._whole, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_MOST_NEAR
            )
        ]
        return {pupil.person.key: pupil for pupil in found}


def likeliest(
    row: Sought, fits: Iterable[tuple[RollPupil, NameFit]], known: Mapping[str, str]
) -> tuple[Candidate, ...]:
    """Return the likeliest, best first; `known` are reasons beyond the name, by key."""
    weighed = [(_likeness(row, pupil, fit, known), pupil, fit) for pupil, fit in fits]
    likely = [w for w in weighed if w[0] >= _LEAST_LIKENESS or w[1].person.key in known]
    likely.sort(key=lambda w: (-w[0], *_alphabet(w[1].person)))
    return tuple(
        Candidate(pupil.person, max(0, min(100, likeness)), _reasons(row, pupil, fit, known))
        for likeness, pupil, fit in likely[:MOST_SHOWN]
    )


def _likeness(row: Sought, pupil: RollPupil, fit: NameFit, known: Mapping[str, str]) -> int:
    points = fit.points + _by_class(row, pupil)[0] + _by_birthday(row, pupil)[0]
    return points + _KNOWN * (pupil.person.key in known)


def _alphabet(who: PersonDetails) -> tuple[str, str, str, str]:
    return who.class_name, who.last_name, who.first_name, who.key


def _reasons(
    row: Sought, pupil: RollPupil, fit: NameFit, known: Mapping[str, str]
) -> tuple[str, ...]:
    return tuple(
        words
        for words in (
            known.get(pupil.person.key, ""),
            *_by_name(fit),
            _by_class(row, pupil)[1],
            _by_birthday(row, pupil)[1],
            "left the school" if pupil.person.left_on else "",
        )
        if words
    )


def _by_name(fit: NameFit) -> tuple[str, ...]:
    if fit.same:
        return ("same name, first and last turned round" if fit.turned else "same name",)
    return _FIRST_WORDS.get(fit.first, ""), _LAST_WORDS.get(fit.last, "")


def _by_class(row: Sought, pupil: RollPupil) -> tuple[int, str]:
    same = compare(row.school_class, pupil.school_class)
    if same is not None:
        return (_SAME_CLASS, "same class") if same else (_OTHER_CLASS, "another class")
    if row.school_class.years & pupil.school_class.years:
        return _SAME_YEAR, "same year"
    return 0, ""


def _by_birthday(row: Sought, pupil: RollPupil) -> tuple[int, str]:
    if not row.written.born or pupil.person.date_of_birth is None:
        return 0, ""
    if born_otherwise(row, pupil):
        return _OTHER_BIRTHDAY, "another day of birth"
    return _SAME_BIRTHDAY, "same day of birth"
