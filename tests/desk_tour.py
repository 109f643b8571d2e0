"""Shows the Decide desk in its states."""

from collections.abc import Callable
from dataclasses import replace

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.services.workspace import Workspace
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_screen import DeskScreen

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

    def go(self) -> None:
        """Take every state; afterwards nothing is decided but what the tour took back."""
        self.go_to_best_photo()
        self._shoot("decide")
        self._by_key(Act.ZOOM_TO_FACE, "decide-close-up")
        self._by_key(Act.WHOLE_PHOTO)
        self._by_key(Act.KEYS, "decide-keys")
        self._desk.key_card.hide()
        self._desk.canvas.setFocus()
        self._by_key(Act.SMALL_ONES, "decide-small-ones")
        self._by_key(Act.LEAVE)
        self._drawn()
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

    def _drawn(self) -> None:
        self._by_key(Act.DRAW, "decide-drawing")
        self._desk.deciding.draw(Box(60, 700, 180, 220))
        self._shoot("decide-drawn")
        self._by_key(Act.UNDO, "decide-undone")

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
        while not page.at_end:
            self._by_key(Act.NEXT_FACE)
            self._shoot("")
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
