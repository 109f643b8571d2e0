"""A closer look at the boxes the detector is unsure of.

The detector meets small and turned faces at the edge of what it can see. Shown again from close
by, at one size, mirrored and turned, true faces gain and chance patterns lose: more faces are
found with no more false boxes than by any threshold (docs/decisions, face finding).
"""

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.centerface_network import MAP_STEP, CenterFaceNetwork
from consentdesk.faces.cut_out import cut_out
from consentdesk.faces.merge import Detections

_SURE = 0.4
"""Score from which a box needs no second look."""

_KEPT = 0.2
"""Mean score of the views under which a box is no face."""

_EDGE = 96
"""Pixels a side of a view."""

_FACE_HEIGHT = 40
"""Pixels of the face in a view: small, but where the network's recall is nearly full."""

_VIEWS = ((0, 1), (0, -1), (25, 1), (-25, 1))
"""Degrees turned, and -1 for mirrored."""

_NEAR = 4
"""Map cells around the middle in which the face's middle may lie."""

_AT_ONCE = 8
"""Boxes a run of the network; the memory taken stays below that of a tile."""


def second_look(
    network: CenterFaceNetwork, photo: NDArray[np.uint8], boxes: Detections
) -> Detections:
    """Return the sure boxes, and of the others those that hold up, with their new score."""
    sure = boxes[:, 4] >= _SURE
    doubtful = boxes[~sure]
    for start in range(0, len(doubtful), _AT_ONCE):
        group = doubtful[start : start + _AT_ONCE]
        group[:, 4] = _mean_scores(network, photo, group)
    return np.concatenate([boxes[sure], doubtful[doubtful[:, 4] >= _KEPT]])


def _mean_scores(
    network: CenterFaceNetwork, photo: NDArray[np.uint8], boxes: Detections
) -> NDArray[np.float32]:
    views = [_view(photo, box, *view) for box in boxes for view in _VIEWS]
    middle = slice(_EDGE // MAP_STEP // 2 - _NEAR, _EDGE // MAP_STEP // 2 + _NEAR)
    best = network.heat(views)[:, middle, middle].max(axis=(1, 2))
    return np.asarray(best.reshape(len(boxes), len(_VIEWS)).mean(axis=1), np.float32)


def _view(
    photo: NDArray[np.uint8], box: Detections, degrees: int, mirror: int
) -> NDArray[np.uint8]:
    """Return the box and its surroundings at one size, turned or mirrored."""
    scale = float(box[3] - box[1]) / _FACE_HEIGHT
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = scale * np.array([[cosine * mirror, -sine], [sine * mirror, cosine]])
    centre = (np.array(box[:2], np.float64) + box[2:4]) / 2
    return cut_out(photo, turn, centre - turn @ np.full(2, (_EDGE - 1) / 2), _EDGE)
