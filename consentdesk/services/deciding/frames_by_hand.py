"""Frames a person draws, moves, takes away; the part of a photo that is kept, and its size."""

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    FoundRegion,
    Region,
    RegionOrigin,
    RegionSize,
    RegionSubject,
)
from consentdesk.domain.figure import figure_around
from consentdesk.domain.ids import ChannelId, PhotoId, RegionId, VaultKey
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import HIDDEN
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.domain.review_changes import Cropped, Removed, Reshaped, Smaller
from consentdesk.media.open_photo import open_photo
from consentdesk.media.thumbnails import face_picture
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import (
    PhotoOnDesk,
    gone_photo,
    photo_on_desk,
    refuse_gone,
    region_as_it_stands,
)
from consentdesk.store.unit_of_work import UnitOfWork

SMALLEST_DRAWN = 8
"""Pixels; anything drawn smaller was a slip of the hand."""

SMALLEST_KEPT = 200
"""Pixels; a smaller part of a photo is no picture any more."""

MOST_MOVED = 0.5
"""Share of a found face that its new frame must still hold, else the face would be left bare."""


class FramesByHand:
    """Regions made and changed by hand; every box in upright full-resolution pixels."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._library = acting.library

    def draw(
        self, photo_id: PhotoId, box: Box, by: str, subject: RegionSubject = RegionSubject.FACE
    ) -> PhotoOnDesk:
        """Add what the program missed; it needs a decision like any other.

        The box is kept inside the photo.

        Raises:
            Refused: the box is empty or lies outside the photo.
        """
        inside, picture = self._cut_out(photo_id, box)

        def work(u: UnitOfWork) -> PhotoId:
            found = self._drawn(u, photo_id, inside, picture, subject)
            self._acting.record(u, photo_id, ActionKind.DRAW, by, draw=found)
            return photo_id

        return self._acting.changed(work)

    def cover_figure(self, region_id: RegionId, by: str) -> PhotoOnDesk:
        """Cover a whole person: the face, and a figure as large as the body is likely to be.

        Clothes and shoes tell who a child is, too. The figure can be moved and resized after.

        Raises:
            Refused: the face is not in the photo any more.
        """
        region, size = self._library.run(lambda u: _region_and_size(u, region_id))
        box, picture = self._cut_out(region.photo_id, figure_around(region.whole, *size))
        covered = Disposition(DispositionKind.COVER)

        def work(u: UnitOfWork) -> PhotoId:
            region_as_it_stands(u, region_id)
            found = self._drawn(u, region.photo_id, box, picture, RegionSubject.FIGURE)
            drawing = self._acting.record(u, region.photo_id, ActionKind.DRAW, by, draw=found)
            both = [Settled(region_id, covered)]
            if drawing.drawn is not None:
                both.append(Settled(drawing.drawn, covered))
            self._acting.record(
                u, region.photo_id, ActionKind.DECIDE, by, settled=both, together=drawing.id
            )
            return region.photo_id

        return self._acting.changed(work)

    def reshape(self, region_id: RegionId, box: Box, by: str) -> PhotoOnDesk:
        """Give a region another box; it must be seen and decided anew.

        Only what is to be covered or cropped away stays decided: nobody is shown by that.

        Raises:
            Refused: the box is too small, or the face it was found around would be left bare;
                or the region is not in the photo any more.
        """
        region = self._library.run(lambda u: region_as_it_stands(u, region_id))
        found = region.found_box or region.box
        if region.origin is RegionOrigin.FOUND and not _still_holds(box, found):
            raise Refused(
                "The frame would no longer hold the face it was found around.",
                "Say that this is not a face, or draw another frame.",
            )
        inside, picture = self._cut_out(region.photo_id, box)

        def work(u: UnitOfWork) -> PhotoId:
            region_as_it_stands(u, region_id)
            entry = photo_on_desk(u, region.photo_id, self._acting.register.read(u))
            decision = entry.review.decisions.get(region_id)
            hidden = decision is not None and decision.disposition.kind in HIDDEN
            key = self._kept(u, region.photo_id, picture)
            self._acting.record(
                u,
                region.photo_id,
                ActionKind.RESHAPE,
                by,
                settled=() if hidden else [Settled(region_id, None)],
                change=Reshaped(region_id, inside, key),
            )
            u.photos.not_seen_yet(region_id)
            return region.photo_id

        return self._acting.changed(work)

    def remove(self, region_id: RegionId, by: str) -> PhotoOnDesk:
        """Take a drawn region away again.

        Raises:
            Refused: the program found it; that is decided, not removed. Or it is gone already.
        """

        def work(u: UnitOfWork) -> PhotoId:
            region = region_as_it_stands(u, region_id)
            if region.origin is RegionOrigin.FOUND:
                raise Refused(
                    "The program found this frame; it stays on record.",
                    "Say that it is not a face.",
                )
            self._acting.record(
                u, region.photo_id, ActionKind.REMOVE, by, change=Removed(region_id)
            )
            return region.photo_id

        return self._acting.changed(work)

    def crop(self, photo_id: PhotoId, box: Box | None, by: str) -> PhotoOnDesk:
        """Keep only this part of the photo; None keeps all of it again.

        Raises:
            Refused: the part is too small to be a picture.
        """
        photo = self._library.run(lambda u: u.photos.get(photo_id))
        kept = None if box is None else _inside(box, photo.details.width, photo.details.height)
        if kept is not None and min(kept.width, kept.height) < SMALLEST_KEPT:
            raise Refused("Too little of the photo would be left.", "Draw a larger frame.")

        def work(u: UnitOfWork) -> PhotoId:
            self._acting.record(u, photo_id, ActionKind.CROP, by, change=Cropped(kept))
            return photo_id

        return self._acting.changed(work)

    def make_smaller(
        self, photo_id: PhotoId, channel_id: ChannelId, long_edge: int | None, by: str
    ) -> PhotoOnDesk:
        """Publish the photo on a channel no longer than this, pixels; None lifts it again.

        Raises:
            Refused: that is too small to be a picture.
            StoreError: there is no such channel.
        """
        if long_edge is not None and long_edge < SMALLEST_KEPT:
            raise Refused("So small it would be no picture.", "Choose a larger size, or crop.")

        def work(u: UnitOfWork) -> PhotoId:
            u.channels.get(channel_id)
            change = Smaller(channel_id, long_edge)
            self._acting.record(u, photo_id, ActionKind.SMALLER, by, change=change)
            return photo_id

        return self._acting.changed(work)

    def _cut_out(self, photo_id: PhotoId, box: Box) -> tuple[Box, bytes]:
        """Return the box kept inside the photo, and its pixels enlarged."""
        photo = self._library.run(lambda u: u.photos.get(photo_id))
        refuse_gone(photo)
        inside = _inside(box, photo.details.width, photo.details.height)
        pixels = open_photo(self._library.vault.get(photo.details.original))
        return inside, face_picture(pixels, inside)

    def _drawn(
        self, u: UnitOfWork, photo_id: PhotoId, box: Box, picture: bytes, subject: RegionSubject
    ) -> FoundRegion:
        key = self._kept(u, photo_id, picture)
        return FoundRegion(box, RegionSize.FACE, 1.0, key, subject)

    def _kept(self, u: UnitOfWork, photo_id: PhotoId, picture: bytes) -> VaultKey:
        """Put a picture into the vault, unless its photo went while it was cut out."""
        if not u.photos.has(photo_id):
            raise gone_photo()
        return self._library.vault.put(picture)


def _region_and_size(u: UnitOfWork, region_id: RegionId) -> tuple[Region, tuple[int, int]]:
    region = region_as_it_stands(u, region_id)
    details = u.photos.get(region.photo_id).details
    return region, (details.width, details.height)


def _still_holds(box: Box, found: Box) -> bool:
    return box.overlap(found) >= MOST_MOVED * found.area


def _inside(box: Box, width: int, height: int) -> Box:
    x, y = max(0, box.x), max(0, box.y)
    inside = Box(x, y, min(width, box.right) - x, min(height, box.bottom) - y)
    if inside.width < SMALLEST_DRAWN or inside.height < SMALLEST_DRAWN:
        raise Refused("The drawn area is too small.", "Draw a box around the whole face.")
    return inside
