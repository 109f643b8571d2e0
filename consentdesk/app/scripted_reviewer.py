"""A reviewer for the demo without a screen: reads the truth as a person reads a face.

Everything it decides goes through the same services and the same rules as a person's keys.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.app.demo_school import OFFICE
from consentdesk.domain.crop import cut_beside, head_around
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    ENOUGH_MS,
    Disposition,
    DispositionKind,
    Region,
    RegionSize,
    Sighting,
)
from consentdesk.domain.ids import BatchId, PersonId, RegionId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import VISIBLE_PEOPLE
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.services.workspace import Workspace

BACKGROUND = 90
"""Pixels of height under which a face belongs to somebody behind the scene: covered, not named,
when that person may not appear everywhere."""
DRAWN_FROM = 24
"""Pixels of height from which the reviewer notices a face that the program missed."""
KEPT_OF_A_CROP = 0.85
"""Share of a photo that has to be left for the reviewer to crop a face away at its edge."""
COVER = Disposition(DispositionKind.COVER)
MOSAIC = Disposition(DispositionKind.MOSAIC)
CROP_AWAY = Disposition(DispositionKind.CROP_AWAY)
SIZE_RATIO = 2.3
"""Detectors draw tighter or wider boxes than the truth; the same allowance as in measuring."""


@dataclass(frozen=True, slots=True)
class TrueFace:
    """A face that is in a photo, and whose; `person` is a key of the roll or a stranger's."""

    box: Box
    person: str
    visible: bool


def read_truth(path: Path) -> dict[str, tuple[TrueFace, ...]]:
    """Return the faces of each file of the made-up school, by file name."""
    files = json.loads(path.read_text(encoding="utf-8"))["files"]
    return {
        name: tuple(
            TrueFace(Box(*face["box"]), face["person"], face.get("visible", 1.0) > 0.5)
            for face in entry["faces"]
        )
        for name, entry in files.items()
    }


def pair_up(regions: Sequence[Region], faces: Sequence[TrueFace]) -> dict[int, TrueFace]:
    """Pair regions with true faces, nearest first; return them by index of the region."""
    pairs = sorted(
        (_distance(region.box, face.box), i, j)
        for i, region in enumerate(regions)
        for j, face in enumerate(faces)
        if _same_place(region.box, face.box)
    )
    paired: dict[int, TrueFace] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in paired and j not in used:
            paired[i] = faces[j]
            used.add(j)
    return paired


class ScriptedReviewer:
    """Decides a whole batch by the truth."""

    def __init__(self, workspace: Workspace, truth: Mapping[str, tuple[TrueFace, ...]]) -> None:
        self._workspace = workspace
        self._truth = truth

    def decide_batch(self, batch_id: BatchId) -> int:
        """Decide every face of every checked photo and finish the photo; count decisions."""
        desk = self._workspace.review.desk(batch_id)
        look_outs = {entry.person.id for entry in desk.look_outs}
        decisions = 0
        for entry in desk.photos:
            if entry.photo.state is PhotoState.CHECKED:
                decisions += self._decide_photo(desk, entry, look_outs)
        return decisions

    def _decide_photo(self, desk: Desk, entry: PhotoOnDesk, look_outs: set[PersonId]) -> int:
        review, photo = self._workspace.review, entry.photo
        faces = self._truth[photo.details.file_name]
        found = list(pair_up(entry.review.regions, faces).values())
        for face in faces:
            if face not in found and face.visible and face.box.height >= DRAWN_FROM:
                entry = self._workspace.frames.draw(photo.id, face.box, OFFICE)
        people = {person.details.key: person for person in desk.people.values()}
        paired = pair_up(entry.review.regions, faces)
        seen = {r.id: Sighting(r.picture, ENOUGH_MS) for r in entry.review.regions}
        self._workspace.exclusion.mark_seen(seen)
        right = {
            region.id: disposition_by_truth(region, paired.get(index), people, look_outs)
            for index, region in enumerate(entry.review.regions)
        }
        strangers = {
            region.id
            for index, region in enumerate(entry.review.regions)
            if index in paired and paired[index].person not in people
        }
        at_the_edge = _best_cropped_away(entry, right, strangers)
        for region in entry.review.regions:
            if region.id == at_the_edge:
                review.decide(region.id, CROP_AWAY, OFFICE)
            elif region.id in strangers and right[region.id] == COVER:
                self._soften(region.id)
            else:
                review.decide(region.id, right[region.id], OFFICE)
        review.look(photo.id, OFFICE, ALL_WELL)
        return len(entry.review.regions)

    def _soften(self, region_id: RegionId) -> None:
        """Make a passer-by a mosaic; cover whoever looks too much like a pupil on the register."""
        try:
            self._workspace.review.decide(region_id, MOSAIC, OFFICE)
        except Refused:
            self._workspace.review.decide(region_id, COVER, OFFICE)


def disposition_by_truth(
    region: Region,
    face: TrueFace | None,
    people: Mapping[str, Person],
    look_outs: set[PersonId],
) -> Disposition:
    """Return what a perfect reviewer decides about a region, given the face it is around."""
    if face is None:
        return Disposition(DispositionKind.NOT_A_FACE)
    if region.size is RegionSize.TOO_SMALL:
        return Disposition(DispositionKind.CANNOT_BE_RECOGNISED)
    person = people.get(face.person)
    in_background = face.box.height < BACKGROUND
    if person is None:
        kind = DispositionKind.COVER if in_background else DispositionKind.VISITOR
        return Disposition(kind)
    if in_background and person.id in look_outs:
        return Disposition(DispositionKind.COVER)
    is_pupil = person.details.kind is PersonKind.PUPIL
    kind = DispositionKind.THIS_PUPIL if is_pupil else DispositionKind.THIS_ADULT
    return Disposition(kind, person.id)


def _best_cropped_away(
    entry: PhotoOnDesk, right: Mapping[RegionId, Disposition], strangers: set[RegionId]
) -> RegionId | None:
    """Return the pupil behind the scene who stands so far out that a crop costs little."""
    width, height = entry.photo.details.width, entry.photo.details.height
    seen = [r.whole for r in entry.review.regions if right[r.id].kind in VISIBLE_PEOPLE]
    left: dict[RegionId, int] = {}
    for region in entry.review.regions:
        if right[region.id] == COVER and region.id not in strangers:
            away = head_around(region.whole, width, height)
            cut = cut_beside(Box(0, 0, width, height), away, seen)
            left[region.id] = 0 if cut is None else cut.area
    best = max(left, key=lambda region_id: left[region_id], default=None)
    return best if best and left[best] >= KEPT_OF_A_CROP * width * height else None


def _distance(one: Box, other: Box) -> float:
    return abs(one.x + one.right - other.x - other.right) + abs(
        one.y + one.bottom - other.y - other.bottom
    )


def _same_place(one: Box, other: Box) -> bool:
    inside = _holds_centre(one, other) and _holds_centre(other, one)
    ratio = (one.area / other.area) ** 0.5 if one.area and other.area else 0.0
    return inside and 1 / SIZE_RATIO < ratio < SIZE_RATIO


def _holds_centre(one: Box, other: Box) -> bool:
    x, y = (other.x + other.right) / 2, (other.y + other.bottom) / 2
    return one.x <= x <= one.right and one.y <= y <= one.bottom
