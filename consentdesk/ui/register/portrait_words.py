"""Portraits in shape, word and colour."""

from datetime import date

from consentdesk.domain.people import Portrait
from consentdesk.domain.portraits import PortraitMark, PortraitNeed
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import Badge


def mark_badge(mark: PortraitMark) -> Badge:
    """Return how good one portrait is."""
    return {
        PortraitMark.GOOD: Badge("check-circle", tr("Good"), "cleared"),
        PortraitMark.COULD_BE_BETTER: Badge("circle-half-full", tr("Could be better"), "open"),
        PortraitMark.UNUSABLE: Badge("close-octagon", tr("Cannot be used"), "held"),
        PortraitMark.UNCHECKED: Badge("help-rhombus", tr("Not checked"), "open"),
    }[mark]


def need_badge(need: PortraitNeed) -> Badge:
    """Return what the portraits of a pupil need."""
    return {
        PortraitNeed.NOTHING: Badge("check-circle", tr("Good"), "cleared"),
        PortraitNeed.MORE: Badge("circle-half-full", tr("Could be better"), "open"),
        PortraitNeed.UNCHECKED: Badge("help-rhombus", tr("Not checked"), "open"),
        PortraitNeed.NEEDED: Badge("close-octagon", tr("New one needed"), "held"),
    }[need]


def origin_words(portrait: Portrait) -> str:
    """Return when a portrait was taken, and whether it was cut from a photo."""
    day: date | None = portrait.taken_on
    if day is None:
        return tr("From a photo, day not known") if portrait.from_region else tr("Day not known")
    if portrait.from_region:
        return tr("From a photo of {day}", day=day_words(day))
    return day_words(day)
