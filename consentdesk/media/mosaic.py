"""A coarse mosaic over a face: a handful of flat colours are all that is left of it.

The colours are worked out once, from a grid that depends on the place in the photo only, so that
copies of several sizes tell no more together than one of them. They are painted over the place and
nothing beside it, in cells that meet between two JPEG blocks, so that every block that lies within
one comes out of the file as even as it went in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consentdesk.domain.pixels import Box
from consentdesk.media.cover import Colour

CELLS_ACROSS = 4
"""Cells across the shorter side at most; see docs/decisions/0022 for what was measured."""

_LEVELS = 4
"""Shades of each of red, green and blue that a cell may have: measured, see there."""

_OF_THE_FACE = 0.5
"""Share of a cell's colour that is its own; the rest is the colour of what lies around."""

BLOCK = 8
"""Pixels of a JPEG block in full colour (4:4:4), as every copy with a mosaic is written: what is
mixed is mixed within, never across the edges of one."""


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A mosaic as it lies in a finished file.

    Attributes:
        box: all of it, pixels of the file.
        cells: what shows one colour each; together they fill the box. Each holds a whole block.
    """

    box: Box
    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class MosaicColours:
    """The colours of a mosaic, row by row, and the place they were taken from.

    Attributes:
        box: the whole place, in upright full-resolution pixels of the original.
    """

    box: Box
    rows: tuple[tuple[Colour, ...], ...]

    def at(self, across: float, down: float) -> Colour:
        """Return the colour at a point of the original, pixels."""
        row = _part(down - self.box.y, self.box.height, len(self.rows))
        return self.rows[row][_part(across - self.box.x, self.box.width, len(self.rows[row]))]


def colours_of(image: Image.Image, box: Box, original: Box, around: Colour) -> MosaicColours:
    """Return the colours of a mosaic.

    Args:
        image: RGB, the original decoded at any scale.
        box: the place in its pixels; may reach beyond it.
        original: the same place in upright full-resolution pixels of the original.
        around: colour of what lies around, as from `cover.colour_around`.
    """
    surroundings = np.array(around, dtype=np.float64)
    columns, rows = _cells(original.width, original.height)
    left, top = max(0, box.x), max(0, box.y)
    right, bottom = min(image.width, box.right), min(image.height, box.bottom)
    if right <= left or bottom <= top:
        return MosaicColours(original, ((around,),))
    pixels = np.asarray(image.crop((left, top, right, bottom)), dtype=np.float64)
    made = [
        tuple(
            _colour(_mixed(cell.mean(axis=(0, 1)), surroundings))
            for cell in _split(band, columns, 1)
        )
        for band in _split(pixels, rows, 0)
    ]
    return MosaicColours(original, tuple(made))


def cells_over(part: Box, shorter: float, width: int, height: int) -> Mosaic:
    """Return where the cells of a mosaic lie in a finished picture.

    It reaches beyond the place only where no whole block lies within: by three pixels at most
    where the place is longer than a block, by seven where it is not.

    Args:
        part: what of the place is in the picture, in its pixels.
        shorter: shorter side of the whole place, in the same pixels: cells are at least
            a quarter of it.
        width, height: of the finished picture.
    """
    least = max(BLOCK, shorter / CELLS_ACROSS)
    lines = _lines(part.x, part.right, least, width)
    rows = _lines(part.y, part.bottom, least, height)
    cells = tuple(
        Box(x, y, right - x, bottom - y)
        for y, bottom in pairwise(rows)
        for x, right in pairwise(lines)
    )
    box = Box(lines[0], rows[0], lines[-1] - lines[0], rows[-1] - rows[0])
    return Mosaic(box, cells)


def _cells(width: int, height: int) -> tuple[int, int]:
    """Return columns and rows of a place so that cells are about square."""
    cell = max(1.0, min(width, height) / CELLS_ACROSS)
    return max(1, round(width / cell)), max(1, round(height / cell))


def _split(pixels: NDArray[np.float64], parts: int, axis: int) -> Sequence[NDArray[np.float64]]:
    return np.array_split(pixels, min(parts, pixels.shape[axis]), axis=axis)


def _mixed(own: NDArray[np.float64], around: NDArray[np.float64]) -> NDArray[np.float64]:
    step = 256 / _LEVELS
    coarse = np.floor(own / step) * step + step / 2
    return _OF_THE_FACE * coarse + (1 - _OF_THE_FACE) * around


def _colour(values: NDArray[np.float64]) -> Colour:
    red, green, blue = (int(value) for value in np.clip(np.rint(values), 0, 255))
    return (red, green, blue)


def _part(at: float, length: int, parts: int) -> int:
    return min(parts - 1, max(0, int(at * parts / length)))


def _lines(start: int, end: int, least: float, edge: int) -> list[int]:
    """Return where cells begin and end along one side, pixels.

    They meet between two blocks, and each is at least so long, unless the place is not.
    """
    start, end = _around_a_block(min(start, edge - 1), min(end, edge), edge)
    for parts in range(int((end - start) / least), 1, -1):
        ideal = ((start + (end - start) * part / parts) / BLOCK for part in range(1, parts))
        lines = [start, *(round(line) * BLOCK for line in ideal), end]
        if all(after - before >= least for before, after in pairwise(lines)):
            return lines
    return [start, end]


def _around_a_block(start: int, end: int, edge: int) -> tuple[int, int]:
    """Return the stretch, longer where no whole block lies within: else nothing could be proved."""

    def with_block(begin: int) -> tuple[int, int]:
        return min(start, begin), max(end, min(begin + BLOCK, edge))

    before = start // BLOCK * BLOCK
    wider = [with_block(before), with_block(min(before + BLOCK, (edge - 1) // BLOCK * BLOCK))]
    return min(wider, key=lambda stretch: stretch[1] - stretch[0])
