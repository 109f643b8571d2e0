"""Smaller and larger copies of a picture for the detector, in numpy alone.

The engine room may not use the picture library of `media`, and needs float rows anyway.
"""

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import PixelBuffer

Picture = NDArray[np.uint8] | NDArray[np.float32]
"""Rows x columns x RGB, 0 to 255."""

_BAND = 16
"""Rows made at a time."""


def as_array(pixels: PixelBuffer) -> NDArray[np.uint8]:
    """Return the picture as rows x columns x RGB without copying a tightly packed buffer."""
    rows = np.frombuffer(pixels.data, np.uint8, pixels.height * pixels.stride)
    rows = rows.reshape(pixels.height, pixels.stride)[:, : 3 * pixels.width]
    return rows.reshape(pixels.height, pixels.width, 3)


def resize(image: NDArray[np.uint8], width: int, height: int) -> NDArray[np.float32]:
    """Return the picture at another size: mean of the covered area, or linear when enlarging.

    Args:
        image: rows x columns x channels.
        width, height: wanted size in pixels.

    Returns:
        float32 in 0..255, rows x columns x channels.
    """
    # From scattered memory each tap would first copy the whole picture.
    image = np.ascontiguousarray(image)
    rows, row_weights = _taps(image.shape[0], height)
    columns, column_weights = _taps(image.shape[1], width)
    resized = np.zeros((height, width, image.shape[2]), np.float32)
    # A band of rows at a time stays in the processor's cache: eight times as quick as all at once.
    for top in range(0, height, _BAND):
        band = slice(top, top + _BAND)
        squeezed = _weighted_sum(image, rows[:, band], row_weights[:, band, None, None], axis=0)
        resized[band] = _weighted_sum(squeezed, columns, column_weights[:, :, None], axis=1)
    return resized


def _weighted_sum(
    image: Picture,
    index: NDArray[np.intp],
    weight: NDArray[np.float32],
    axis: int,
) -> NDArray[np.float32]:
    """Return the sum over all taps of the taken rows (axis 0) or columns (axis 1)."""
    total: NDArray[np.float32] = image.take(index[0], axis) * weight[0]
    for tap in range(1, len(index)):
        total += image.take(index[tap], axis) * weight[tap]
    return total


def _taps(given: int, wanted: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return, tap by tap, which row each wanted row takes and with what weight."""
    scale = given / wanted
    at = np.arange(wanted)
    if scale >= 1:
        low, high = at * scale, (at + 1) * scale
        index = np.floor(low) + np.arange(int(np.ceil(scale)) + 1)[:, None]
        weight = np.clip(np.minimum(high, index + 1) - np.maximum(low, index), 0, None) / scale
    else:
        centre = (at + 0.5) * scale - 0.5
        index = np.floor(centre) + np.arange(2)[:, None]
        weight = 1 - np.abs(centre - index)
    return np.clip(index, 0, given - 1).astype(np.intp), weight.astype(np.float32)
