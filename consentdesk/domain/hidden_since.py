"""Whether less of a photo may be seen now than in a copy that was made of it earlier."""

from consentdesk.domain.channel import Channel
from consentdesk.domain.face import Region
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import (
    HIDDEN,
    OUT_OF_SIGHT,
    in_picture,
    kind_of,
    published_frame,
)
from consentdesk.domain.review import PhotoReview


def hidden_since(photo: Photo, channel: Channel, then: PhotoReview, now: PhotoReview) -> bool:
    """Tell whether a copy for this channel, made as the photo stood `then`, shows too much `now`.

    States are compared and not what people did in between: a cover also stands again when a
    later decision is taken back.
    """
    shown = published_frame(photo, then) or Box(0, 0, photo.details.width, photo.details.height)
    kept = published_frame(photo, now)
    if kept is None or kept.overlap(shown) < shown.area or _made_smaller(channel, then, now):
        return True
    return any(
        in_picture(photo, region, shown) and not _was_hidden(region, then, now)
        for region in now.regions
        if kind_of(now, region) in OUT_OF_SIGHT
    )


def _made_smaller(channel: Channel, then: PhotoReview, now: PhotoReview) -> bool:
    wanted, before = now.smaller.get(channel.id), then.smaller.get(channel.id)
    return wanted is not None and (before is None or wanted < before)


def _was_hidden(region: Region, then: PhotoReview, now: PhotoReview) -> bool:
    """Tell whether all of a region was as well hidden then; a mosaic hides less than a cover."""
    before = next((each for each in then.regions if each.id == region.id), None)
    if before is None or before.whole.overlap(region.whole) < region.whole.area:
        return False
    kind = kind_of(then, before)
    return kind in HIDDEN or (kind in OUT_OF_SIGHT and kind is kind_of(now, region))
