"""When a person may state "none of the look-outs is in this photo, and no stranger"."""

from collections.abc import Iterable, Mapping

from consentdesk.domain.batch import Batch
from consentdesk.domain.consent import Permission
from consentdesk.domain.face import Suggestion
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.people import Person
from consentdesk.domain.review import PhotoReview


def is_look_out(permissions: Iterable[Permission]) -> bool:
    """Tell whether a person with these permissions, one for each channel, needs looking out."""
    return any(permission.restricts_pictures for permission in permissions)


def exclusion_refusal(
    batch: Batch,
    review: PhotoReview,
    suggestions: Mapping[RegionId, Suggestion],
    look_outs: Iterable[Person],
) -> str | None:
    """Return why the statement may not be made for this photo, or None when it may."""
    if not batch.has_closed_roster:
        return "State first which classes were present and that nobody else is in the photos."
    restricted = {person.id for person in look_outs}
    for region in review.undecided:
        if not region.shown:
            return "Look at each face enlarged first."
        if _points_at(suggestions.get(region.id), restricted):
            return "A face looks like somebody on the look-out list; decide it by itself."
    return None


def _points_at(suggestion: Suggestion | None, restricted: set[PersonId]) -> bool:
    """Tell whether any candidate is restricted, also of a face the machine cannot tell."""
    return suggestion is not None and any(
        candidate.person_id in restricted for candidate in suggestion.candidates
    )
