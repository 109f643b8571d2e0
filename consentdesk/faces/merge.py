"""One box a face: joins what the passes over whole photo and tiles found."""

import numpy as np
from numpy.typing import NDArray

Detections = NDArray[np.float32]
"""One row a box: left, top, right, bottom, score, then x and y of the five points."""

COLUMNS = 15
_X = [0, 2, 5, 7, 9, 11, 13]
_Y = [1, 3, 6, 8, 10, 12, 14]

_SAME_BY_UNION = 0.35
_SAME_BY_SMALLER = 0.75
"""Shares of common area from which two boxes are one face (face survey, section 6, no. 2)."""


def moved(boxes: Detections, x: float, y: float, scale: float) -> Detections:
    """Return the boxes enlarged by ``scale`` and then shifted."""
    result = boxes.copy()
    result[:, _X] = boxes[:, _X] * scale + x
    result[:, _Y] = boxes[:, _Y] * scale + y
    return result


def turned_back(boxes: Detections, turns: int, width: int, height: int) -> Detections:
    """Return boxes found in a turned photo as they lie in the photo itself.

    Args:
        boxes: in pixels of the turned photo.
        turns: quarter turns to the left that it was turned by.
        width, height: of the photo itself.
    """
    for turn in reversed(range(turns)):
        before = height if turn % 2 else width
        result = boxes.copy()
        result[:, _X], result[:, _Y] = before - boxes[:, _Y], boxes[:, _X]
        # What is the upper edge of a turned box was its right edge.
        result[:, [0, 2]] = result[:, [2, 0]]
        boxes = result
    return boxes


def merge(boxes: Detections) -> Detections:
    """Return the surest box of every group of boxes that lie on one face, surest first."""
    boxes = boxes[np.argsort(-boxes[:, 4], kind="stable")]
    alive = np.ones(len(boxes), bool)
    kept = []
    for index in range(len(boxes)):
        if alive[index]:
            kept.append(index)
            alive &= ~_same_face(boxes[index], boxes)
    return boxes[kept]


def without_shadows(boxes: Detections, finer: Detections) -> Detections:
    """Return the boxes that no surer box of a finer view touches.

    A face that is small in a coarse view gets a box there that lies beside it, too far off to
    be merged with the true one.
    """
    alone = [not (finer[_touching(box, finer), 4] >= box[4]).any() for box in boxes]
    kept: Detections = boxes[np.array(alone, bool)]
    return kept


def _touching(box: Detections, others: Detections) -> NDArray[np.bool_]:
    """Return which of the other boxes share any area with the box."""
    apart = (others[:, :2] >= box[2:4]) | (others[:, 2:4] <= box[:2])
    return np.asarray(~apart.any(axis=1), np.bool_)


def _same_face(box: Detections, others: Detections) -> NDArray[np.bool_]:
    """Return which of the other boxes share so much area with the box that it is one face."""
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:4], others[:, 2:4])
    common = np.prod(np.clip(high - low, 0, None), axis=1)
    area = np.prod(box[2:4] - box[:2])
    areas = np.prod(others[:, 2:4] - others[:, :2], axis=1)
    by_union = common > _SAME_BY_UNION * (area + areas - common)
    by_smaller = common > _SAME_BY_SMALLER * np.minimum(area, areas)
    return np.asarray(by_union | by_smaller, np.bool_)
