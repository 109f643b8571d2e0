"""One photo made ready for one channel: crop, covers and size as decided."""

from consentdesk.domain.channel import Channel
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import PhotoReview
from consentdesk.domain.verdict import covered_boxes, published_frame
from consentdesk.media.finished_photo import FinishedPhoto, finish

COVER_MARGIN = 0.3
"""Share of the face's size hidden around it: hair and ears tell who it is, too."""


def finish_for(
    channel: Channel, photo: Photo, review: PhotoReview, original: bytes
) -> FinishedPhoto | None:
    """Return the finished copy, or None when a face cannot be cropped away."""
    frame = published_frame(photo, review)
    if frame is None:
        return None
    width, height = photo.details.width, photo.details.height
    whole = Box(0, 0, width, height)
    return finish(
        original,
        long_edge=channel.details.long_edge,
        quality=channel.details.quality,
        crop=None if frame == whole else frame,
        covers=[box.grown(COVER_MARGIN, width, height) for box in covered_boxes(review)],
    )
