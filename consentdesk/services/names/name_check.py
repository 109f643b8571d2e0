"""Names of people in what goes out with photos: captions, titles, names of files and folders."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise, product, takewhile

from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.names.letters_as_seen import form_as_seen
from consentdesk.services.names.ordinary_words import ORDINARY_WORDS
from consentdesk.services.sheet_words.plain_words import tidy
from consentdesk.services.sheet_words.short_names import other_forms

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’ʼ](?:[^\W\d_][\u0300-\u036f]*)+)*")
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "rev"})
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "del", "della", "dos", "das", "bin", "bint", "ibn", "abu", "the"}
)
_MOST_WORDS = 8
"""Words that a whole name may have: Maria del Carmen van der Berg Lopez has seven."""
_SHORTEST_PART, _SHORTEST_ALONE = 3, 2
_SHORTEST_JOINED, _SHORTEST_AFTER_INITIAL = 6, 5
"""Letters from which a name is looked for inside a word: `shall` is not S. Hall."""
_REMEMBERED = 1 << 13


class HowSure(IntEnum):
    """How surely a text names a person; the surest last."""

    ORDINARY_WORD = 1
    ONE_NAME = 2
    FULL_NAME = 3


@dataclass(frozen=True, slots=True)
class NameFound:
    """A text that names somebody, or may.

    Attributes:
        written: the words as they stand in the text, for the screen and never for a log.
        how_sure: `FULL_NAME` is a first and a last name, or one of them with the initial of the
            other; `ONE_NAME` is one of them alone; `ORDINARY_WORD` is one that is an English
            word too, so that a person must be asked.
    """

    person_id: PersonId
    written: str
    how_sure: HowSure


def names_in(text: str, people: Iterable[Person]) -> tuple[NameFound, ...]:
    """Return who is named in a text, each person once, by the surest words.

    Found are first, last and legal names and usual short forms, whatever the case, the accents
    and what joins them: ``Zoë's``, ``ZOE``, ``o-brien``, ``MayaOkafor``, ``Okafor_M``.
    """
    written = _Written(text)
    found = ((person.id, _surest(written, _names(person.details))) for person in people)
    return tuple(
        NameFound(person_id, written.said(*place), sure)
        for person_id, (sure, place) in ((i, f) for i, f in found if f is not None)
    )


def names_or_initials(text: str, people: Iterable[Person]) -> bool:
    """Whether a text that nobody is asked about names anybody, be it by initials.

    Stricter than `names_in`: a first name counts though it is an English word, and so do a pair
    of initials and an initial joined to a last name of any length.
    """
    written = _Written(text)
    everybody = [_names(person.details) for person in people]
    return any(_surest(written, names) or _has_initials(written, names) for names in everybody)


_Place = tuple[int, int]
_Found = tuple[HowSure, _Place]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of one person in plain form without spaces; `shorts` are forms of the first."""

    firsts: frozenset[str]
    shorts: frozenset[str]
    lasts: frozenset[str]


class _Written:
    """A text as runs of up to eight words, so that it does not matter what joins them."""

    def __init__(self, text: str) -> None:
        self._text = unicodedata.normalize("NFKC", tidy(text))
        spans = tuple(_spans(self._text))
        plain = [form_as_seen(self._text[a:b]).replace(" ", "") for a, b in spans]
        self.words = [word for word in plain if word]
        self._spans = [span for word, span in zip(plain, spans, strict=True) if word]
        self._letters = "".join(self.words)
        self._runs: dict[str, list[_Place]] = defaultdict(list)
        for first in range(len(self.words)):
            for last in range(first, min(first + _MOST_WORDS, len(self.words))):
                run = "".join(self.words[first : last + 1])
                self._runs[run].append((first, last))
                if run.endswith("s"):  # of a possessive
                    self._runs[run[:-1]].append((first, last))

    def may_hold(self, names: _Names) -> bool:
        """Whether any name is somewhere in the letters; without one there is nothing to find."""
        letters = self._letters
        return any(n in letters for part in (names.firsts, names.lasts, names.shorts) for n in part)

    def places(self, name: str) -> list[_Place]:
        """Return first and last word of everything that reads so."""
        return self._runs.get(name, [])

    def inside(self, name: str) -> _Place | None:
        """Return the first word that holds a name among other letters."""
        return next(((at, at) for at, word in enumerate(self.words) if name in word), None)

    def initials_beside(self, place: _Place) -> list[str]:
        """Return the single letters right before a name and the one right after it."""
        after = self.words[place[1] + 1 : place[1] + 2]
        return self._initials_before(place) + [word for word in after if len(word) == 1]

    def titled(self, place: _Place) -> bool:
        """Whether ``Mrs`` or the like stands before: a teacher, not a child."""
        before = place[0] - len(self._initials_before(place)) - 1
        return before >= 0 and self.words[before] in _TITLES

    def _initials_before(self, place: _Place) -> list[str]:
        return list(takewhile(lambda word: len(word) == 1, reversed(self.words[: place[0]])))

    def said(self, first: int, last: int) -> str:
        """Return the words from the first to the last as they were written."""
        return self._text[self._spans[first][0] : self._spans[last][1]]


