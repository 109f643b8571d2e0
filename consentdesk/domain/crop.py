"""Where to cut a photo so that the faces to crop away are gone."""

from collections.abc import Iterable

from consentdesk.domain.pixels import Box

MARGIN = 0.6
"""Share of the face's size cut away with it: hair, ears and neck tell who it is, too."""

SMALLEST_SHARE = 0.25
"""A crop that keeps less of the photo than this is no longer the photo."""


def crop_without(
    width: int, height: int, away: Iterable[Box], keep: Iterable[Box], within: Box | None = None
) -> Box | None:
    """Return the largest cut of a `width` x `height` photo that holds none of `away`.

    The photo, or the part `within` it that is to be kept at most, is cut along one of its four
    sides for each box, largest rest first. The result holds every box of `keep` whole that
    `within` holds whole. None when no such cut keeps a quarter of what there was.
    """
    whole = within or Box(0, 0, width, height)
    best = whole
    needed = tuple(box for box in keep if _holds(whole, box))
    for box in away:
        cut = cut_beside(best, head_around(box, width, height), needed)
        if cut is None:
            return None
        best = cut
    return best if best.area >= SMALLEST_SHARE * whole.area else None


def cut_beside(frame: Box, away: Box, keep: Iterable[Box] = ()) -> Box | None:
    """Return the largest part beside `away` that holds every box of `keep`, None without one."""
    if frame.overlap(away) == 0:
        return frame
    cuts = [cut for cut in _cuts(frame, away) if all(_holds(cut, box) for box in keep)]
    return max(cuts, key=lambda cut: cut.area, default=None)


def head_around(box: Box, width: int, height: int) -> Box:
    """Return the face with what tells who it is around it, kept inside the photo."""
    return box.grown(MARGIN, width, height)


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
