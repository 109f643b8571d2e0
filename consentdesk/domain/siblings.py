"""Which pupils may be brothers or sisters, as far as the roll tells."""

import re

from consentdesk.domain.people import PersonDetails

_YEAR = re.compile(r"\d+")


def may_be_siblings(one: PersonDetails, other: PersonDetails) -> bool:
    """Tell whether two pupils share a last name and are in the same or neighbouring classes."""
    name = one.last_name.casefold()
    if not name or name != other.last_name.casefold():
        return False
    if one.class_name == other.class_name:
        return True
    years, others = _years(one.class_name), _years(other.class_name)
    return any(abs(a - b) <= 1 for a in years for b in others)


def _years(class_name: str) -> tuple[int, ...]:
    """Return the years of a class: 3A is of 3, 3/4 of both; the reception class comes before 1."""
    found = tuple(int(digits) for digits in _YEAR.findall(class_name))
    return found or ((0,) if class_name[:1].casefold() == "r" else ())
