"""What of a photo is in its published copy: the part that is kept, what is hidden, who is seen."""

from consentdesk.domain.channel import Channel
from consentdesk.domain.crop import crop_without, head_around
from consentdesk.domain.face import DispositionKind, Region, RegionSubject
from consentdesk.domain.identifiability import (
    PhotoIdentifiability,
    VisibleFace,
    identifiability,
    mostly_in,
)
from consentdesk.domain.photo import Photo
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import PhotoReview

VISIBLE_PEOPLE = frozenset(
    {
        DispositionKind.THIS_PUPIL,
        DispositionKind.THIS_ADULT,
        DispositionKind.VISITOR,
        DispositionKind.NO_LOOK_OUT,
    }
)


HIDDEN = frozenset({DispositionKind.COVER, DispositionKind.CROP_AWAY})
"""What is not in the published copy and so need not have been seen."""

OUT_OF_SIGHT = HIDDEN | {DispositionKind.MOSAIC}
"""Whose face is not in the published copy. Under a mosaic somebody stands of whom a person said
who it is not, so that face has to have been seen."""


ONE_FACE = 0.5
"""Share of the smaller of two frames that both hold, from which they may be around one face."""


def published_frame(photo: Photo, review: PhotoReview) -> Box | None:
    """Return the part of the photo that is published, upright full-resolution pixels.

    None when a face cannot be cropped away without losing the photo.
    """
    away = [r.whole for r in review.regions if kind_of(review, r) is DispositionKind.CROP_AWAY]
    keep = [r.whole for r in review.regions if kind_of(review, r) in VISIBLE_PEOPLE]
    return crop_without(photo.details.width, photo.details.height, away, keep, review.crop)


def covered_regions(review: PhotoReview) -> tuple[Region, ...]:
    """Return the regions that a solid cover hides in the published copy."""
    return tuple(r for r in review.regions if kind_of(review, r) is DispositionKind.COVER)


def mosaic_regions(review: PhotoReview) -> tuple[Region, ...]:
    """Return the regions of which a coarse mosaic is left in the published copy."""
    return tuple(r for r in review.regions if kind_of(review, r) is DispositionKind.MOSAIC)


def in_picture(photo: Photo, region: Region, frame: Box) -> bool:
    """Tell whether anything of a face, hair and ears included, is in the published part."""
    head = head_around(region.whole, photo.details.width, photo.details.height)
    return frame.overlap(head) > 0


def company_in_picture(review: PhotoReview, frame: Box) -> tuple[Region, ...]:
    """Return the faces that are company for one another in the published part.

    An ear or a cheek at its edge is none, and a second frame around one face adds nobody.
    """
    company: list[Region] = []
    for region in review.regions:
        seen = region.subject is RegionSubject.FACE and kind_of(review, region) in VISIBLE_PEOPLE
        new = not any(frame_one_face(region.whole, other.whole) for other in company)
        if seen and new and mostly_in(region.whole, frame):
            company.append(region)
    return tuple(company)


def frame_one_face(one: Box, other: Box) -> bool:
    """Tell whether two frames have so much in common that it may be one face.

    Of two who stand close one may hide part of the other; half of a face is hardly ever found.
    """
    return one.overlap(other) >= ONE_FACE * min(one.area, other.area)


def long_edge_on(channel: Channel, review: PhotoReview) -> int:
    """Return the longest side of the photo's copy on a channel, pixels."""
    own = channel.details.long_edge
    return min(own, review.smaller.get(channel.id, own))


def identifiability_on(
    channel: Channel, photo: Photo, review: PhotoReview
) -> PhotoIdentifiability | None:
    """Return how recognisable a child is in the photo's copy on a channel.

    Faces without a decision count as visible. None when the photo cannot be cropped.
    """
    frame = published_frame(photo, review)
    if frame is None:
        return None
    faces, name = visible_faces(review), name_visible(review)
    return identifiability(faces, frame, long_edge_on(channel, review), name)


def visible_faces(review: PhotoReview) -> tuple[VisibleFace, ...]:
    """Return the faces that are neither out of sight nor no faces at all."""
    gone = OUT_OF_SIGHT | {DispositionKind.NOT_A_FACE}
    return tuple(
        VisibleFace(r.id, r.whole, r.turn)
        for r in review.regions
        if r.subject is RegionSubject.FACE and kind_of(review, r) not in gone
    )


def name_visible(review: PhotoReview) -> bool:
    """Whether a person said that something personal can be read in the photo."""
    return review.checks.get(PhotoCheck.READABLE) is False


def kind_of(review: PhotoReview, region: Region) -> DispositionKind | None:
    """Return what a person decided about a region, None while nobody did."""
    decision = review.decisions.get(region.id)
    return None if decision is None else decision.disposition.kind
