"""Initials of people in a text that a person typed, such as ``M.O.`` or ``MO`` beside a photo.

`name_check.names_or_initials` looks at names of files, about which nobody is asked. In a sentence
nearly every short word is somebody's initials, so only letters set apart or capitals count here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.sheet_words.plain_words import tidy
from consentdesk.services.sheet_words.pupil_names import name_form

_LETTER = r"[^\W\d_]"
_SET_APART = re.compile(rf"(?<![\w'’]){_LETTER}(?:(?:\.\s?|-){_LETTER}){{1,3}}(?![^\W_])")
_CAPITALS = re.compile(rf"(?<![\w'’]){_LETTER}\s?{_LETTER}(?![^\W_])")
_REMEMBERED = 1 << 13


def clear_initials(text: str, people: Iterable[Person]) -> frozenset[PersonId]:
    """Return whose initials stand in a text beyond doubt: capitals with dots or hyphens."""
    return _owners(_set_apart(text, capitals=True), people)


def possible_initials(text: str, people: Iterable[Person]) -> frozenset[PersonId]:
    """Return whose initials may stand there: two capitals, or small letters with dots."""
    return _owners((*_set_apart(text, capitals=False), *_pairs(text)), people)


def _owners(found: Iterable[str], people: Iterable[Person]) -> frozenset[PersonId]:
    pairs = {name_form(f"{letters[0]} {letters[-1]}") for letters in found}
    if not pairs:
        return frozenset()
    return frozenset(p.id for p in people if not pairs.isdisjoint(_initials(p.details)))


@lru_cache(maxsize=_REMEMBERED)
def _initials(details: PersonDetails) -> frozenset[str]:
    """Return the pairs of initials that a person's names make, in plain letters."""
    firsts = [name_form(name) for name in (details.first_name, details.legal_first_name)]
    lasts = [name_form(name) for name in (details.last_name, details.legal_last_name)]
    words = (word for last in lasts for word in last.split())
    return frozenset(f"{a[0]} {b[0]}" for a, b in product(filter(None, firsts), words))


def _set_apart(text: str, *, capitals: bool) -> Iterator[str]:
    for found in _SET_APART.finditer(_written(text)):
        letters = "".join(filter(str.isalpha, found[0]))
        if letters.isupper() == capitals:
            yield letters


def _pairs(text: str) -> Iterator[str]:
    for found in _CAPITALS.finditer(_written(text)):
        letters = "".join(filter(str.isalpha, found[0]))
        if letters.isupper():
            yield letters


def _written(text: str) -> str:
    return unicodedata.normalize("NFKC", tidy(text))
