"""How good the register photos of a pupil are, and what to do about it.

The face engine judges each picture by itself; how old a portrait is and how many there are is
judged here, on the day it is asked.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from consentdesk.domain.people import Portrait

OLD_AFTER = timedelta(days=365)
"""A child's face outgrows its portrait: misses rise within months (face survey, 4.6)."""

ENOUGH = 3
"""Portraits of a pupil whose mean is compared best (face survey, 4.1)."""

OLD = "Take a new one: it is over a year old, and children's faces change."
UNDATED = "Enter the day it was taken: nobody knows how old it is."


class PortraitMark(StrEnum):
    """How good one portrait is."""

    GOOD = "good"
    COULD_BE_BETTER = "could_be_better"
    UNUSABLE = "unusable"
    UNCHECKED = "unchecked"


class PortraitNeed(StrEnum):
    """What the portraits of one pupil need; the most pressing first."""

    NEEDED = "needed"
    UNCHECKED = "unchecked"
    MORE = "more"
    NOTHING = "nothing"


def portrait_to_show(portraits: Collection[Portrait]) -> Portrait | None:
    """Return the portrait that shows best what a person looks like now; None without any."""
    good = [portrait for portrait in portraits if not portrait.problems] or portraits
    return max(good, key=lambda p: (p.taken_on or date.min, p.id), default=None)


def portrait_advice(portrait: Portrait, today: date) -> tuple[str, ...]:
    """Return what to do about one portrait, the most pressing first."""
    if portrait.taken_on is None:
        age: tuple[str, ...] = (UNDATED,)
    else:
        age = (OLD,) if today - portrait.taken_on > OLD_AFTER else ()
    return (*portrait.problems, *portrait.advice, *age)


def portrait_mark(portrait: Portrait, today: date) -> PortraitMark:
    """Return how good one portrait is."""
    if portrait.problems:
        return PortraitMark.UNUSABLE
    if not portrait.checked_by:
        return PortraitMark.UNCHECKED
    advice = portrait_advice(portrait, today)
    return PortraitMark.COULD_BE_BETTER if advice else PortraitMark.GOOD


def number_advice(portraits: Collection[Portrait], *, compared: bool) -> str:
    """Return what to do about how many usable portraits a pupil has; empty when it is enough.

    Args:
        portraits: every portrait of the pupil.
        compared: whether the pupil may be compared; for human eyes one portrait is enough.
    """
    usable = sum(1 for portrait in portraits if not portrait.problems)
    if not usable:
        return "Add a better portrait." if portraits else "Add a portrait: there is none to go by."
    if not compared or usable >= ENOUGH:
        return ""
    if usable == 1:
        return (
            "Add two more: with one portrait faces are compared more generously, and more are "
            "suggested by mistake."
        )
    return "Add one more: three portraits or more are best."


def portrait_need(portraits: Collection[Portrait], today: date, *, compared: bool) -> PortraitNeed:
    """Return what a pupil's portraits need.

    A new portrait is needed where none is usable or all usable ones are old; anything else that
    could be better is left to the office's time.
    """
    usable = [portrait for portrait in portraits if not portrait.problems]
    if not usable or all(_old(portrait, today) for portrait in usable):
        return PortraitNeed.NEEDED
    marks = {portrait_mark(portrait, today) for portrait in portraits}
    if PortraitMark.UNCHECKED in marks:
        return PortraitNeed.UNCHECKED
    if marks == {PortraitMark.GOOD} and not number_advice(portraits, compared=compared):
        return PortraitNeed.NOTHING
    return PortraitNeed.MORE


def _old(portrait: Portrait, today: date) -> bool:
    return portrait.taken_on is not None and today - portrait.taken_on > OLD_AFTER
