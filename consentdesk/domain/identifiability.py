"""How recognisable a child is in a published photo: a measure of what is shown, of nobody in it.

National guidance of May 2026 asks schools to avoid face-on, identifiable pictures of pupils and to
prefer distance, blur or the back of a head; a yes to publishing does not answer that. Each
channel has a limit, and a photo is measured against it in the pixels that would be published.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box

HARD_UNDER = 24
"""Published pixels of a face under which it is hard to recognise. It is 20 pixels of width, the
planning figure for recognising a known person (EN 62676-4:2015, 125 pixels a metre; a face is
about 16 cm wide and 1.2 times as high), and where the program itself calls a face too small.
People match strangers no better than by chance at about that size (Merino et al. 2025, arXiv
2503.20108). Who knows a child well may recognise less, so it is never called impossible."""

CLEAR_FROM = 48
"""Published pixels from which a face tells who somebody is: 40 pixels of width, the planning figure
for identification (EN 62676-4:2015, 250 pixels a metre)."""

PORTRAIT_FROM = 96
"""Published pixels from which a face cut out of the photo is a portrait: 80 pixels of width, the
planning figure for identification in any light (IEC 62676-4:2025, 500 pixels a metre)."""

ASIDE_FROM = 1.0
"""Turn from which a face is not face-on: about 51 degrees (docs/decisions/0015), beyond the
three-quarter view, from which people recognise a stranger as well as from the front, while a
profile is harder (Bruce, Valentine and Baddeley 1987)."""

SMALLEST_LONG_EDGE = 640
"""Longest side, pixels, under which a smaller copy is no remedy but a poor picture: our choice."""

STEP = 20
"""Pixels between the sizes that are proposed: our choice."""


class Identifiability(StrEnum):
    """How recognisable a child is, from hardly to like a portrait; compare with `within`."""

    DISTANT = "distant"
    IN_A_GROUP = "in_a_group"
    RECOGNISABLE = "recognisable"
    PORTRAIT = "portrait"

    @property
    def step(self) -> int:
        """Place in the order, 0 to 3."""
        return _ORDER.index(self)

    @property
    def words(self) -> str:
        """What the office calls it, untranslated."""
        return _WORDS[self]


_ORDER = tuple(Identifiability)
_WORDS = {
    Identifiability.DISTANT: "hard to recognise",
    Identifiability.IN_A_GROUP: "recognisable in a group",
    Identifiability.RECOGNISABLE: "recognisable",
    Identifiability.PORTRAIT: "like a portrait",
}


@dataclass(frozen=True, slots=True)
class VisibleFace:
    """A face that can be seen in the published copy: not covered, no mosaic, not cropped away.

    Attributes:
        box: hairline to chin, upright full-resolution pixels of the photo.
        turn: 0.0 face-on to 1.0 profile; None when it is not known, which counts as face-on.
    """

    region_id: RegionId
    box: Box
    turn: float | None = None

    @property
    def face_on(self) -> bool:
        """Whether the face looks out of the picture, or may do so."""
        return self.turn is None or self.turn < ASIDE_FROM


@dataclass(frozen=True, slots=True)
class PhotoIdentifiability:
    """How recognisable the most recognisable child of a photo is in one published copy.

    Attributes:
        region_id: the most recognisable face; None when no face is in the copy.
        height: of that face in published pixels, rounded up; the longer side of its box, because
            the face of a child who lies down lies, too. 0 without a face.
        face_on: whether that face looks out of the picture.
        alone: whether no other face keeps it company in the copy (`mostly_in`).
        name_visible: whether a name can be read beside it.
    """

    level: Identifiability
    region_id: RegionId | None
    height: int
    face_on: bool
    alone: bool
    name_visible: bool


def within(level: Identifiability, limit: Identifiability) -> bool:
    """Tell whether a level is no more than a channel allows."""
    return level.step <= limit.step


def in_frame(faces: Iterable[VisibleFace], frame: Box) -> tuple[VisibleFace, ...]:
    """Return the faces of which anything is in the published part of the photo."""
    return tuple(face for face in faces if frame.overlap(face.box) > 0)


def mostly_in(face: Box, frame: Box) -> bool:
    """Tell whether most of a face is in the published part; less is company for nobody."""
    return 2 * frame.overlap(face) > face.area


def identifiability(
    faces: Sequence[VisibleFace], frame: Box, long_edge: int, name_visible: bool
) -> PhotoIdentifiability:
    """Return how recognisable the most recognisable child is in a published copy.

    Args:
        faces: those that are neither covered, nor a mosaic, nor cropped away.
        frame: the published part, upright full-resolution pixels of the photo.
        long_edge: longest side of the copy, pixels; a smaller frame is not enlarged.
        name_visible: whether a name can be read in the copy, on a shirt or a certificate.
    """
    measured = _measured(faces, frame, long_edge, name_visible)
    if not measured:
        level = _level(0, face_on=False, alone=False, name_visible=name_visible)
        return PhotoIdentifiability(level, None, 0, False, False, name_visible)
    return max(measured, key=lambda m: (m.level.step, m.face_on, m.height))


def over_limit(
    faces: Sequence[VisibleFace],
    frame: Box,
    long_edge: int,
    limit: Identifiability,
    name_visible: bool,
) -> tuple[RegionId, ...]:
    """Return the faces of the copy that are each more recognisable than the limit."""
    measured = _measured(faces, frame, long_edge, name_visible)
    return tuple(
        m.region_id for m in measured if m.region_id is not None and not within(m.level, limit)
    )


def fitting_long_edge(
    faces: Sequence[VisibleFace],
    frame: Box,
    long_edge: int,
    limit: Identifiability,
    name_visible: bool,
) -> int | None:
    """Return the largest longest side, pixels, with which the copy is within the limit.

    The given one if that is within it, else a multiple of 20 from 640; None when no size helps.
    """

    def is_over(edge: int) -> bool:
        found = identifiability(faces, frame, edge, name_visible)
        return not within(found.level, limit)

    if not is_over(long_edge):
        return long_edge
    edges = range(SMALLEST_LONG_EDGE, long_edge, STEP)
    fitting = bisect_left(edges, True, key=is_over)
    return edges[fitting - 1] if fitting else None


def _measured(
    faces: Iterable[VisibleFace], frame: Box, long_edge: int, name_visible: bool
) -> tuple[PhotoIdentifiability, ...]:
    """Return each face of the copy as if it were the most recognisable."""
    seen = in_frame(faces, frame)
    company = {face.region_id for face in seen if mostly_in(face.box, frame)}
    found = []
    for face in seen:
        alone = company <= {face.region_id}
        height = _published(max(face.box.width, face.box.height), frame, long_edge)
        level = _level(height, face.face_on, alone, name_visible)
        found.append(
            PhotoIdentifiability(level, face.region_id, height, face.face_on, alone, name_visible)
        )
    return tuple(found)


def _published(length: int, frame: Box, long_edge: int) -> int:
    """Return a length of the photo in pixels of the copy, rounded up."""
    longest = max(frame.width, frame.height)
    return length if longest <= long_edge else -(-length * long_edge // longest)


def _level(height: int, face_on: bool, alone: bool, name_visible: bool) -> Identifiability:
    """Return the level of one face.

    The bounds are those of a face that looks out of the picture. Turned aside counts one level
    less, but is never hard to recognise for that alone; a name to be read counts one more; and
    who is alone cannot be one of a group.
    """
    step = sum(height >= bound for bound in (HARD_UNDER, CLEAR_FROM, PORTRAIT_FROM))
    if not face_on and step > Identifiability.IN_A_GROUP.step:
        step -= 1
    if name_visible:
        step = min(step + 1, Identifiability.PORTRAIT.step)
    if alone and step == Identifiability.IN_A_GROUP.step:
        step += 1
    return _ORDER[step]
