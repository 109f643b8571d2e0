"""Workers that take magenta marks for faces: cheap, and a covered mark is seen no more.

They cannot read a picture with a blue corner.
"""

import numpy as np
from PIL import Image, ImageDraw

from consentdesk.domain.errors import DamagedPhoto
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search
from consentdesk.faces import worker
from consentdesk.faces.ports import EngineFiles, FaceDetector, FoundFace
from consentdesk.faces.resize import as_array
from consentdesk.faces.spawned import SpawnedProcesses
from consentdesk.faces.start_worker import start_worker

MARK = (236, 20, 228)
MARKS = ((24, 36, 46, 66), (100, 30, 124, 62))
"""Left, top, right, bottom of two in a picture of 160 x 120."""

CORNER, BLUE = 16, (10, 20, 250)
"""The corner at the top left, pixels."""

_FEWEST = 20
"""Pixels of a mark."""


def marked_picture(*, readable: bool = True) -> Image.Image:
    """Return a picture with soft colours, none like a mark, and a mark in either half."""
    colours = np.random.default_rng(5).integers((20, 90, 20), (150, 230, 150), (9, 12, 3))
    picture = Image.fromarray(colours.astype(np.uint8)).resize((160, 120), Image.Resampling.BICUBIC)
    for left, top, right, bottom in MARKS:
        ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), MARK)
    if not readable:
        picture.paste(BLUE, (0, 0, CORNER, CORNER))
    return picture


class MarkedFaces:
    """Finds one mark in the left half of a picture and one in the right."""

    version = "marks-1"

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return the marks, each as a face of which it is sure.

        Raises:
            DamagedPhoto: the picture has a blue corner.
        """
        red, green, blue = np.moveaxis(as_array(pixels).astype(int), 2, 0)
        if (blue - red)[: CORNER // 2, : CORNER // 2].min() > 150:
            raise DamagedPhoto("The photo cannot be read.", "Leave it out.")
        there = (red > 170) & (blue > 160) & (green < 110)
        middle = pixels.width // 2
        halves = ((0, there[:, :middle]), (middle, there[:, middle:]))
        boxes = [_around(part, left) for left, part in halves if part.sum() >= _FEWEST]
        return tuple(FoundFace.sized(box, 0.95, _points(box)) for box in boxes)


class MarkProcesses(SpawnedProcesses):
    """Spawned processes as usual, with that detector."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers, _start)


def _around(there: np.ndarray, left: int) -> Box:
    rows, columns = np.nonzero(there)
    x, y = int(columns.min()), int(rows.min())
    return Box(left + x, y, int(columns.max()) - x + 1, int(rows.max()) - y + 1)


def _points(box: Box) -> tuple[tuple[float, float], ...]:
    return tuple((box.x + box.width / 2, box.y + n * box.height / 6) for n in range(1, 6))


def _start() -> None:
    start_worker()
    worker._detector = _detector  # type: ignore[assignment]


def _detector(engine: EngineFiles) -> FaceDetector:
    return MarkedFaces()
