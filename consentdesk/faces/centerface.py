"""The face detector: how the CenterFace network is used on a photo of any size.

Runs in a worker process.
"""

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.centerface_network import CenterFaceNetwork
from consentdesk.faces.merge import Detections, merge, without_shadows
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import Picture, as_array, resize
from consentdesk.faces.second_look import second_look
from consentdesk.faces.tiles import cut_into_tiles
from consentdesk.faces.versions import DETECTOR_VERSION

# The recipe and its numbers: face survey, section 6, no. 2; the second look is our own.
_NOTICED = 0.1
_WHOLE_PHOTO_EDGE = 1008
_LARGEST_AREA = 16_000_000
_SHRUNK_AREA = 4032 * 3024
_SMALL_AREA = 2_000_000
_SMALL_PHOTO_EDGE = 2048
_MOST_ENLARGED = 4.0
_MOST_SHRUNK = 4.0
_SMALLEST_BOX = 14

_SMALL_IN_VIEW = 20
"""Pixels of height in the shrunk photo under which a box may lie beside its face."""


class CenterFace:
    """Finds faces from 14 px to the size of the photo.

    Near faces are seen in one pass over the photo shrunk to 1008 px, small ones in tiles at
    native scale; a photo under 2 megapixels is also looked at enlarged. A box in doubt gets a
    second look from close by.
    """

    version = DETECTOR_VERSION

    def __init__(self) -> None:
        """Load the network.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        self._network = CenterFaceNetwork()

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return the faces of a photo, the biggest first.

        Raises:
            EngineError: the network cannot be run, for instance for want of memory.
        """
        if search.depth is SearchDepth.NEAR:
            edge = max(pixels.width, pixels.height)
            return self._find(pixels, [min(1.0, _WHOLE_PHOTO_EDGE / edge)])
        return self._find(pixels, _scales(pixels.width, pixels.height))

    def _find(self, pixels: PixelBuffer, scales: list[float]) -> tuple[FoundFace, ...]:
        photo = as_array(pixels)
        boxes = second_look(self._network.heat, photo, self._first_look(photo, scales))
        rows = (_found(row, pixels.width, pixels.height) for row in boxes)
        return tuple(sorted((face for face in rows if face), key=lambda face: -face.box.area))

    def _first_look(self, photo: NDArray[np.uint8], scales: list[float]) -> Detections:
        """Return the merged boxes of all passes, in pixels of the photo."""
        native = scales[0]
        passes = [self._pass(photo, native)]
        for scale in scales[1:]:
            boxes = self._pass(photo, scale)
            if scale < native:
                small = (boxes[:, 3] - boxes[:, 1]) * scale < _SMALL_IN_VIEW
                passes.append(without_shadows(boxes[small], passes[0]))
                boxes = boxes[~small]
            passes.append(boxes)
        return merge(np.concatenate(passes))

    def _pass(self, photo: NDArray[np.uint8], scale: float) -> Detections:
        """Return what is seen in the photo at one size, in pixels of the photo."""
        boxes = self._in_tiles(photo if scale == 1 else _scaled(photo, scale))
        boxes[:, :4] /= scale
        boxes[:, 5:] /= scale
        return boxes

    def _in_tiles(self, view: Picture) -> Detections:
        """Return the merged boxes of one view of the photo, in pixels of the view."""
        height, width = view.shape[:2]
        found = []
        for tile in cut_into_tiles(width, height):
            part = view[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
            boxes = merge(self._network.boxes(part, _NOTICED))
            boxes = boxes[tile.whole_in_tile(boxes, width, height)]
            boxes[:, [0, 2, 5, 7, 9, 11, 13]] += tile.x
            boxes[:, [1, 3, 6, 8, 10, 12, 14]] += tile.y
            found.append(boxes)
        return merge(np.concatenate(found))


def _scales(width: int, height: int) -> list[float]:
    """Return how much the photo is shrunk or enlarged for each pass, the native one first."""
    edge, area = max(width, height), width * height
    native = (_SHRUNK_AREA / area) ** 0.5 if area > _LARGEST_AREA else 1.0
    scales = [native]
    if edge > _WHOLE_PHOTO_EDGE:
        # A panorama is shrunk less: what its tiles may cut must stay big enough to be seen.
        scales.append(max(_WHOLE_PHOTO_EDGE / edge, native / _MOST_SHRUNK))
    if area < _SMALL_AREA and edge < _SMALL_PHOTO_EDGE:
        scales.append(min(_SMALL_PHOTO_EDGE / edge, _MOST_ENLARGED))
    return scales


def _scaled(photo: NDArray[np.uint8], scale: float) -> NDArray[np.float32]:
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
