"""One photo made ready for one channel: crop, covers, mosaics and size as decided."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from consentdesk.domain.channel import Channel
from consentdesk.domain.face import Region, RegionSubject
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import (
    covered_regions,
    long_edge_on,
    mosaic_regions,
    published_frame,
)
from consentdesk.domain.review import PhotoReview
from consentdesk.faces.pool import FacePool
from consentdesk.media.finished_photo import FinishedPhoto, finish

COVER_MARGIN = {RegionSubject.FACE: 0.3, RegionSubject.FIGURE: 0.04, RegionSubject.WRITING: 0.08}
"""Share of the size hidden around it. Hair and ears tell who somebody is, too; a frame around a
figure or around writing was drawn by hand and holds all of it."""

RENDER_SECONDS = 120.0
"""As long as a photo may take when it is brought in."""

Render: TypeAlias = Callable[..., FinishedPhoto]
"""`media.finished_photo.finish`, here or in a worker."""


def in_worker(pool: FacePool) -> Render:
    """Return a way to render where a decoder that goes astray costs its own worker only."""

    def render(original: bytes, **how: Any) -> FinishedPhoto:
        return pool.ask(partial(finish, **how), (original,), RENDER_SECONDS)

    return render


def finish_for(
    channel: Channel,
    photo: Photo,
    review: PhotoReview,
    original: bytes,
    render: Render = finish,
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
    return render(
        original,
        long_edge=long_edge_on(channel, review),
        quality=channel.details.quality,
        file_type=channel.details.file_type,
        most_bytes=None if most is None else 1000 * most,
        crop=None if frame == whole else frame,
        covers=[cover_over(region, width, height) for region in covered_regions(review)],
        mosaics=[cover_over(region, width, height) for region in mosaic_regions(review)],
    )


def cover_over(region: Region, width: int, height: int) -> Box:
    """Return what a cover or a mosaic hides of a region, inside a photo of this size."""
    return region.whole.grown(COVER_MARGIN[region.subject], width, height)
