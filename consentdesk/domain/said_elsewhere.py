"""The same file in another batch: whoever was recognised there is in this picture, too."""

from dataclasses import dataclass

from consentdesk.domain.face import Region
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.photo import Photo
from consentdesk.domain.published_part import (
    OUT_OF_SIGHT,
    frame_one_face,
    in_picture,
    kind_of,
    published_frame,
)
from consentdesk.domain.review import PhotoReview


@dataclass(frozen=True, slots=True)
class NamedElsewhere:
    """A face that somebody recognised in another batch; the region lies in the same pixels."""

    region: Region
    person_id: PersonId


def named_in(review: PhotoReview) -> tuple[NamedElsewhere, ...]:
    """Return whom people recognised in a photo, and where."""
    named = ((r, review.decisions.get(r.id)) for r in review.regions)
    return tuple(
        NamedElsewhere(region, decision.disposition.person_id)
        for region, decision in named
        if decision is not None and decision.disposition.person_id is not None
    )


def shown_unnamed(
    photo: Photo, review: PhotoReview, elsewhere: NamedElsewhere
) -> tuple[RegionId | None, ...]:
    """Return the faces that were named elsewhere, can be seen here and were not named so.

    None is a face without a frame here. One that is undecided is not told of.
    """
    frame = published_frame(photo, review)
    if frame is None or not in_picture(photo, elsewhere.region, frame):
        return ()
    same = [r for r in review.regions if frame_one_face(r.whole, elsewhere.region.whole)]
    if not same:
        return (None,)
    person = elsewhere.person_id
    return tuple(region.id for region in same if _shows_another(review, region, person))


def _shows_another(review: PhotoReview, region: Region, person_id: PersonId) -> bool:
    decision = review.decisions.get(region.id)
    if decision is None or kind_of(review, region) in OUT_OF_SIGHT:
        return False
    return decision.disposition.person_id != person_id
