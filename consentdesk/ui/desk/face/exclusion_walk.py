"""Leads through the exclusion check: each open face enlarged, long enough to compare it."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from consentdesk.domain.exclusion_check import exclusion_refusal, faces_to_compare
from consentdesk.domain.face import ENOUGH_MS, Region, Sighting
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, face_key
from consentdesk.ui.desk.face.face_panel import FacePanel, Page
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.time_on_screen import TimeOnScreen
from consentdesk.ui.text import tr


class ExclusionWalk(QObject):
    """Counts a face as compared once its picture stood on the screen long enough.

    What was seen before the check does not count, nor what was seen of other look-outs, or of
    a face whose frame changed since. Leaving the check leaves the photo as it was.
    """

    def __init__(self, deciding: Deciding, pictures: DeskPictures, panel: FacePanel) -> None:
        super().__init__(panel)
        self._deciding = deciding
        self._pictures = pictures
        self._panel = panel
        self._page = panel.exclusion
        self._times = TimeOnScreen[RegionId](deciding.clock)
        self._shown: set[RegionId] = set()
        self._faces: tuple[RegionId, ...] = ()
        self._regions: tuple[Region, ...] = ()
        self._look_outs: frozenset[PersonId] = frozenset()
        self._enough = QTimer(self)
        self._enough.setSingleShot(True)
        self._enough.timeout.connect(self._count)
        self._page.came.connect(self._face_shown)
        self._page.went.connect(self._face_gone)
        deciding.watched.connect(self._watched)
        deciding.standing_changed.connect(self._standing_changed)
        pictures.arrived.connect(self._picture_arrived)

    def begin(self) -> None:
        """Begin with the first open face of the photo in hand; nothing was compared yet."""
        self._regions, self._look_outs = self._as_it_stands()
        self._faces = tuple(region.id for region in self._regions)
        self._times.forget()
        self._shown.clear()
        for face in self._faces:
            self._pictures.want(face_key(face))
        self._page.begin(self._faces, self._refusal())
        self._panel.open_page(Page.EXCLUSION)
        self._face_shown()

    def lay_out_again(self) -> None:
        """Begin anew where it is not about these faces and look-outs any more."""
        if self._panel.page is not Page.EXCLUSION:
            return
        regions, look_outs = self._as_it_stands()
        if look_outs != self._look_outs:
            self._begin_anew(tr("The look-outs changed; compare each face with them."))
        elif not regions and self._regions:
            self._deciding.go_to_open_face()
            self._deciding.face_changed.emit()
        elif set(regions) != set(self._regions):
            self._begin_anew(tr("The faces of this photo changed; compare each of them."))
        else:
            self._page.refuse(self._refusal())

    def step(self, by: int) -> None:
        """Go to another face."""
        self._count()
        self._page.step(by)
        self._face_shown()

    def state(self) -> None:
        """Make the statement, if it is possible now."""
        self._count()
        if self._page.possible:
            compared = {r.id: Sighting(r.picture, self._times.ms(r.id)) for r in self._regions}
            self._deciding.state_exclusion(compared, self._look_outs)

    def _begin_anew(self, why: str) -> None:
        self.begin()
        self._deciding.said.emit(Notice(why))

    def _standing_changed(self, photo_id: PhotoId) -> None:
        if photo_id == self._deciding.photo_id:
            self.lay_out_again()

    def _as_it_stands(self) -> tuple[tuple[Region, ...], frozenset[PersonId]]:
        """Return the faces to compare in the photo in hand, and the look-outs beside them."""
        photos, entry = self._deciding.photos, self._deciding.entry
        if photos is None or entry is None:
            return (), frozenset()
        look_outs = frozenset(look_out.person.id for look_out in photos.desk.look_outs)
        compare = {region.id for region in faces_to_compare(entry.review, look_outs)}
        # for how long a face was seen so far is no other face
        faces = (replace(r, seen_ms=0) for r in self._deciding.faces if r.id in compare)
        return tuple(faces), look_outs

    def _face_shown(self) -> None:
        face = self._page.face_id
        if face is None or not self._page.isVisible():
            return
        self._deciding.go_to_face_quietly(face)
        there = (face,) if self._there(face) else ()
        self._deciding.show_faces(there)
        if self._deciding.is_watched:
            self._times.show(there)
            self._shown.update(there)
        self._count()

    def _face_gone(self) -> None:
        self._enough.stop()
        self._times.show(())

    def _watched(self) -> None:
        """Stop counting while nobody can see the face, and go on afterwards."""
        if self._deciding.is_watched:
            self._face_shown()
        else:
            self._face_gone()

    def _count(self) -> None:
        """Tell the page which faces were compared; come again when the one in sight will be."""
        ms = {face: self._times.ms(face) for face in self._faces}
        seen = {face for face in self._faces if ms[face] >= ENOUGH_MS}
        now = self._page.face_id
        self._page.show_seen(seen, self._shown - seen - {now})
        if now is None or now not in self._shown or now in seen:
            return
        if self._page.isVisible() and self._deciding.is_watched:
            self._enough.start(max(1, ENOUGH_MS - ms[now]))

    def _there(self, face: RegionId) -> bool:
        """Tell whether the face can be shown, in the picture of the frame it has now."""
        pixmap = self._pictures.picture(face_key(face))
        picture = next((r.picture for r in self._regions if r.id == face), None)
        shown = self._pictures.face_shown_as(face)
        return pixmap is not None and not pixmap.isNull() and shown == picture

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is not Kind.FACE or key.number not in self._faces:
            return
        if self._panel.page is Page.EXCLUSION:
            self._page.refuse(self._refusal())
            if key.number == self._page.face_id:
                self._face_shown()

    def _refusal(self) -> str | None:
        """Return a reason that looking at the faces cannot lift, so that nobody looks in vain."""
        photos, entry = self._deciding.photos, self._deciding.entry
        if photos is None or entry is None:
            return None
        if self._deciding.still_checking:
            return tr("This photo is still being checked; state it when every face is known.")
        lost = [f for f in self._faces if self._pictures.settled(face_key(f))]
        if not all(self._there(face) for face in lost):
            return tr("The picture of a face cannot be shown; decide that face by itself.")
        look_outs = [look_out.person for look_out in photos.desk.look_outs]
        return exclusion_refusal(photos.desk.batch, entry.review, entry.suggestions, look_outs)
