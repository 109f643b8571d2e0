"""What the Find faces page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.batch import Mode
from consentdesk.domain.face import Region, RegionSize
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.search import SearchDepth

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard
    from consentdesk.services.workspace import Workspace

_TO_SEARCH = frozenset({PhotoState.BROUGHT_IN, PhotoState.CHECKED, PhotoState.FAILED})


@dataclass(frozen=True, slots=True)
class SearchedPhoto:
    """A photo with the boxes found in it so far."""

    photo: Photo
    regions: tuple[Region, ...]

    @property
    def begun(self) -> bool:
        """Whether its near faces are known."""
        return self.photo.searched is not None or self.photo.state is PhotoState.CHECKED

    @property
    def ended(self) -> bool:
        """Whether nothing more is looked for in it."""
        return self.photo.state is not PhotoState.BROUGHT_IN


@dataclass(frozen=True)
class FaceFacts:
    """What finding faces came to so far.

    Attributes:
        photos: those in which faces are looked for, in the order they came; not those set aside.
    """

    card: BatchCard
    lock: LockState
    photos: tuple[SearchedPhoto, ...]

    @property
    def matching(self) -> bool:
        """Whether faces of the batch are compared."""
        return self.card.batch.details.mode is Mode.MATCH and self.lock.open

    @property
    def near_done(self) -> int:
        """Photos whose near faces are known, or which failed."""
        return sum(1 for p in self.photos if p.begun or p.ended)

    @property
    def whole_done(self) -> int:
        """Photos in which nothing more is looked for."""
        return sum(1 for p in self.photos if p.ended)

    @property
    def thorough(self) -> bool:
        """Whether a photo waits for a thorough look."""
        return any(not p.ended and p.photo.wanted is SearchDepth.THOROUGH for p in self.photos)

    @property
    def failed(self) -> tuple[Photo, ...]:
        """Photos that could not be checked."""
        return tuple(p.photo for p in self.photos if p.photo.state is PhotoState.FAILED)

    def boxes(self, size: RegionSize) -> int:
        """Count the boxes of a size."""
        return sum(1 for p in self.photos for region in p.regions if region.size is size)


def read_face_facts(workspace: Workspace, batch_id: BatchId) -> FaceFacts:
    """Read what the page shows; blocks."""
    laid_out = workspace.review.desk(batch_id).photos
    by_number = sorted(laid_out, key=lambda entry: entry.photo.id)
    return FaceFacts(
        workspace.batches.card(batch_id),
        workspace.batches.matching_lock(batch_id),
        tuple(
            SearchedPhoto(entry.photo, entry.review.regions)
            for entry in by_number
            if entry.photo.state in _TO_SEARCH
        ),
    )


class LatestFirst:
    """Remembers in which order photos were looked at, from one reading to the next."""

    def __init__(self) -> None:
        self._known: dict[PhotoId, tuple[object, ...]] = {}
        self._order: list[PhotoId] = []

    def put_in_order(self, photos: tuple[SearchedPhoto, ...]) -> tuple[SearchedPhoto, ...]:
        """Return the photos looked at, those in which something was found last first."""
        for entry in photos:
            photo = entry.photo
            if not entry.begun:
                self._forget(photo.id)
                continue
            standing = (photo.searched, photo.state, len(entry.regions))
            if self._known.get(photo.id) != standing:
                self._forget(photo.id)
                self._known[photo.id] = standing
                self._order.insert(0, photo.id)
        by_id = {entry.photo.id: entry for entry in photos}
        return tuple(by_id[photo_id] for photo_id in self._order if photo_id in by_id)

    def _forget(self, photo_id: PhotoId) -> None:
        if self._known.pop(photo_id, None) is not None:
            self._order.remove(photo_id)
