"""Small pictures for the screen: of a photo, of one face, and the fingerprint of a photo."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.media.decoder import open_photo_file
from consentdesk.media.open_photo import srgb_picture
from consentdesk.media.photo_header import PhotoHeader, header_of
from consentdesk.media.picture import buffer_of, fitted, image_of, jpeg_of, part_of

THUMBNAIL_EDGE = 400
SCREEN_EDGE = 2048

_HALF_OF_AN_IPAD_PHOTO = 2016
"""iPads take 4032 pixels; their half, which a JPEG decodes fast, fills the screen picture."""

_FACE_MARGIN = 0.35
_FACE_GROWTH = 3.0
"""A small face is enlarged at most this much; beyond it shows no more, only blur."""


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """What the program keeps beside an original to show it fast.

    Attributes:
        header: of the original.
        thumbnail: JPEG, longest side `THUMBNAIL_EDGE` pixels.
        screen: JPEG, longest side at most `SCREEN_EDGE` pixels.
        likeness: `fingerprint` of the whole picture.
    """

    header: PhotoHeader
    thumbnail: bytes
    screen: bytes
    likeness: int


def prepare(data: bytes) -> PreparedPhoto:
    """Decode a photo once and make its small pictures, free of metadata.

    Raises:
        EmptyFile, NotAPhoto, PhotoTooLarge, DamagedPhoto: as `open_photo.open_photo`.
    """
    photo = open_photo_file(data)
    header = header_of(photo)
    edge = SCREEN_EDGE
    if max(photo.upright_size) == 2 * _HALF_OF_AN_IPAD_PHOTO:
        edge = _HALF_OF_AN_IPAD_PHOTO
    screen = srgb_picture(photo, edge)
    thumbnail = jpeg_of(fitted(screen, THUMBNAIL_EDGE), quality=85)
    likeness = fingerprint(buffer_of(screen))
    return PreparedPhoto(header, thumbnail, jpeg_of(screen, quality=88), likeness)


def face_picture(pixels: PixelBuffer, box: Box, edge: int = 320) -> bytes:
    """Return a JPEG of one face with some surroundings.

    Args:
        pixels: the photo at full resolution.
        box: the face in these pixels; may reach over the border.
        edge: longest side of the result; small faces grow to it, at most threefold.
    """
    view = box.grown(_FACE_MARGIN, pixels.width, pixels.height)
    face = part_of(pixels, view)
    growth = min(edge / max(face.size), _FACE_GROWTH)
    size = (max(1, round(face.width * growth)), max(1, round(face.height * growth)))
    return jpeg_of(face.resize(size, Image.Resampling.LANCZOS), quality=90)


def to_jpeg(pixels: PixelBuffer, quality: int = 90) -> bytes:
    """Return the pixels as a JPEG without any metadata."""
    return jpeg_of(image_of(pixels), quality)


def scaled(pixels: PixelBuffer, max_edge: int) -> PixelBuffer:
    """Return the picture with its longest side at most ``max_edge`` pixels."""
    return buffer_of(fitted(image_of(pixels), max_edge))


def fingerprint(pixels: PixelBuffer) -> int:
    """Return 64 bits that nearly equal photos share but for a few (difference hash).

    It describes the light of the whole picture on a grid of 9 x 8, never a face. Compare
    two with ``(a ^ b).bit_count()``.
    """
    grid = image_of(pixels).convert("L").resize((9, 8), Image.Resampling.BOX)
    rows = np.asarray(grid, dtype=np.int16)
    bits = (rows[:, 1:] > rows[:, :-1]).flatten()
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
