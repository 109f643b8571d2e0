"""Every decision of the person, on its way to the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Disposition, Sighting
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.photo_checks import CheckAnswers
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.drawn_ahead import Change, answered, decided, looked
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
        watched: somebody can see the desk from now on, or nobody (see `is_watched`).
    """

    saved = Signal()
    search_wanted = Signal()
    watched = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        by: Callable[[], str],
        batch_id: BatchId,
        pictures: DeskPictures,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds that never jump; tests have their own."""
        super().__init__(parent)
        self.clock = clock
        self._workspace = workspace
        self._review = workspace.review
        self._runner = runner
        self._by = by
        self.batch_id = batch_id
        self.pace = Pace()
        self._pictures = pictures
        self._shown_faces = ShownFaces(
            workspace.exclusion, runner, self._say_problem, pictures.face_shown_as, self, clock
        )
        self._saving = Saving(runner, self)
        self._saving.standing_changed.connect(self._stands_anew)
        self._saving.saved.connect(self.saved)
        self._saving.failed.connect(self._say_problem)

    @property
    def by(self) -> str:
        """The name of who is at the desk."""
        return self._by()

    @property
    def register_version(self) -> int | None:
        """The version of the register that is before the person's eyes."""
        return None if self.photos is None else self.photos.desk.register_version

    @property
    def look_outs(self) -> frozenset[PersonId]:
        """Who is looked out for on the desk that is before the person's eyes."""
        shown = () if self.photos is None else self.photos.desk.look_outs
        return frozenset(look_out.person.id for look_out in shown)

    def take(self, entries: Iterable[PhotoOnDesk]) -> None:
        """Take photos as they stand in the library now."""
        if self.photos is None:
            return
        for entry in entries:
            if self.photos.take(entry):
                self._stands_anew(entry.photo.id)

    def _stands_anew(self, photo_id: PhotoId) -> None:
        """Let go of pictures of faces whose frame is another one, before anybody looks."""
        if self.photos is not None and self.photos.holds(photo_id):
            self._pictures.know_faces(self.photos.photo(photo_id).review.regions)
        self.standing_changed.emit(photo_id)

    def save_many(
        self,
        work: Callable[[], tuple[PhotoOnDesk, ...]],
        then: Callable[[tuple[PhotoOnDesk, ...]], None] | None = None,
    ) -> None:
        """Do something to photos, behind all that is being saved; `then` gets them as they stand.

        A refusal is said below the photo and nothing changes.
        """
        self._shown_faces.tell_now()

        def done(entries: tuple[PhotoOnDesk, ...]) -> None:
            self.take(entries)
            self.saved.emit()
            if then is not None:
                then(entries)

        self._runner.run(self, work, done, self._say_problem, lane="work")

    def show_faces(self, region_ids: Iterable[RegionId]) -> None:
        """Take it that exactly these faces stand enlarged on the screen from now on."""
        self._shown_faces.show(region_ids)

    @property
    def is_watched(self) -> bool:
        """Whether somebody can see the desk."""
        return self._shown_faces.watched

    def be_watched(self, watched: bool) -> None:
        """Take it that somebody can see the desk from now on, or that nobody can."""
        if watched is not self.is_watched:
            self._shown_faces.watch(watched=watched)
            self.watched.emit()

    def decide(self, disposition: Disposition) -> None:
        """Settle the face in hand; the next open face comes by itself."""
        face = self.region
        if face is not None:
            self.decide_together((face.id,), disposition)

    def decide_together(self, region_ids: Sequence[RegionId], disposition: Disposition) -> None:
        """Settle faces of the photo in hand in one action."""
        if self.photos is None or self.photo_id is None:
            return
        ids, by = tuple(region_ids), self._by()
        seen = self.photos.desk.register_version
        self._shown_faces.tell_now()
        beside = self.look_outs
        change = decided(ids, disposition, by, seen, beside)

        def go_on() -> None:
            self.pace.note(self.clock())
            self.go_to_open_face(after=ids[-1])
            self.face_changed.emit()

        self._save(
            lambda: self._review.decide_many(ids, disposition, by, seen, beside),
            change,
            go_on=go_on,
        )

    def state_exclusion(
        self, compared: Mapping[RegionId, Sighting], look_outs: Collection[PersonId]
    ) -> None:
        """State that none of these look-outs and no stranger is among the faces compared.

        `compared` says what was seen of each beside the look-outs.
        """
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None:
            self.save_many(
                lambda: (self._workspace.exclusion.state(photo_id, by, compared, look_outs),),
                lambda entries: self._go_on_in_photo(entries[0]),
            )

    def answer_checks(self, answers: CheckAnswers) -> None:
        """Say of statements about the photo in hand whether they are so."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None:
            ids = (photo_id,)
            change = answered(answers)
            self._save(lambda: self._review.answer_checks(ids, answers, by)[0], change)

    def finish(self, answers: CheckAnswers) -> None:
        """Say that the photo is done, with its statements, and go on to the next to decide."""
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
        seen = photos.desk.register_version
        shown = None if photos.being_saved(photo_id) else photos.photo(photo_id).review
        self._save(
            lambda: self._review.look(photo_id, by, answers, seen, shown),
            looked(by, seen),
            go_on=self.go_on_to_next_photo,
        )

    def look_again_thoroughly(self) -> None:
        """Have the photo in hand looked through once more, closer than usual."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is None:
            return

        def ask() -> PhotoOnDesk:
            self._workspace.scanner.thoroughly((photo_id,), by)
            return self._review.photo(photo_id)

        self._save(ask, then=lambda entry: self.search_wanted.emit())

    def hold(self, reason: str) -> None:
        """Keep the photo back from every channel and go on."""
        photo_id, by = self.photo_id, self._by()
        if photo_id is not None and reason.strip():
            self._save(
                lambda: self._review.hold(photo_id, reason.strip(), by),
                go_on=self.go_on_to_next_photo,
            )

    def hold_many(self, photo_ids: Sequence[PhotoId], reason: str) -> None:
        """Keep several photos back from every channel; the one in hand stays."""
        by = self._by()
        self.save_many(lambda: self._review.hold_many(photo_ids, reason, by))

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
        *,
        go_on: Callable[[], None] | None = None,
        then: Callable[[PhotoOnDesk], None] | None = None,
    ) -> None:
        photos, photo_id, region_id = self.photos, self.photo_id, self.region_id
        if photos is None or photo_id is None:
            return

        def back() -> None:
            if photos.holds(photo_id):
                self.photo_id, self.region_id = photo_id, region_id
                if region_id is not None and self.region is None:
                    self.go_to_open_face()
                self.photo_changed.emit()

        self._saving.save(photos, photo_id, work, change=change, go_on=go_on, then=then, back=back)

    def _step_history(
        self, work: Callable[[], tuple[PhotoOnDesk, ...]], sentence: str, nothing: str
    ) -> None:
        def done(entries: tuple[PhotoOnDesk, ...]) -> None:
            if not entries:
                self.said.emit(Notice(nothing))
                return
            self.take(entries)
            entry = entries[0]
            self.go_to_photo(entry.photo.id)
            self.said.emit(Notice(sentence.format(photo=entry.photo.details.file_name)))
            self.saved.emit()

        self._saving.step_history(work, done)

    def _go_on_in_photo(self, entry: PhotoOnDesk) -> None:
        if entry.photo.id == self.photo_id:
            self.go_to_open_face()
            self.face_changed.emit()

    def go_on_to_next_photo(self) -> None:
        """Take the next photo that needs the person in hand, if there is one."""
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
