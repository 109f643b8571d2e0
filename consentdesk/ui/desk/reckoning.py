"""What is counted over all photos of a desk, in the thread that reads it.

Over thousands of photos it takes longer than a frame of the screen, so the window only takes it
over.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from consentdesk.domain.bursts import bursts
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.grid.photo_order import Bursts, by_frame
from consentdesk.ui.desk.grid.standing import Standing, standing_of
from consentdesk.ui.desk.what_is_left import Left, count_left

SamePerson = Mapping[int, Mapping[PhotoId, RegionId]]
"""For each group of faces the face in each photo."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The photos of a desk in short, and what belongs together among them."""

    standings: Mapping[PhotoId, Standing]
    left: Left
    bursts: Bursts
    same_person: SamePerson


def reckon(desk: Desk) -> Reckoning:
    """Go through a desk once."""
    version = desk.register_version
    standings = {entry.photo.id: standing_of(entry, version) for entry in desk.photos}
    return Reckoning(
        standings,
        count_left(standings.values()),
        by_frame(bursts([entry.photo for entry in desk.photos])),
        _same_person(desk),
    )


def _same_person(desk: Desk) -> SamePerson:
    groups: dict[int, dict[PhotoId, RegionId]] = {}
    for entry in desk.photos if desk.groups else ():
        for region in entry.review.regions:
            group = desk.groups.get(region.id)
            if group is not None:
                groups.setdefault(group, {})[entry.photo.id] = region.id
    return groups
