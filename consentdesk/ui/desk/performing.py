"""What each key and each button does, on the page that is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.people import Person
from consentdesk.ui.desk.deciding import Deciding, Notice
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.desk_words import this_person
from consentdesk.ui.desk.exclusion_walk import ExclusionWalk
from consentdesk.ui.desk.face_panel import FacePanel, Page
from consentdesk.ui.desk.key_card import KeyCard
from consentdesk.ui.desk.photo_canvas import STEP, PhotoCanvas
from consentdesk.ui.desk.photo_list import PhotoList
from consentdesk.ui.desk.showing import Showing
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.text import tr

_DISPOSITIONS = {
    Act.VISITOR: DispositionKind.VISITOR,
    Act.CANNOT_BE_RECOGNISED: DispositionKind.CANNOT_BE_RECOGNISED,
    Act.NOT_A_FACE: DispositionKind.NOT_A_FACE,
    Act.COVER: DispositionKind.COVER,
    Act.CROP_AWAY: DispositionKind.CROP_AWAY,
}
_CANDIDATES = {Act.ACCEPT: 0, Act.SECOND: 1, Act.THIRD: 2}
_TOGETHER = frozenset({Act.CANNOT_BE_RECOGNISED, Act.NOT_A_FACE, Act.COVER})


class Performing(QObject):
    """Turns acts into decisions, moves and questions."""

    said = Signal(object)
    sign_off_wanted = Signal()

    def __init__(
        self,
        deciding: Deciding,
        pictures: DeskPictures,
        showing: Showing,
        photo_list: PhotoList,
        canvas: PhotoCanvas,
        panel: FacePanel,
        dialogs: Dialogs,
        key_card: KeyCard,
    ) -> None:
        super().__init__(canvas)
        self.deciding = deciding
        self.pictures = pictures
        self.showing = showing
        self.photo_list = photo_list
        self.canvas = canvas
        self.panel = panel
        self._dialogs = dialogs
        self.key_card = key_card
        self.walk = ExclusionWalk(deciding, pictures, panel)
        panel.act_wanted.connect(self.perform)
        panel.person_chosen.connect(self._person_chosen)

    def perform(self, act: Act) -> None:
        """Do what a key or its button means now; what was said before is over."""
        self.said.emit(Notice(""))
        anywhere = self._anywhere().get(act)
        if anywhere is not None:
            anywhere()
        elif self.panel.page is Page.EXCLUSION:
            self._perform_in_exclusion(act)
        elif self.panel.page is Page.SMALL_FACES:
            self._perform_with_small_faces(act)
        else:
            self._perform_with_face(act)

    def _anywhere(self) -> dict[Act, Callable[[], None]]:
        deciding, canvas = self.deciding, self.canvas
        return {
            Act.KEYS: self.key_card.open_over,
            Act.UNDO: deciding.undo,
            Act.REDO: deciding.redo,
            Act.DONE: deciding.finish,
            Act.HOLD: self._hold_or_let_go,
            Act.DRAW: self._draw,
            Act.EXCLUSION: self._check_exclusion,
            Act.SMALL_ONES: self._settle_small_ones,
            Act.NEXT_PHOTO: partial(self._step_photo, 1),
            Act.PREVIOUS_PHOTO: partial(self._step_photo, -1),
            Act.ZOOM_IN: partial(canvas.zoom_by, STEP),
            Act.ZOOM_OUT: partial(canvas.zoom_by, 1 / STEP),
            Act.WHOLE_PHOTO: canvas.show_whole,
            Act.ZOOM_TO_FACE: self._zoom_to_face,
        }

    def _perform_with_face(self, act: Act) -> None:
        if act is Act.NEXT_FACE:
            self.deciding.step_face(1)
        elif act is Act.PREVIOUS_FACE:
            self.deciding.step_face(-1)
        elif act is Act.LEAVE:
            self._leave()
        elif act is Act.ACCEPT and self.panel.page is Page.SENTENCE:
            self._go_on()
        elif act is Act.CHOOSE and self.panel.page is Page.FACE:
            self.panel.people.type_name()
        elif self._face_seen():
            self._decide(act)

    def _decide(self, act: Act) -> None:
        if act in _DISPOSITIONS:
            self.deciding.decide(Disposition(_DISPOSITIONS[act]))
        elif act in _CANDIDATES:
            person = self.panel.face.candidate(_CANDIDATES[act])
            if person is not None:
                self.deciding.decide(this_person(person))

    def _face_seen(self) -> bool:
        """A decision counts for a face whose picture came, or cannot come at all."""
        region_id = self.deciding.region_id
        return region_id is not None and self.pictures.settled(face_key(region_id))

    def _perform_in_exclusion(self, act: Act) -> None:
        if act is Act.NEXT_FACE:
            self.walk.step(1)
        elif act is Act.PREVIOUS_FACE:
            self.walk.step(-1)
        elif act is Act.ACCEPT:
            self.walk.state()
        elif act is Act.LEAVE:
            self.showing.show_face()

    def _perform_with_small_faces(self, act: Act) -> None:
        page = self.panel.small_faces
        if act in _TOGETHER and all(self.pictures.settled(face_key(f)) for f in page.faces):
            self.deciding.mark_shown(page.faces)
            self.deciding.decide_together(page.faces, Disposition(_DISPOSITIONS[act]))
        elif act is Act.LEAVE:
            self.showing.show_face()

    def _person_chosen(self, person: Person) -> None:
        if self._face_seen():
            self.deciding.decide(this_person(person))

    def _step_photo(self, by: int) -> None:
        following = self.photo_list.neighbour(by)
        if following is not None:
            self.deciding.go_to_photo(following)

    def _zoom_to_face(self) -> None:
        region = self.deciding.region
        if region is not None:
            self.canvas.zoom_to(region.box)

    def _draw(self) -> None:
        self.canvas.set_drawing(True)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(
            Notice(tr("Draw a frame around the missed face with the mouse. Esc leaves."))
        )

    def _leave(self) -> None:
        if self.canvas.drawing:
            self.canvas.set_drawing(False)
        else:
            self.canvas.show_whole()

    def _go_on(self) -> None:
        photos = self.deciding.photos
        if photos is not None and not photos.left().photos and not photos.left().waiting:
            self.sign_off_wanted.emit()

    def _check_exclusion(self) -> None:
        if self.deciding.open_faces:
            self.walk.begin()
        else:
            self.said.emit(Notice(tr("Every face of this photo is decided already.")))

    def _settle_small_ones(self) -> None:
        small = self.deciding.small_faces
        if not small:
            self.said.emit(Notice(tr("No small or doubtful face is left in this photo.")))
            return
        for region in small:
            self.pictures.want(face_key(region.id))
        numbers = [self.deciding.faces.index(region) + 1 for region in small]
        self.panel.small_faces.begin([region.id for region in small], numbers)
        self.panel.open_page(Page.SMALL_FACES)

    def _hold_or_let_go(self) -> None:
        entry = self.deciding.entry
        if entry is not None and entry.review.hold is not None:
            self.deciding.let_go()
            return
        self._dialogs.ask_text(
            self.canvas,
            tr("Hold this photo back"),
            tr("Why? The reason stays with it."),
            self._hold,
        )

    def _hold(self, reason: str | None) -> None:
        if reason is not None and reason.strip():
            self.deciding.hold(reason)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
