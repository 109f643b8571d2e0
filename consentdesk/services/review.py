"""Deciding: every face gets a disposition, every photo a look; each saved when it is made."""

from collections.abc import Callable, Sequence

from consentdesk.domain.errors import Refused
from consentdesk.domain.exclusion_check import exclusion_refusal
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    FoundRegion,
    RegionSize,
)
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.matching_locks import batch_lock
from consentdesk.domain.people import PersonKind
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, ReviewAction, Settled
from consentdesk.domain.verdict import Outcome
from consentdesk.media.open_photo import open_photo
from consentdesk.media.thumbnails import face_picture
from consentdesk.services.desk import (
    Desk,
    PhotoOnDesk,
    look_outs_of,
    photo_on_desk,
    photos_on_desk,
)
from consentdesk.services.portraits import drop_unconfirmed
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

SMALLEST_DRAWN = 8
"""Pixels; anything drawn smaller was a slip of the hand."""


class Review:
    """The decisions of one workspace. Every change is one transaction and one action."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def desk(self, batch_id: BatchId) -> Desk:
        """Return the batch on the desk: flagged photos first, then open ones, then by time."""

        def work(u: UnitOfWork) -> Desk:
            batch, register = u.batches.get(batch_id), self._register.read(u)
            photos = sorted(photos_on_desk(u, batch, register), key=_urgency)
            lock = batch_lock(batch, u.matching.school_record(), register.today)
            return Desk(
                batch,
                tuple(photos),
                register.channels,
                look_outs_of(u, batch, register),
                register.people,
                lock,
                register.version,
                u.photos.groups_of_batch(batch_id),
            )

        return self._library.run(work)

    def photo(self, photo_id: PhotoId) -> PhotoOnDesk:
        """Return one photo as it stands."""
        return self._library.run(lambda u: photo_on_desk(u, photo_id, self._register.read(u)))

    def decide(self, region_id: RegionId, disposition: Disposition | None, by: str) -> PhotoOnDesk:
        """Settle one face; None makes it undecided again.

        Raises:
            Refused: the person is not on the roll or of the other kind.
        """
        return self.decide_many((region_id,), disposition, by)

    def decide_many(
        self, region_ids: Sequence[RegionId], disposition: Disposition | None, by: str
    ) -> PhotoOnDesk:
        """Settle several faces of one photo in one action.

        Raises:
            Refused: as `decide`; or the faces are of different photos; or one pupil would
                stand in the photo twice; or the kind comes from an exclusion check only.
        """
        if disposition is not None and disposition.kind is DispositionKind.NO_LOOK_OUT:
            raise Refused(
                "This can only be stated for the whole photo.", "Use the exclusion check."
            )

        def work(u: UnitOfWork) -> PhotoId:
            photo_id = _one_photo(u, region_ids)
            if disposition is not None:
                self._refuse_wrong_person(u, photo_id, region_ids, disposition)
            settled = [Settled(region_id, disposition) for region_id in region_ids]
            self._act(u, photo_id, ActionKind.DECIDE, by, settled=settled)
            return photo_id

        return self._changed(work)

    def draw(self, photo_id: PhotoId, box: Box, by: str) -> PhotoOnDesk:
        """Add a face that the program missed; it needs a decision like any other.

        `box` is in upright full-resolution pixels and is kept inside the photo.

        Raises:
            Refused: the box is empty or lies outside the photo.
        """
        photo = self._library.run(lambda u: u.photos.get(photo_id))
        inside = _inside(box, photo.details.width, photo.details.height)
        pixels = open_photo(self._library.vault.get(photo.details.original))
        picture = self._library.vault.put(face_picture(pixels, inside))
        found = FoundRegion(inside, RegionSize.FACE, 1.0, picture)

        def work(u: UnitOfWork) -> PhotoId:
            self._act(u, photo_id, ActionKind.DRAW, by, draw=found)
            return photo_id

        return self._changed(work)

    def mark_shown(self, region_ids: Sequence[RegionId]) -> None:
        """Record that these faces stood enlarged before the person."""

        def work(u: UnitOfWork) -> None:
            for region_id in region_ids:
                u.photos.mark_shown(region_id)

        self._library.run(work)

    def exclusion_refusal(self, photo_id: PhotoId) -> str | None:
        """Return why the exclusion check may not be stated, or None when it may."""
        return self._library.run(lambda u: self._exclusion_refusal(u, photo_id))

    def exclusion_check(self, photo_id: PhotoId, by: str) -> PhotoOnDesk:
        """State that none of the look-outs and no stranger is among the undecided faces.

        Raises:
            Refused: the statement may not be made now; the sentence says why.
        """

        def work(u: UnitOfWork) -> PhotoId:
            why = self._exclusion_refusal(u, photo_id)
            if why is not None:
                raise Refused("The exclusion check is not possible.", why)
            review = photo_on_desk(u, photo_id, self._register.read(u)).review
            passed = Disposition(DispositionKind.NO_LOOK_OUT)
            settled = [Settled(region.id, passed) for region in review.undecided]
            batch = u.batches.get(u.photos.get(photo_id).batch_id)
            seen = [person.id for person in self._register.read(u).look_outs(batch)]
            self._act(u, photo_id, ActionKind.EXCLUSION_CHECK, by, settled=settled, look_outs=seen)
            return photo_id

        return self._changed(work)

    def look(self, photo_id: PhotoId, by: str) -> PhotoOnDesk:
        """Record that the person looked at the whole photo and nothing is left to decide.

        Raises:
            Refused: a face is undecided, or faces were not looked for yet.
        """

        def work(u: UnitOfWork) -> PhotoId:
            entry = photo_on_desk(u, photo_id, self._register.read(u))
            if entry.photo.state is PhotoState.BROUGHT_IN and entry.photo.searched:
                raise Refused(
                    "The search for faces in this photo has not ended yet.",
                    "Decide what is there; finish the photo when the search has ended.",
                )
            if entry.photo.state is not PhotoState.CHECKED:
                raise Refused(
                    "Faces were not looked for in this photo.", "Run Find faces, then look again."
                )
            if entry.review.undecided:
                raise Refused(
                    "A face in this photo has no decision yet.", "Decide each face, then finish."
                )
            self._act(u, photo_id, ActionKind.LOOK, by)
            return photo_id

        return self._changed(work)

    def hold(self, photo_id: PhotoId, reason: str, by: str) -> PhotoOnDesk:
        """Keep a photo back from every channel."""
        return self._changed(
            lambda u: self._act(u, photo_id, ActionKind.HOLD, by, reason=reason).photo_id
        )

    def let_go(self, photo_id: PhotoId, by: str) -> PhotoOnDesk:
        """End a hold; the photo still needs its decisions and its look."""
        return self._changed(lambda u: self._act(u, photo_id, ActionKind.LET_GO, by).photo_id)

    def undo(self, batch_id: BatchId, by: str) -> PhotoOnDesk | None:
        """Take the last action in the batch back; None when there is none."""
        return self._step(
            batch_id, by, "undone", lambda u: u.review.undo_last(batch_id, self._clock(), by)
        )

    def redo(self, batch_id: BatchId, by: str) -> PhotoOnDesk | None:
        """Bring the action that was undone last back; None when there is none."""
        return self._step(batch_id, by, "redone", lambda u: u.review.redo_last(batch_id, by))

    def history(self, photo_id: PhotoId) -> tuple[tuple[ReviewAction, bool], ...]:
        """Return every action on a photo, oldest first, with whether it was undone."""
        return self._library.run(lambda u: u.review.history(photo_id))

    def _step(
        self,
        batch_id: BatchId,
        by: str,
        what: str,
        move: Callable[[UnitOfWork], ReviewAction | None],
    ) -> PhotoOnDesk | None:
        def work(u: UnitOfWork) -> PhotoOnDesk | None:
            action = move(u)
            if action is None:
                return None
            register = self._register.read(u)
            u.batches.raise_revision(batch_id)
            u.audit.add(by, f"decision_{what}", f"photo {action.photo_id}")
            drop_unconfirmed(u, self._library.vault, action.photo_id, register, by)
            return photo_on_desk(u, action.photo_id, register)

        return self._library.run(work)

    def _changed(self, work: Callable[[UnitOfWork], PhotoId]) -> PhotoOnDesk:
        return self._library.run(lambda u: photo_on_desk(u, work(u), self._register.read(u)))

    def _act(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        kind: ActionKind,
        by: str,
        *,
        settled: Sequence[Settled] = (),
        reason: str = "",
        draw: FoundRegion | None = None,
        look_outs: Sequence[PersonId] = (),
    ) -> ReviewAction:
        photo = u.photos.get(photo_id)
        action = u.review.act(
            photo_id,
            kind,
            by,
            self._clock(),
            u.register.version(),
            settled,
            reason,
            draw,
            look_outs,
        )
        u.batches.raise_revision(photo.batch_id)
        u.audit.add(by, kind.value, f"photo {photo_id}", _recorded(settled))
        drop_unconfirmed(u, self._library.vault, photo_id, self._register.read(u), by)
        return action

    def _exclusion_refusal(self, u: UnitOfWork, photo_id: PhotoId) -> str | None:
        register = self._register.read(u)
        entry = photo_on_desk(u, photo_id, register)
        if entry.photo.state is PhotoState.BROUGHT_IN:
            return "This photo is still being checked; state it when every face is known."
        batch = u.batches.get(entry.photo.batch_id)
        return exclusion_refusal(batch, entry.review, entry.suggestions, register.look_outs(batch))

    def _refuse_wrong_person(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        region_ids: Sequence[RegionId],
        disposition: Disposition,
    ) -> None:
        if disposition.person_id is None:
            return
        register = self._register.read(u)
        person = register.people.get(disposition.person_id)
        is_pupil = disposition.kind is DispositionKind.THIS_PUPIL
        if person is None or (person.details.kind is PersonKind.PUPIL) is not is_pupil:
            raise Refused("This person is not on the school's roll.", "Choose another person.")
        review = photo_on_desk(u, photo_id, register).review
        elsewhere = any(
            decision.disposition.person_id == disposition.person_id
            for region_id, decision in review.decisions.items()
            if region_id not in region_ids
        )
        if elsewhere or len(region_ids) > 1:
            raise Refused(
                "Nobody can be in one photo twice.", "Check which of the two faces it is."
            )


def _urgency(entry: PhotoOnDesk) -> tuple[bool, bool]:
    return (not entry.flagged, entry.status is not Outcome.NEEDS_DECISION)


def _one_photo(u: UnitOfWork, region_ids: Sequence[RegionId]) -> PhotoId:
    photos = {u.photos.region(region_id).photo_id for region_id in region_ids}
    if len(photos) != 1:
        raise Refused("Faces of one photo only can be decided together.", "Choose them again.")
    return photos.pop()


def _recorded(settled: Sequence[Settled]) -> dict[str, object]:
    return {
        str(entry.region_id): entry.disposition.kind.value if entry.disposition else "undecided"
        for entry in settled
    }


def _inside(box: Box, width: int, height: int) -> Box:
    x, y = max(0, box.x), max(0, box.y)
    inside = Box(x, y, min(width, box.right) - x, min(height, box.bottom) - y)
    if inside.width < SMALLEST_DRAWN or inside.height < SMALLEST_DRAWN:
        raise Refused("The drawn area is too small.", "Draw a box around the whole face.")
    return inside
