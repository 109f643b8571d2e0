"""Brings what the person has in hand to the eye, and fetches the next pictures ahead."""

from PySide6.QtCore import QObject, QTimer

from consentdesk.domain.face import DispositionKind, Region, RegionSubject
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.published_part import published_frame
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_bar import DeskBar
from consentdesk.ui.desk.desk_pictures import (
    DeskPictures,
    Kind,
    PictureKey,
    Urgency,
    face_key,
    full_key,
    portrait_key,
    screen_key,
)
from consentdesk.ui.desk.face.face_page import FaceOnDesk
from consentdesk.ui.desk.face.face_panel import FacePanel, Page
from consentdesk.ui.desk.face.photo_sayings import left_words, saying_for
from consentdesk.ui.desk.face.same_person import FACES_BESIDE
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.face_frames import FaceFrame, FrameState
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.desk.whole_photo.checks_asked import ask_about
from consentdesk.ui.text import plural, tr

FACES_AHEAD = 8
"""Faces of the next photo that are fetched before it is opened."""

_PHOTO_KINDS = frozenset({Kind.THUMBNAIL, Kind.SCREEN, Kind.FULL})

_AREAS = {
    RegionSubject.FACE: DrawnFor.FACE,
    RegionSubject.FIGURE: DrawnFor.FIGURE,
    RegionSubject.WRITING: DrawnFor.WRITING,
}

_STATES = {
    DispositionKind.COVER: FrameState.COVER,
    DispositionKind.MOSAIC: FrameState.MOSAIC,
    DispositionKind.CROP_AWAY: FrameState.CROP_AWAY,
}


