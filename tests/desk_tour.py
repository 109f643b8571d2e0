"""Shows the Decide desk in its states."""

from collections.abc import Callable
from dataclasses import replace

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.face import RegionSize, SuggestionOutcome
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import SearchDepth
from consentdesk.services.workspace import Workspace
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from tests.camera import until
from tests.desk_states import DeskStates

Shoot = Callable[[str], None]


class DeskTour:
    """Goes through the desk of a batch in which nothing is decided yet."""

    def __init__(
        self, workspace: Workspace, batch_id: BatchId, desk: DeskScreen, shoot: Shoot
    ) -> None:
        self._workspace = workspace
        self._batch_id = batch_id
        self._desk = desk
        self._shoot = shoot
        self._states = DeskStates(workspace, batch_id)

    def go(self) -> None:
        """Take every state; afterwards nothing is decided but what the tour took back."""
        self.go_to_best_photo()
        self._shoot("decide")
        self._by_key(Act.ZOOM_TO_FACE, "decide-close-up")
        self._by_key(Act.WHOLE_PHOTO)
        self._by_key(Act.KEYS, "decide-keys")
        self._desk.key_card.hide()
        self._desk.canvas.setFocus()
        self._together()
        self._said_by_the_machine()
        self._still_checked()
        self._drawn()
        self._many()
        self._asked()
        self._exclusion()
        self._by_eye()
        self._held()

    def go_to_best_photo(self) -> None:
        """Go to the flagged photo whose flagged face is largest."""
        photos = self._desk.deciding.photos
        assert photos is not None
        flagged = [p for p in photos.ids if photos.photo(p).flagged]
        self._desk.deciding.go_to_photo(max(flagged, key=self._height_of_first_face))

    def _height_of_first_face(self, photo_id: PhotoId) -> int:
        photos = self._desk.deciding.photos
        assert photos is not None
        return photos.faces(photo_id)[0].box.height

    def _by_key(self, act: Act, name: str = "") -> None:
        self._desk.performing.perform(act)
        if name:
            self._shoot(name)

    def _together(self) -> None:
        """Show what is settled together: first the doubtful ones, then the very small ones."""
        photo_id = self._photo_in_hand
        places = [Box(120 + 70 * n, 560 + 90 * (n % 3), 30, 36) for n in range(4)]
        self._states.find(photo_id, places, RegionSize.MAYBE)
        tiny = [Box(700 + 42 * n, 430 + 20 * (n % 4), 15, 19) for n in range(14)]
        self._states.find(photo_id, tiny, RegionSize.TOO_SMALL)
        self._read_again()
        self._by_key(Act.SMALL_ONES, "decide-maybe-faces")
        self._by_key(Act.NEXT_FACE)
        self._by_key(Act.ACCEPT, "decide-maybe-face-alone")
        self._decide_all(Act.COVER)
        self._shoot("decide-then-maybe-faces")
        self._see_all()
        self._by_key(Act.NOT_A_FACE, "decide-small-ones")
        self._see_all()
        self._shoot("decide-small-ones-seen")
        self._by_key(Act.LEAVE, "decide-small-ones-left")
        while self._desk.deciding.entry.review.decisions:
            self._by_key(Act.UNDO)
            self._shoot("")
        self._states.end_check(photo_id)

    def _see_all(self) -> None:
        while not self._desk.panel.small_faces.all_seen:
            self._by_key(Act.NEXT_FACE)
            self._shoot("")

    def _decide_all(self, act: Act) -> None:
        """Decide every face that is asked about by itself."""
        self._desk.deciding.go_to_open_face()
        self._desk.showing.show_face()
        while self._desk.deciding.region is not None:
            self._shoot("")
            self._by_key(act)

    def _said_by_the_machine(self) -> None:
        """Show every outcome of comparing, look-alikes, and the same person in other photos."""
        self.go_to_best_photo()
        photo_id, face = self._photo_in_hand, self._desk.deciding.faces[0].id
        photos = self._desk.deciding.photos
        assert photos is not None
        others = [photos.faces(p)[0].id for p in photos.ids if p != photo_id and photos.faces(p)]
        self._states.group([face, *others[:9]])
        for outcome, alike, name in (
            (SuggestionOutcome.SUGGESTION, False, "decide-same-person"),
            (SuggestionOutcome.SUGGESTION, True, "decide-look-alikes"),
            (SuggestionOutcome.CANNOT_TELL, False, "decide-cannot-tell"),
            (SuggestionOutcome.NO_SUGGESTION, False, "decide-no-suggestion"),
        ):
            self._states.suggest(photo_id, face, outcome, alike=alike)
            self._read_again()
            self._desk.deciding.go_to_face(face)
            self._shoot(name)

    def _still_checked(self) -> None:
        """Show a photo in which more faces may be found."""
        photo_id = self._photo_in_hand
        self._states.check_again(photo_id, SearchDepth.USUAL)
        self._read_again()
        self._shoot("decide-still-checked")
        self._states.check_again(photo_id, SearchDepth.THOROUGH)
        self._read_again()
        self._by_key(Act.DONE, "decide-not-finished")
        self._by_key(Act.NEXT_PHOTO)
        self._desk.deciding.go_to_photo(photo_id)
        self._shoot("decide-looked-at-again")
        self._states.find(photo_id, [Box(1300, 500, 60, 70)], RegionSize.FACE)
        self._read_again()
        self._shoot("decide-one-more-found")

    @property
    def _photo_in_hand(self) -> PhotoId:
        photo_id = self._desk.deciding.photo_id
        assert photo_id is not None
        return photo_id

    def _read_again(self) -> None:
        self._desk.reload()
        self._shoot("")

    def _drawn(self) -> None:
        self._by_key(Act.DRAW, "decide-drawing")
        self._by_key(Act.LEAVE)
        self._desk.canvas.begin_drawing(DrawnFor.FACE)
        self._desk.canvas.accept()
        self._shoot("decide-drawn")
        self._by_key(Act.UNDO, "decide-undone")

    def _many(self) -> None:
        """Show one person in many photos, and two frames of one moment side by side."""
        further = self._desk.further
        self.go_to_best_photo()
        self._by_key(Act.GROUP, "desk-one-person")
        further.group_sheet.put_away()
        photos = self._desk.deciding.photos
        assert photos is not None
        moment = photos.desk.bursts[0]
        self._desk.deciding.go_to_photo(moment[0])
        self._shoot("")
        self._decide_all(Act.COVER)
        self._desk.deciding.go_to_photo(moment[1])
        self._by_key(Act.BURST, "desk-one-moment")
        further.burst_page.put_away()
        self._desk.deciding.go_to_photo(moment[0])
        self._by_key(Act.HISTORY, "desk-history")
        for sheet in further.sheets:
            sheet.put_away()
        while self._desk.deciding.entry.review.decisions:
            self._by_key(Act.UNDO)
            self._shoot("")

    def _asked(self) -> None:
        """Show the questions about a photo, and decided photos that are looked through."""
        photos = self._desk.deciding.photos
        assert photos is not None
        fewest = min((p for p in photos.ids if photos.faces(p)), key=lambda p: len(photos.faces(p)))
        self._desk.deciding.go_to_photo(fewest)
        self._shoot("")
        self._by_key(Act.CHECKS, "desk-questions")
        self._by_key(Act.LEAVE)
        for face in photos.faces(fewest):
            self._desk.deciding.go_to_face(face.id)
            self._shoot("")
            self._by_key(Act.COVER)
            self._shoot("")
        self._by_key(Act.LOOK_THROUGH, "desk-look-through")
        self._desk.further.look_sheet.put_away()
        while self._desk.deciding.entry.review.decisions:
            self._by_key(Act.UNDO)
            self._shoot("")

    def _exclusion(self) -> None:
        self._by_key(Act.EXCLUSION, "exclusion-refused")
        self._by_key(Act.LEAVE)
        self._state(closed_roster=True)
        self.go_to_best_photo()
        self._by_key(Act.EXCLUSION, "exclusion-flagged")
        self._by_key(Act.LEAVE)
        self.go_to_best_photo()
        self._desk.deciding.go_to_face(self._desk.deciding.faces[0].id)
        self._shoot("")
        self._by_key(Act.COVER, "decide-covered")
        self._by_key(Act.EXCLUSION, "exclusion-first-face")
        page = self._desk.panel.exclusion
        for _ in page._faces:
            until(lambda: page.face_id in page._seen or page.refusal.isVisible())
            self._by_key(Act.NEXT_FACE)
        self._shoot("exclusion-statement")
        self._by_key(Act.ACCEPT, "decide-photo-done")
        self._by_key(Act.UNDO)
        self._shoot("")
        self._by_key(Act.UNDO)
        self._shoot("")

    def _by_eye(self) -> None:
        self._state(mode=Mode.LOOK)
        self._shoot("decide-by-eye")
        self._state(mode=Mode.MATCH, closed_roster=False)

    def _held(self) -> None:
        photo_id = self._desk.deciding.photo_id
        assert photo_id is not None
        self._desk.deciding.hold("A visiting school is in the picture.")
        self._desk.deciding.go_to_photo(photo_id)
        self._shoot("decide-held")
        self._desk.deciding.let_go()
        self._shoot("")

    def _state(self, **changes: object) -> None:
        batches = self._workspace.batches
        details: BatchDetails = batches.card(self._batch_id).batch.details
        batches.change(self._batch_id, replace(details, **changes), "Ann Example")  # type: ignore[arg-type]
        self._desk.reload()
        self._shoot("")
