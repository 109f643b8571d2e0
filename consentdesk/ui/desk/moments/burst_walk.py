"""Leads through the frames of a moment: what is decided in one is carried to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from consentdesk.domain.face import Region
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.same_places import same_places
from consentdesk.services.deciding.burst_review import Carried
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.desk_words import disposition_words
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.moments.burst_page import BurstPage
from consentdesk.ui.desk.moments.burst_pair import BurstFace, BurstFrame, BurstPair, FacePair
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.deciding.burst_review import BurstReview


class BurstWalk(QObject):
    """Opens two frames side by side, carries what the person ticked, and goes on."""

    said = Signal(object)

    def __init__(self, bursts: BurstReview, deciding: Deciding, page: BurstPage) -> None:
        super().__init__(page)
        self._bursts = bursts
        self._deciding = deciding
        self._page = page
        self._moment: tuple[PhotoId, ...] = ()
        self._shown: BurstPair | None = None
        page.seen.connect(deciding.show_faces)
        page.carry_wanted.connect(self._carry)
        page.left.connect(self._leave)
        deciding.standing_changed.connect(self._standing_changed)
        deciding.said.connect(self._said)

    def begin(self) -> None:
        """Open the photo in hand beside the decided frame of its moment, if there is one."""
        photos, photo_id = self._deciding.photos, self._deciding.photo_id
        if photos is None or photo_id is None:
            return
        self._moment = next((b for b in photos.desk.bursts if photo_id in b), ())
        if not self._moment:
            self.said.emit(Notice(tr("No other photo here is of the same moment.")))
        elif not self._open_next(photos, photo_id):
            text = tr("Decide one photo of this moment first; then its decisions can be carried.")
            self.said.emit(Notice(text))

    def _open_next(self, photos: DeskPhotos, first: PhotoId) -> bool:
        """Show the next open frame, beginning with `first`; tell whether there is one."""
        at = self._moment.index(first) if first in self._moment else 0
        for target_id in (*self._moment[at:], *self._moment[:at]):
            target = photos.photo(target_id)
            if not photos.open_faces(target_id):
                continue
            for source_id in sorted(self._moment, key=lambda p: self._distance(p, target_id)):
                pair = _pair(photos, photos.photo(source_id), target)
                if source_id != target_id and pair.pairs:
                    self._show(pair)
                    return True
        return False

    def _distance(self, one: PhotoId, other: PhotoId) -> int:
        return abs(self._moment.index(one) - self._moment.index(other))

    def _show(self, pair: BurstPair) -> None:
        self._shown = pair
        self._page.show_pair(pair)
        self._page.open_over()

    def lay_out_again(self) -> None:
        """Show the two frames as they stand now; of a pair that changed nothing was seen."""
        photos, shown = self._deciding.photos, self._shown
        if photos is None or shown is None or self._page.isHidden():
            return
        ids = (shown.decided.photo_id, shown.open.photo_id)
        self._moment = tuple(photo_id for photo_id in self._moment if photos.holds(photo_id))
        if not set(ids) <= set(self._moment):
            self._leave()
            self.said.emit(Notice(tr("A photo of this moment is gone; nothing was carried.")))
            return
        now = _pair(photos, *(photos.photo(photo_id) for photo_id in ids))
        if now != shown:
            self._shown = now
            self._page.show_changed(now)

    @Slot(object)
    def _standing_changed(self, photo_id: PhotoId) -> None:
        shown = self._shown
        if shown is not None and photo_id in (shown.decided.photo_id, shown.open.photo_id):
            self.lay_out_again()

    @Slot(object)
    def _said(self, notice: Notice) -> None:
        """Say on the page what would be said below it."""
        if self._page.isVisible():
            self._page.say(notice.sentence)

    def _carry(self, pairs: tuple[FacePair, ...]) -> None:
        by, seen = self._deciding.by, self._deciding.register_version
        carried = [Carried(*pair.ids, pair.decision) for pair in pairs]
        self._deciding.save_many(lambda: (self._bursts.carry(carried, by, seen),), self._carried)

    def _carried(self, entries: tuple[PhotoOnDesk, ...]) -> None:
        photos, carried = self._deciding.photos, entries[0].photo.id
        if photos is None or self._page.isHidden():
            return
        following = self._moment[(self._moment.index(carried) + 1) % len(self._moment)]
        if not self._open_next(photos, following):
            self._leave()
            self._deciding.go_to_photo(carried)
            self.said.emit(Notice(tr("Carried over. Look at the photo, then finish it.")))

    def _leave(self) -> None:
        self._deciding.show_faces(())
        self._page.put_away()


def _pair(photos: DeskPhotos, source: PhotoOnDesk, target: PhotoOnDesk) -> BurstPair:
    decisions = source.review.decisions
    open_ids = {r.id for r in photos.open_faces(target.photo.id)}
    there = [r for r in source.review.regions if r.id in decisions]
    here = [r for r in target.review.regions if r.id in open_ids]
    numbers_there, numbers_here = _numbers(photos, source), _numbers(photos, target)
    by_id = {r.id: r for r in (*there, *here)}
    found = same_places(there, here, _size(source), _size(target))
    pairs = tuple(
        FacePair(
            _face(by_id[one], numbers_there),
            _face(by_id[other], numbers_here),
            decisions[one].disposition,
            disposition_words(decisions[one].disposition, photos.desk.people),
        )
        for one, other in found
    )
    paired = {face for pair in found for face in pair}
    return BurstPair(
        _frame(source, [], numbers_there),
        _frame(target, [r for r in here if r.id not in paired], numbers_here),
        pairs,
    )


def _numbers(photos: DeskPhotos, entry: PhotoOnDesk) -> dict[RegionId, int]:
    return {r.id: number for number, r in enumerate(photos.faces(entry.photo.id), 1)}


def _face(region: Region, numbers: dict[RegionId, int]) -> BurstFace:
    return BurstFace(region.id, region.box, numbers[region.id])


def _size(entry: PhotoOnDesk) -> tuple[int, int]:
    return entry.photo.details.width, entry.photo.details.height


def _frame(entry: PhotoOnDesk, alone: list[Region], numbers: dict[RegionId, int]) -> BurstFrame:
    return BurstFrame(
        entry.photo.id,
        entry.photo.details.file_name,
        *_size(entry),
        tuple(_face(region, numbers) for region in alone),
    )
