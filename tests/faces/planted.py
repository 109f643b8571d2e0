"""Test doubles behind the ports: a detector told what to find, a matcher that looks at colour."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import USUAL_SEARCH, Search
from consentdesk.faces.ports import FoundFace, Lines
from consentdesk.faces.resize import as_array

# Where the five points lie in an upright face, as shares of its box.
_POINTS = ((0.25, 0.38), (0.73, 0.38), (0.49, 0.6), (0.28, 0.75), (0.68, 0.75))


def planted_face(box: Box, score: float = 0.9) -> FoundFace:
    points = tuple((box.x + x * box.width, box.y + y * box.height) for x, y in _POINTS)
    return FoundFace.sized(box, score, points)


class PlantedFaces:
    """Finds the planted boxes in every picture that has anything in it at these places."""

    version = "planted-1"

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes

    def find(self, pixels: PixelBuffer, search: Search = USUAL_SEARCH) -> tuple[FoundFace, ...]:
        photo = as_array(pixels)
        there = [box for box in self._boxes if _shows_something(photo, box)]
        return tuple(planted_face(box) for box in sorted(there, key=lambda box: -box.area))


COLOUR_LINES = Lines(
    one_photo=2.0,
    two_photos=1.9,
    more_photos=1.8,
    small_more=0.1,
    wider_more=0.1,
    doubt=0.1,
    alike=1.5,
    very_alike=1.0,
    group=1.4,
    look_alike=1.8,
)


class ColourMatcher:
    """Takes the colours on a coarse grid of the face for its vector."""

    version = "colour-1"
    lines = COLOUR_LINES

    def vectors(self, pixels: PixelBuffer, faces: Sequence[FoundFace]) -> NDArray[np.float32]:
        photo = as_array(pixels)
        rows = np.zeros((len(faces), 128), np.float32)
        for row, face in zip(rows, faces, strict=True):
            box = face.box
            y = np.linspace(box.y, box.bottom - 1, 6).astype(int)
            x = np.linspace(box.x, box.right - 1, 7).astype(int)
            row[:126] = photo[np.ix_(y, x)].ravel() / 255
        return rows


def _shows_something(photo: NDArray[np.uint8], box: Box) -> bool:
    part = photo[box.y : box.bottom, box.x : box.right]
    return part.size > 0 and float(part.std()) > 20
