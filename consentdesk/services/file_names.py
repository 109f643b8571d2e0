"""Names of published files: event, date and a number, and never a person's name."""

import re
import unicodedata
from collections.abc import Iterable

from consentdesk.domain.people import Person

LONGEST_EVENT = 40
_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})


def event_slug(event: str) -> str:
    """Return an event's title as part of a file name: plain letters, digits and hyphens."""
    return _slug(event)[:LONGEST_EVENT].strip("-") or "event"


def names_somebody(event: str, people: Iterable[Person]) -> bool:
    """Tell whether a title holds a person's first and last name, however they are joined."""
    words = set(_slug(event).split("-"))
    return any(
        first and last and first <= words and last <= words
        for first, last in (
            (_words(person.details.first_name), _words(person.details.last_name))
            for person in people
        )
    )


def _words(name: str) -> set[str]:
    return set(_slug(name).split("-")) - {""}


def _slug(text: str) -> str:
    lowered = text.casefold().translate(_SPELT_OUT).replace("'s", " ").replace("’s", " ")
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
