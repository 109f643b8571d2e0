"""A closer look at the boxes the detector is unsure of.

The detector meets small and turned faces at the edge of what it can see. Shown again from close
by, at one size, mirrored and turned, true faces gain and chance patterns lose: more faces are
found with no more false boxes than by a lower threshold (measured by tests/bench/faces.py).
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

_KEPT = 0.2
"""Mean score of the views under which a box is no face."""

_EDGE = 96
"""Pixels a side of a view."""

_FACE_HEIGHT = 40
"""Pixels of the face in a view: small, but where the network's recall is nearly full."""

_TURNS = (0, 25, -25)
"""Degrees by which a view is turned; the upright one is also shown mirrored."""

_SMALLEST = 20
"""Pixels of height under which a closer look shows no more."""

_NEAR = 4
"""Map cells around the middle in which the face's middle may lie."""

_AT_ONCE = 8
"""Boxes a run of the network; the memory taken stays below that of a tile."""


def second_look(heat_of: HeatOf, photo: NDArray[np.uint8], boxes: Detections) -> Detections:
    """Return the boxes that hold up; the score of a doubtful one is the mean of both looks."""
    doubtful = (boxes[:, 4] < _SURE) & (boxes[:, 3] - boxes[:, 1] >= _SMALLEST)
    second = boxes[:, 4].copy()
    for group in np.array_split(np.flatnonzero(doubtful), -(-int(doubtful.sum()) // _AT_ONCE) or 1):
        second[group] = _mean_scores(heat_of, photo, boxes[group])
    kept = boxes[second >= _KEPT]
    kept[:, 4] = (kept[:, 4] + second[second >= _KEPT]) / 2
    return kept


def _mean_scores(
    heat_of: HeatOf, photo: NDArray[np.uint8], boxes: Detections
) -> NDArray[np.float32]:
    """Return how sure the network is of each box, on average over its views."""
    views = [view for box in boxes for view in _views(photo, box)]
    if not views:
        return np.zeros(0, np.float32)
    heat = heat_of(views)
    centre = heat.shape[1] // 2
    middle = slice(centre - _NEAR, centre + _NEAR)
    best = heat[:, middle, middle].max(axis=(1, 2))
    return np.asarray(best.reshape(len(boxes), -1).mean(axis=1), np.float32)


def _views(photo: NDArray[np.uint8], box: Detections) -> list[NDArray[np.uint8]]:
    """Return the box and its surroundings at one size: turned, and upright in the mirror."""
    views = [_turned(photo, box, degrees) for degrees in _TURNS]
    return [*views, views[0][:, ::-1]]


def _turned(photo: NDArray[np.uint8], box: Detections, degrees: int) -> NDArray[np.uint8]:
    scale = float(box[3] - box[1]) / _FACE_HEIGHT
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = scale * np.array([[cosine, -sine], [sine, cosine]])
    centre = (np.array(box[:2], np.float64) + box[2:4]) / 2
    return cut_out(photo, turn, centre - turn @ np.full(2, (_EDGE - 1) / 2), _EDGE)
