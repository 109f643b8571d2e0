"""Where pictures stand on a sheet of paper that is to be printed, and where it is cut.

Lengths are millimetres from the sheet's lower left corner. A picture is shown whole: it is turned
where that makes it larger, and never cut.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""Sheets that a school's printer takes (ISO 216), standing upright."""

MOST_PICTURES = 24
"""On one sheet of A4 a picture is about 4 cm wide then; smaller ones are for no display board."""

INCH = 25.4

_MARGIN = 10.0
"""Office printers leave up to 6 mm at each edge white."""

_MARK, _AWAY = 3.0, 1.5
"""Length of a cutting mark, and how far from the picture it begins: it is never cut into it."""

_USUAL_SHAPE = 1.4
"""Length by width of a photo, between the 4:3 of a tablet and the 3:2 of a camera."""

Line = tuple[float, float, float, float]
"""From x, y to x, y."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one picture stands.

    Attributes:
        left, bottom, width, height: of the place it fills, as it is seen on the sheet.
        turned: by a quarter, its head to the left.
    """

    left: float
    bottom: float
    width: float
    height: float
    turned: bool


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """One sheet.

    Attributes:
        width, height: of the sheet, as it lies for whoever looks at most of its pictures.
        places: one for each picture, in the order they were given.
        marks: where to cut; none when a picture has the sheet for itself.
    """

    width: float
    height: float
    places: tuple[Standing, ...]
    marks: tuple[Line, ...]


def lay_out(sizes: Sequence[tuple[int, int]], paper: str, most: int) -> PrintSheet:
    """Return the sheet on which most of the pictures stand upright.

    Args:
        sizes: width and height of each picture in pixels; not more than `most`.
        paper: one of `PAPERS`.
        most: pictures that have room on the sheet, 1 to `MOST_PICTURES`; each gets the same room,
            also on a sheet that is not full.
    """
    width, height = PAPERS[paper]
    columns, rows = _grid(width, height, most)
    ways = (
        _placed(sizes, (width, height), (columns, rows)),
        _placed(sizes, (height, width), (rows, columns)),
    )
    size, places = min(ways, key=lambda way: sum(place.turned for place in way[1]))
    marks = tuple(mark for place in places for mark in _marks(place)) if most > 1 else ()
    return PrintSheet(*size, places, marks)


def dots_per_inch(size: tuple[int, int], place: Standing) -> float:
    """Return how fine a picture of so many pixels is printed there."""
    return max(size) / max(place.width, place.height) * INCH


def _grid(width: float, height: float, most: int) -> tuple[int, int]:
    """Return columns and rows on an upright sheet that make pictures of usual shape largest."""
    grids = [(columns, ceil(most / columns)) for columns in range(1, most + 1)]
    return max(grids, key=lambda grid: _largest(*_room((width, height), grid)))


def _room(size: tuple[float, float], grid: tuple[int, int]) -> tuple[float, float]:
    """Return width and height of what each picture may fill."""
    gap = 2 * (_AWAY + _MARK)
    width, height = (
        (length - 2 * _MARGIN - gap * (count - 1)) / count
        for length, count in zip(size, grid, strict=True)
    )
    return width, height


def _largest(width: float, height: float) -> float:
    """Return the height of the largest picture of usual shape, lying or standing."""
    return max(min(width / _USUAL_SHAPE, height), min(width, height / _USUAL_SHAPE))


def _placed(
    sizes: Sequence[tuple[int, int]], size: tuple[float, float], grid: tuple[int, int]
) -> tuple[tuple[float, float], tuple[Standing, ...]]:
    room_width, room_height = _room(size, grid)
    gap = 2 * (_AWAY + _MARK)
    places = []
    for number, picture in enumerate(sizes):
        row, column = divmod(number, grid[0])
        left = _MARGIN + column * (room_width + gap)
        bottom = size[1] - _MARGIN - (row + 1) * room_height - row * gap
        places.append(_within(picture, left, bottom, (room_width, room_height)))
    return size, tuple(places)


def _within(
    picture: tuple[int, int], left: float, bottom: float, room: tuple[float, float]
) -> Standing:
    """Return the picture as large as it goes in the middle of its room."""
    width, height = picture
    upright = min(room[0] / width, room[1] / height)
    on_its_side = min(room[0] / height, room[1] / width)
    turned = on_its_side > upright
    scale = max(upright, on_its_side)
    seen_width, seen_height = (height, width) if turned else (width, height)
    across, up = seen_width * scale, seen_height * scale
    return Standing(left + (room[0] - across) / 2, bottom + (room[1] - up) / 2, across, up, turned)


def _marks(place: Standing) -> Iterator[Line]:
    """Give the marks at the four corners, two each, all outside of the picture."""
    right, top = place.left + place.width, place.bottom + place.height
    for x, outwards in ((place.left, -1), (right, 1)):
        for y, upwards in ((place.bottom, -1), (top, 1)):
            near, far = _AWAY, _AWAY + _MARK
            yield (x + outwards * near, y, x + outwards * far, y)
            yield (x, y + upwards * near, x, y + upwards * far)
