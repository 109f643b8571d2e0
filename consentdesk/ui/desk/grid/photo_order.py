"""In which order photos stand on the desk."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.grid.standing import Standing

Bursts = Mapping[PhotoId, tuple[PhotoId, ...]]
"""For each photo of a burst all its frames, in the order they were taken."""


class Order(StrEnum):
    """What the photos are sorted by."""

    TO_DECIDE = "to_decide"
    TIME = "time"
    RISK = "risk"
    BURST = "burst"


def by_frame(bursts: Iterable[tuple[PhotoId, ...]]) -> Bursts:
    """Return the burst of each photo that is in one."""
    return {photo_id: frames for frames in bursts for photo_id in frames}


def by_time(entries: Mapping[PhotoId, PhotoOnDesk]) -> tuple[PhotoId, ...]:
    """Sort as the photos were taken; those without a time come last."""
    return tuple(sorted(entries, key=lambda photo_id: _taken(entries[photo_id])))


def by_risk(ids: Sequence[PhotoId], standings: Mapping[PhotoId, Standing]) -> tuple[PhotoId, ...]:
    """Sort flagged photos first, then those with most open faces; equal ones stay as in `ids`."""

    def risk(photo_id: PhotoId) -> tuple[bool, int]:
        standing = standings[photo_id]
        return not standing.flagged, -standing.open_faces

    return tuple(sorted(ids, key=risk))


def by_burst(entries: Mapping[PhotoId, PhotoOnDesk], bursts: Bursts) -> tuple[PhotoId, ...]:
    """Sort as the photos were taken, with the frames of a burst side by side."""
    ordered: dict[PhotoId, None] = {}
    for photo_id in by_time(entries):
        frames = bursts.get(photo_id, (photo_id,))
        ordered.update(dict.fromkeys(p for p in frames if p in entries))
    return tuple(ordered)


def _taken(entry: PhotoOnDesk) -> tuple[bool, str, str, int]:
    # as text: some cameras note a zone and some do not, and the two cannot be compared
    details = entry.photo.details
    taken = details.taken_at
    moment = "" if taken is None else taken.isoformat()
    return taken is None, moment, details.file_name, entry.photo.id
