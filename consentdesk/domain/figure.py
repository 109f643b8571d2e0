"""How large a whole person is likely to be around a face."""

from consentdesk.domain.pixels import Box

HEADS_HIGH = 6.0
"""Heads a primary-school child is high: 5 to 6 at four to eleven years (drawing canon after
Loomis, Figure Drawing, 1943); the larger number, because too much cover does no harm."""

FACE_OF_HEAD = 0.75
"""A detector's box holds the face, about three quarters of the head's height."""

HEADS_WIDE = 3.2
"""Heads wide with the arms hanging: shoulders of two heads and elbows; our choice."""


def figure_around(face: Box, width: int, height: int) -> Box:
    """Return the box that is likely to hold the whole body below a face, inside the photo.

    Args:
        face: upright full-resolution pixels.
        width, height: of the photo, in the same pixels.
    """
    # the face of a child who lies down lies, too
    head = max(face.width, face.height) / FACE_OF_HEAD
    top = face.bottom - head
    middle = face.x + face.width / 2
    left, right = middle - head * HEADS_WIDE / 2, middle + head * HEADS_WIDE / 2
    x, y = max(0, round(left)), max(0, round(top))
    end_x, end_y = min(width, round(right)), min(height, round(top + head * HEADS_HIGH))
    return Box(x, y, end_x - x, end_y - y)
