"""What each key and each button does, on the page that is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.people import Person
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.search import SearchDepth
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.desk_words import this_person
from consentdesk.ui.desk.face.exclusion_walk import ExclusionWalk
from consentdesk.ui.desk.face.face_panel import FacePanel, Page
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.key_card import KeyCard
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.desk.photo.zoomable_photo import STEP
from consentdesk.ui.desk.showing import Showing
from consentdesk.ui.desk.whole_photo.checks_asking import ChecksAsking
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.text import plural, tr

_DISPOSITIONS = {
    Act.VISITOR: DispositionKind.VISITOR,
    Act.CANNOT_BE_RECOGNISED: DispositionKind.CANNOT_BE_RECOGNISED,
    Act.NOT_A_FACE: DispositionKind.NOT_A_FACE,
    Act.COVER: DispositionKind.COVER,
    Act.MOSAIC: DispositionKind.MOSAIC,
    Act.CROP_AWAY: DispositionKind.CROP_AWAY,
}
_CANDIDATES = {Act.FIRST: 0, Act.SECOND: 1, Act.THIRD: 2}
_TOGETHER = frozenset({Act.CANNOT_BE_RECOGNISED, Act.NOT_A_FACE, Act.COVER})


class Performing(QObject):
    """Turns acts into decisions, moves and questions.

    `further` holds what other parts of the desk do for a key.
    """

    said = Signal(object)
    sign_off_wanted = Signal()
    portrait_wanted = Signal()

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
        self.checks = ChecksAsking(deciding, showing, panel.sentence)
        self.checks.said.connect(self.said)
        self.further: dict[Act, Callable[[], None]] = {}
        panel.act_wanted.connect(self.perform)
        key_card.act_wanted.connect(self.perform)
        panel.person_chosen.connect(self._person_chosen)
        panel.small_faces.seen.connect(deciding.show_faces)
        panel.small_faces.opened.connect(deciding.go_to_face)

    def perform(self, act: Act) -> None:
        """Do what a key or its button means now; what was said before is over."""
        self.said.emit(Notice(""))
        anywhere = self._anywhere().get(act) or self.further.get(act)
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
            Act.DONE: self._finish,
            Act.CHECKS: self.checks.ask,
            Act.THOROUGHLY: self._look_again_thoroughly,
            Act.PORTRAIT: self.portrait_wanted.emit,
            Act.HOLD: self._hold_or_let_go,
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
        if self.panel.page is Page.SENTENCE and self.checks.perform(act):
            return
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
            return
        face = self.panel.face
        place = _CANDIDATES.get(act)
        person = face.preselected if act is Act.ACCEPT else None
        if place is not None:
            person = face.candidate(place)
        if person is not None:
            self.deciding.decide(this_person(person))
        elif act is Act.ACCEPT and face.candidate(0) is not None:
            self.said.emit(Notice(tr("Nobody is chosen beforehand here: press 1, 2 or 3.")))

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
        if act in (Act.NEXT_FACE, Act.PREVIOUS_FACE):
            page.step(1 if act is Act.NEXT_FACE else -1)
        elif act is Act.ACCEPT and page.current is not None:
            self.deciding.go_to_face(page.current)
        elif act is Act.LEAVE:
            self._leave_small_faces()
        elif act in _TOGETHER:
            self._settle_together(_DISPOSITIONS[act])

    def _settle_together(self, kind: DispositionKind) -> bool:
        """Settle the faces of the page, once each of them was seen."""
        page = self.panel.small_faces
        if not page.all_seen:
            self.said.emit(Notice(tr("Look at each of them first: Space shows the next.")))
            return False
        self.deciding.decide_together(page.faces, Disposition(kind))
        return True

    def _leave_small_faces(self) -> None:
        single = self.deciding.single_faces
        if single:
            self.deciding.go_to_face(single[-1].id)
        else:
            self.deciding.region_id = None
            self.showing.say_sentence()

    def _finish(self) -> None:
        """Finish the photo; what is too small to recognise is settled first."""
        if self.panel.page is Page.SMALL_FACES and self.panel.small_faces.ends_photo:
            self._settle_together(DispositionKind.CANNOT_BE_RECOGNISED)
        else:
            self.checks.finish()

    def _look_again_thoroughly(self) -> None:
        """Ask for a thorough look; one that was asked for and paused goes on."""
        photo = None if self.deciding.entry is None else self.deciding.entry.photo
        if photo is None or photo.wanted is not SearchDepth.THOROUGH:
            self.deciding.look_again_thoroughly()
        elif photo.state is PhotoState.CHECKED:
            self.said.emit(Notice(tr("It was looked through thoroughly already.")))
        elif photo.state is PhotoState.BROUGHT_IN:
            self.deciding.search_wanted.emit()
            self.said.emit(Notice(tr("It is being looked through thoroughly already.")))
        else:
            self.deciding.look_again_thoroughly()

    def _person_chosen(self, person: Person) -> None:
        if self._face_seen():
            self.deciding.decide(this_person(person))

    def _step_photo(self, by: int) -> None:
        following = self.photo_list.neighbour(by)
        if following is not None:
            self.deciding.go_to_photo(following)

    def _zoom_to_face(self) -> None:
        region_id = self.showing.marked_face
        for region in self.deciding.faces:
            if region.id == region_id:
                self.canvas.zoom_to(region.box)

    def _leave(self) -> None:
        if self.canvas.drawing or self.canvas.reshaping is not None:
            self.canvas.leave()
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
        if self.deciding.faces_together:
            self.showing.show_together()
        else:
            self.said.emit(Notice(tr("No small or doubtful face is left in this photo.")))

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

    def hold_many(self, photo_ids: tuple[PhotoId, ...]) -> None:
        """Ask once why these photos are held back; undo lets them go together."""

        def hold(reason: str | None) -> None:
            if reason is not None and reason.strip():
                self.deciding.hold_many(photo_ids, reason.strip())

        count = len(photo_ids)
        self._dialogs.ask_text(
            self.canvas,
            plural(count, "Hold {n} photo back", "Hold {n} photos back"),
            tr("Why? The reason stays with each of them."),
            hold,
        )

    def _hold(self, reason: str | None) -> None:
        if reason is not None and reason.strip():
            self.deciding.hold(reason)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
