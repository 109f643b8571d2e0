"""A roll made from the rows of a sheet, for a school that has none yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consentdesk.domain.people import PersonDetails
from consentdesk.services.sheet_words.class_names import kind_of
from consentdesk.services.sheet_words.likely_pupils import LikelyPupils, roll_pupil
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.plain_words import tidy
from consentdesk.services.sheet_words.upn import as_upn, is_upn
from consentdesk.services.sheet_words.written_pupil import (
    WrittenPupil,
    classes_allow,
    name_key,
    names_of,
    shown_names,
)


def roll_from(rows: Sequence[tuple[WrittenPupil, str]]) -> tuple[PersonDetails, ...]:
    """Return the people that rows are about, each with the place where it stands.

    A row without a UPN makes a person by its admission number and last name only where no row
    with a UPN has that number, and by its name only where nobody with a number may be meant.
    Rows with different names or classes never become one person by their names.
    """
    written = [row for row, _ in sorted(rows, key=lambda pair: pair[1])]
    named = [row for row in written if any(shown_names(row))]
    numbered = _numbered(named)
    with_number = [_details(key, group) for key, group in sorted(numbered.items())]
    likely = LikelyPupils([roll_pupil(person) for person in with_number])
    by_name: dict[str, list[WrittenPupil]] = defaultdict(list)
    for row in named:
        if not _has_number(row) and not _may_be_one_of(likely, row):
            by_name[name_key(row)].append(row)
    return (*with_number, *(_details(key, group) for key, group in sorted(by_name.items())))


def _may_be_one_of(numbered: LikelyPupils, row: WrittenPupil) -> bool:
    return any(
        classes_allow(fit, row.school_class, pupil.school_class)
        for pupil, fit in numbered.meant(names_of(row))
    )


def _numbered(rows: Iterable[WrittenPupil]) -> dict[str, list[WrittenPupil]]:
    """Return the rows of each person with a number, by key."""
    groups: dict[str, list[WrittenPupil]] = defaultdict(list)
    with_upn = [row for row in rows if is_upn(as_upn(row.upn))]
    taken = {without_zeros(row.admission_number) for row in with_upn}
    for row in with_upn:
        groups[as_upn(row.upn)].append(row)
    by_number: dict[str, list[WrittenPupil]] = defaultdict(list)
    for row in rows:
        number = without_zeros(row.admission_number)
        if not row.upn and number and shown_names(row)[1] and number not in taken:
            by_number[number].append(row)
    for group in by_number.values():
        groups[min(_numbers(group))] = group
    return groups


def _has_number(row: WrittenPupil) -> bool:
    return bool(row.upn) or bool(row.admission_number and shown_names(row)[1])


def _numbers(group: Iterable[WrittenPupil]) -> list[str]:
    """Return the admission numbers as written, those that kept their zeros first."""
    return sorted({tidy(row.admission_number) for row in group if row.admission_number})


def _details(key: str, group: Sequence[WrittenPupil]) -> PersonDetails:
    """Choose names and class the same way in whatever order the rows stand."""
    row = min(group, key=_preference)
    first, last = shown_names(row)
    days = {row.born for row in group if row.born}
    born = next(iter(days)) if len(days) == 1 else ()
    return PersonDetails(
        key=key,
        kind=kind_of(row.class_name),
        first_name=first,
        last_name=last,
        class_name=row.class_name,
        admission_number=next(iter(_numbers(group)), ""),
        date_of_birth=born[0] if len(born) == 1 else None,
        year_group=row.year_group,
        legal_first_name="" if row.legal_first_name == first else row.legal_first_name,
        legal_last_name="" if row.legal_last_name == last else row.legal_last_name,
    )


def _preference(row: WrittenPupil) -> tuple[int, tuple[str, ...]]:
    """Put rows that say most first, then go by the alphabet."""
    first, last = shown_names(row)
    said = (last, first, row.class_name, row.year_group, row.legal_last_name, row.legal_first_name)
    return said.count(""), said
