"""Days as offices and form tools write them; UK order (day, month, year) unless told otherwise."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Cell

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBER_OF = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""No pupil's form is older than the century; it also tells a mistyped year."""
_FIRST_YEAR_OF_BIRTH = 1900

_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""Excel's numbers for 1 January 2000 and 31 December 2099."""
_DAY_ZERO = date(1899, 12, 30)

_MONTH = rf"(?P<m>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_YEAR = r"(?P<y>\d{4}|\d{2})"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_ZONE = r"(?: ?z| ?(?:utc|gmt|bst)?(?: ?[+-]\d{1,2}(?::?\d{2})?)?)"
_TIME = rf"(?:(?:t|,? )\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?{_ZONE})?"

_ISO = re.compile(rf"(?P<y>\d{{4}})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}}){_TIME}")
_NAMED = re.compile(rf"{_WEEKDAY}{_DAY}(?: of)?[ /.-]?{_MONTH},?[ /.-]?{_YEAR}{_TIME}")
_MONTH_NAMED_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY},? (?P<y>\d{{4}}){_TIME}")
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})(?P<s>[/.-])(?P<b>\d{{1,2}})(?P=s){_YEAR}{_TIME}")
_MONTH_ALONE = re.compile(rf"{_MONTH}[ /.'-]{{1,2}}{_YEAR}")
_SHAPES = (_ISO, _NUMBERS, _NAMED, _MONTH_NAMED_FIRST)
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
_GOES_ON = re.compile(r"[\w/.:-]*\d|\w")

_SCHOOL_YEAR = re.compile(
    r"(?<![\d/.-])(?P<y>20\d\d|\d\d) ?[/-] ?(?P<next>20\d\d|\d\d)(?!\d|[/.-]\d)"
)
_FIRST_SHORT_YEAR = 2015
"""Before it, two short numbers such as 11/12 may be a day and a month, or two year groups."""

_STRUCK = "The day is struck through."
_UNREAD = "This is no day that can be read; use day/month/year."
_MONTH_ONLY = "A month is no day; use day/month/year."


class DayOrder(StrEnum):
    """Which of two numbers is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class ReadDay:
    """What a cell says about a day.

    Attributes:
        readings: the days it may mean: one when it is clear, two when the order of day and
            month decides.
        problem: a sentence when there was text but no day in it.
    """

    day: date | None
    readings: tuple[date, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Terms:
    """How a column's days are read; as the arguments of `read_day`."""

    order: DayOrder | None = None
    past_until: date | None = None
    born: bool = False


def read_day(
    cell: Cell,
    order: DayOrder | None = DayOrder.DAY_FIRST,
    *,
    serials: bool = False,
    past_until: date | None = None,
    born: bool = False,
) -> ReadDay:
    """Read a cell that should hold a day; an empty one is no day and no problem.

    Without an `order`, a day that can be read in two ways is none yet, and both readings are
    told.

    Args:
        cell: what stands in the sheet.
        order: the order in this column.
        serials: a bare number is Excel's number of a day; only for columns that hold days.
        past_until: last day the text can mean. Of two readings it drops a later one; a clear
            day stays, unless it is a birth.
        born: a birth: years from 1900, and never after `past_until`.
    """
    if cell.struck:
        return ReadDay(None, problem=_STRUCK)
    if cell.empty:
        return ReadDay(None)
    terms = _Terms(order, past_until, born)
    if isinstance(cell.value, date):
        return _settle((cell.value,), terms)
    words = plain(cell.text)
    if serials and _NUMBER.fullmatch(words):
        return _settle(_serial(float(words)), terms)
    return _read(words, terms)


def day_in(text: str, order: DayOrder | None = DayOrder.DAY_FIRST) -> date | None:
    """Return the day that the whole text names, or None. ``3/4/26`` is 3 April by default."""
    return _read(plain(text), _Terms(order)).day


def leading_day(
    text: str, order: DayOrder | None = None, *, past_until: date | None = None
) -> ReadDay:
    """Read the day at the beginning of a text, as in ``14/10/26 - mum emailed``."""
    words = plain(text)
    for shape in _SHAPES:
        found = shape.match(words)
        if found and not _GOES_ON.match(words, found.end()):
            return _read(found[0], _Terms(order, past_until))
    return ReadDay(None, problem=_UNREAD)


