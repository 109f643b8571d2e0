"""What the words in an answer cell mean: an exact vocabulary, never the nearest match."""

import re
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.consent import PICTURE_LIMITS, Limit, Status
from consentdesk.services.day_words import day_in
from consentdesk.services.plain_words import plain

_GRANTED = frozenset(
    {
        *("yes", "y", "true", "granted", "given", "consent given", "consented", "confirmed"),
        *("approved", "allow", "opted in", "agree", "i agree", "i give consent"),
    }
)
_REFUSED = frozenset(
    {
        *("no", "n", "false", "0", "not granted", "declined", "refused", "deny"),
        *("do not consent", "i do not consent", "opted out", "no thank you", "no photos"),
        *("☒", "✗"),
    }
)
_PENDING = frozenset(
    {
        *("requested", "pending", "sent", "awaiting", "chased", "tbc", "?", "see note"),
        *("ask mum", "verbal yes", "yes by phone"),
    }
)
_NOT_ASKED = frozenset({"", "not asked", "not requested", "n/a", "-", "#n/a", "null"})
_TAKEN_BACK = frozenset({"was y now n", "was yes now no"})
_STATUS_OF = {
    **dict.fromkeys(_GRANTED, Status.GRANTED),
    **dict.fromkeys(_REFUSED, Status.REFUSED),
    **dict.fromkeys(_PENDING, Status.PENDING),
    **dict.fromkeys(_NOT_ASKED, Status.NOT_ASKED),
    **dict.fromkeys(_TAKEN_BACK, Status.WITHDRAWN),
}
_LIMIT_OF = {
    **dict.fromkeys(("no name", "no names", "without name", "without names"), Limit.NO_NAME),
    **dict.fromkeys(("first name only", "first names only", "first name"), Limit.FIRST_NAME_ONLY),
    **dict.fromkeys(
        ("group photos only", "group photo only", "group shots only", "group only"),
        Limit.GROUP_ONLY,
    ),
    **dict.fromkeys(
        ("not close-up", "not close-ups", "not close up", "no close-ups", "no close-up"),
        Limit.NOT_CLOSE_UP,
    ),
}
_YES_FIRST = re.compile(r"(?:yes|y)\b[ ,:;-]*(?P<rest>.*)")
_BETWEEN_LIMITS = re.compile(r"\s*(?:[,;()&+]|\s-\s|\band\b)\s*")
_WITHDRAWN = re.compile(r"(?:withdrawn|revoked|removed)(?: on)?[ :,-]*(?P<day>.*)")

ANSWER_CHOICES = (
    *("Yes", "Yes - no names", "Yes - first name only", "Yes - group photos only"),
    *("Yes - not close-up", "No", "Withdrawn", "Pending", "Not asked"),
)
"""The words the template offers; each is in the vocabulary."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What a cell says.

    Attributes:
        limits: conditions on a yes; empty for every other status.
        day: written in the cell itself, as in "Withdrawn 12/03/26".
        problem: a sentence when the cell, or the day in it, could not be understood.
    """

    status: Status
    limits: frozenset[Limit] = frozenset()
    day: date | None = None
    problem: str = ""


def read_answer(text: str, struck: bool = False) -> ReadAnswer:
    """Read one answer cell; whatever is not in the vocabulary is unreadable and clears nothing."""
    words = _without_full_stop(plain(text))
    if struck and words:
        return ReadAnswer(Status.UNREADABLE, problem="The answer is struck through.")
    status = _STATUS_OF.get(words)
    if status is not None:
        return ReadAnswer(status)
    withdrawn = _WITHDRAWN.fullmatch(words)
    if withdrawn:
        return _withdrawn(withdrawn["day"])
    limits = _limits(words)
    if limits:
        return ReadAnswer(Status.LIMITED, limits)
    return ReadAnswer(
        Status.UNREADABLE, problem="This is no answer that can be understood; it clears nothing."
    )


def _without_full_stop(words: str) -> str:
    """Drop one closing sign; a question mark or dots say that somebody was not sure."""
    if len(words) > 1 and words[-1] in ".!,;:" and words[-2] not in ".?":
        return words[:-1].rstrip()
    return words


def _withdrawn(rest: str) -> ReadAnswer:
    """Read the day after "withdrawn"; the withdrawal counts even when the day is unreadable."""
    day = day_in(rest)
    unread = bool(rest) and day is None
    return ReadAnswer(
        Status.WITHDRAWN,
        day=day,
        problem="The day of the withdrawal cannot be read." if unread else "",
    )


def _limits(words: str) -> frozenset[Limit]:
    """Return the limits of a limited yes, or nothing when any part of it is unknown."""
    found = _YES_FIRST.fullmatch(words)
    rest = (found["rest"] if found else words).replace("name(s)", "names")
    parts = [part for part in _BETWEEN_LIMITS.split(rest) if part]
    limits = frozenset(_LIMIT_OF[part] for part in parts if part in _LIMIT_OF)
    if any(part not in _LIMIT_OF for part in parts):
        return frozenset()
    # "No names" or "first name" without a yes before it may as well be a no or a heading.
    if found is None and not limits <= PICTURE_LIMITS:
        return frozenset()
    return limits
