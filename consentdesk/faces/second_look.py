"""A closer look at the boxes the detector is unsure of.

The detector meets small and turned faces at the edge of what it can see. Shown again from close
by, at one size, mirrored and turned, true faces gain and chance patterns lose: more faces are
found with no more false boxes than by a lower threshold (docs/decisions/0007).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.cut_out import cut_out
from consentdesk.faces.merge import Detections
from consentdesk.faces.resize import Picture

HeatOf = Callable[[Sequence[Picture]], NDArray[np.float32]]
"""Runs the network on pictures of one size: how sure a face's middle lies in each map cell."""

_SURE = 0.4
"""Score from which a box needs no second look."""

_HOPELESS = 0.05
"""Score of the upright view under which no other view makes a face of a box any more."""

_EDGE = 64
"""Pixels a side of a view; with more of its surroundings a face is found less often."""

_FACE_HEIGHT = 32
"""Pixels of the face in a view: small, but where the network's recall is nearly full."""

_UPRIGHT = np.eye(2)
_OTHER_VIEWS = (
    np.diag([-1.0, 1.0]),
    *(
        np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        for angle in np.radians([25, -25])
    ),
)
"""In the mirror, and turned to both sides."""

_SMALLEST = 16
"""Pixels of height under which a closer look shows no more."""

_NEAR = 4
"""Map cells around the middle in which the face's middle may lie."""

_AT_ONCE = 32
"""Views a run of the network; the memory taken stays below that of a tile."""

_MOST = 800
"""Boxes a photo, the surest: a picture of nothing but noise must come to an end."""


def second_look(
    heat_of: HeatOf, photo: NDArray[np.uint8], boxes: Detections, kept: float
) -> Detections:
    """Return the boxes that hold up; the score of a doubtful one is the mean of both looks.

    Args:
        heat_of: the network.
        photo: rows x columns x RGB.
        boxes: in pixels of the photo, the surest first.
        kept: score under which a box is no face.
    """
    doubtful = (boxes[:, 4] < _SURE) & (boxes[:, 3] - boxes[:, 1] >= _SMALLEST)
    second = np.where(doubtful, 0, boxes[:, 4])
    shown = np.flatnonzero(doubtful)[:_MOST]
    second[shown] = _mean_scores(heat_of, photo, boxes[shown])
    held_up = second >= kept
    result = boxes[held_up]
    result[:, 4] = (result[:, 4] + second[held_up]) / 2
    return result


def _mean_scores(
    heat_of: HeatOf, photo: NDArray[np.uint8], boxes: Detections
) -> NDArray[np.float32]:
    """Return how sure the network is of each box, on average over its views; 0 when hopeless."""
    scores = _scores(heat_of, photo, boxes, _UPRIGHT)
    hopeful = scores >= _HOPELESS
    scores[~hopeful] = 0
    for view in _OTHER_VIEWS:
        scores[hopeful] += _scores(heat_of, photo, boxes[hopeful], view)
    return np.asarray(scores / (1 + len(_OTHER_VIEWS)), np.float32)


def _scores(
    heat_of: HeatOf, photo: NDArray[np.uint8], boxes: Detections, view: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return how sure the network is of each box in one view."""
    scores = np.zeros(len(boxes), np.float32)
    for start in range(0, len(boxes), _AT_ONCE):
        group = slice(start, start + _AT_ONCE)
        heat = heat_of([_shown(photo, box, view) for box in boxes[group]])
        centre = heat.shape[1] // 2
        middle = slice(centre - _NEAR, centre + _NEAR)
        scores[group] = heat[:, middle, middle].max(axis=(1, 2))
    return scores


def _shown(photo: NDArray[np.uint8], box: Detections, view: NDArray[np.float64]) -> Picture:
    """Return the box and its surroundings at one size."""
    turn = view * float(box[3] - box[1]) / _FACE_HEIGHT
    centre = (np.array(box[:2], np.float64) + box[2:4]) / 2
    return cut_out(photo, turn, centre - turn @ np.full(2, (_EDGE - 1) / 2), _EDGE)