def proven_order(texts: Iterable[str], today: date) -> DayOrder | None:
    """Return the order that the column's own days prove, or None when a person must tell.

    A number above 12 proves it. Failing that, days do that would still be to come the other way
    round, when there are two or more: a single one may be a slip of the pen. Days that prove
    opposite things prove nothing.
    """
    calendar: set[DayOrder] = set()
    past: dict[DayOrder, set[str]] = {order: set() for order in DayOrder}
    for words in filter(_NUMBERS.fullmatch, map(plain, texts)):
        days = {order: day for order in DayOrder if (day := day_in(words, order)) is not None}
        if len(days) == 1:
            calendar.update(days)
        elif len(happened := [order for order, day in days.items() if day <= today]) == 1:
            past[happened[0]].add(words)
    proven = calendar or {order for order, days_of in past.items() if days_of}
    if len(proven) != 1:
        return None
    (order,) = proven
    return order if calendar or len(past[order]) > 1 else None


def academic_year_end(text: str) -> date | None:
    """Return the last day of the school year that is the whole text: ``2025/26``, ``2024-25``."""
    found = _SCHOOL_YEAR.fullmatch(plain(text))
    return _last_day_of_year(found) if found else None


def academic_year_in(text: str) -> date | None:
    """Return the last day of the school year named in a longer text; of several, the first."""
    ends = [_last_day_of_year(found) for found in _SCHOOL_YEAR.finditer(plain(text))]
    return min((end for end in ends if end is not None), default=None)


def _last_day_of_year(found: re.Match[str]) -> date | None:
    first, last = _full_year(found["y"]), _full_year(found["next"])
    unsure = len(found["y"]) == 2 and first < _FIRST_SHORT_YEAR
    if unsure or last != first + 1:
        return None
    return date(last, 8, 31)


def _read(words: str, terms: _Terms) -> ReadDay:
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            return _settle(_days(found.groupdict(), terms), terms)
    # With the first day of its month, a no of "Sept 25" would lose to a yes before it.
    return ReadDay(None, problem=_MONTH_ONLY if _MONTH_ALONE.fullmatch(words) else _UNREAD)


def _settle(days: Iterable[date], terms: _Terms) -> ReadDay:
    first_year = _FIRST_YEAR_OF_BIRTH if terms.born else _FIRST_YEAR
    possible = tuple(day for day in days if first_year <= day.year <= _LAST_YEAR)
    if terms.past_until is not None and (terms.born or len(possible) == 2):
        past = tuple(day for day in possible if day <= terms.past_until)
        possible = past if terms.born else past or possible
    if not possible:
        return ReadDay(None, problem=_UNREAD)
    return ReadDay(possible[0] if len(possible) == 1 else None, possible)


def _days(parts: dict[str, str], terms: _Terms) -> tuple[date, ...]:
    """Return the different days that the parts can mean, in both orders when none is given."""
    if "a" not in parts:
        month = _NUMBER_OF.get(parts["m"]) or int(parts["m"])
        return _day(parts["y"], month, parts["d"], terms)
    days: tuple[date, ...] = ()
    if terms.order is not DayOrder.MONTH_FIRST:
        days += _day(parts["y"], int(parts["b"]), parts["a"], terms)
    if terms.order is not DayOrder.DAY_FIRST:
        days += _day(parts["y"], int(parts["a"]), parts["b"], terms)
    return tuple(dict.fromkeys(days))


def _day(year: str, month: int, day: str, terms: _Terms) -> tuple[date, ...]:
    try:
        found = date(_full_year(year), month, int(day))
        # A birth written 03/07/98 was in the last century.
        if terms.born and len(year) == 2 and terms.past_until and found > terms.past_until:
            found = date(_full_year(year) - 100, month, int(day))
    except ValueError:
        return ()
    return (found,)


def _full_year(year: str) -> int:
    """Return the year; two digits are of this century."""
    return int(year) if len(year) == 4 else 2000 + int(year)


def _serial(number: float) -> tuple[date, ...]:
    if not _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        return ()
    return (_DAY_ZERO + timedelta(days=int(number)),)
