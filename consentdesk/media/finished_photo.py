"""A new file for publishing, made from nothing but pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.pixels import Box
from consentdesk.media.colour import to_srgb
from consentdesk.media.cover import RIM
from consentdesk.media.decoder import decoded, open_photo_file, profile_of
from consentdesk.media.encoding import encoded, too_large
from consentdesk.media.hidden_places import HiddenPlaces, View
from consentdesk.media.mosaic import Mosaic
from consentdesk.media.picture import corners, fitted

_SMALLEST_EDGE = 480
"""A file that is still too large at this size is refused: smaller shows nothing any more."""


@dataclass(frozen=True, slots=True)
class FinishedPhoto:
    """A photo as it will be published.

    Attributes:
        content: the whole file: JPEG or PNG in sRGB, no metadata, no colour profile.
        width, height: pixels.
        covers: the covered rectangles in pixels of this file, for `verify.check_covered`.
        mosaics: the same for `verify.check_mosaics`; a cover lies over a mosaic.
    """

    content: bytes
    width: int
    height: int
    covers: tuple[Box, ...] = ()
    mosaics: tuple[Mosaic, ...] = ()

    @property
    def hidden(self) -> tuple[Box, ...]:
        """Every rectangle in which no face may be found, pixels of this file."""
        return (*self.covers, *(mosaic.box for mosaic in self.mosaics))


def finish(
    data: bytes,
    *,
    long_edge: int,
    quality: int = 85,
    crop: Box | None = None,
    covers: Sequence[Box] = (),
    mosaics: Sequence[Box] = (),
    file_type: FileType = FileType.JPEG,
    most_bytes: int | None = None,
) -> FinishedPhoto:
    """Render one photo for publishing; cropped and hidden before anything is encoded.

    Args:
        data: the original file.
        long_edge: longest side of the result in pixels; smaller photos are not enlarged.
        quality: of a JPEG, 1 to 95.
        crop: the part to keep, in upright full-resolution pixels of the original.
        covers: areas to destroy, in the same pixels.
        mosaics: areas of which a coarse mosaic is left, in the same pixels.
        file_type: of the result.
        most_bytes: largest file wanted. A JPEG gives up quality first, then either type gives
            up size; each try renders anew, so that covers keep their rim at every size.

    Raises:
        EmptyFile, NotAPhoto, PhotoTooLarge, DamagedPhoto: as `open_photo.open_photo`.
        FileTooLarge: not even a picture of 480 pixels is that small a file.
        ValueError: the crop lies outside the photo.
    """
    while True:
        picture, covered, coarse = _rendered(data, long_edge, crop, covers, mosaics)
        content = encoded(picture, file_type, quality, most_bytes, full_colour=bool(coarse))
        if most_bytes is None or len(content) <= most_bytes:
            return FinishedPhoto(content, picture.width, picture.height, covered, coarse)
        reached = max(picture.size)
        if reached <= _SMALLEST_EDGE:
            raise too_large(most_bytes)
        wanted = int(reached * min(0.9, sqrt(most_bytes / len(content))))
        long_edge = max(_SMALLEST_EDGE, wanted)


def _rendered(
    data: bytes,
    long_edge: int,
    crop: Box | None,
    covers: Sequence[Box],
    mosaics: Sequence[Box],
) -> tuple[Image.Image, tuple[Box, ...], tuple[Mosaic, ...]]:
    """Return the picture in sRGB and where its covers and mosaics lie."""
    photo = open_photo_file(data)
    width, height = photo.upright_size
    kept = _inside(crop, width, height) if crop else Box(0, 0, width, height)
    share = min(1.0, long_edge / max(kept.width, kept.height))
    # whole where there are mosaics: their colours have to be the same in copies of every size
    image = decoded(photo, 1.0 if mosaics else share)
    profile = profile_of(photo)
    view = View(kept, image.width / width, image.height / height)
    hidden: HiddenPlaces | None = None
    if covers or mosaics:
        image, profile = to_srgb(image, profile), None
        hidden = HiddenPlaces(image, view, covers, mosaics, ceil(RIM / share))
    result = to_srgb(fitted(_part(image, view.inward(kept)), long_edge), profile)
    if hidden is None:
        return result, (), ()
    final = View(kept, result.width / kept.width, result.height / kept.height)
    return result, *hidden.paint(result, final)


def _part(image: Image.Image, box: Box) -> Image.Image:
    """Return a part of the picture; the whole of it without a copy, which is large."""
    if box == Box(0, 0, image.width, image.height):
        return image
    return image.crop(corners(box))


def _inside(crop: Box, width: int, height: int) -> Box:
    kept = crop.grown(0.0, width, height)
    if kept.width <= 0 or kept.height <= 0:
        raise ValueError("the crop lies outside the photo")
    return kept
