"""A new file for publishing, made from nothing but pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.pixels import Box
from consentdesk.media.colour import to_srgb
from consentdesk.media.cover import colour_around, cover_over
from consentdesk.media.decoder import decoded, open_photo_file, profile_of
from consentdesk.media.encoding import encoded, too_large
from consentdesk.media.picture import corners, fitted

_SMALLEST_EDGE = 480
"""A file that is still too large at this size is refused: smaller shows nothing any more."""

_RIM_OF_COVER = 8
"""Pixels of the result painted around each cover: shrinking and a JPEG block mix that far, and what
is mixed into a small cover would look as if something showed through."""


@dataclass(frozen=True, slots=True)
class FinishedPhoto:
    """A photo as it will be published.

    Attributes:
        content: the whole file: JPEG or PNG in sRGB, no metadata, no colour profile.
        width, height: pixels.
        covers: the covered rectangles in pixels of this file, for `verify.check_covered`.
    """

    content: bytes
    width: int
    height: int
    covers: tuple[Box, ...] = ()


def finish(
    data: bytes,
    *,
    long_edge: int,
    quality: int = 85,
    crop: Box | None = None,
    covers: Sequence[Box] = (),
    file_type: FileType = FileType.JPEG,
    most_bytes: int | None = None,
) -> FinishedPhoto:
    """Render one photo for publishing; crop and covers happen before anything is encoded.

    Args:
        data: the original file.
        long_edge: longest side of the result in pixels; smaller photos are not enlarged.
        quality: of a JPEG, 1 to 95.
        crop: the part to keep, in upright full-resolution pixels of the original.
        covers: areas to destroy, in the same pixels.
        file_type: of the result.
        most_bytes: largest file wanted. A JPEG gives up quality first, then either type gives
            up size; each try renders anew, so that covers keep their rim at every size.

    Raises:
        EmptyFile, NotAPhoto, PhotoTooLarge, DamagedPhoto: as `open_photo.open_photo`.
        FileTooLarge: not even a picture of 480 pixels is that small a file.
        ValueError: the crop lies outside the photo.
    """
    while True:
        picture, covered = _rendered(data, long_edge, crop, covers)
        content = encoded(picture, file_type, quality, most_bytes)
        if most_bytes is None or len(content) <= most_bytes:
            return FinishedPhoto(content, picture.width, picture.height, covered)
        reached = max(picture.size)
        if reached <= _SMALLEST_EDGE:
            raise too_large(most_bytes)
        wanted = int(reached * min(0.9, sqrt(most_bytes / len(content))))
        long_edge = max(_SMALLEST_EDGE, wanted)


def _rendered(
    data: bytes, long_edge: int, crop: Box | None, covers: Sequence[Box]
) -> tuple[Image.Image, tuple[Box, ...]]:
    """Return the picture in sRGB and where its covers lie."""
    photo = open_photo_file(data)
    width, height = photo.upright_size
    kept = _inside(crop, width, height) if crop else Box(0, 0, width, height)
    share = min(1.0, long_edge / max(kept.width, kept.height))
    image = decoded(photo, share)
    profile = profile_of(photo)
    view = _View(kept, image.width / width, image.height / height)
    if covers:
        image, profile = to_srgb(image, profile), None
        _cover(image, view, covers, ceil(_RIM_OF_COVER / share))
    image = fitted(image.crop(corners(view.inward(kept))), long_edge)
    result = to_srgb(image, profile)
    final = _View(kept, result.width / kept.width, result.height / kept.height)
    return result, tuple(part for box in covers if (part := final.part(box)) is not None)


def _cover(image: Image.Image, view: "_View", covers: Sequence[Box], rim: int) -> None:
    """Paint every cover with its rim; then again without, for a rim may lie on a neighbour."""
    boxes = [view.outward(box) for box in covers]
    colours = [colour_around(image, box) for box in boxes]
    wide = round(rim * view.across)
    for more in (wide, 0):
        for box, colour in zip(boxes, colours, strict=True):
            cover_over(image, box.widened(more, image.width, image.height), colour)


@dataclass(frozen=True, slots=True)
class _View:
    """Where boxes of the original lie in a picture decoded or rendered at another scale."""

    kept: Box
    across: float
    down: float

    def outward(self, box: Box) -> Box:
        """Return the box in decoded pixels, every pixel it touches included."""
        x, y = floor(box.x * self.across), floor(box.y * self.down)
        return Box(x, y, ceil(box.right * self.across) - x, ceil(box.bottom * self.down) - y)

    def inward(self, box: Box) -> Box:
        """Return the box in decoded pixels, without a pixel that lies partly outside."""
        x, y = ceil(box.x * self.across), ceil(box.y * self.down)
        right = max(x + 1, floor(box.right * self.across + 1e-6))
        bottom = max(y + 1, floor(box.bottom * self.down + 1e-6))
        return Box(x, y, right - x, bottom - y)

    def part(self, box: Box) -> Box | None:
        """Return what is left of the box in the rendered file, or None."""
        left, top = max(box.x, self.kept.x), max(box.y, self.kept.y)
        right, bottom = min(box.right, self.kept.right), min(box.bottom, self.kept.bottom)
        if right <= left or bottom <= top:
            return None
        moved = Box(left - self.kept.x, top - self.kept.y, right - left, bottom - top)
        return self.inward(moved)


def _inside(crop: Box, width: int, height: int) -> Box:
    kept = crop.grown(0.0, width, height)
    if kept.width <= 0 or kept.height <= 0:
        raise ValueError("the crop lies outside the photo")
    return kept
