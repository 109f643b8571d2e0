"""The person's way through the faces, and every decision on its way to the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Disposition, Region, RegionSize
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.services.desk import Desk, PhotoOnDesk
from consentdesk.ui.desk.desk_photos import Change, DeskPhotos, decided, looked, outdated_faces
from consentdesk.ui.desk.pace import Pace
from consentdesk.ui.desk.saving import Saving
from consentdesk.ui.desk.shown_faces import ShownFaces
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the line below the photo."""

    sentence: str
    problem: bool = False


class Deciding(QObject):
    """Knows the photo and the face in hand; shows a decision at once and saves it in order."""

    photo_changed = Signal()
    face_changed = Signal()
    standing_changed = Signal(object)
    said = Signal(object)
    saved = Signal()

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
        self._runner = runner
        self._by = by
        self.batch_id = batch_id
        self.photos: DeskPhotos | None = None
        self.photo_id: PhotoId | None = None
        self.region_id: RegionId | None = None
        self.pace = Pace()
        self._shown_faces = ShownFaces(self._review, runner, self._say_problem, self)
        self._saving = Saving(runner, self)
        self._saving.standing_changed.connect(self.standing_changed)
        self._saving.saved.connect(self.saved)
        self._saving.failed.connect(self._say_problem)

    # where the person is

    @property
    def entry(self) -> PhotoOnDesk | None:
        """The photo in hand."""
        if self.photos is None or self.photo_id is None:
            return None
        return self.photos.photo(self.photo_id)

    @property
    def faces(self) -> tuple[Region, ...]:
        """The faces of the photo in hand, in the order of their numbers."""
        if self.photos is None or self.photo_id is None:
            return ()
        return self.photos.faces(self.photo_id)

    @property
    def open_faces(self) -> tuple[Region, ...]:
        """Those that need a decision."""
        if self.photos is None or self.photo_id is None:
            return ()
        return self.photos.open_faces(self.photo_id)

    @property
    def region(self) -> Region | None:
        """The face in hand."""
        return next((r for r in self.faces if r.id == self.region_id), None)

    @property
    def small_faces(self) -> tuple[Region, ...]:
        """Open faces that are very small or doubtful and look like no look-out."""
        photos, entry = self.photos, self.entry
        if photos is None or entry is None:
            return ()
        return tuple(
            r
            for r in self.open_faces
            if r.size is not RegionSize.FACE and not photos.flagged_face(entry, r.id)
        )

    def lay_out(self, desk: Desk) -> None:
        """Take a freshly read desk; photo and face in hand stay, if they are still there."""
        if self.photos is None:
            self.photos = DeskPhotos(desk)
        else:
            self.photos.lay_out(desk)
        if self.photo_id is not None and self.photos.holds(self.photo_id):
            if self.region_id is not None and self.region is None:
                self._go_to_open_face()
            return
        first = self.photos.next_to_decide(None)
        self.photo_id = first if first is not None else next(iter(self.photos.ids), None)
        self._go_to_open_face()
        self.photo_changed.emit()

    def go_to_photo(self, photo_id: PhotoId) -> None:
        """Take another photo in hand, at its first open face."""
        self.photo_id = photo_id
        self._go_to_open_face()
        self.photo_changed.emit()

    def go_to_face(self, region_id: RegionId) -> None:
        """Take a face of this photo in hand."""
        self.region_id = region_id
        self.face_changed.emit()

    def go_to_face_quietly(self, region_id: RegionId) -> None:
        """Take a face in hand without leaving what the panel does now."""
        self.region_id = region_id
        self.standing_changed.emit(self.photo_id)

    def step_face(self, by: int) -> None:
        """Go to the next or previous face; after the last one comes the first."""
        ids = [r.id for r in self.faces]
        if not ids:
            return
        if self.region_id in ids:
            self.go_to_face(ids[(ids.index(self.region_id) + by) % len(ids)])
        else:
            self.go_to_face(ids[0 if by > 0 else -1])

    def _go_to_open_face(self, after: RegionId | None = None) -> None:
        open_ids = [r.id for r in self.open_faces]
        order = [r.id for r in self.faces]
        start = order.index(after) + 1 if after in order else 0
        following = (r for r in (*order[start:], *order[:start]) if r in open_ids)
        self.region_id = next(following, None)

    # what the person does

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
        self._go_to_open_face(after=ids[-1])
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
        left = len(self.open_faces)
        if left:
            text = plural(
                left, "{n} face still needs a decision.", "{n} faces still need a decision."
            )
            self._go_to_open_face()
            self.face_changed.emit()
            self.said.emit(Notice(text))
            return
        self._save(
            lambda: self._review.look(photo_id, by), looked(by, photos.desk.register_version)
        )
        self._go_on_to_next_photo()

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
            self._go_to_open_face()
            self.face_changed.emit()

    def _go_on_to_next_photo(self) -> None:
        if self.photos is None:
            return
        following = self.photos.next_to_decide(self.photo_id)
        if following is None:
            self._go_to_open_face()
            self.face_changed.emit()
        else:
            self.go_to_photo(following)

    def _say_problem(self, error: KnownError | None) -> None:
        if error is not None:
            self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))
