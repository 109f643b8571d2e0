"""What would bring a photo within a channel's limit, in the order in which to try it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.crop import crop_without
from consentdesk.domain.identifiability import (
    Identifiability,
    VisibleFace,
    fitting_long_edge,
    identifiability,
    in_frame,
    over_limit,
    within,
)
from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box


class RemedyKind(StrEnum):
    """What can be done about a child who is too recognisable, the mildest first."""

    COVER_NAME = "cover_name"
    SMALLER = "smaller"
    CROP = "crop"
    COVER = "cover"
    OTHER_FRAME = "other_frame"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to bring a photo within a limit.

    Attributes:
        long_edge: for `SMALLER`: longest side of the copy, pixels.
        region_ids: for `CROP` and `COVER`: every face that must go for it to help.
    """

    kind: RemedyKind
    long_edge: int | None = None
    region_ids: tuple[RegionId, ...] = ()


def remedies(
    faces: Sequence[VisibleFace],
    frame: Box,
    long_edge: int,
    limit: Identifiability,
    name_visible: bool,
    *,
    other_frames: bool,
) -> tuple[Remedy, ...]:
    """Return what would bring a published copy within the limit; empty when it is.

    Each was tried on the numbers and helps by itself, but for another frame of the burst, which is
    offered as a possibility. Arguments are those of `identifiability`; `other_frames` says whether
    the burst has any.
    """
    if _fits(faces, frame, long_edge, limit, name_visible):
        return ()
    found = []
    if name_visible and _fits(faces, frame, long_edge, limit, False):
        found.append(Remedy(RemedyKind.COVER_NAME))
    smaller = fitting_long_edge(faces, frame, long_edge, limit, name_visible)
    if smaller is not None:
        found.append(Remedy(RemedyKind.SMALLER, long_edge=smaller))
    over = over_limit(faces, frame, long_edge, limit, name_visible)
    rest = _without(faces, over)
    cropped = _frame_of_the_rest(faces, rest, frame)
    if cropped is not None and _fits(rest, cropped, long_edge, limit, name_visible):
        found.append(Remedy(RemedyKind.CROP, region_ids=over))
    hidden = _to_cover(faces, frame, long_edge, limit, name_visible)
    if hidden and _fits(_without(faces, hidden), frame, long_edge, limit, name_visible):
        found.append(Remedy(RemedyKind.COVER, region_ids=hidden))
    if other_frames:
        found.append(Remedy(RemedyKind.OTHER_FRAME))
    return tuple(found)


def _fits(
    faces: Sequence[VisibleFace],
    frame: Box,
    long_edge: int,
    limit: Identifiability,
    name_visible: bool,
) -> bool:
    return within(identifiability(faces, frame, long_edge, name_visible).level, limit)


def _without(faces: Sequence[VisibleFace], gone: Sequence[RegionId]) -> tuple[VisibleFace, ...]:
    return tuple(face for face in faces if face.region_id not in gone)


def _to_cover(
    faces: Sequence[VisibleFace],
    frame: Box,
    long_edge: int,
    limit: Identifiability,
    name_visible: bool,
) -> tuple[RegionId, ...]:
    """Return the faces over the limit, and who would then be alone if that is too much."""
    hidden: tuple[RegionId, ...] = ()
    while more := over_limit(_without(faces, hidden), frame, long_edge, limit, name_visible):
        hidden = (*hidden, *more)
    return hidden


def _frame_of_the_rest(
    faces: Sequence[VisibleFace], rest: Sequence[VisibleFace], frame: Box
) -> Box | None:
    """Return the photo cut so that all faces but the rest are gone; None when it has no rest."""
    kept = {face.region_id for face in rest}
    stay = [face.box for face in in_frame(rest, frame)]
    away = [face.box for face in in_frame(faces, frame) if face.region_id not in kept]
    if not stay or not away:
        return None
    return crop_without(frame.right, frame.bottom, away, stay, frame)
