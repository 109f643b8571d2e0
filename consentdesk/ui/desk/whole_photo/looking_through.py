"""Leads through decided photos and finishes them together with one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo_checks import ALL_WELL, FAILED, PhotoCheck
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS, LookedAt
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.desk_pictures import (
    DeskPictures,
    Kind,
    PictureKey,
    Urgency,
    screen_key,
)
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.time_on_screen import TimeOnScreen
from consentdesk.ui.desk.whole_photo.checks_list import CHECK_OF
from consentdesk.ui.desk.whole_photo.look_through_sheet import LookThroughSheet
from consentdesk.ui.desk.whole_photo.progress_dots import Dot
from consentdesk.ui.desk.whole_photo.to_look_through import (
    MOST_TOGETHER,
    looks_as_before,
    photos_to_look_through,
    row_around,
)
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.deciding.review import Review

AHEAD = 2
"""Photos that are fetched before they are looked at."""


class LookingThrough(QObject):
    """Measures for how long each photo stood on the screen; one that was too short comes again.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(
        self, review: Review, deciding: Deciding, pictures: DeskPictures, sheet: LookThroughSheet
    ) -> None:
        super().__init__(sheet)
        self._review = review
        self._deciding = deciding
        self._pictures = pictures
        self._sheet = sheet
        self._wanted: tuple[PhotoId, ...] = ()
        self._ids: list[PhotoId] = []
        self._at = 0
        self._shown: dict[PhotoId, PhotoOnDesk] = {}
        self._version: int | None = None
        self._stating = False
        self._times = TimeOnScreen[PhotoId](deciding.clock)
        sheet.act_wanted.connect(self.perform)
        sheet.closed.connect(self._closed)
        deciding.said.connect(self._said)
        deciding.watched.connect(self._measure)
        deciding.standing_changed.connect(self._standing_changed)
        pictures.arrived.connect(self._picture_arrived)

    def begin(self) -> None:
        """Begin with the first photos of the batch that only wait for a look."""
        photos = self._deciding.photos
        if photos is not None:
            self.begin_with(photos.ids)

    @Slot(object)
    def begin_with(self, ids: Iterable[PhotoId]) -> None:
        """Begin with those of `ids` that only wait for a look."""
        photos = self._deciding.photos
        if photos is None:
            return
        self._wanted = photos_to_look_through(photos, ids)
        if not self._wanted:
            text = tr("No photo here only waits to be looked at: decide the faces first.")
            self.said.emit(Notice(text))
            return
        self._sheet.open_over()
        self._begin_lot(photos)

    @Slot(object)
    def perform(self, act: Act) -> None:
        """Do what a key or a button of the sheet means."""
        self._sheet.say(Notice(""))
        if self._stating:
            return
        if act in (moves := self._moves()):
            moves[act]()
        elif not self._sheet.at_end and act in (acts := self._acts_with_photo()):
            acts[act]()

    def _moves(self) -> dict[Act, Callable[[], None]]:
        return {
            Act.NEXT_FACE: partial(self._step, 1),
            Act.NEXT_PHOTO: partial(self._step, 1),
            Act.PREVIOUS_FACE: partial(self._step, -1),
            Act.PREVIOUS_PHOTO: partial(self._step, -1),
            Act.ACCEPT: self._state,
            Act.UNDO: self._deciding.undo,
            Act.LEAVE: self._sheet.put_away,
        }

    def _acts_with_photo(self) -> dict[Act, Callable[[], None]]:
        photo_id = self._ids[self._at]
        zooms = (Act.ZOOM_IN, Act.ZOOM_OUT, Act.WHOLE_PHOTO)
        return {
            Act.TICK: self._take_out,
            **{act: partial(self._not_so, check) for act, check in CHECK_OF.items()},
            **{act: partial(self._sheet.zoom, act, photo_id) for act in zooms},
        }

    # what passes by

    def _begin_lot(self, photos: DeskPhotos) -> None:
        self._ids = list(self._wanted[:MOST_TOGETHER])
        self._wanted = self._wanted[MOST_TOGETHER:]
        self._at, self._stating = 0, False
        self._version = self._deciding.register_version
        self._times.forget()
        self._shown = {photo_id: photos.photo(photo_id) for photo_id in self._ids}
        self._show(photos)

    def _step(self, by: int) -> None:
        """Go on; after the last one come those that passed too quickly, then the statement."""
        self._at += by
        if self._at >= len(self._ids):
            self._at = len(self._ids)
            quick = self._first_too_quick()
            if quick is not None:
                self._at = quick
                self._sheet.say(Notice(tr("This photo passed too quickly; look at it once more.")))
        self._at = max(0, self._at)
        self._show_now()

    def _show_now(self) -> None:
        photos = self._deciding.photos
        if photos is not None:
            self._show(photos)

    def _show(self, photos: DeskPhotos) -> None:
        if self._at >= len(self._ids):
            self._times.show(())
            entries = [photos.photo(photo_id) for photo_id in self._ids]
            self._sheet.show_end(entries, photos.desk)
        else:
            row = row_around(photos, self._ids, self._at, self._sheet.side_by_side)
            entries = [photos.photo(photo_id) for photo_id in row]
            self._sheet.show_row(entries, self._ids[self._at], photos.desk)
            for following in self._ids[self._at + 1 : self._at + 1 + AHEAD]:
                self._pictures.want(screen_key(following), Urgency.AHEAD)
            self._measure()
        self._show_progress()

    def _show_progress(self) -> None:
        at = self._at if self._at < len(self._ids) else None
        self._sheet.show_progress([self._dot(place) for place in range(len(self._ids))], at)

    def _dot(self, place: int) -> Dot:
        ms = self._times.ms(self._ids[place])
        if ms >= ENOUGH_LOOK_MS:
            return Dot.SEEN
        return Dot.TOO_QUICK if ms and place != self._at else Dot.TO_COME

    def _first_too_quick(self) -> int | None:
        quick = (n for n, p in enumerate(self._ids) if self._times.ms(p) < ENOUGH_LOOK_MS)
        return next(quick, None)

    @Slot()
    def _measure(self) -> None:
        """Count the photo that is looked at, while it is there and somebody can see it."""
        if not self._sheet.isVisible() or self._at >= len(self._ids):
            self._times.show(())
            return
        photo_id = self._ids[self._at]
        shown = self._sheet.shown_photo(photo_id)
        there = shown is not None and shown.there and self._deciding.is_watched
        self._times.show((photo_id,) if there else ())
        key = screen_key(photo_id)
        if shown is not None and self._pictures.settled(key) and not shown.there:
            self._take_out()
            text = tr("A photo cannot be shown; it stays to be finished alone.")
            self._sheet.say(Notice(text, problem=True))

    # what leaves the statement

    def _take_out(self) -> None:
        """Leave the photo on the screen to be finished alone."""
        self._leave_out(self._ids[self._at])
        self._sheet.say(Notice(tr("It stays to be finished alone.")))

    def _leave_out(self, *photo_ids: PhotoId) -> None:
        for photo_id in photo_ids:
            self._at -= int(self._ids.index(photo_id) < self._at)
            self._ids.remove(photo_id)
        if self._ids:
            self._step(0)
        else:
            self._go_on(tr("No photo is left to state it for."))

    def _not_so(self, check: PhotoCheck) -> None:
        """Hold the photo on the screen back; where it was taken matters at once."""
        photo_id, by = self._ids[self._at], self._deciding.by
        self._deciding.save_many(
            lambda: self._review.answer_checks((photo_id,), {check: False}, by)
        )
        if check is PhotoCheck.PLACE:
            self._sheet.put_away()
            self._deciding.go_to_photo(photo_id)
            return
        self._leave_out(photo_id)
        self._sheet.say(Notice(tr("Held back: {why}", why=tr(FAILED[check]))))

    # the statement

    def _state(self) -> None:
        """Finish all photos of this lot, once each stood there long enough."""
        if not self._sheet.at_end:
            return
        looked = {photo_id: self._looked_at(photo_id) for photo_id in self._ids}
        by, seen = self._deciding.by, self._version
        self._stating = True
        self._deciding.save_many(
            lambda: self._review.look_through(looked, by, ALL_WELL, seen), self._stated
        )

    def _looked_at(self, photo_id: PhotoId) -> LookedAt:
        return LookedAt(self._times.ms(photo_id), self._shown[photo_id].review.last_action)

    def _stated(self, entries: tuple[PhotoOnDesk, ...]) -> None:
        one, many = "{n} photo is done; U takes it back.", "{n} photos are done; U takes them back."
        self._stating = False
        if self._sheet.isVisible():
            self._go_on(plural(len(entries), one, many))

    def _go_on(self, sentence: str) -> None:
        """Go on with those that are left, or leave when there are none."""
        photos = self._deciding.photos
        if photos is not None:
            self._wanted = photos_to_look_through(photos, self._wanted)
        if photos is None or not self._wanted:
            self._sheet.put_away()
            self.said.emit(Notice(sentence))
            return
        self._begin_lot(photos)
        self._sheet.say(Notice(sentence))

    # what comes back

    @Slot(object)
    def _said(self, notice: Notice) -> None:
        """Say on the sheet what would be said below it; after a refusal it can be tried again."""
        if self._sheet.isVisible():
            if notice.problem and self._stating:
                self._stating = False
                self.lay_out_again()
            self._sheet.say(notice)

    def lay_out_again(self) -> None:
        """Go on without the photos of this lot that are gone; those that changed begin anew."""
        photos = self._deciding.photos
        if photos is None or self._stating or not self._sheet.isVisible():
            return
        gone = [photo_id for photo_id in self._ids if not photos.holds(photo_id)]
        if gone:
            self._leave_out(*gone)
        for photo_id in tuple(self._ids):
            self._standing_changed(photo_id)

    @Slot(object)
    def _standing_changed(self, photo_id: PhotoId) -> None:
        """Take a photo that changed out, or let it be looked at once more."""
        photos = self._deciding.photos
        if photos is None or self._stating or not self._sheet.isVisible():
            return
        if photo_id not in self._ids:
            return
        if not photos_to_look_through(photos, (photo_id,)):
            self._leave_out(photo_id)
            self._sheet.say(Notice(tr("A photo changed; it stays to be finished alone.")))
        elif not looks_as_before(photos.photo(photo_id), self._shown[photo_id]):
            self._shown[photo_id] = photos.photo(photo_id)
            self._times.begin_anew(photo_id)
            self._step(0)
            self._sheet.say(Notice(tr("A photo changed; look at it once more.")))

    @Slot(object)
    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.SCREEN and key.number in self._ids and self._sheet.isVisible():
            self._measure()

    @Slot()
    def _closed(self) -> None:
        """Give the desk back at a photo that needs a person."""
        self._times.show(())
        photos, photo_id = self._deciding.photos, self._deciding.photo_id
        over = self._sheet.parentWidget()
        if over is not None:
            over.setFocus(Qt.FocusReason.OtherFocusReason)
        if photos is None or photo_id is None or photos.needs_person(photo_id):
            return
        following = photos.next_to_decide(photo_id)
        if following is not None:
            self._deciding.go_to_photo(following)
