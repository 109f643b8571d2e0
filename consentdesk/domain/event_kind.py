"""What kind of event photos are of: each account takes some kinds and not others."""

from collections.abc import Mapping
from enum import StrEnum


class EventKind(StrEnum):
    """Kinds that school policies tell apart.

    `EVIDENCE` is for records of learning: no account takes it until somebody says otherwise.
    """

    EVENT = "event"
    ACHIEVEMENT = "achievement"
    TRIP = "trip"
    SPORT = "sport"
    SWIM_OR_GYM = "swim_or_gym"
    PERFORMANCE = "performance"
    FESTIVAL = "festival"
    LESSON = "lesson"
    PROMOTION = "promotion"
    EVIDENCE = "evidence"


EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.EVENT: "School event",
    EventKind.ACHIEVEMENT: "Achievements",
    EventKind.TRIP: "Trip",
    EventKind.SPORT: "Sport",
    EventKind.SWIM_OR_GYM: "Swimming or gym",
    EventKind.PERFORMANCE: "Performance",
    EventKind.FESTIVAL: "Religious festival",
    EventKind.LESSON: "Lesson",
    EventKind.PROMOTION: "Promotion and advertising",
    EventKind.EVIDENCE: "Evidence of learning (not for publishing)",
}

ONLY_WHEN_NAMED = frozenset({EventKind.PROMOTION, EventKind.EVIDENCE})
"""Kinds that an account takes only when the school named them for it."""
