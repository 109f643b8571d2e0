"""When a person may state "none of the look-outs is in this photo, and no stranger"."""

from collections.abc import Collection, Iterable, Mapping

from consentdesk.domain.batch import Batch
from consentdesk.domain.consent import Permission
from consentdesk.domain.face import (
    ENOUGH_MS,
    DispositionKind,
    Region,
    RegionSubject,
    Sighting,
    Suggestion,
    names_any_of,
)
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.people import Person
from consentdesk.domain.review import Decision, PhotoReview


def is_look_out(permissions: Iterable[Permission]) -> bool:
    """Tell whether a person with these permissions, one for each channel, needs looking out."""
    return any(permission.restricts_pictures for permission in permissions)


def faces_to_compare(review: PhotoReview, look_outs: Collection[PersonId]) -> tuple[Region, ...]:
    """Return the faces that a statement made against these look-outs would settle.

    Those are the undecided ones, and those of an earlier statement that was made before one of
    the look-outs was on the list. Something that can be read is no face.
    """
    return tuple(
        region
        for region in review.regions
        if region.subject is not RegionSubject.WRITING
        and _is_open(review.decisions.get(region.id), frozenset(look_outs))
    )


def exclusion_refusal(
    batch: Batch,
    review: PhotoReview,
    suggestions: Mapping[RegionId, Suggestion],
    look_outs: Iterable[Person],
) -> str | None:
    """Return why comparing the faces would be in vain, or None when the statement may follow."""
    if not batch.has_closed_roster:
        return "State first which classes were present and that nobody else is in the photos."
    restricted = {person.id for person in look_outs}
    writing = (r for r in review.undecided if r.subject is RegionSubject.WRITING)
    refusals = (
        no_look_out_refusal(region, suggestions.get(region.id), restricted)
        for region in (*faces_to_compare(review, restricted), *writing)
    )
    return next((refusal for refusal in refusals if refusal is not None), None)


def no_look_out_refusal(
    region: Region, suggestion: Suggestion | None, restricted: Collection[PersonId]
) -> str | None:
    """Return why a face can never count as none of the restricted people, or None."""
    if region.subject is RegionSubject.WRITING:
        return "Something that can be read is marked; cover it or crop it away first."
    if names_any_of(suggestion, restricted):
        return "A face looks like somebody on the look-out list; decide it by itself."
    return None


def statement_refusal(
    review: PhotoReview,
    look_outs: Collection[PersonId],
    compared: Mapping[RegionId, Sighting],
    beside: Collection[PersonId],
) -> str | None:
    """Return why what was on the screen does not bear the statement, or None when it does.

    Args:
        look_outs: who is to be looked out for now.
        compared: what was seen of each face in this very check.
        beside: whom the person had beside the faces.
    """
    if not frozenset(look_outs) <= frozenset(beside):
        return "The look-outs changed meanwhile; compare each face with them once more."
    pictures = {face.id: face.picture for face in faces_to_compare(review, look_outs)}
    if pictures != {id_: sighting.picture for id_, sighting in compared.items()}:
        return "The faces to compare changed meanwhile; go through them once more."
    if any(sighting.ms < ENOUGH_MS for sighting in compared.values()):
        return "A face passed too quickly to be compared; look at it again."
    return None


def _is_open(decision: Decision | None, look_outs: frozenset[PersonId]) -> bool:
    if decision is None:
        return True
    stated = decision.disposition.kind is DispositionKind.NO_LOOK_OUT
    return stated and not look_outs <= decision.look_outs
