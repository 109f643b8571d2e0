"""Says how recognisable a child is in each copy of the photo in hand, and does what helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.channel import Channel
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.identifiability import Identifiability, within
from consentdesk.domain.identifiability_remedies import Remedy, RemedyKind, remedies
from consentdesk.domain.ids import ChannelId, PhotoId
from consentdesk.domain.published_part import (
    identifiability_on,
    long_edge_on,
    name_visible,
    published_frame,
    visible_faces,
)
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.identifiable_part import Copy, IdentifiablePart
from consentdesk.ui.desk.face.remedy_keys import KEYS
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.deciding.frames_by_hand import FramesByHand

_HIDING = {
    RemedyKind.CROP: DispositionKind.CROP_AWAY,
    RemedyKind.COVER: DispositionKind.COVER,
}


class Remedying(QObject):
    """Fills the part of the panel, and turns a chosen remedy into decisions.

    Signals:
        act_wanted: what the remedy asks of the rest of the desk (Act).
    """

    said = Signal(object)
    act_wanted = Signal(object)

    def __init__(self, frames: FramesByHand, deciding: Deciding, part: IdentifiablePart) -> None:
        super().__init__(part)
        self._frames = frames
        self._deciding = deciding
        self._part = part
        part.remedy_wanted.connect(self._do)
        deciding.photo_changed.connect(self.show_copies)
        deciding.standing_changed.connect(self._standing_changed)

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does here."""
        return {Act.SMALLER: self._make_smaller}

    def show_copies(self) -> None:
        """Show the photo in hand as each channel would have it."""
        entry, photos = self._deciding.entry, self._deciding.photos
        if entry is None or photos is None:
            self._part.show_copies(())
            return
        limited = [
            channel
            for channel in photos.desk.channels
            if channel.details.is_open
            and channel.details.most_identifiable is not Identifiability.PORTRAIT
        ]
        moment = next((b for b in photos.desk.bursts if entry.photo.id in b), ())
        copies = []
        for channel in limited:
            found = identifiability_on(channel, entry.photo, entry.review)
            if found is not None:
                over = not within(found.level, channel.details.most_identifiable)
                helps = _remedies(entry, channel, bool(moment)) if over else ()
                copies.append(Copy(channel, found, helps))
        self._part.show_copies(copies)

    def _standing_changed(self, photo_id: PhotoId) -> None:
        if photo_id == self._deciding.photo_id:
            self.show_copies()

    def _make_smaller(self) -> None:
        """Do it for every channel where it helps."""
        wanted = [
            (copy.channel.id, remedy)
            for copy in self._part.copies
            for remedy in copy.remedies
            if remedy.kind is RemedyKind.SMALLER
        ]
        for channel_id, remedy in wanted:
            self._do(remedy, channel_id)
        if not wanted:
            self.said.emit(Notice(tr("A smaller copy would not help here, or is not needed.")))

    def _do(self, remedy: Remedy, channel_id: ChannelId) -> None:
        entry, by = self._deciding.entry, self._deciding.by
        if entry is None:
            return
        if remedy.kind is RemedyKind.SMALLER:
            edge, photo_id = remedy.long_edge, entry.photo.id
            self._deciding.save_many(
                lambda: (self._frames.make_smaller(photo_id, channel_id, edge, by),)
            )
        elif remedy.kind in _HIDING:
            kind = Disposition(_HIDING[remedy.kind])
            self._deciding.decide_together(remedy.region_ids, kind)
        else:
            self.act_wanted.emit(KEYS[remedy.kind])


def _remedies(entry: PhotoOnDesk, channel: Channel, other_frames: bool) -> tuple[Remedy, ...]:
    frame = published_frame(entry.photo, entry.review)
    if frame is None:
        return ()
    return remedies(
        visible_faces(entry.review),
        frame,
        long_edge_on(channel, entry.review),
        channel.details.most_identifiable,
        name_visible(entry.review),
        other_frames=other_frames,
    )
