"""What an action changed, as the text it is kept as; for this room only."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from consentdesk.domain.ids import ChannelId, PersonId, RegionId
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.review_changes import (
    Answered,
    Change,
    Cropped,
    NotThese,
    Referee,
    ReferralAnswered,
    Referred,
    Regrouped,
    Removed,
    Reshaped,
    Smaller,
)


def written_change(change: Change | None) -> str:
    """Return the text; empty where nothing changed or a table of its own holds it."""
    if change is None or isinstance(change, Reshaped):
        return ""
    return json.dumps({type(change).__name__: _facts(change)}, sort_keys=True)


def read_change(text: str) -> Change | None:
    """Return what the text says."""
    if not text:
        return None
    ((name, facts),) = json.loads(text).items()
    return _READ[name](facts)


def _facts(change: Change) -> object:
    match change:
        case Cropped(box):
            return None if box is None else [box.x, box.y, box.width, box.height]
        case Removed(region_id):
            return region_id
        case Answered(answers):
            return {check.value: answer for check, answer in answers.items()}
        case Smaller(channel_id, long_edge):
            return [channel_id, long_edge]
        case Referred(to):
            return to.value
        case ReferralAnswered(may_go, answerer):
            return [may_go, answerer]
        case Regrouped(with_face):
            return {str(face): other for face, other in with_face.items()}
        case NotThese(people):
            return {str(face): sorted(persons) for face, persons in people.items()}
    raise ValueError(f"nothing is kept of {type(change).__name__}")


def _answers(facts: Mapping[str, bool]) -> Answered:
    return Answered({PhotoCheck(check): answer for check, answer in facts.items()})


def _regrouped(facts: Mapping[str, int]) -> Regrouped:
    return Regrouped({RegionId(int(face)): RegionId(other) for face, other in facts.items()})


def _not_these(facts: Mapping[str, list[int]]) -> NotThese:
    return NotThese(
        {RegionId(int(face)): frozenset(map(PersonId, people)) for face, people in facts.items()}
    )


_READ: Mapping[str, Callable[[Any], Change]] = {
    "Cropped": lambda facts: Cropped(None if facts is None else Box(*facts)),
    "Removed": lambda facts: Removed(RegionId(facts)),
    "Answered": _answers,
    "Smaller": lambda facts: Smaller(ChannelId(facts[0]), facts[1]),
    "Referred": lambda facts: Referred(Referee(facts)),
    "ReferralAnswered": lambda facts: ReferralAnswered(*facts),
    "Regrouped": _regrouped,
    "NotThese": _not_these,
}
