"""Leads through the exclusion check: each open face enlarged, then the rules are asked."""

from dataclasses import replace

from PySide6.QtCore import QObject

from consentdesk.domain.exclusion_check import exclusion_refusal
from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, face_key
from consentdesk.ui.desk.face_panel import FacePanel, Page
from consentdesk.ui.text import tr


class ExclusionWalk(QObject):
    """Counts a face as seen when its picture is on the screen; asks the rules at the end."""

    def __init__(self, deciding: Deciding, pictures: DeskPictures, panel: FacePanel) -> None:
        super().__init__(panel)
        self._deciding = deciding
        self._pictures = pictures
        self._panel = panel
        self._page = panel.exclusion
        self._seen: set[RegionId] = set()
        self._faces: tuple[RegionId, ...] = ()
        pictures.arrived.connect(self._picture_arrived)

    def begin(self) -> None:
        """Begin with the first open face of the photo in hand."""
        self._deciding.reopen_outdated()
        self._faces = tuple(r.id for r in self._deciding.open_faces)
        self._seen = set()
        for face in self._faces:
            self._pictures.want(face_key(face))
        self._page.begin(self._faces, self._lasting_refusal())
        self._panel.open_page(Page.EXCLUSION)
        self._face_shown()

    def step(self, by: int) -> None:
        """Go to another face."""
        self._page.step(by)
        self._face_shown()

    def state(self) -> None:
        """Make the statement, if it is possible now."""
        if self._page.possible:
            self._deciding.state_exclusion()

    def _face_shown(self) -> None:
        face = self._page.face_id
        if face is None or self._panel.page is not Page.EXCLUSION:
            return
        self._deciding.go_to_face_quietly(face)
        pixmap = self._pictures.picture(face_key(face))
        if pixmap is None or pixmap.isNull() or not self._panel.isVisible():
            return
        self._seen.add(face)
        self._deciding.mark_shown((face,))
        if self._page.at_end and self._seen >= set(self._faces):
            self._deciding.ask_exclusion(self._page.answer)

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.FACE and key.number == self._page.face_id:
            self._face_shown()

    def _lasting_refusal(self) -> str | None:
        """Return a reason that looking at the faces cannot lift, so that nobody looks in vain."""
        photos, entry = self._deciding.photos, self._deciding.entry
        if photos is None or entry is None:
            return None
        if self._deciding.still_checking:
            return tr("This photo is still being checked; state it when every face is known.")
        seen = replace(
            entry.review, regions=tuple(replace(r, shown=True) for r in entry.review.regions)
        )
        look_outs = [look_out.person for look_out in photos.desk.look_outs]
        return exclusion_refusal(photos.desk.batch, seen, entry.suggestions, look_outs)
