"""What one row of any sheet says about the pupil it is about."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from consentdesk.services.sheet_words.class_names import (
    ClassName,
    class_in_year,
    compare,
    years_apart,
)
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.services.sheet_words.pupil_names import (
    NameFit,
    Tie,
    WrittenNames,
    best_fit,
    full_names,
    is_only_a_name,
    own_names,
    written_names,
    year_described,
)
from consentdesk.services.sheet_words.upn import as_upn, is_temporary, is_upn

_NAME_KEY = "name: "
"""What the key of a pupil begins with whom a school knows by nothing but a name."""


@dataclass(frozen=True, slots=True)
class WrittenPupil:
    """Who a row is about, as typed; everything may be empty.

    Attributes:
        legal_first_name, legal_last_name: never shown; other people may not learn of them.
        full_name: a whole name in one cell, such as ``Haddon, Max`` or ``Ruby T - left July``.
        born: all readings of a day of birth whose day and month may be either way round.
    """

    upn: str = ""
    admission_number: str = ""
    first_name: str = ""
    last_name: str = ""
    legal_first_name: str = ""
    legal_last_name: str = ""
    full_name: str = ""
    class_name: str = ""
    year_group: str = ""
    born: tuple[date, ...] = ()

    @property
    def shown(self) -> str:
        """The name as written, for screens; a legal name stands in only where no other is."""
        first = self.first_name or ("" if self.full_name else self.legal_first_name)
        last = self.last_name or ("" if self.full_name else self.legal_last_name)
        return tidy(f"{first} {last}") or tidy(self.full_name)

    @property
    def school_class(self) -> ClassName:
        """The class; a year told only in the name's description counts, too."""
        return class_in_year(self.class_name, self.year_group or year_described(self.full_name))


@lru_cache(maxsize=1 << 14)
def names_of(written: WrittenPupil) -> WrittenNames:
    """Return what the row may mean by its name."""
    names = own_names(
        (written.first_name, written.legal_first_name),
        (written.last_name, written.legal_last_name),
    )
    halves = {bool(name.first) and bool(name.last) for name in names}
    if halves == {False} and len((names[0].first or names[0].last).split()) > 1:
        names = full_names(written.first_name or written.last_name)
    return written_names((*names, *full_names(written.full_name)))


def name_key(written: WrittenPupil) -> str:
    """Return the key of a pupil known by name alone: ``name: max haddon, 4 willow``.

    Rows with another name, class or day of birth have another key.
    """
    days = " or ".join(sorted(day.isoformat() for day in written.born))
    parts = (" ".join(shown_names(written)), written.class_name or written.year_group, days)
    return _NAME_KEY + ", ".join(filter(None, map(plain, parts)))


def is_name_key(key: str) -> bool:
    """Whether a key is one that `name_key` made."""
    return key.startswith(_NAME_KEY)


def shown_names(written: WrittenPupil) -> tuple[str, str]:
    """Return first and last name as written; a description stays part of a name.

    A whole name in one cell comes apart at its comma, else before its last word.
    """
    if written.first_name or written.last_name or not written.full_name:
        return (
            tidy(written.first_name or written.legal_first_name),
            tidy(written.last_name or written.legal_last_name),
        )
    whole = tidy(written.full_name)
    if whole.count(",") == 1 and is_only_a_name(whole):
        last, first = whole.split(",")
        return first.strip(), last.strip()
    first, _, last = whole.rpartition(" ") if is_only_a_name(whole) else (whole, "", "")
    return (first, last) if first else (last, "")


def different_upns(one: str, other: str) -> bool:
    """Whether two numbers, as `as_upn` gives them, are UPNs that no one pupil can have.

    A temporary UPN gives way to a lasting one, so the two may be one pupil's.
    """
    if one == other or not (is_upn(one) and is_upn(other)):
        return False
    return not (is_temporary(one) or is_temporary(other))


def might_be_same(one: WrittenPupil, other: WrittenPupil) -> bool:
    """Whether two rows may be about one child, so that a person had better look.

    It says yes rather than no: two rows of one child that are taken for two children hide
    a refusal.
    """
    if different_upns(as_upn(one.upn), as_upn(other.upn)):
        return False
    if one.born and other.born and not set(one.born) & set(other.born):
        return False
    theirs = names_of(other)
    fit = best_fit(names_of(one), theirs.natural)
    if not fit.may_be_meant:
        return False
    return classes_allow(fit, one.school_class, other.school_class)


def classes_allow(fit: NameFit, one: ClassName, other: ClassName) -> bool:
    """Whether two mentions whose names fit may be one child's in spite of their classes.

    With the same name, last year's form may name the class of last year.
    """
    if min(fit.first, fit.last) >= Tie.FULLER:
        return (years_apart(one, other) or 0) <= 1
    return compare(one, other) is not False
