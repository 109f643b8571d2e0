"""Where the person is on the desk: the photo and the face in hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.face import Region, RegionSize
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.reckoning import Reckoning
from consentdesk.ui.text import plural, tr


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the line below the photo."""

    sentence: str
    problem: bool = False


class InHand(QObject):
    """Knows the photo and the face in hand, and goes from one to the next.

    Faces are asked about one by one; those that are doubtful or very small come after them,
    together, while no single face is in hand.
    """

    photo_changed = Signal()
    face_changed = Signal()
    standing_changed = Signal(object)
    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photos: DeskPhotos | None = None
        self.photo_id: PhotoId | None = None
        self.region_id: RegionId | None = None

    @property
    def entry(self) -> PhotoOnDesk | None:
        """The photo in hand."""
        if self.photos is None or self.photo_id is None:
            return None
        return self.photos.photo(self.photo_id)

    @property
    def faces(self) -> tuple[Region, ...]:
        """The faces of the photo in hand."""
        if self.photos is None or self.photo_id is None:
            return ()
        return self.photos.faces(self.photo_id)

    @property
    def open_faces(self) -> tuple[Region, ...]:
        """Those that need a decision."""
        if self.photos is None or self.photo_id is None:
            return ()
        return self.photos.open_faces(self.photo_id)

    @property
    def region(self) -> Region | None:
        """The face in hand."""
        return next((r for r in self.faces if r.id == self.region_id), None)

    @property
    def single_faces(self) -> tuple[Region, ...]:
        """The faces that are asked about one by one."""
        photos, entry = self.photos, self.entry
        if photos is None or entry is None:
            return ()
        return tuple(r for r in self.faces if not photos.settled_together(entry, r))

    @property
    def numbered(self) -> tuple[Region, ...]:
        """All faces in the order of the numbers they are shown with, from 1."""
        single = self.single_faces
        ids = {r.id for r in single}
        return (*single, *(r for r in self.faces if r.id not in ids))

    @property
    def faces_together(self) -> tuple[Region, ...]:
        """Open faces to settle together: the doubtful ones first, then the very small ones."""
        single = {r.id for r in self.single_faces}
        left = [r for r in self.open_faces if r.id not in single]
        doubtful = tuple(r for r in left if r.size is RegionSize.MAYBE)
        return doubtful or tuple(left)

    @property
    def still_checking(self) -> bool:
        """Whether more faces may be found in the photo in hand."""
        return self.entry is not None and self.entry.photo.state is PhotoState.BROUGHT_IN

    def lay_out(self, desk: Desk, reckoning: Reckoning | None = None) -> None:
        """Take a freshly read desk; photo and face in hand stay, if they are still there."""
        before, known = self.entry, {r.id for r in self.faces}
        if self.photos is None:
            self.photos = DeskPhotos(desk, reckoning)
        else:
            self.photos.lay_out(desk, reckoning)
        if self.photo_id is not None and self.photos.holds(self.photo_id):
            if self.region is None:
                self.go_to_open_face()
            self._say_what_was_found(before, known)
            return
        place, first = desk.place, self.photos.next_to_decide(None)
        if before is None and place is not None and self.photos.holds(place.photo_id):
            self.go_to_photo(place.photo_id, place.region_id)
            return
        photo_id = first if first is not None else next(iter(self.photos.ids), None)
        if photo_id is None:
            self.photo_id = self.region_id = None
            self.photo_changed.emit()
        else:
            self.go_to_photo(photo_id)

    def _say_what_was_found(self, before: PhotoOnDesk | None, known: set[RegionId]) -> None:
        """Say what the rest of the search added to the photo in hand; nothing moves."""
        searched = before is not None and before.photo.state is PhotoState.BROUGHT_IN
        new = sum(1 for r in self.faces if r.id not in known)
        if searched and new:
            text = plural(
                new,
                "{n} more face was found in this photo.",
                "{n} more faces were found in this photo.",
            )
            self.said.emit(Notice(text))
        elif searched and not self.still_checking:
            self.said.emit(Notice(tr("This photo is checked; no further face was found.")))

    def go_to_photo(self, photo_id: PhotoId, face: RegionId | None = None) -> None:
        """Take another photo in hand, at `face` or the open one after it, else at the first."""
        self.photo_id = photo_id
        if self.photos is not None:
            self.photos.take_in_hand(photo_id)
        self.go_to_open_face(after=face)
        if face in {r.id for r in self.open_faces}:
            self.region_id = face
        self.photo_changed.emit()

    def leave_photos(self, gone: Collection[PhotoId]) -> None:
        """Take another photo in hand at once if this one is gone: the next to decide, else any."""
        if self.photos is None or self.photo_id is None or self.photo_id not in gone:
            return
        following = self.photos.next_to_decide(self.photo_id)
        left = (p for p in (following, *self.photos.ids) if p is not None and p not in gone)
        photo_id = next(left, None)
        if photo_id is None:
            self.photo_id = self.region_id = None
            self.photo_changed.emit()
        else:
            self.go_to_photo(photo_id)

    def go_to_face(self, region_id: RegionId) -> None:
        """Take a face of this photo in hand; one of another photo is never taken."""
        if self._has(region_id):
            self.region_id = region_id
            self.face_changed.emit()

    def go_to_face_quietly(self, region_id: RegionId) -> None:
        """Take a face in hand without leaving what the panel does now."""
        if self._has(region_id):
            self.region_id = region_id
            self.standing_changed.emit(self.photo_id)

    def _has(self, region_id: RegionId) -> bool:
        return any(r.id == region_id for r in self.faces)

    def step_face(self, by: int) -> None:
        """Go to the next or previous face; after the last one comes the first."""
        stops: list[RegionId | None] = [r.id for r in self.numbered]
        if self.faces_together or not stops:
            stops = [*(r.id for r in self.single_faces), None]
        at = stops.index(self.region_id) if self.region_id in stops else None
        step = (0 if by > 0 else -1) if at is None else (at + by) % len(stops)
        self.region_id = stops[step]
        self.face_changed.emit()

    def go_to_open_face(self, after: RegionId | None = None) -> None:
        """Go to the next face to ask about; none when only those settled together are left."""
        single = {r.id for r in self.single_faces}
        open_ids = [r.id for r in self.open_faces if r.id in single]
        order = [r.id for r in self.numbered]
        start = order.index(after) + 1 if after in order else 0
        following = (r for r in (*order[start:], *order[:start]) if r in open_ids)
        self.region_id = next(following, None)
