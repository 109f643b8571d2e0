"""Which face of one frame of a burst stands where a face of another frame stood.

Pure geometry of boxes: no picture and no likeness of a face is looked at. It only proposes what
a person then confirms side by side. Two children of one size who changed places between the
frames look to it like two who stood still; where it is near to that, it pairs neither.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import median

from consentdesk.domain.face import Region, RegionSubject
from consentdesk.domain.ids import RegionId

FARTHEST = 0.75
"""Most by which a pair may differ, in faces: how far apart they stand after the common shift,
and how unlike their sizes are. A child running across the frame is farther: no pair."""

CLEARLY_NEARER = 0.75
"""By how much, in faces, the next best must be worse; nearer means children may have crossed."""

FEWEST_FOR_A_SHIFT = 3
"""Pairs from which the frames' common shift is read; fewer are moving children as well."""

LARGEST_SHIFT = 1.0
"""Most faces the camera may have moved; beyond, a row of children fits onto its neighbours."""

SAME_SHAPE = 0.01
"""Share by which width over height of two frames may differ: an iPad turned between them
shows everybody elsewhere."""

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A face in shares of its frame's width: centre and size, the root of its area."""

    region_id: RegionId
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """How far two places are from being one, in faces."""

    one: int
    other: int
    apart: float


def same_places(
    one: Sequence[Region], other: Sequence[Region], one_size: Size, other_size: Size
) -> tuple[tuple[RegionId, RegionId], ...]:
    """Return pairs of faces that stand in one place, by position and size alone.

    The shift that most faces share (the camera moved) is taken out first. No face is in two
    pairs; a face whose next best is nearly as good is in none. Asked the other way round, the
    answer is the same pairs the other way round.

    Args:
        one, other: regions of two frames, boxes in upright pixels of their frame; figures and
            writing, which are drawn by hand, are left out.
        one_size, other_size: width and height of the frames in these pixels; a smaller copy
            is laid over the whole.

    Returns:
        Pairs in the order of the numbers in `one`; none when the frames have other shapes.
    """
    if not _same_shape(one_size, other_size):
        return ()
    here, there = _places(one, one_size), _places(other, other_size)
    shift = _common_shift(here, there)
    pairs = _clear_pairs(_fits(here, there, shift))
    return tuple(sorted((here[i].region_id, there[j].region_id) for i, j in pairs))


def _same_shape(one: Size, other: Size) -> bool:
    return abs(one[0] * other[1] - other[0] * one[1]) <= SAME_SHAPE * one[0] * other[1]


def _places(regions: Sequence[Region], frame: Size) -> list[_Place]:
    wide = frame[0]
    return [
        _Place(
            region.id,
            (region.box.x + region.box.width / 2) / wide,
            (region.box.y + region.box.height / 2) / wide,
            sqrt(region.box.area) / wide,
        )
        for region in sorted(regions, key=lambda region: region.id)
        if region.subject is RegionSubject.FACE
    ]


def _fits(
    here: Sequence[_Place], there: Sequence[_Place], shift: tuple[float, float]
) -> list[_Fit]:
    return [
        _Fit(i, j, _apart(a, b, shift)) for i, a in enumerate(here) for j, b in enumerate(there)
    ]


def _apart(a: _Place, b: _Place, shift: tuple[float, float]) -> float:
    """Return how far two places are from being one, in faces of their middle size."""
    face = (a.size + b.size) / 2
    way = hypot(b.x - a.x - shift[0], b.y - a.y - shift[1]) / face
    return way + abs(a.size - b.size) / face


def _common_shift(here: Sequence[_Place], there: Sequence[_Place]) -> tuple[float, float]:
    """Return how the frame moved: the median of the pairs that are each other's nearest."""
    pairs = list(_nearest_pairs(_fits(here, there, (0.0, 0.0))))
    if len(pairs) < FEWEST_FOR_A_SHIFT:
        return 0.0, 0.0
    x = median(there[j].x - here[i].x for i, j in pairs)
    y = median(there[j].y - here[i].y for i, j in pairs)
    face = median((here[i].size + there[j].size) / 2 for i, j in pairs)
    return (x, y) if hypot(x, y) <= LARGEST_SHIFT * face else (0.0, 0.0)


def _nearest_pairs(fits: Sequence[_Fit]) -> Iterator[tuple[int, int]]:
    """Yield pairs that are each other's best without a tie, near enough to be one child."""
    for fit, rival in _best_with_rival(fits):
        if fit.apart < rival and fit.apart <= FARTHEST + LARGEST_SHIFT:
            yield fit.one, fit.other


def _clear_pairs(fits: Sequence[_Fit]) -> Iterator[tuple[int, int]]:
    for fit, rival in _best_with_rival(fits):
        if fit.apart <= FARTHEST and rival - fit.apart >= CLEARLY_NEARER:
            yield fit.one, fit.other


def _best_with_rival(fits: Sequence[_Fit]) -> Iterator[tuple[_Fit, float]]:
    """Yield each fit no worse than any other of its two faces, and how good the next best is."""
    of_one = _two_best((fit.one, fit.apart) for fit in fits)
    of_other = _two_best((fit.other, fit.apart) for fit in fits)
    for fit in fits:
        best, next_best = of_one[fit.one]
        best_there, next_there = of_other[fit.other]
        if fit.apart <= min(best, best_there):
            yield fit, min(next_best, next_there)


def _two_best(values: Iterator[tuple[int, float]]) -> dict[int, tuple[float, float]]:
    """Return for each number the least and the second least value; infinite where none is."""
    best: dict[int, tuple[float, float]] = {}
    for number, value in values:
        least, second = best.get(number, (float("inf"), float("inf")))
        best[number] = (min(least, value), max(least, min(second, value)))
    return best
