"""The face detector: how the CenterFace network is used on a photo of any size.

Runs in a worker process.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.faces.accelerator import why_not
from consentdesk.faces.centerface_network import CenterFaceNetwork
from consentdesk.faces.merge import Detections, merge, moved, turned_back, without_shadows
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array, resize
from consentdesk.faces.second_look import second_look
from consentdesk.faces.tiles import LARGEST, OVERLAP, Tile, cut_into_tiles
from consentdesk.faces.versions import centerface_version

# The recipe and its numbers: face survey, section 6, no. 2; glance and second look are our own.
_WHOLE_PHOTO_EDGE = 1008
_LARGEST_AREA = 16_000_000
_SHRUNK_AREA = 4032 * 3024
_SMALL_AREA = 2_000_000
_SMALL_PHOTO_EDGE = 2048
_MOST_ENLARGED = 4.0
_MOST_SHRUNK = 4.0
_THOROUGH = 2.0
_SMALLEST_BOX = 14

_SMALL_IN_VIEW = 20
"""Pixels of height in the shrunk photo under which a box may lie beside its face."""

_GLANCE_EDGE = 504
"""Pixels of the longer side at which one sees which way up a photo is."""

_CLEAR = 0.5
"""Score from which a face counts for a photo's being that way up."""

_CLEARER = 1.25
"""How much more there must be to see in a turned photo; a face is also seen lying, but less."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """How readily a pattern counts.

    Attributes:
        noticed: score from which it is looked at.
        kept: score from which it is listed.
    """

    noticed: float
    kept: float

    def noticed_at(self, depth: SearchDepth) -> float:
        """Return the score from which a pattern is looked at in a search of that depth."""
        if depth is SearchDepth.NEAR:
            return self.kept
        return self.noticed * (_THOROUGH_NOTICES if depth is SearchDepth.THOROUGH else 1.0)


_THOROUGH_NOTICES = 0.7
"""Share of the usual score that is enough in a thorough search."""

# Measured on scenes with 49 faces and on the same places without anyone (docs/decisions/0007).
_BARS = {
    Sensitivity.USUAL: _Bar(0.07, 0.175),
    Sensitivity.MORE: _Bar(0.05, 0.14),
    Sensitivity.MOST: _Bar(0.035, 0.1),
}


class CenterFace:
    """Finds faces from 14 px to the size of the photo, whichever way up it is stored.

    Near faces are seen in one pass over the photo shrunk to 1008 px, small ones in tiles at
    native scale; a photo under 2 megapixels is also looked at enlarged, any photo in a thorough
    search. A box in doubt gets a second look from close by.
    """

    def __init__(self, *, accelerated: bool | None = None) -> None:
        """Load the network.

        Args:
            accelerated: run it by the accelerator; None where that can be done.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        accelerated = not why_not() if accelerated is None else accelerated
        self.version = centerface_version(accelerated)
        self._network = CenterFaceNetwork(accelerated=accelerated)

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return the faces of a photo, the biggest first.

        What is found with a lower sensitivity is found with a higher one.

        Raises:
            EngineError: the network cannot be run, for instance for want of memory.
        """
        photo = as_array(pixels)
        ways = [
            turned_back(self._this_way_up(view, search), turns, pixels.width, pixels.height)
            for turns, view in ([(0, photo)] if search.upright else self._ways_up(photo))
        ]
        rows = (_found(row, pixels.width, pixels.height) for row in merge(np.concatenate(ways)))
        return tuple(sorted((face for face in rows if face), key=lambda face: -face.box.area))

    def _ways_up(self, photo: NDArray[np.uint8]) -> list[tuple[int, NDArray[np.uint8]]]:
        """Return the photo, and the photo turned when it seems to be stored that way.

        Never the turned one alone: a child who does a cartwheel in front may be all that a
        glance shows, and the others stand upright.
        """
        # For a glance every n-th pixel will do; a mean over all of them takes longer than to look.
        step = max(1, max(photo.shape[:2]) // (2 * _GLANCE_EDGE))
        sparse = photo[::step, ::step]
        small = _at_scale(sparse, min(1.0, _GLANCE_EDGE / max(sparse.shape[:2])))
        seen = [self._to_be_seen(np.rot90(small, turns)) for turns in range(4)]
        best = int(np.argmax(seen))
        if seen[best] <= _CLEARER * seen[0]:
            return [(0, photo)]
        return [(0, photo), (best, np.ascontiguousarray(np.rot90(photo, best)))]

    def _to_be_seen(self, view: NDArray[np.float32]) -> float:
        boxes = merge(self._network.boxes(view, _CLEAR))
        return float(boxes[:, 4].sum())

    def _this_way_up(self, photo: NDArray[np.uint8], search: Search) -> Detections:
        """Return the boxes that hold up, in pixels of the photo."""
        bar = _BARS[search.sensitivity]
        scales = _scales(photo.shape[1], photo.shape[0], search.depth)
        boxes = self._first_look(photo, scales, bar.noticed_at(search.depth))
        return second_look(self._network.heat, photo, boxes, bar.kept)

    def _first_look(
        self, photo: NDArray[np.uint8], scales: list[float], noticed: float
    ) -> Detections:
        """Return the merged boxes of all passes, in pixels of the photo."""
        native = scales[0]
        passes = [self._pass(photo, native, noticed)]
        for scale in scales[1:]:
            boxes = self._pass(photo, scale, noticed)
            if scale < native:
                small = (boxes[:, 3] - boxes[:, 1]) * scale < _SMALL_IN_VIEW
                passes.append(without_shadows(boxes[small], passes[0]))
                boxes = boxes[~small]
            passes.append(boxes)
        return merge(np.concatenate(passes))

    def _pass(self, photo: NDArray[np.uint8], scale: float, noticed: float) -> Detections:
        """Return what is seen in the photo at one size, tile by tile, in pixels of the photo."""
        height, width = photo.shape[:2]
        tiles = cut_into_tiles(width, height, int(LARGEST / scale), int(OVERLAP / scale))
        found = []
        for tile in tiles:
            boxes = self._in_tile(photo, tile, scale, noticed)
            boxes = boxes[tile.whole_in_tile(boxes, width, height)]
            found.append(moved(boxes, tile.x, tile.y, 1.0))
        return merge(np.concatenate(found))

    def _in_tile(
        self, photo: NDArray[np.uint8], tile: Tile, scale: float, noticed: float
    ) -> Detections:
        """Return the merged boxes of one tile, in its own pixels."""
        part = photo[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
        view = part if scale == 1 else _at_scale(part, scale)
        return moved(merge(self._network.boxes(view, noticed)), 0, 0, 1 / scale)


def _scales(width: int, height: int, depth: SearchDepth) -> list[float]:
    """Return how much the photo is shrunk or enlarged for each pass, the native one first."""
    edge, area = max(width, height), width * height
    native = (_SHRUNK_AREA / area) ** 0.5 if area > _LARGEST_AREA else 1.0
    # A panorama is shrunk less: what its tiles may cut must stay big enough to be seen.
    near = max(_WHOLE_PHOTO_EDGE / edge, native / _MOST_SHRUNK)
    if depth is SearchDepth.NEAR:
        return [min(1.0, near)]
    scales = [native]
    if edge > _WHOLE_PHOTO_EDGE:
        scales.append(near)
    if area < _SMALL_AREA and edge < _SMALL_PHOTO_EDGE:
        scales.append(min(_SMALL_PHOTO_EDGE / edge, _MOST_ENLARGED))
    if depth is SearchDepth.THOROUGH:
        scales.append(_THOROUGH * native)
    return scales


def _at_scale(photo: NDArray[np.uint8], scale: float) -> NDArray[np.float32]:
    height, width = photo.shape[:2]
    return resize(photo, max(1, round(width * scale)), max(1, round(height * scale)))


def _found(row: Detections, width: int, height: int) -> FoundFace | None:
    """Return the face of one row with its box cut to the photo; None when next to nothing is in."""
    left, top = max(0, round(float(row[0]))), max(0, round(float(row[1])))
    right, bottom = min(width, round(float(row[2]))), min(height, round(float(row[3])))
    if bottom - top < _SMALLEST_BOX or right <= left:
        return None
    points = tuple((float(x), float(y)) for x, y in row[5:].reshape(5, 2))
    return FoundFace.sized(Box(left, top, right - left, bottom - top), float(row[4]), points)
