"""Names of published files and folders: event, date and a number, and never a person's name.

A channel's pattern is made of four placeholders and fixed words between them. `{event}` is the
title of the event, `{date}` its day, `{year}` the year of that day, `{number}` the next number
that no file of the channel has. There is no other placeholder, so a name can come in only by the
fixed words and by the title, and both are checked against everybody on the roll. A title with
somebody's first or last name alone, as in "Jack and the Beanstalk", stays out of the names.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel, FileType
from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person
from consentdesk.services.names.name_check import HowSure, names_in, names_or_initials
from consentdesk.store.unit_of_work import UnitOfWork

LONGEST_EVENT = 40
LONGEST_NAME = 100
"""Characters of a file name with its suffix. Windows takes paths of 260, websites less."""
PLACEHOLDERS = ("{event}", "{date}", "{number}", "{year}")

_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
_FIXED = re.compile(r"[A-Za-z0-9_-]*")
_LEADS_AWAY = re.compile(r"\.\.|[/\\:]")
_MOST_DIGITS = 6
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that Windows keeps for devices: learn.microsoft.com, "Naming Files, Paths, and
Namespaces"."""


class PatternRefused(Refused):
    """A pattern of file names that is not taken."""


def check_pattern(pattern: str, people: Iterable[Person]) -> None:
    """Make sure that a channel may name its files so; with nobody given, only the form counts.

    Raises:
        PatternRefused: a part is missing, is not allowed or could name somebody.
    """
    _check_form(pattern)
    fixed = _PLACEHOLDER.sub(" ", pattern)
    if names_or_initials(fixed, people):
        raise PatternRefused(
            "The words of the pattern are a name, a nickname or initials of somebody on the roll.",
            "Choose other words, or leave them out.",
        )


def pattern_problem(pattern: str, people: Iterable[Person]) -> str | None:
    """Return what is wrong with a pattern and what to do about it, or None."""
    try:
        check_pattern(pattern, people)
    except PatternRefused as refusal:
        return str(refusal)
    return None


def free_name(u: UnitOfWork, batch: Batch, channel: Channel) -> str:
    """Return the next name by the channel's pattern that none of its files has or ever had.

    Raises:
        PatternRefused: the pattern is none.
    """
    check_pattern(channel.details.naming, ())
    people = u.people.all()
    taken = {name.casefold() for name in u.releases.names_on(channel.id)}
    taken |= _names_in(folder_of(channel, batch, people))
    event, day = title_without_names(batch, people), batch.details.event_date
    names = (_named(channel.details.naming, event, day, number) for number in count(1))
    suffix = channel.details.file_type.suffix
    return next(name + suffix for name in names if (name + suffix).casefold() not in taken)


def folder_of(channel: Channel, batch: Batch, people: Iterable[Person]) -> Path:
    """Return the folder for a batch's photos: the channel's, or one of the event's own in it.

    `people` are everybody on the roll, whom no name of a folder may name.
    """
    folder = channel.details.folder
    if not channel.details.folder_per_event:
        return folder
    event, day = title_without_names(batch, people), batch.details.event_date
    return folder / _event_folder(event, day)


def example_path(pattern: str, file_type: FileType, folder_per_event: bool) -> str:
    """Return where a photo of a sports day goes in its channel's folder, by a pattern.

    Raises:
        PatternRefused: as `check_pattern`, with nobody given.
    """
    check_pattern(pattern, ())
    event, day = "Sports day", date(2026, 6, 12)
    folder = f"{_event_folder(event, day)}/" if folder_per_event else ""
    return folder + _named(pattern, event, day, 1) + file_type.suffix


def event_slug(event: str) -> str:
    """Return an event's title as part of a file name: plain letters, digits and hyphens."""
    slug = _slug(event)
    if len(slug) > LONGEST_EVENT:
        # Whole words only: half a word may read like a name.
        slug = slug[: LONGEST_EVENT + 1].rpartition("-")[0] or slug[:LONGEST_EVENT]
    return slug.strip("-") or "event"


def names_somebody(text: str, people: Iterable[Person]) -> bool:
    """Tell whether a title, or what a file name makes of it, names a person beyond doubt.

    Beyond doubt is `HowSure.FULL_NAME`; a first name alone is for a person to judge.
    """
    return _surest_name(text, people) is HowSure.FULL_NAME


def title_without_names(batch: Batch, people: Iterable[Person]) -> str:
    """Return the title of the event, or nothing when a first or last name stands in it."""
    title = batch.details.event
    return "" if may_name_somebody(title, people) else title


def may_name_somebody(text: str, people: Iterable[Person]) -> bool:
    """Tell whether a first or last name stands in a title or a name of a file."""
    surest = _surest_name(text, people)
    return surest is not None and surest >= HowSure.ONE_NAME


def _surest_name(text: str, people: Iterable[Person]) -> HowSure | None:
    everybody = tuple(people)
    found = (each for said in (text, _slug(text)) for each in names_in(said, everybody))
    return max((each.how_sure for each in found), default=None)


def _check_form(pattern: str) -> None:
    fixed = _PLACEHOLDER.sub(" ", pattern)
    words = re.split(r"[ _-]+", fixed.casefold())
    longest = _PLACEHOLDER.sub(lambda found: "x" * _ROOM[found[0]], pattern)
    for wrong, sentence, next_step in (
        (
            "{number}" not in pattern,
            "The pattern has no {number}.",
            "Put {number} in, so that every photo gets a name of its own.",
        ),
        (
            bool(_LEADS_AWAY.search(pattern)),
            "A pattern cannot lead to another folder or drive.",
            "Leave out slashes, colons and double dots.",
        ),
        (
            pattern.startswith("."),
            "A name that begins with a dot is hidden on many computers.",
            "Begin with a letter, a digit or a placeholder.",
        ),
        (
            "{" in fixed or "}" in fixed,
            "The pattern holds a placeholder that does not exist.",
            "Use {event}, {date}, {year} and {number}; no other can stand in a pattern.",
        ),
        (
            not all(_FIXED.fullmatch(part) for part in _PLACEHOLDER.split(pattern)),
            "The pattern holds a sign that cannot stand in it.",
            "Use plain letters, digits, hyphens and underscores; no spaces.",
        ),
        (
            not _DEVICES.isdisjoint(words),
            "The pattern holds a word that Windows keeps for a device, such as CON.",
            "Choose another word.",
        ),
        (
            len(longest) + len(FileType.JPEG.suffix) > LONGEST_NAME,
            f"File names by this pattern can be longer than {LONGEST_NAME} characters.",
            "Shorten the fixed words, or leave a placeholder out.",
        ),
    ):
        if wrong:
            raise PatternRefused(sentence, next_step)


_ROOM: Mapping[str, int] = {
    "{event}": LONGEST_EVENT,
    "{date}": len("2026-06-12"),
    "{number}": _MOST_DIGITS,
    "{year}": len("2026"),
}


def _named(pattern: str, event: str, day: date, number: int) -> str:
    said = {
        "{event}": event_slug(event),
        "{date}": day.isoformat(),
        "{number}": f"{number:03d}",
        "{year}": f"{day.year}",
    }
    return _PLACEHOLDER.sub(lambda found: said[found[0]], pattern)


def _event_folder(event: str, day: date) -> str:
    return f"{event_slug(event)}-{day.isoformat()}"


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name.casefold() for path in folder.iterdir()}
    except OSError:
        return set()


def _slug(text: str) -> str:
    lowered = text.casefold().translate(_SPELT_OUT).replace("'s", " ").replace("’s", " ")
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
