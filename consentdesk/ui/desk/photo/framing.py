"""Frames that a person draws, moves and takes away, on their way from the photo to the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from consentdesk.domain.face import RegionOrigin, RegionSubject
from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.deciding.frames_by_hand import FramesByHand

_PURPOSES = {
    Act.DRAW: DrawnFor.FACE,
    Act.DRAW_FIGURE: DrawnFor.FIGURE,
    Act.DRAW_WRITING: DrawnFor.WRITING,
}
_SUBJECTS = {
    DrawnFor.FACE: RegionSubject.FACE,
    DrawnFor.FIGURE: RegionSubject.FIGURE,
    DrawnFor.WRITING: RegionSubject.WRITING,
}


class Framing(QObject):
    """Draws, moves, removes and crops for the keys; says what the frame in hand waits for.

    Signals:
        said: a sentence for the line below the photo (Notice).
        taken: a frame is in hand now.
    """

    said = Signal(object)
    taken = Signal()

    def __init__(
        self,
        frames: FramesByHand,
        deciding: Deciding,
        canvas: PhotoCanvas,
    ) -> None:
        super().__init__(canvas)
        self._frames = frames
        self._deciding = deciding
        self._canvas = canvas
        canvas.drawn.connect(self._drawn)
        canvas.reshaped.connect(self._reshaped)

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does here."""
        return {
            **{act: self._drawing(act) for act in _PURPOSES},
            Act.CROP: self._crop_or_not,
            Act.RESHAPE: self._reshape,
            Act.REMOVE: self._remove,
            Act.COVER_FIGURE: self._cover_figure,
        }

    def _drawing(self, act: Act) -> Callable[[], None]:
        return lambda: self._begin(_PURPOSES[act])

    def _begin(self, purpose: DrawnFor) -> None:
        self._canvas.begin_drawing(purpose)
        self._take_keys()
        self.said.emit(Notice(_how_to_draw(purpose)))

    def _take_keys(self) -> None:
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit()

    def _drawn(self, box: Box) -> None:
        photo_id, by = self._deciding.photo_id, self._deciding.by
        if photo_id is None:
            return
        purpose = self._canvas.drawing_for
        if purpose is DrawnFor.CROP:
            self._deciding.save_many(lambda: (self._frames.crop(photo_id, box, by),))
            return
        subject = _SUBJECTS[purpose]
        self._deciding.save_many(
            lambda: (self._frames.draw(photo_id, box, by, subject),), self._go_to_the_new_one
        )

    def _go_to_the_new_one(self, entries: tuple[PhotoOnDesk, ...]) -> None:
        entry = entries[0]
        drawn = [r.id for r in entry.review.regions if r.origin is RegionOrigin.DRAWN]
        if entry.photo.id == self._deciding.photo_id and drawn:
            self._deciding.go_to_face(max(drawn))

    def _crop_or_not(self) -> None:
        """Draw what is kept; a photo that is cropped by hand is made whole again."""
        entry, by = self._deciding.entry, self._deciding.by
        if entry is None:
            return
        photo_id = entry.photo.id
        if entry.review.crop is None:
            self._begin(DrawnFor.CROP)
        else:
            self._deciding.save_many(lambda: (self._frames.crop(photo_id, None, by),))
            self.said.emit(Notice(tr("The whole photo is kept again.")))

    def _reshape(self) -> None:
        face = self._deciding.region
        if face is None or not self._canvas.begin_reshaping(face.id):
            self.said.emit(Notice(tr("Choose a face first: Space goes to the next.")))
            return
        self._take_keys()
        text = tr("Arrows move the frame, Alt and arrows resize it. Enter keeps it, Esc leaves.")
        self.said.emit(Notice(text))

    def _reshaped(self, region_id: RegionId, box: Box) -> None:
        by = self._deciding.by

        def done(entries: tuple[PhotoOnDesk, ...]) -> None:
            if entries[0].photo.id == self._deciding.photo_id:
                self._deciding.go_to_face(region_id)

        self._deciding.save_many(lambda: (self._frames.reshape(region_id, box, by),), done)

    def _remove(self) -> None:
        face, by = self._deciding.region, self._deciding.by
        if face is not None:
            self._deciding.save_many(
                lambda: (self._frames.remove(face.id, by),), self._go_on_in_photo
            )

    def _cover_figure(self) -> None:
        face, by = self._deciding.region, self._deciding.by
        if face is not None:
            self._deciding.save_many(
                lambda: (self._frames.cover_figure(face.id, by),), self._go_on_in_photo
            )

    def _go_on_in_photo(self, entries: tuple[PhotoOnDesk, ...]) -> None:
        if entries[0].photo.id == self._deciding.photo_id:
            self._deciding.go_to_open_face()
            self._deciding.face_changed.emit()


def _how_to_draw(purpose: DrawnFor) -> str:
    what = {
        DrawnFor.FACE: tr("Draw a frame around the missed face"),
        DrawnFor.FIGURE: tr("Draw a frame around the child whose face is not visible"),
        DrawnFor.WRITING: tr("Draw a frame around what can be read"),
        DrawnFor.CROP: tr("Draw a frame around the part to keep"),
    }[purpose]
    return tr("{what}: with the mouse, or with arrows and Enter. Esc leaves.", what=what)
