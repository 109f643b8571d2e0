"""Classes as sheets write them: ``3OAK``, ``3 Oak``, ``Oak``, ``Year 3``, ``3/4M``, ``FS2``."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from consentdesk.domain.people import PersonKind
from consentdesk.services.sheet_words.plain_words import plain

STAFF = "staff"
"""Class name that makes a row one of an adult."""

RECEPTION, NURSERY = "R", "N"

_ATOM = (
    r"(?:(?:years?|yrs?|y) ?)?"
    r"(?:reception|recep|rec|fs ?2|f2|r|nursery|nurs|nur|fs ?1|f1|n|\d{1,2}(?!\d))"
)
_AND = r" ?(?:[/&+-]|and) ?"
_SEPARATOR = re.compile(_AND)
_SEVERAL = rf"(?P<years>{_ATOM}(?:{_AND}{_ATOM})*)"
_YEAR_FIRST = re.compile(
    rf"{_SEVERAL}(?:[ /-]+(?P<label>.+)|(?<=\d)(?P<tight>[a-z]\w*)|(?P<one>[a-z0-9]))?"
)
_YEAR_LAST = re.compile(rf"(?P<label>[a-z][a-z ]*?)(?:[ -]+|(?=\d)){_SEVERAL}")
_YEAR_WORD = re.compile(r"^(?:years?|yrs?(?=[ \w])|y) ?(?=\w)")
_SIGNS = re.compile(r"[,.'()_:]")
_AROUND = re.compile(r"^(?:class|form) (?!\d+$)| (?:class|form)$|(?<=^year )group ")
_NO_YEAR = frozenset({"class", "form", "group", "set", "room", "ks", "key stage", "stage"})
"""Words whose number is not that of a year: Class 2 of a small school may hold Years 3 to 6."""

_TEACHER = re.compile(r"(?:mr|mrs|miss|ms|mx|dr) ")
_LAST_YEAR = 13


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class taken apart: its years, if the words tell, and what else it is called."""

    years: frozenset[str]
    label: str

    @property
    def is_teacher(self) -> bool:
        """Whether it is called after a teacher, who may teach any class."""
        return bool(_TEACHER.match(self.label))


def kind_of(class_name: str) -> PersonKind:
    """Return whether a class is one of pupils or the staff."""
    return PersonKind.ADULT if plain(class_name) == STAFF else PersonKind.PUPIL


def same_class(one: str, other: str) -> bool | None:
    """Whether two ways of writing mean one class; None when they leave it open.

    ``Year 3`` and ``3 Oak`` may be one class, as may ``2A`` and ``2 Ash``.
    """
    return compare(read_class(one), read_class(other))


def year_of(text: str) -> str:
    """Return the year, such as ``3``, ``3/4``, ``R`` or ``N``, or nothing when none is told."""
    return "/".join(sorted(read_class(text).years, key=_place))


def years_apart(one: ClassName, other: ClassName) -> int | None:
    """Return by how many years two classes differ at least; None when that is not told."""
    pairs = [(_place(a), _place(b)) for a in one.years for b in other.years]
    return min((abs(a - b) for a, b in pairs), default=None)


def class_in_year(class_name: str, year_group: str) -> ClassName:
    """Return the class; its year is taken from the year group when its name has none."""
    read = read_class(class_name)
    return read if read.years else replace(read, years=read_class(year_group).years)


@lru_cache(maxsize=4096)
def read_class(text: str) -> ClassName:
    """Take a class apart; what tells no year is all label."""
    words = " ".join(_SIGNS.sub(" ", plain(text)).split())
    words = _AROUND.sub("", words).strip()
    for shape in (_YEAR_FIRST, _YEAR_LAST):
        found = shape.fullmatch(words)
        if found:
            parts = found.groupdict()
            label = parts["label"] or parts.get("tight") or parts.get("one") or ""
            years = _years(parts["years"])
            if years and label not in _NO_YEAR:
                return ClassName(years, label)
    return ClassName(frozenset(), words)


@lru_cache(maxsize=1 << 16)
def compare(one: ClassName, other: ClassName) -> bool | None:
    """Compare as `same_class` does."""
    if one.years and other.years and not one.years & other.years:
        return False
    mine, theirs = (name.label.replace(" ", "") for name in (one, other))
    years_agree = one.years == other.years
    if not mine or not theirs:
        return True if mine == theirs and years_agree and one.years else None
    if mine == theirs:
        return True if years_agree or not (one.years and other.years) else None
    if one.is_teacher or other.is_teacher or _may_be_short(mine, theirs):
        return None
    return False


def _may_be_short(one: str, other: str) -> bool:
    """Whether one may be the other's initial, or the initials of its teacher."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 2 or len(longer) == len(shorter):
        return False
    return len(shorter) == 2 or longer.startswith(shorter)


def _years(text: str) -> frozenset[str]:
    found = set()
    for year in _SEPARATOR.split(text):
        bare = _YEAR_WORD.sub("", year)
        if bare.isdecimal():
            found |= {str(int(bare))} if 1 <= int(bare) <= _LAST_YEAR else set()
        else:
            found.add(RECEPTION if bare.startswith("r") or bare.endswith("2") else NURSERY)
    return frozenset(found)


def _place(year: str) -> int:
    return int(year) if year.isdecimal() else 0 if year == RECEPTION else -1
