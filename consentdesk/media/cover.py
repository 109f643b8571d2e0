"""A calm, opaque patch over a face: every pixel below is gone."""

from collections.abc import Sequence
from math import ceil, sqrt

from PIL import Image, ImageDraw, ImageStat

from consentdesk.domain.pixels import Box
from consentdesk.media.picture import corners

_ROUNDING = 0.2
"""Radius of the corners as a share of the shorter side."""

_NEUTRAL = (128, 128, 128)

RIM = 8
"""Pixels of the result painted around each cover: shrinking and a JPEG block mix that far, and what
is mixed into a small cover would look as if something showed through."""

Colour = tuple[int, int, int]


def cover_over(image: Image.Image, box: Box, colour: Colour) -> None:
    """Paint over a box of an RGB picture, in place.

    The rounded shape of the patch is larger than the box, so that the whole box is destroyed.
    """
    shape, radius = patch_over(box), _radius(box)
    corner = (shape.x, shape.y, shape.right - 1, shape.bottom - 1)
    ImageDraw.Draw(image).rounded_rectangle(corner, radius, fill=colour)


def patch_over(box: Box) -> Box:
    """Return the box around the rounded patch that lies over a box; may reach beyond a picture."""
    more = ceil(_radius(box) * (1 - 1 / sqrt(2))) + 1
    return Box(box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more)


def _radius(box: Box) -> int:
    return round(min(box.width, box.height) * _ROUNDING)


def colour_around(
    image: Image.Image, box: Box, kept: Box | None = None, hidden: Sequence[Box] = ()
) -> Colour:
    """Return the mean colour of what lies around a box and may be seen.

    Args:
        image: RGB.
        box: never what is below it.
        kept: the part that is published; what is cut off gives nothing to the colour.
        hidden: other places that are destroyed, which give nothing either.
    """
    around = box.grown(0.5, image.width, image.height)
    if kept is not None:
        x, y = max(around.x, kept.x), max(around.y, kept.y)
        right, bottom = min(around.right, kept.right), min(around.bottom, kept.bottom)
        around = Box(x, y, right - x, bottom - y)
    if around.width <= 0 or around.height <= 0:
        return _NEUTRAL
    mask = Image.new("L", (around.width, around.height), 255)
    for hole in (box, *hidden):
        if around.overlap(hole):
            mask.paste(0, corners(_moved(hole, -around.x, -around.y)))
    surroundings = ImageStat.Stat(image.crop(corners(around)), mask)
    if not surroundings.count[0]:
        return _NEUTRAL
    red, green, blue = (round(value) for value in surroundings.mean)
    return (red, green, blue)


def _moved(box: Box, right: int, down: int) -> Box:
    return Box(box.x + right, box.y + down, box.width, box.height)
