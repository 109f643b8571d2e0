"""Every decision of the person, on its way to the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Disposition
from consentdesk.domain.ids import BatchId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.services.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import Change, decided, looked, outdated_faces
from consentdesk.ui.desk.in_hand import InHand, Notice
from consentdesk.ui.desk.pace import Pace
from consentdesk.ui.desk.saving import Saving
from consentdesk.ui.desk.shown_faces import ShownFaces
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class Deciding(InHand):
    """Shows a decision about what is in hand at once and saves it in order.

    Signals:
        search_wanted: a photo waits to be looked through again.
    """

    saved = Signal()
    search_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        by: Callable[[], str],
        batch_id: BatchId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._review = workspace.review
        self._scanner = workspace.scanner
        self._runner = runner
        self._by = by
        self.batch_id = batch_id
        self.pace = Pace()
        self._shown_faces = ShownFaces(self._review, runner, self._say_problem, self)
        self._saving = Saving(runner, self)
        self._saving.standing_changed.connect(self.standing_changed)
        self._saving.saved.connect(self.saved)
        self._saving.failed.connect(self._say_problem)

    def mark_shown(self, region_ids: Sequence[RegionId]) -> None:
        """Record that faces stood enlarged on the screen; each once."""
        self._shown_faces.mark(r for r in self.faces if r.id in region_ids)

    def decide(self, disposition: Disposition) -> None:
        """Settle the face in hand; the next open face comes by itself."""
        if self.region_id is not None:
            self.decide_together((self.region_id,), disposition)

    def decide_together(self, region_ids: Sequence[RegionId], disposition: Disposition) -> None:
        """Settle faces of the photo in hand in one action."""
        if self.photos is None or self.photo_id is None:
            return
        ids, by = tuple(region_ids), self._by()
        change = decided(ids, disposition, by, self.photos.desk.register_version)
        self._save(lambda: self._review.decide_many(ids, disposition, by), change)
        self.pace.note(time.monotonic())
        self.go_to_open_face(after=ids[-1])
        self.face_changed.emit()

    def draw(self, box: Box) -> None:
        """Add a face the program missed; it is the next to decide."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None:
            self._save(lambda: self._review.draw(photo_id, box, by), then=self._drawn)

    def reopen_outdated(self) -> None:
        """Open faces again whose exclusion check no longer counts, to check them again."""
        entry, by = self.entry, self._by()
        ids = tuple(outdated_faces(entry)) if entry is not None else ()
        if ids:
            self._save(lambda: self._review.decide_many(ids, None, by))

    def ask_exclusion(self, answer: Callable[[str | None], None]) -> None:
        """Ask, after all that was saved so far, whether the exclusion check may be stated."""
        photo_id = self.photo_id
        if photo_id is not None:
            self._runner.run(
                self,
                lambda: self._review.exclusion_refusal(photo_id),
                answer,
                self._say_problem,
                lane="work",
            )

    def state_exclusion(self) -> None:
        """State that none of the look-outs and no stranger is among the open faces."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None:
            self._save(
                lambda: self._review.exclusion_check(photo_id, by), then=self._go_on_in_photo
            )

    def finish(self) -> None:
        """Say that the photo is done and go on to the next one that needs a person."""
        photos, photo_id, by = self.photos, self.photo_id, self._by()
        if photos is None or photo_id is None:
            return
        if self.still_checking:
            self.said.emit(Notice(tr("This photo is still being checked; finish it after that.")))
            return
        left = len(self.open_faces)
        if left:
            text = plural(
                left, "{n} face still needs a decision.", "{n} faces still need a decision."
            )
            self.go_to_open_face()
            self.face_changed.emit()
            self.said.emit(Notice(text))
            return
        self._save(
            lambda: self._review.look(photo_id, by), looked(by, photos.desk.register_version)
        )
        self._go_on_to_next_photo()

    def look_again_thoroughly(self) -> None:
        """Have the photo in hand looked through once more, closer than usual."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is None:
            return

        def ask() -> PhotoOnDesk:
            self._scanner.thoroughly((photo_id,), by)
            return self._review.photo(photo_id)

        self._save(ask, then=lambda entry: self.search_wanted.emit())

    def hold(self, reason: str) -> None:
        """Keep the photo back from every channel and go on."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None and reason.strip():
            self._save(lambda: self._review.hold(photo_id, reason.strip(), by))
            self._go_on_to_next_photo()

    def let_go(self) -> None:
        """End the hold of the photo in hand."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None:
            self._save(lambda: self._review.let_go(photo_id, by), then=self._go_on_in_photo)

    def undo(self) -> None:
        """Take the last action in the batch back and go to its photo."""
        by = self._by()
        self._step_history(
            lambda: self._review.undo(self.batch_id, by),
            tr("Undone in {photo}."),
            tr("There is nothing to undo."),
        )

    def redo(self) -> None:
        """Bring back what was undone last and go to its photo."""
        by = self._by()
        self._step_history(
            lambda: self._review.redo(self.batch_id, by),
            tr("Done again in {photo}."),
            tr("There is nothing to redo."),
        )

    def _save(
        self,
        work: Callable[[], PhotoOnDesk],
        change: Change | None = None,
        then: Callable[[PhotoOnDesk], None] | None = None,
    ) -> None:
        photos, photo_id, region_id = self.photos, self.photo_id, self.region_id
        if photos is None or photo_id is None:
            return

        def back() -> None:
            self.photo_id, self.region_id = photo_id, region_id
            self.photo_changed.emit()

        self._saving.save(photos, photo_id, work, change=change, then=then, back=back)

    def _step_history(
        self, work: Callable[[], PhotoOnDesk | None], sentence: str, nothing: str
    ) -> None:
        def done(entry: PhotoOnDesk | None) -> None:
            if entry is None or self.photos is None:
                self.said.emit(Notice(nothing))
                return
            self.photos.take(entry)
            self.standing_changed.emit(entry.photo.id)
            self.go_to_photo(entry.photo.id)
            self.said.emit(Notice(sentence.format(photo=entry.photo.details.file_name)))
            self.saved.emit()

        self._saving.step_history(work, done)

    def _drawn(self, entry: PhotoOnDesk) -> None:
        if entry.photo.id == self.photo_id and entry.review.regions:
            self.go_to_face(max(r.id for r in entry.review.regions))

    def _go_on_in_photo(self, entry: PhotoOnDesk) -> None:
        if entry.photo.id == self.photo_id:
            self.go_to_open_face()
            self.face_changed.emit()

    def _go_on_to_next_photo(self) -> None:
        if self.photos is None:
            return
        following = self.photos.next_to_decide(self.photo_id)
        if following is None:
            self.go_to_open_face()
            self.face_changed.emit()
        else:
            self.go_to_photo(following)

    def _say_problem(self, error: KnownError | None) -> None:
        if error is not None:
            self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))
