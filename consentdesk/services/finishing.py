"""One photo made ready for one channel: crop, covers and size as decided."""

from consentdesk.domain.channel import Channel
from consentdesk.domain.face import Region, RegionSubject
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import covered_regions, long_edge_on, published_frame
from consentdesk.domain.review import PhotoReview
from consentdesk.media.finished_photo import FinishedPhoto, finish

COVER_MARGIN = {RegionSubject.FACE: 0.3, RegionSubject.FIGURE: 0.04, RegionSubject.WRITING: 0.08}
"""Share of the size hidden around it. Hair and ears tell who somebody is, too; a frame around a
figure or around writing was drawn by hand and holds all of it."""


def finish_for(
    channel: Channel, photo: Photo, review: PhotoReview, original: bytes
) -> FinishedPhoto | None:
    """Return the finished copy, or None when a face cannot be cropped away.

    Raises:
        PhotoError: as `finished_photo.finish`.
        FileTooLarge: the channel takes no file as large as this photo makes.
    """
    frame = published_frame(photo, review)
    if frame is None:
        return None
    width, height = photo.details.width, photo.details.height
    whole = Box(0, 0, width, height)
    most = channel.details.most_kilobytes
    return finish(
        original,
        long_edge=long_edge_on(channel, review),
        quality=channel.details.quality,
        file_type=channel.details.file_type,
        most_bytes=None if most is None else 1000 * most,
        crop=None if frame == whole else frame,
        covers=[cover_over(region, width, height) for region in covered_regions(review)],
    )


def cover_over(region: Region, width: int, height: int) -> Box:
    """Return what a cover hides so that nobody is known by it, inside a photo of this size."""
    return region.whole.grown(COVER_MARGIN[region.subject], width, height)
