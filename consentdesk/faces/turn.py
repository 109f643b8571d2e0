"""How far a head is turned aside, read off the five points of its face."""

from math import hypot, isfinite

from consentdesk.faces.ports import Points

_LEAST_APART = 1.0
"""Pixels between the eyes under which the points say nothing."""


def turn_of(points: Points) -> float | None:
    """Return how far a head is turned aside: 0.0 from the front, 1.0 in profile.

    It is the way of the nose from the middle of the eyes, along the line through both, over half
    their distance; a tilted head is not a turned one. docs/decisions/0015 says which degrees the
    numbers stand for. Geometry of one face: nothing of it tells whose face it is.

    Args:
        points: both eyes, nose and the corners of the mouth, in upright full-resolution pixels.

    Returns:
        None when the points say nothing: there are none, or the eyes lie on one another.
    """
    if len(points) < 3 or not all(isfinite(value) for point in points[:3] for value in point):
        return None
    (left_x, left_y), (right_x, right_y), (nose_x, nose_y) = points[:3]
    across, down = right_x - left_x, right_y - left_y
    apart = hypot(across, down)
    if apart < _LEAST_APART:
        return None
    aside_x, aside_y = nose_x - (left_x + right_x) / 2, nose_y - (left_y + right_y) / 2
    away = abs(aside_x * across + aside_y * down) / apart
    return min(1.0, away / (apart / 2))