def _spans(text: str) -> Iterator[_Place]:
    """Give where each word begins and ends; ``MayaOkafor`` is two."""
    for found in _WORD.finditer(text):
        cuts = [cut.start() for cut in _HUMP.finditer(text, *found.span())]
        edges = [found.start(), *cuts, found.end()]
        yield from pairwise(edges)


@lru_cache(maxsize=_REMEMBERED)
def _names(details: PersonDetails) -> _Names:
    firsts = _forms((details.first_name, details.legal_first_name))
    lasts = _forms((details.last_name, details.legal_last_name))
    shorts = frozenset(short for first in firsts for short in other_forms(first))
    return _Names(firsts, shorts - firsts, lasts)


def _forms(names: Iterable[str]) -> frozenset[str]:
    """Return each name whole and its parts: of Okafor-Smith either is used alone."""
    forms: set[str] = set()
    for name in names:
        for spelt in (name, _two_letters(name)):
            words = form_as_seen(spelt).split()
            parts = {w for w in words if len(w) >= _SHORTEST_PART and w not in _PARTICLES}
            forms |= {"".join(words)} | parts
    return frozenset(forms - {""})


def _two_letters(name: str) -> str:
    """Return a name with Müller as Mueller."""
    letters = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
    return unicodedata.normalize("NFC", name).casefold().translate(letters)


def _surest(written: _Written, names: _Names) -> _Found | None:
    if not written.may_hold(names):
        return None
    places = _full(written, names) or _beside_each_other(written, names)
    if places is not None:
        return HowSure.FULL_NAME, places
    found = (*_with_initial(written, names), *_alone(written, names))
    return max(found, key=lambda one: one[0], default=None)


def _full(written: _Written, names: _Names) -> _Place | None:
    """Find both names joined by nothing or by whatever stands between words."""
    for first, last in product(names.firsts | names.shorts, names.lasts):
        for name in (first + last, last + first):
            if places := written.places(name):
                return places[0]
            if len(name) >= _SHORTEST_JOINED and (place := written.inside(name)):
                return place
    return None


def _beside_each_other(written: _Written, names: _Names) -> _Place | None:
    """Find both names in one text: one word between, or more unless the last is a usual word."""
    firsts = (place for _, place in _places(written, names.firsts | names.shorts))
    for one, other in product(firsts, names.lasts):
        for place in written.places(other):
            gap = max(place[0] - one[1], one[0] - place[1]) - 1
            near = gap == 1 and place > one
            if gap >= 0 and (near or not (other in ORDINARY_WORDS or written.titled(place))):
                return min(one, place)[0], max(one, place)[1]
    return None


def _with_initial(written: _Written, names: _Names) -> Iterator[_Found]:
    """Find ``M. Okafor``, ``Okafor M``, ``mokafor`` and ``Maya O``."""
    firsts, lasts = ({name[0] for name in part} for part in (names.firsts, names.lasts))
    for last, place in _places(written, names.lasts):
        beside = written.initials_beside(place)
        if not firsts.isdisjoint(beside) and not written.titled(place):
            yield _sure(last, HowSure.FULL_NAME), place
    for last, first in product(names.lasts, firsts):
        for place in written.places(first + last):
            if place[0] == place[1] and len(last) >= _SHORTEST_AFTER_INITIAL:
                yield _sure(last, HowSure.FULL_NAME), place
    for first, (begin, end) in _places(written, names.firsts | names.shorts):
        if not lasts.isdisjoint(written.words[end + 1 : end + 2]):
            yield _sure(first, HowSure.FULL_NAME), (begin, end + 1)


def _has_initials(written: _Written, names: _Names) -> bool:
    """Find ``mo``, ``m-o``, ``mokafor`` and ``mayao``."""
    return any(
        written.places(spelt)
        for a, b in product(names.firsts, names.lasts)
        for spelt in (a[0] + b[0], a[0] + b, b + a[0], a + b[0])
    )


def _alone(written: _Written, names: _Names) -> Iterator[_Found]:
    for first in names.firsts | (names.shorts - ORDINARY_WORDS):
        for place in written.places(first) if len(first) >= _SHORTEST_ALONE else ():
            yield _sure(first, HowSure.ONE_NAME), place
    for last in names.lasts - ORDINARY_WORDS:
        for place in written.places(last) if len(last) >= _SHORTEST_PART else ():
            if not written.titled(place):
                yield HowSure.ONE_NAME, place


def _places(written: _Written, names: Iterable[str]) -> Iterator[tuple[str, _Place]]:
    return ((name, place) for name in names for place in written.places(name))


def _sure(name: str, most: HowSure) -> HowSure:
    return HowSure.ORDINARY_WORD if name in ORDINARY_WORDS else most