class Showing(QObject):
    """Connects the person's place with list, canvas and panel.

    `asked` says that the person wants the statements about the whole photo.
    """

    def __init__(
        self,
        deciding: Deciding,
        pictures: DeskPictures,
        photo_list: PhotoList,
        canvas: PhotoCanvas,
        panel: FacePanel,
        bar: DeskBar,
    ) -> None:
        super().__init__(canvas)
        self._deciding = deciding
        self._pictures = pictures
        self._list = photo_list
        self._canvas = canvas
        self._panel = panel
        self._bar = bar
        self.asked = False
        self._shown: tuple[PhotoOnDesk, RegionId | None] | None = None
        self._followed = QTimer(self)
        self._followed.setSingleShot(True)
        self._followed.timeout.connect(self._follow_in_list)
        deciding.photo_changed.connect(self.show_photo)
        deciding.face_changed.connect(self.show_face)
        deciding.standing_changed.connect(self.show_standing)
        pictures.arrived.connect(self._picture_arrived)
        canvas.closer_wanted.connect(self._closer_wanted)
        panel.small_faces.marked.connect(self._show_marked)

    @property
    def marked_face(self) -> RegionId | None:
        """The face that is marked in the photo."""
        if self._panel.page is Page.SMALL_FACES:
            return self._panel.small_faces.current
        return self._deciding.region_id

    def _show_marked(self) -> None:
        entry = self._deciding.entry
        if entry is not None:
            self._show_frames(entry)

    def show_photo(self) -> None:
        """Show another photo, from its screen copy or meanwhile its thumbnail."""
        entry = self._deciding.entry
        if entry is None:
            return
        self.asked = False
        details = entry.photo.details
        self._canvas.show_photo(max(1, details.width), max(1, details.height))
        self._followed.start()
        self._fetch(entry)
        ratio = self._list.grid.devicePixelRatioF()
        for key in (PictureKey(Kind.THUMBNAIL, entry.photo.id, ratio), screen_key(entry.photo.id)):
            self._show_pixels(key)
        self.show_face()

    def _follow_in_list(self) -> None:
        """Scroll the list to the photo once the face is painted: scrolling paints every cell."""
        if self._deciding.photo_id is not None:
            self._list.go_to(self._deciding.photo_id)

    def show_again(self) -> None:
        """Show the photo in hand as it stands, without moving anything."""
        if self._panel.page is Page.SMALL_FACES:
            self._show_together_again()
        elif self._panel.page is not Page.EXCLUSION:
            self.show_face()

    def show_face(self) -> None:
        """Show the face in hand, or what there is to say when there is none."""
        entry, photos = self._deciding.entry, self._deciding.photos
        if entry is None or photos is None:
            return
        region = self._deciding.region
        self.asked &= region is None
        if region is None and self._deciding.faces_together and not self.asked:
            self.show_together()
        elif region is None:
            self.say_sentence()
        else:
            self._pictures.want(face_key(region.id))
            self._fetch_same_person(entry, region, Urgency.VISIBLE)
            self._panel.face.show_face(self._face_on_desk(entry, region))
            self._panel.open_page(Page.FACE)
            self._mark_shown()
        self._show_frames(entry)
        self._show_answers(entry)
        self._shown = entry, self._deciding.region_id

    def show_together(self) -> None:
        """Show the doubtful or the very small faces that are settled together."""
        together = self._deciding.faces_together
        self._deciding.show_faces(())
        places = {r.id: number for number, r in enumerate(self._deciding.numbered, 1)}
        numbers = [places[region.id] for region in together]
        for region in together:
            self._pictures.want(face_key(region.id))
        self._panel.small_faces.begin(together, numbers, last=self._nothing_else_open())
        self._panel.open_page(Page.SMALL_FACES)
        self._show_marked()

    def ask_about_photo(self) -> None:
        """Show the statements about the whole photo, whatever is left to decide in it."""
        self.asked = True
        self.say_sentence()

    def say_sentence(self) -> None:
        """Say how the photo stands, and the way on."""
        entry, photos = self._deciding.entry, self._deciding.photos
        if entry is None or photos is None:
            return
        left, open_faces = photos.left(), len(self._deciding.open_faces)
        together = len(self._deciding.faces_together)
        if self.asked:
            self._panel.sentence.say(ask_about(entry, photos.desk, open_faces))
        else:
            self._panel.sentence.say(saying_for(entry, together, left, photos.desk))
        self._panel.open_page(Page.SENTENCE)
        self._deciding.show_faces(())
        self._show_marked()

    def _show_together_again(self) -> None:
        if not self._deciding.faces_together:
            self.show_face()
            return
        if self._deciding.faces_together != self._panel.small_faces.regions:
            self.show_together()
        self._show_marked()

    def _nothing_else_open(self) -> bool:
        """Whether the photo is done with the faces that are settled together now."""
        deciding = self._deciding
        return not deciding.still_checking and len(deciding.open_faces) == len(
            deciding.faces_together
        )

    def show_standing(self, photo_id: PhotoId) -> None:
        """Show that a photo's decisions changed."""
        self._list.repaint_photo(photo_id)
        entry = self._deciding.entry
        if entry is None or entry.photo.id != photo_id:
            self._show_left()
        elif self._panel.page in (Page.FACE, Page.SENTENCE):
            if not self._stands_there(entry):
                self.show_face()
        else:
            self._show_frames(entry)
            self._show_answers(entry)

    def _stands_there(self, entry: PhotoOnDesk) -> bool:
        """Whether face and photo stand there like this: a decision shows its next face itself."""
        shown, region_id = self._shown or (None, None)
        return shown is entry and region_id == self._deciding.region_id

    def _show_answers(self, entry: PhotoOnDesk) -> None:
        photos = self._deciding.photos
        if photos is not None:
            self._panel.verdicts.show_verdicts(photos.desk.channels, entry.verdicts)
        self._bar.show_held(entry.review.hold is not None)
        self._show_left()

    def _show_left(self) -> None:
        photos = self._deciding.photos
        if photos is not None:
            left = photos.left()
            minutes = self._deciding.pace.minutes_for(left.faces)
            self._panel.what_is_left.setText(left_words(left, minutes))

    def _face_on_desk(self, entry: PhotoOnDesk, region: Region) -> FaceOnDesk:
        photos = self._deciding.photos
        assert photos is not None
        decision = entry.review.decisions.get(region.id)
        asked = self._deciding.single_faces
        return FaceOnDesk(
            region,
            self._deciding.numbered.index(region) + 1,
            len(asked if region in asked else self._deciding.numbered),
            entry.suggestions.get(region.id),
            decision is None and photos.flagged_face(entry, region.id),
            None if decision is None else decision.disposition,
            not photos.desk.lock.open,
            photos.desk.people,
            photos.same_person(entry.photo.id, region.id),
        )

    def _show_frames(self, entry: PhotoOnDesk) -> None:
        photos = self._deciding.photos
        assert photos is not None
        marked = self.marked_face
        still_open = {r.id for r in self._deciding.open_faces}
        frames = tuple(
            FaceFrame(
                region.id,
                region.box,
                number,
                _state(entry, region, region.id in still_open),
                region.id in still_open and photos.flagged_face(entry, region.id),
                region.id == marked,
                photos.settled_together(entry, region),
                _AREAS[region.subject],
            )
            for number, region in enumerate(self._deciding.numbered, 1)
        )
        away = any(f.state is FrameState.CROP_AWAY for f in frames)
        cropped = away or entry.review.crop is not None
        kept = published_frame(entry.photo, entry.review) if cropped else None
        self._canvas.set_frames(frames, kept)
        faces = plural(len(frames), "{n} face", "{n} faces")
        name = entry.photo.details.file_name
        self._canvas.setAccessibleName(tr("Photo {name}, {faces}", name=name, faces=faces))

    def _mark_shown(self) -> None:
        """Count a face as shown only while its enlarged picture really is on the screen."""
        region = self._deciding.region
        on_screen = region is not None and self._panel.isVisible() and self._panel.page is Page.FACE
        pixmap = self._pictures.picture(face_key(region.id)) if on_screen and region else None
        seen = region is not None and pixmap is not None and not pixmap.isNull()
        self._deciding.show_faces((region.id,) if region is not None and seen else ())

    def _picture_arrived(self, key: PictureKey) -> None:
        region = self._deciding.region
        if key.kind is Kind.FACE and region is not None and key.number == region.id:
            self._mark_shown()
        elif key.kind in _PHOTO_KINDS and key.number == self._deciding.photo_id:
            self._show_pixels(key)

    def _show_pixels(self, key: PictureKey) -> None:
        problem = self._pictures.problem(key)
        if problem is not None and key.kind is Kind.SCREEN:
            self._canvas.set_sentence(f"{problem.sentence}\n{problem.next_step}")
        finest_first = self._pictures.with_halves(key)
        if finest_first:
            self._canvas.set_pixels(finest_first)

    def _closer_wanted(self) -> None:
        if self._deciding.photo_id is not None:
            self._pictures.want(full_key(self._deciding.photo_id))

    def _fetch(self, entry: PhotoOnDesk) -> None:
        """Ask for what is seen now, then for what will be seen next."""
        photos = self._deciding.photos
        assert photos is not None
        self._pictures.forget_waiting(Kind.SCREEN, ())
        self._pictures.forget_waiting(Kind.FACE, ())
        self._pictures.want(screen_key(entry.photo.id))
        self._fetch_faces(entry, self._deciding.open_faces or self._deciding.faces, Urgency.VISIBLE)
        following = photos.next_to_decide(entry.photo.id)
        if following is not None:
            self._pictures.want(screen_key(following), Urgency.AHEAD)
            ahead = photos.open_faces(following)[:FACES_AHEAD]
            self._fetch_faces(photos.photo(following), ahead, Urgency.AHEAD)
        for neighbour in self._neighbours(entry.photo.id):
            self._pictures.want(screen_key(neighbour), Urgency.AHEAD)

    def _fetch_faces(
        self, entry: PhotoOnDesk, regions: tuple[Region, ...], urgency: Urgency
    ) -> None:
        for region in regions:
            self._pictures.want(face_key(region.id), urgency)
            suggestion = entry.suggestions.get(region.id)
            for candidate in suggestion.candidates if suggestion is not None else ():
                self._pictures.want(portrait_key(candidate.person_id), urgency)
            self._fetch_same_person(entry, region, urgency)

    def _fetch_same_person(self, entry: PhotoOnDesk, region: Region, urgency: Urgency) -> None:
        photos = self._deciding.photos
        if photos is not None:
            for other in photos.same_person(entry.photo.id, region.id)[:FACES_BESIDE]:
                self._pictures.want(face_key(other), max(urgency, Urgency.VISIBLE))

    def _neighbours(self, photo_id: PhotoId) -> list[PhotoId]:
        shown = self._list.photo_ids
        if photo_id not in shown:
            return []
        at = shown.index(photo_id)
        return [shown[i] for i in (at + 1, at - 1) if 0 <= i < len(shown)]


def _state(entry: PhotoOnDesk, region: Region, still_open: bool) -> FrameState:
    decision = entry.review.decisions.get(region.id)
    if still_open or decision is None:
        return FrameState.UNDECIDED
    return _STATES.get(decision.disposition.kind, FrameState.DECIDED)
