"""Who a row is about: by UPN, else by admission number and last name, never by name alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.consent.replies import ConsentRow
from consentdesk.services.plain_words import plain
from consentdesk.services.upn import as_upn, is_upn

STAFF = "staff"
"""Class name that makes a row one of an adult."""


class Identified(Protocol):
    """What a row of any sheet says about who it is about; `upn` as `as_upn` gives it."""

    @property
    def upn(self) -> str: ...  # noqa: D102 - the class says it
    @property
    def admission_number(self) -> str: ...  # noqa: D102
    @property
    def first_name(self) -> str: ...  # noqa: D102
    @property
    def last_name(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Why a row belongs to nobody; `code` is stable, `text` a sentence."""

    code: str
    text: str


NO_NUMBER = Unmatched(
    "no_identifier", "The row has neither a UPN nor an admission number with a last name."
)
WRONG_UPN = Unmatched("upn_wrong", "This is no UPN: its check letter or its length is wrong.")
NOT_ON_ROLL = Unmatched("not_on_roll", "Nobody on the roll has these numbers and this name.")
TWO_PEOPLE = Unmatched("two_people", "The numbers in this row belong to different people.")
_OTHER_NAME = Unmatched("name_differs", "The name in this row is not that of the number's owner.")


class RollIndex:
    """The roll, ready to look people up in."""

    def __init__(self, people: Iterable[PersonDetails]) -> None:
        self._by_key: dict[str, PersonDetails] = {}
        self._by_admission: dict[str, list[PersonDetails]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[PersonDetails]] = defaultdict(list)
        for person in people:
            self._by_key[as_upn(person.key)] = person
            self._by_admission[_admission(person)].append(person)
            self._by_name[_name(person)].append(person)

    def find(self, row: Identified) -> PersonDetails | Unmatched:
        """Return the one person the row is about, or why there is none.

        A number that is someone's while the name is another's is nobody's: mixing up
        siblings is the worst mistake an import can make.
        """
        if row.upn and not is_upn(row.upn):
            return WRONG_UPN
        found = self._by_key.get(row.upn) if row.upn else None
        owners = self._owners(row)
        if found is None:
            if not row.upn and not (row.admission_number and row.last_name):
                return NO_NUMBER
            return self._by_second_number(row, owners)
        if owners and found not in owners:
            return TWO_PEOPLE
        return self._named(row, found)

    def _owners(self, row: Identified) -> list[PersonDetails]:
        number = plain(row.admission_number)
        return self._by_admission.get(number, []) if number else []

    def _by_second_number(
        self, row: Identified, owners: list[PersonDetails]
    ) -> PersonDetails | Unmatched:
        same = [p for p in owners if row.last_name and plain(p.last_name) == plain(row.last_name)]
        if not owners:
            return NOT_ON_ROLL
        if len(same) != 1:
            return TWO_PEOPLE if same else _OTHER_NAME
        if row.upn and is_upn(same[0].key) and not _temporary(row.upn, same[0].key):
            return TWO_PEOPLE
        return self._named(row, same[0])

    def _named(self, row: Identified, person: PersonDetails) -> PersonDetails | Unmatched:
        name = (plain(row.first_name), plain(row.last_name))
        namesakes = self._by_name.get(name, [])
        if namesakes and person not in namesakes:
            return TWO_PEOPLE
        stated = [pair for pair in zip(name, _name(person), strict=True) if pair[0]]
        if stated and all(mine != theirs for mine, theirs in stated):
            return _OTHER_NAME
        return person


def roll_in(rows: Iterable[ConsentRow]) -> tuple[PersonDetails, ...]:
    """Return the people a sheet is about, for a school that has no roll yet.

    A row without a UPN makes a person only when no row with a UPN has its admission number.
    """
    groups: dict[str, list[ConsentRow]] = defaultdict(list)
    every = [row for row in rows if row.first_name or row.last_name]
    with_upn = [row for row in every if is_upn(row.upn)]
    taken = {plain(row.admission_number) for row in with_upn}
    for row in with_upn:
        groups[row.upn].append(row)
    for row in every:
        number = plain(row.admission_number)
        if not row.upn and number and row.last_name and number not in taken:
            groups[as_upn(row.admission_number)].append(row)
    return tuple(_details(groups[number]) for number in sorted(groups))


def kind_of(class_name: str) -> PersonKind:
    """Return whether a class is one of pupils or the staff."""
    return PersonKind.ADULT if plain(class_name) == STAFF else PersonKind.PUPIL


def _details(group: list[ConsentRow]) -> PersonDetails:
    """Choose names and class the same way in whatever order the rows stand."""
    first = min(group, key=lambda r: (r.last_name, r.first_name, r.class_name))
    numbers = sorted(row.admission_number for row in group if row.admission_number)
    return PersonDetails(
        key=group[0].upn or numbers[0],
        kind=kind_of(first.class_name),
        first_name=first.first_name,
        last_name=first.last_name,
        class_name=first.class_name,
        admission_number=numbers[0] if numbers else "",
    )


def _admission(person: PersonDetails) -> str:
    own = "" if is_upn(as_upn(person.key)) else person.key
    return plain(person.admission_number or own)


def _name(person: PersonDetails) -> tuple[str, str]:
    return plain(person.first_name), plain(person.last_name)


def _temporary(*numbers: str) -> bool:
    """Whether one of the UPNs is temporary, so that both may be the same pupil's."""
    return any(number[-1].isalpha() for number in numbers)
