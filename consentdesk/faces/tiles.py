"""Cuts a big photo into overlapping tiles of one size, and drops what their edges cut through."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.merge import Detections

OVERLAP = 160
"""Pixels two neighbours share; larger faces are left to the pass over the shrunk photo."""

LARGEST = 2112
"""Pixels a side: the memory of a worker grows with the tile, the wasted overlap shrinks."""

_STEP = 32
"""The network halves the picture five times."""

_EDGE = 4
"""Pixels from an inner tile edge within which a box counts as cut."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle of the photo, ``size`` x ``size`` or less at a small photo's rim."""

    x: int
    y: int
    width: int
    height: int

    def whole_in_tile(self, boxes: Detections, width: int, height: int) -> NDArray[np.bool_]:
        """Return which boxes (tile pixels) no inner edge cuts, in a photo of that size."""
        whole = np.ones(len(boxes), bool)
        if self.x > 0:
            whole &= boxes[:, 0] > _EDGE
        if self.y > 0:
            whole &= boxes[:, 1] > _EDGE
        if self.x + self.width < width:
            whole &= boxes[:, 2] < self.width - _EDGE
        if self.y + self.height < height:
            whole &= boxes[:, 3] < self.height - _EDGE
        return whole


def cut_into_tiles(
    width: int, height: int, largest: int = LARGEST, overlap: int = OVERLAP
) -> tuple[Tile, ...]:
    """Return tiles of one size that cover a photo, row by row, as few and as equal as possible."""
    columns, wide = _cut(width, largest, overlap)
    rows, high = _cut(height, largest, overlap)
    return tuple(Tile(x, y, wide, high) for y in rows for x in columns)


def _cut(length: int, largest: int, overlap: int) -> tuple[list[int], int]:
    """Return where the tiles start along one side, and how long they are."""
    if length <= largest:
        return [0], length
    count = -(-(length - overlap) // (largest - overlap))
    least = -(-(length + (count - 1) * overlap) // count)
    size = -(-least // _STEP) * _STEP
    gap = (length - size) / (count - 1)
    return [round(number * gap) for number in range(count)], size
