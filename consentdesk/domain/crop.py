"""Where to cut a photo so that the faces to crop away are gone."""

from collections.abc import Iterable

from consentdesk.domain.pixels import Box

MARGIN = 0.6
"""Share of the face's size cut away with it: hair, ears and neck tell who it is, too."""

SMALLEST_SHARE = 0.25
"""A crop that keeps less of the photo than this is no longer the photo."""


def crop_without(width: int, height: int, away: Iterable[Box], keep: Iterable[Box]) -> Box | None:
    """Return the largest cut of a `width` x `height` photo that holds none of `away`.

    The photo is cut along one of its four sides for each box, largest rest first. The result
    holds every box of `keep` whole. None when no such cut keeps a quarter of the photo.
    """
    whole = Box(0, 0, width, height)
    best = whole
    needed = tuple(keep)
    for box in away:
        target = box.grown(MARGIN, width, height)
        if best.overlap(target) == 0:
            continue
        cuts = [cut for cut in _cuts(best, target) if all(_holds(cut, k) for k in needed)]
        if not cuts:
            return None
        best = max(cuts, key=lambda cut: cut.area)
    return best if best.area >= SMALLEST_SHARE * whole.area else None


def _cuts(frame: Box, away: Box) -> list[Box]:
    candidates = [
        Box(frame.x, frame.y, away.x - frame.x, frame.height),
        Box(away.right, frame.y, frame.right - away.right, frame.height),
        Box(frame.x, frame.y, frame.width, away.y - frame.y),
        Box(frame.x, away.bottom, frame.width, frame.bottom - away.bottom),
    ]
    return [cut for cut in candidates if cut.width > 0 and cut.height > 0]


def _holds(frame: Box, box: Box) -> bool:
    return frame.overlap(box) == box.area
