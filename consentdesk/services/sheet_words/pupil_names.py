"""Names of pupils as sheets write them, and how well one agrees with a name on the roll."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.short_names import is_form_of

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "'": None}
)
"""Letters that do not come apart into a plain one and an accent."""

_WORDS = re.compile(r"[^\W_]+")
_APART_MC = re.compile(r"\bmc (?=\w{3})")
_DESCRIPTION = re.compile(r"\([^)]*\)?|\[[^\]]*\]?| - .*")
_YEAR = re.compile(r"\b(?:years?|yrs?|y) ?(?:\d{1,2}|r)\b|\breception\b|\bnursery\b")
_ALIKE, _SHORTEST_ALIKE = 80, 4
_REMEMBERED = 1 << 16
_SOUNDS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"^mac(?=\w{3})", "mc"),
        (r"ph", "f"),
        (r"ck|c(?![eihy])|q", "k"),
        (r"(?<=[aeioutkgd])h", ""),
        (r"ee|ea|ie|ei|ey|y", "i"),
        (r"oo|ou", "u"),
        (r"(.)\1", r"\1"),
        (r"(?<=\w\w)e$", ""),
    )
)


class Tie(IntEnum):
    """How a written first or last name hangs together with one on the roll; best last."""

    OTHER = 0
    UNSTATED = 1
    INITIAL = 2
    ALIKE = 3
    SOUND = 4
    SHORT = 5
    FULLER = 6
    SAME = 7


_FIRST_POINTS = (0, 15, 30, 34, 38, 42, 46, 50)
_LAST_POINTS = (0, 12, 22, 28, 32, 32, 36, 40)
"""What each tie counts, in the order of the ties."""


@dataclass(frozen=True, slots=True)
class PupilName:
    """A first and a last name in plain form, as `name_form` gives it; either may be empty."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """What a row may mean by the name it writes.

    Attributes:
        natural: readings in the order first name, last name.
        turned: the same with first and last name the other way round.
        words: the single words of all readings.
        has_short_last: whether the last name may be missing or be an initial.
    """

    natural: tuple[PupilName, ...]
    turned: tuple[PupilName, ...]
    words: frozenset[str]
    has_short_last: bool


@dataclass(frozen=True, slots=True)
class NameFit:
    """How the name of a row fits one pupil."""

    first: Tie
    last: Tie
    turned: bool = False

    @property
    def points(self) -> int:
        """How well, from 0 to 90; only for putting fits in order."""
        return _points(self.first, self.last) - self.turned

    @property
    def same(self) -> bool:
        """Whether first and last name are the pupil's own, accents and such aside."""
        return self.first is Tie.SAME and self.last is Tie.SAME

    @property
    def same_as_stated(self) -> bool:
        """Whether all that is written is the pupil's own name, though it may be half of it."""
        return {self.first, self.last} <= {Tie.SAME, Tie.UNSTATED}

    @property
    def may_be_meant(self) -> bool:
        """Whether the row may mean this pupil by the name alone."""
        both = (self.first, self.last)
        return Tie.OTHER not in both and max(both) >= Tie.ALIKE

    @property
    def agrees_with_number(self) -> bool:
        """Whether a number that is this pupil's may be believed beside the name.

        A changed last name is common; another first name is a brother's or a sister's.
        """
        if self.last is Tie.OTHER:
            return self.first >= Tie.SHORT
        return self.first is not Tie.OTHER


@lru_cache(maxsize=_REMEMBERED)
def name_form(text: str) -> str:
    """Return a name without capitals, accents, apostrophes, hyphens and stray signs."""
    parts = unicodedata.normalize("NFKD", plain(text).translate(_LETTERS))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _APART_MC.sub("mc", " ".join(_WORDS.findall(bare)))


def own_names(firsts: Iterable[str], lasts: Iterable[str]) -> tuple[PupilName, ...]:
    """Return every pair of the stated first and last names, such as shown and legal ones."""
    stated = [list(dict.fromkeys(filter(None, map(name_form, part)))) for part in (firsts, lasts)]
    one, other = (part or [""] for part in stated)
    return tuple(PupilName(first, last) for first in one for last in other if first or last)


def is_only_a_name(text: str) -> bool:
    """Whether a written name has neither a description nor figures."""
    return not _DESCRIPTION.search(plain(text)) and not any(sign.isdigit() for sign in text)


def year_described(text: str) -> str:
    """Return the year that a name's description tells: ``Ahmed (Year 4, the younger one)``."""
    found = (_YEAR.search(description) for description in _DESCRIPTION.findall(plain(text)))
    return next((year[0] for year in found if year), "")


