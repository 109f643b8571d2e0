"""What is asked once about a whole photo, whoever is in it.

The questions come from the policies schools work by: appropriate dress, nobody ridiculed, no
cameras in toilets or changing rooms, nothing confidential or personal in view.
"""

from collections.abc import Mapping
from enum import StrEnum

from consentdesk.domain.event_kind import EventKind


class PhotoCheck(StrEnum):
    """A question about a photo; the answer is whether all is well."""

    DRESS = "dress"
    DIGNITY = "dignity"
    READABLE = "readable"
    PRIVATE = "private"
    PLACE = "place"


CheckAnswers = Mapping[PhotoCheck, bool]
"""For each check that was answered, whether all is well."""

ALL_WELL: CheckAnswers = dict.fromkeys(PhotoCheck, True)

QUESTIONS: Mapping[PhotoCheck, str] = {
    PhotoCheck.DRESS: "Everybody is dressed appropriately.",
    PhotoCheck.DIGNITY: "Nobody is ridiculed, hurt or in distress.",
    PhotoCheck.READABLE: "No name, label, certificate, screen or number plate can be read.",
    PhotoCheck.PRIVATE: "Nothing shows that is private: health, religion, family, punishment.",
    PhotoCheck.PLACE: "It was not taken in a toilet or changing room.",
}
"""What a person states, check by check."""

STRICTER_DRESS = (
    "Nobody is in swimwear or gym wear that shows more than head and shoulders, arms and legs; "
    "nobody is changing; no pose is unsuitable."
)
"""The first statement for swimming and gym; bodies in swimwear are what offenders look for."""

FAILED: Mapping[PhotoCheck, str] = {
    PhotoCheck.DRESS: "Somebody is not dressed appropriately.",
    PhotoCheck.DIGNITY: "Somebody is ridiculed, hurt or in distress.",
    PhotoCheck.READABLE: "Something personal can be read; cover it or crop it away.",
    PhotoCheck.PRIVATE: "Something private shows.",
    PhotoCheck.PLACE: "It was taken in a toilet or changing room. Tell the safeguarding lead.",
}
"""Why a photo is held when a check was answered with no."""

_LITTLE_ON = frozenset(
    {"swim", "swimming", "swimmers", "gala", "pool", "lido", "splash", "paddling", "water"}
    | {"beach", "bath", "gym", "gymnastics", "trampoline", "trampolining", "dance", "ballet"}
)


def needs_stricter_dress(*words: str, kind: EventKind = EventKind.EVENT) -> bool:
    """Tell from an event's kind, title and purpose whether children wear little there."""
    if kind is EventKind.SWIM_OR_GYM:
        return True
    said = {word.strip(".,:;!?()'\"’").casefold() for text in words for word in text.split()}
    return not _LITTLE_ON.isdisjoint(said)


def statement(check: PhotoCheck, *, stricter_dress: bool) -> str:
    """Return what a person states about a photo for one check."""
    if check is PhotoCheck.DRESS and stricter_dress:
        return STRICTER_DRESS
    return QUESTIONS[check]


def unanswered(answers: CheckAnswers) -> tuple[PhotoCheck, ...]:
    """Return the checks that nobody answered yet."""
    return tuple(check for check in PhotoCheck if check not in answers)


def failed(answers: CheckAnswers) -> tuple[PhotoCheck, ...]:
    """Return the checks that were answered with no."""
    return tuple(check for check in PhotoCheck if answers.get(check) is False)
