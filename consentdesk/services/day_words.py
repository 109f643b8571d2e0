"""Days as offices write them, in UK order: day, month, year."""

import re
from dataclasses import dataclass
from datetime import date

from consentdesk.services.plain_words import plain
from consentdesk.sheets.workbook import Cell

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""No pupil's form is older than the century; it also tells a mistyped year."""

_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ]\d{2}:\d{2}[0-9:.+z-]*)?")
_NUMBERS = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})")
_NAMED = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m>[a-z]+)\.?,?[ -](?P<y>\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day that was read; `problem` is a sentence when there was text but no day in it."""

    day: date | None
    problem: str = ""


def read_day(cell: Cell) -> ReadDay:
    """Read a cell that should hold a day; an empty one is no day and no problem."""
    if cell.struck:
        return ReadDay(None, "The day is struck through.")
    if cell.empty:
        return ReadDay(None)
    day = day_in(cell.text)
    return ReadDay(day, "" if day else "This is no day that can be read; use day/month/year.")


def day_in(text: str) -> date | None:
    """Return the day that the whole text names, or None.

    Two-digit years are of this century. ``3/4/26`` is 3 April: the template asks for
    day/month/year.
    """
    words = plain(text)
    for shape in (_ISO, _NUMBERS, _NAMED):
        found = shape.fullmatch(words)
        if found:
            return _day(found["y"], found["m"], found["d"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = _month(month)
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    if number is None or not _FIRST_YEAR <= full_year <= _LAST_YEAR:
        return None
    try:
        return date(full_year, number, int(day))
    except ValueError:
        return None


def _month(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    if words == "sept":
        return 9
    for names in (_MONTHS, _MONTH_NAMES):
        if words in names:
            return names.index(words) + 1
    return None
