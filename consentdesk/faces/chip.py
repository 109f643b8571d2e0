"""Cuts a face out of a photo upright and at one size, and judges how good a picture of it is."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.cut_out import cut_out
from consentdesk.faces.ports import Points
from consentdesk.faces.resize import resize

Chip = NDArray[np.uint8]
"""150 x 150 x RGB: a face as the encoder was trained to see it."""

CHIP_EDGE = 150

_TEMPLATE = np.array(
    [[46.7, 47.1], [103.0, 45.8], [75.2, 79.0], [50.4, 104.6], [98.2, 103.4]], np.float64
)
"""Where the five points fall in a chip, x and y (face survey, section 6, no. 3)."""

_AGREE = 6.0
"""Times the middle squared error up to which a point agrees with a fit (2.5 deviations)."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a picture of a face is, measured on its chip.

    Attributes:
        light: mean grey, 0 to 255.
        contrast: standard deviation of grey.
        sharpness: share of the contrast that lies in fine detail; about 0.05 (blurred) to 0.25.
    """

    light: float
    contrast: float
    sharpness: float


def cut_chip(
    photo: NDArray[np.uint8],
    points: Points,
    template: NDArray[np.float64] = _TEMPLATE,
    edge: int = CHIP_EDGE,
) -> Chip:
    """Return the chip of the face with these five points (pixels of the photo).

    What would lie outside the photo repeats its border. Another encoder than ours has a
    template and an edge of its own.
    """
    turn, shift = _chip_to_photo(np.array(points, np.float64), template)
    return cut_out(photo, turn, shift, edge)


def quality_of(chip: Chip) -> Quality:
    """Judge how well a face can be recognised by its chip."""
    grey = chip @ np.array([0.299, 0.587, 0.114], np.float32)
    face = resize(grey[8:148, 19:131, None], 64, 80)[:, :, 0]
    detail = _detail(_softened(face))
    return Quality(
        light=float(grey.mean()),
        contrast=float(grey.std()),
        sharpness=float(detail.std() / max(float(face.std()), 1.0)),
    )


def _chip_to_photo(
    points: NDArray[np.float64], template: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return turn and shift (photo = turn @ chip + shift) that fit the five points best.

    A point or two may be misplaced, so the fit of the pair whose middle error over all five is
    least is refined with the points that agree with it (least median of squares).
    """
    best, least = list(range(5)), np.inf
    for pair in combinations(range(5), 2):
        turn, shift = _similarity(template[list(pair)], points[list(pair)])
        error = ((template @ turn.T + shift - points) ** 2).sum(1)
        if np.median(error) < least:
            least = float(np.median(error))
            best = list(np.flatnonzero(error <= max(_AGREE * least, 1e-9)))
    return _similarity(template[best], points[best])


def _similarity(
    source: NDArray[np.float64], target: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return turn and shift of the least-squares similarity from source to target points."""
    middle, goal = source.mean(0), target.mean(0)
    a, b = (source - middle).T, (target - goal).T
    size = max(float((a**2).sum()), 1e-9)
    along = float((a * b).sum()) / size
    across = float((a[0] * b[1] - a[1] * b[0]).sum()) / size
    turn = np.array([[along, -across], [across, along]])
    return turn, goal - turn @ middle


def _softened(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Blur by 0.8 pixel, so that a sensor's noise does not count as detail."""
    weights = np.exp(-0.5 * (np.arange(-2, 3) / 0.8) ** 2)
    weights /= weights.sum()
    for axis in (0, 1):
        padded = np.pad(grey, [(2, 2) if side == axis else (0, 0) for side in (0, 1)], "edge")
        size = grey.shape[axis]
        grey = np.sum([w * padded.take(range(k, k + size), axis) for k, w in enumerate(weights)], 0)
    return grey


def _detail(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much each inner pixel differs from its four neighbours (Laplacian)."""
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return np.asarray(around - 4 * grey[1:-1, 1:-1], np.float32)