def full_names(text: str) -> tuple[PupilName, ...]:
    """Return what a whole name in one cell may be: ``Haddon, Max``, ``Max Haddon``, ``Ahmed``."""
    bare = _DESCRIPTION.sub("", plain(text))
    parts = [p for p in map(name_form, bare.split(",")) if not any(c.isdigit() for c in p)]
    stated = [part for part in parts if part]
    if len(stated) == 2:
        return (PupilName(stated[1], stated[0]),)
    words = " ".join(stated).split()
    if len(words) == 1:
        return (PupilName(words[0], ""), PupilName("", words[0]))
    cuts = range(1, len(words))
    return tuple(PupilName(" ".join(words[:at]), " ".join(words[at:])) for at in cuts)


def written_names(names: Iterable[PupilName]) -> WrittenNames:
    """Return readings together with the same ones turned round."""
    natural = tuple(dict.fromkeys(names))
    turned = tuple(PupilName(n.last, n.first) for n in natural)
    return WrittenNames(
        natural,
        tuple(name for name in turned if name not in natural),
        frozenset(word for n in natural for word in f"{n.first} {n.last}".split()),
        any(len(name.last) <= 1 for name in natural),
    )


def best_fit(written: WrittenNames, own: tuple[PupilName, ...]) -> NameFit:
    """Return the best of all ways in which a written name fits a pupil's names."""
    fit = _best(written.natural, own, turned=False)
    if max(fit.first, fit.last) >= Tie.FULLER or Tie.OTHER not in (fit.first, fit.last):
        return fit
    return max(fit, _best(written.turned, own, turned=True), key=lambda fit: fit.points)


def _best(readings: Iterable[PupilName], own: Iterable[PupilName], turned: bool) -> NameFit:
    most, best = -1, (Tie.UNSTATED, Tie.UNSTATED)
    for reading, name in product(readings, own):
        ties = first_tie(reading.first, name.first), last_tie(reading.last, name.last)
        points = _points(*ties)
        if points > most:
            most, best = points, ties
    return NameFit(*best, turned)


def _points(first: Tie, last: Tie) -> int:
    return _FIRST_POINTS[first] + _LAST_POINTS[last]


@lru_cache(maxsize=_REMEMBERED)
def first_tie(written: str, own: str) -> Tie:
    """Compare two first names in plain form."""
    if not written or not own:
        return Tie.UNSTATED
    if written == own:
        return Tie.SAME
    mine, theirs = written.split(), own.split()
    if _begins(mine, theirs) or "".join(mine) == "".join(theirs):
        return Tie.FULLER
    if 1 in (len(mine[0]), len(theirs[0])):
        return Tie.INITIAL if mine[0][0] == theirs[0][0] else Tie.OTHER
    if mine[0] != theirs[0] and is_form_of(mine[0], theirs[0]):
        return Tie.SHORT
    if f" {written} " in f" {own} " or f" {own} " in f" {written} ":
        return Tie.SHORT  # known by a middle name
    return _by_ear_and_eye(written, own)


@lru_cache(maxsize=_REMEMBERED)
def last_tie(written: str, own: str) -> Tie:
    """Compare two last names in plain form."""
    if not written or not own:
        return Tie.UNSTATED
    if written == own:
        return Tie.SAME
    if f" {written} " in f" {own} " or f" {own} " in f" {written} ":
        return Tie.FULLER
    if written.replace(" ", "") == own.replace(" ", ""):
        return Tie.FULLER
    if 1 in (len(written), len(own)):
        return Tie.INITIAL if written[0] == own[0] else Tie.OTHER
    return _by_ear_and_eye(written, own)


def _begins(one: list[str], other: list[str]) -> bool:
    """Whether one is the other with middle names; a lone initial is no whole first name."""
    common = min(len(one), len(other))
    return one[:common] == other[:common] and len(one[0]) > 1


def _by_ear_and_eye(one: str, other: str) -> Tie:
    if _sound(one) == _sound(other):
        return Tie.SOUND
    long_enough = min(len(one), len(other)) >= _SHORTEST_ALIKE
    return Tie.ALIKE if long_enough and fuzz.ratio(one, other) >= _ALIKE else Tie.OTHER


@lru_cache(maxsize=_REMEMBERED)
def _sound(name: str) -> str:
    """Return a name as it is heard, roughly: Reid and Reed, Smyth and Smith, MacX and McX."""
    for pattern, sign in _SOUNDS:
        name = pattern.sub(sign, name)
    return name
