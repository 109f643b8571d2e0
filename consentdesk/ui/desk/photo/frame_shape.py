"""How a frame changes its place and size: never out of the photo, never to nothing."""

from enum import Enum

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.photo_view import PhotoView

LEAST_SIDE = 8
"""Photo pixels, our choice: a smaller frame could neither be seen nor taken hold of."""

_SHARES = {
    DrawnFor.FACE: (0.18, 0.23),
    DrawnFor.FIGURE: (0.28, 0.62),
    DrawnFor.WRITING: (0.40, 0.14),
}
"""Width and height of a new frame, as shares of the shorter side of what is seen."""

_CROP_SHARE = 0.8
"""The same for a crop, of each side of what is seen."""


class Grip(Enum):
    """Where a frame is taken hold of: which of its sides move with the hand, across and down."""

    WHOLE = (0, 0)
    TOP_LEFT = (-1, -1)
    TOP = (0, -1)
    TOP_RIGHT = (1, -1)
    RIGHT = (1, 0)
    BOTTOM_RIGHT = (1, 1)
    BOTTOM = (0, 1)
    BOTTOM_LEFT = (-1, 1)
    LEFT = (-1, 0)


def pulled(box: Box, grip: Grip, by: tuple[float, float], photo: tuple[int, int]) -> Box:
    """Return the frame after its grip was pulled.

    `by` is across and down in photo pixels, `photo` the photo's width and height. The frame stays
    in the photo and keeps at least `LEAST_SIDE`, or the side it had when that was smaller.
    """
    across, down = grip.value
    whole = grip is Grip.WHOLE
    x, width = _side(box.x, box.width, None if whole else across, by[0], photo[0])
    y, height = _side(box.y, box.height, None if whole else down, by[1], photo[1])
    return Box(x, y, width, height)


def _side(start: int, length: int, end: int | None, by: float, limit: int) -> tuple[int, int]:
    """Return start and length after moving both ends (None), the first (-1), the last (1)."""
    least = min(LEAST_SIDE, length)
    if end is None:
        return _within(start + by, 0, limit - length), length
    if end < 0:
        moved = _within(start + by, 0, start + length - least)
        return moved, start + length - moved
    if end > 0:
        return start, _within(start + length + by, start + least, limit) - start
    return start, length


def at_least(box: Box, photo: tuple[int, int]) -> Box:
    """Return the frame, grown to `LEAST_SIDE` where it is thinner, inside the photo."""
    width = min(max(box.width, LEAST_SIDE), photo[0])
    height = min(max(box.height, LEAST_SIDE), photo[1])
    x, y = _within(box.x, 0, photo[0] - width), _within(box.y, 0, photo[1] - height)
    return Box(x, y, width, height)


def starting_box(view: PhotoView, purpose: DrawnFor) -> Box:
    """Return a frame of a sensible size in the middle of what is seen."""
    seen = view.seen
    if purpose is DrawnFor.CROP:
        width, height = seen.width * _CROP_SHARE, seen.height * _CROP_SHARE
    else:
        across, down = _SHARES[purpose]
        shorter = min(seen.width, seen.height)
        width, height = shorter * across, shorter * down
    x = seen.x + (seen.width - width) / 2
    y = seen.y + (seen.height - height) / 2
    box = Box(round(x), round(y), round(width), round(height))
    return at_least(box, (view.width, view.height))


def _within(value: float, low: int, high: int) -> int:
    return max(low, min(round(value), high))
