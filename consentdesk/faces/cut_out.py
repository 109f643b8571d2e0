"""Cuts a turned square out of a photo at any size."""

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.resize import Picture, resize

_LARGEST_STEP = 2.0
"""Photo pixels a result pixel above which the photo is shrunk first, lest detail turn to noise."""


def cut_out(
    photo: NDArray[np.uint8], turn: NDArray[np.float64], shift: NDArray[np.float64], edge: int
) -> NDArray[np.uint8]:
    """Return a square of ``edge`` pixels whose pixel p shows the photo at turn @ p + shift.

    Args:
        photo: rows x columns x RGB.
        turn: 2 x 2, a turn and a scale, perhaps a mirror.
        shift: x and y.
        edge: pixels a side of the result.

    What would lie outside the photo repeats its border.
    """
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) * edge @ turn.T + shift
    height, width = photo.shape[:2]
    left, top = np.clip(np.floor(corners.min(0)).astype(int) - 2, 0, [width - 1, height - 1])
    right, bottom = np.clip(np.ceil(corners.max(0)).astype(int) + 3, 1, [width, height])
    view = photo[top:bottom, left:right]
    across, down = np.meshgrid(np.arange(edge), np.arange(edge))
    places = np.stack([across, down], axis=-1) @ turn.T + shift - [left, top]
    step = float(np.hypot(*turn[0]))
    if step <= _LARGEST_STEP:
        return _sampled(view, places)
    size = np.ceil(np.array(view.shape[1::-1]) * _LARGEST_STEP / step).astype(int)
    smaller = resize(view, int(size[0]), int(size[1]))
    return _sampled(smaller, (places + 0.5) * (size / view.shape[1::-1]) - 0.5)


def _sampled(view: Picture, places: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the picture's colours at the places, linear between pixels."""
    height, width = view.shape[:2]
    x = np.clip(places[..., 0], 0, width - 1)
    y = np.clip(places[..., 1], 0, height - 1)
    left, top = x.astype(int), y.astype(int)
    right, below = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    dx = (x - left).astype(np.float32)[..., None]
    dy = (y - top).astype(np.float32)[..., None]
    upper = view[top, left] * (1 - dx) + view[top, right] * dx
    lower = view[below, left] * (1 - dx) + view[below, right] * dx
    return np.asarray(np.rint(upper * (1 - dy) + lower * dy), np.uint8)
