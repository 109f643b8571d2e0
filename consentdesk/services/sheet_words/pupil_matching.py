"""Who a row of any sheet is about: found beyond doubt, or a few pupils for a person to choose.

By UPN, else by admission number and last name, else by day of birth and full name, else by a
way of writing that somebody approved. A name and a class are never enough, and a number that is
one pupil's beside the name of another is nobody's: mixing up brothers and sisters is the worst
mistake an import can make.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from consentdesk.domain.consent_source import Alias
from consentdesk.domain.people import PersonDetails
from consentdesk.services.sheet_words.class_names import compare, read_class
from consentdesk.services.sheet_words.likely_pupils import (
    Candidate,
    LikelyPupils,
    RollPupil,
    Sought,
    born_otherwise,
    contradicts,
    likeliest,
    other_number,
    roll_pupil,
    sought,
)
from consentdesk.services.sheet_words.lost_numbers import lost_upn, spaceless, without_zeros
from consentdesk.services.sheet_words.pupil_names import NameFit, Tie, best_fit, name_form
from consentdesk.services.sheet_words.sheet_roll import roll_from
from consentdesk.services.sheet_words.upn import as_upn, is_upn
from consentdesk.services.sheet_words.written_pupil import (
    WrittenPupil,
    different_upns,
    might_be_same,
    name_key,
)

__all__ = [
    "Candidate",
    "Found",
    "PupilIndex",
    "Undecided",
    "WrittenPupil",
    "might_be_same",
    "name_key",
    "roll_from",
]

Way: TypeAlias = Literal["upn", "former_upn", "admission_number", "date_of_birth", "alias"]

_TEXTS = {
    "no_identifier": "Nothing in this row says beyond doubt whose it is.",
    "upn_wrong": "This is no UPN: its check letter or its length is wrong.",
    "not_on_roll": "Nobody on the roll has these numbers and this name.",
    "zeros_lost": "The admission number has lost its zeros, so a person has to say whose it is.",
    "two_people": "The numbers and the name in this row belong to different people.",
    "name_differs": "The name in this row is not that of the number's owner.",
    "born_differs": "The day of birth in this row is not that of the number's owner.",
}
_SAME_UPN, _SAME_NUMBER = "same UPN", "same admission number"
_APPROVED = "written like this before"


@dataclass(frozen=True, slots=True)
class Found:
    """The one person a row is about.

    Attributes:
        by: what it was found by.
        remarks: stable codes of what is worth telling: `name_spelling` (the roll writes the name
            otherwise), `upn_recovered` (a spreadsheet had spoilt the number),
            `number_differs` (beside the UPN stands an admission number that is nobody's),
            `born_differs`, `left` (the roll holds a leaving day).
    """

    person: PersonDetails
    by: Way
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why a row is nobody's until a person says whose.

    Attributes:
        code: stable; `text` is its sentence and names nobody.
        candidates: whom it may be about, best first, at most six.
        exact: the first candidate alone has this very name and this class, and nobody else on
            the roll has a name near enough to be meant, not even a brother or sister.
    """

    code: str
    text: str
    candidates: tuple[Candidate, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Stop:
    """A contradiction in a row; `known` tells whose its numbers are, by key."""

    code: str
    known: Mapping[str, str]


class PupilIndex:
    """The roll, ready to look people up in."""

    def __init__(
        self, people: Iterable[PersonDetails], aliases: Iterable[tuple[str, Alias]] = ()
    ) -> None:
        """Read the roll; an alias comes with the key of its person."""
        pupils = [roll_pupil(person) for person in sorted(people, key=lambda p: p.key)]
        self._likely = LikelyPupils(pupils)
        self._by_key = {pupil.person.key: pupil for pupil in pupils}
        self._by_upn: dict[str, list[RollPupil]] = defaultdict(list)
        self._by_number: dict[str, list[RollPupil]] = defaultdict(list)
        self._by_day: dict[date, list[RollPupil]] = defaultdict(list)
        self._aliases: dict[str, list[tuple[RollPupil, Alias]]] = defaultdict(list)
        for pupil in pupils:
            self._take(pupil)
        for key, alias in aliases:
            written = name_form(alias.written)
            if key in self._by_key and written:
                self._aliases[written].append((self._by_key[key], alias))

    def _take(self, pupil: RollPupil) -> None:
        former = {as_upn(upn) for upn in pupil.person.former_upns}
        for upn in filter(is_upn, {pupil.upn, *former}):
            self._by_upn[upn].append(pupil)
        if pupil.admission_number:
            self._by_number[pupil.admission_number].append(pupil)
        if pupil.person.date_of_birth:
            self._by_day[pupil.person.date_of_birth].append(pupil)

    def find(self, written: WrittenPupil) -> Found | Undecided:
        """Return the one person the row is about, or why a person has to say."""
        row = sought(written)
        for way in (self._find_by_upn, self._find_by_number, self._find_by_day, self._find_alias):
            found = way(row)
            if isinstance(found, Found):
                return found
            if found is not None:
                return self._undecided(row, found.code, found.known)
        has_number = is_upn(row.upn) or bool(written.admission_number)
        return self._undecided(row, "not_on_roll" if has_number else "no_identifier", {})

    # Numbers -----------------------------------------------------------------------------

    def _find_by_upn(self, row: Sought) -> Found | _Stop | None:
        if not row.upn:
            return None
        recovered = "" if is_upn(row.upn) else lost_upn(row.upn)
        owners = self._by_upn.get(recovered or row.upn, [])
        known = {owner.person.key: _SAME_UPN for owner in owners}
        if not is_upn(row.upn) and (len(owners) != 1 or not _clearly_named(row, owners[0])):
            return _Stop("upn_wrong", known)
        if len(owners) != 1:
            return _Stop("two_people", known) if owners else None
        owner = owners[0]
        others = self._by_number.get(without_zeros(row.written.admission_number), [])
        if others and owner not in others:
            numbers = {other.person.key: _SAME_NUMBER for other in others}
            return _Stop("two_people", {**known, **numbers})
        by: Way = "upn" if owner.upn == (recovered or row.upn) else "former_upn"
        # Prefixes of admission numbers vary between programs, so an unknown one is only told.
        differs = "number_differs" if other_number(row, owner) else ""
        remarks = tuple(filter(None, ("upn_recovered" if recovered else "", differs)))
        return self._named(row, owner, by, known, remarks)

    def _find_by_number(self, row: Sought) -> Found | _Stop | None:
        number = row.written.admission_number
        owners = self._by_number.get(without_zeros(number), []) if number else []
        if not owners:
            return None
        known = {owner.person.key: _SAME_NUMBER for owner in owners}
        if not any(name.last for name in row.names.natural):
            return _Stop("no_identifier", known)
        same = [o for o in owners if best_fit(row.names, o.names).last is Tie.SAME]
        if len(same) != 1:
            return _Stop("two_people" if same else "name_differs", known)
        owner = same[0]
        if different_upns(row.upn, owner.upn):
            return _Stop("two_people", known)
        on_roll = owner.person.admission_number or owner.person.key
        found = self._named(row, owner, "admission_number", known, ())
        if isinstance(found, Found) and spaceless(number) != spaceless(on_roll):
            # Without a check letter nothing proves which zeros a spreadsheet dropped.
            return _Stop("zeros_lost", known)
        return found

    def _named(
        self,
        row: Sought,
        owner: RollPupil,
        by: Way,
        known: Mapping[str, str],
        remarks: tuple[str, ...],
    ) -> Found | _Stop:
        """Return a number's owner if the name is theirs and fits nobody else as well."""
        fit = best_fit(row.names, owner.names)
        if self._fits_another(row, owner, fit):
            return _Stop("two_people", known)
        if not fit.agrees_with_number:
            return _Stop("name_differs", known)
        if born_otherwise(row, owner):
            if not fit.same:
                return _Stop("born_differs", known)
            remarks = (*remarks, "born_differs")
        return _found(owner, by, fit, remarks)

    def _fits_another(self, row: Sought, owner: RollPupil, fit: NameFit) -> bool:
        """Whether the name is as much another's; own names in full are, even of namesakes."""
        return any(
            other.points > fit.points or (other.points == fit.points and not fit.same_as_stated)
            for pupil, other in self._likely.meant(row.names)
            if pupil is not owner
        )

    # Day of birth and approved ways of writing -------------------------------------------

    def _find_by_day(self, row: Sought) -> Found | None:
        """Return the one pupil with this name born on one of these days.

        A namesake whose day of birth is unknown may have been born on it, too.
        """
        born = {p.person.key: p for day in row.written.born for p in self._by_day.get(day, ())}
        fits = [(pupil, best_fit(row.names, pupil.names)) for pupil in born.values()]
        meant = [(pupil, fit) for pupil, fit in fits if fit.may_be_meant]
        if len(meant) != 1:
            return None
        pupil, fit = meant[0]
        if fit.last is not Tie.SAME or fit.first < Tie.FULLER or contradicts(row, pupil):
            return None
        namesakes = [p for p, other in self._likely.meant(row.names) if other.points >= fit.points]
        if any(p.person.date_of_birth is None for p in namesakes):
            return None
        return _found(pupil, "date_of_birth", fit, ())

    def _find_alias(self, row: Sought) -> Found | None:
        """Return whom this way of writing stands for, if the class is the approved one.

        Classes are new every year and so are pupils: whoever else may be meant undoes it.
        """
        approved = {
            pupil.person.key: pupil
            for pupil, alias in self._written_like(row)
            if compare(read_class(alias.class_name), row.school_class) is True
        }
        if len(approved) != 1:
            return None
        (pupil,) = approved.values()
        if compare(pupil.school_class, row.school_class) is False:
            return None
        if contradicts(row, pupil) or born_otherwise(row, pupil):
            return None
        for other, fit in self._likely.meant(row.names):
            same = compare(other.school_class, row.school_class)
            if other is not pupil and (fit.same or same is not False):
                return None
        return _found(pupil, "alias", best_fit(row.names, pupil.names), ())

    def _written_like(self, row: Sought) -> Sequence[tuple[RollPupil, Alias]]:
        return self._aliases.get(name_form(row.written.shown), ())

    # Suggestions -------------------------------------------------------------------------

    def _undecided(self, row: Sought, code: str, known: Mapping[str, str]) -> Undecided:
        written_like = {p.person.key: _APPROVED for p, _ in self._written_like(row)}
        always = {**written_like, **known}
        near = self._likely.near(row)
        near.update({key: self._by_key[key] for key in always})
        fits = [(pupil, best_fit(row.names, pupil.names)) for pupil in near.values()]
        exact = code in {"no_identifier", "not_on_roll"} and not always and _exact(row, fits)
        if code == "zeros_lost":
            # The number tells brothers and sisters apart, so the full name is enough to offer it.
            exact = len(known) == 1 and _clearly_named(row, self._by_key[next(iter(known))])
        return Undecided(code, _TEXTS[code], likeliest(row, fits, always), exact)


def _exact(row: Sought, fits: Iterable[tuple[RollPupil, NameFit]]) -> bool:
    """Whether one pupil has the very name and class, and nobody else's name comes near."""
    near = [(pupil, fit) for pupil, fit in fits if fit.may_be_meant or fit.last >= Tie.FULLER]
    if len(near) != 1:
        return False
    pupil, fit = near[0]
    classes_named = bool(row.written.class_name and pupil.person.class_name)
    in_class = classes_named and compare(row.school_class, pupil.school_class) is True
    return fit.same and in_class and not contradicts(row, pupil) and not born_otherwise(row, pupil)


def _clearly_named(row: Sought, pupil: RollPupil) -> bool:
    """Whether the row states the pupil's own first and last name, middle names aside."""
    fit = best_fit(row.names, pupil.names)
    return min(fit.first, fit.last) >= Tie.FULLER


def _found(pupil: RollPupil, by: Way, fit: NameFit, remarks: tuple[str, ...]) -> Found:
    spelt = () if fit.same_as_stated else ("name_spelling",)
    left = ("left",) if pupil.person.left_on else ()
    return Found(pupil.person, by, (*remarks, *spelt, *left))
