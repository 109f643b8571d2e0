"""Deciding: every face gets a disposition, every photo a look; each saved when it is made."""

from collections.abc import Callable, Collection, Mapping, Sequence

from consentdesk.domain.bursts import bursts
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import ActionId, BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.matching_locks import batch_lock
from consentdesk.domain.photo_checks import CheckAnswers
from consentdesk.domain.review import ActionKind, PhotoReview, ReviewAction, Settled, regrouped
from consentdesk.domain.review_changes import Answered, Regrouped, Reshaped
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import (
    Desk,
    DeskPlace,
    PhotoOnDesk,
    look_outs_of,
    photo_on_desk,
    region_as_it_stands,
)
from consentdesk.services.deciding.laid_out_batches import LaidOutBatches
from consentdesk.services.deciding.looked_at import (
    LookedAt,
    refuse_changed,
    refuse_too_quick,
    refuse_unfinished,
)
from consentdesk.services.deciding.mosaics import MOSAIC, look_outs_now, refuse_mosaic
from consentdesk.services.deciding.naming_faces import (
    refuse_of_writing,
    refuse_twice,
    refuse_wrong_person,
)
from consentdesk.services.deciding.photo_history import PastAction, read_photo_history
from consentdesk.services.register.portraits import drop_unconfirmed
from consentdesk.store.unit_of_work import UnitOfWork


class Review:
    """The decisions of one workspace. Every change is one transaction and one action."""

    def __init__(self, acting: Acting, laid_out: LaidOutBatches) -> None:
        self._acting = acting
        self._laid_out = laid_out
        self._library = acting.library
        self._register = acting.register

    def desk(self, batch_id: BatchId) -> Desk:
        """Return the batch on the desk: flagged photos first, then open ones, then by time."""

        def work(u: UnitOfWork) -> Desk:
            batch, register = u.batches.get(batch_id), self._register.read(u)
            photos = self._laid_out.photos(u, batch, register)
            lock = batch_lock(batch, u.matching.school_record(), register.today)
            actions = u.review.regroupings(batch_id)
            return Desk(
                batch,
                tuple(sorted(photos, key=_urgency)),
                register.channels,
                look_outs_of(u, batch, register),
                register.people,
                lock,
                register.version,
                regrouped(u.photos.groups_of_batch(batch_id), actions),
                bursts([entry.photo for entry in photos]),
                _place(u.settings.get(_place_name(batch_id))),
            )

        return self._library.run(work)

    def photo(self, photo_id: PhotoId) -> PhotoOnDesk:
        """Return one photo as it stands."""
        return self._library.run(lambda u: photo_on_desk(u, photo_id, self._register.read(u)))

    def remember_place(self, batch_id: BatchId, place: DeskPlace) -> None:
        """Keep where the person is, so that the desk opens there again."""
        text = f"{place.photo_id} {place.region_id or ''}".strip()
        self._library.run(lambda u: u.settings.set(_place_name(batch_id), text))

    def decide(
        self,
        region_id: RegionId,
        disposition: Disposition | None,
        by: str,
        seen: int | None = None,
    ) -> PhotoOnDesk:
        """Settle one face; None makes it undecided again.

        `seen` is the register version the person had before the eyes; None is the present one.

        Raises:
            Refused: as `decide_many`.
        """
        return self.decide_many((region_id,), disposition, by, seen)

    def decide_many(
        self,
        region_ids: Sequence[RegionId],
        disposition: Disposition | None,
        by: str,
        seen: int | None = None,
        beside: Collection[PersonId] | None = None,
    ) -> PhotoOnDesk:
        """Settle several faces of one photo in one action.

        `beside` are the look-outs the person had beside the faces, which counts for a mosaic;
        None are those of now.

        Raises:
            Refused: the person is not on the roll or of the other kind; or the faces are of
                different photos; or one pupil would stand in the photo twice; or the kind comes
                from an exclusion check only; or something that can be read would be named; or
                a face has to be hidden better than by a mosaic.
        """
        if disposition is not None and disposition.kind is DispositionKind.NO_LOOK_OUT:
            raise Refused(
                "This can only be stated for the whole photo.", "Use the exclusion check."
            )

        def work(u: UnitOfWork) -> PhotoId:
            photo_id = _one_photo(u, region_ids)
            against: Collection[PersonId] = ()
            if disposition is not None:
                now = self._refuse(u, photo_id, region_ids, disposition)
                against = now if beside is None else beside
            self._acting.record(
                u,
                photo_id,
                ActionKind.DECIDE,
                by,
                seen=seen,
                settled=[Settled(region_id, disposition) for region_id in region_ids],
                look_outs=against if disposition == MOSAIC else (),
            )
            return photo_id

        return self._acting.changed(work)

    def look(
        self,
        photo_id: PhotoId,
        by: str,
        answers: CheckAnswers | None = None,
        seen: int | None = None,
        shown: PhotoReview | None = None,
    ) -> PhotoOnDesk:
        """Record that the person looked at the whole photo and nothing is left to decide.

        `answers` to the checks of the photo may come with it. `shown` is the review that the
        person had before the eyes; None while something of their own is on its way to it.

        Raises:
            Refused: a face is undecided, faces were not looked for yet, or the photo is not as
                it was `shown`.
        """

        def work(u: UnitOfWork) -> PhotoId:
            entry = photo_on_desk(u, photo_id, self._register.read(u))
            if shown is not None:
                refuse_changed(entry.review, shown.last_action)
            self._look(u, entry, by, answers, seen)
            return photo_id

        return self._acting.changed(work)

    def look_through(
        self,
        looked: Mapping[PhotoId, LookedAt],
        by: str,
        answers: CheckAnswers | None = None,
        seen: int | None = None,
    ) -> tuple[PhotoOnDesk, ...]:
        """Finish several photos with one statement, each of which stood large on the screen.

        They are taken back together.

        Raises:
            Refused: as `look`; or a photo passed too quickly to be looked at, or changed since.
        """

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            lead, register = None, self._register.read(u)
            for photo_id, how in looked.items():
                entry = photo_on_desk(u, photo_id, register)
                refuse_too_quick(how)
                refuse_changed(entry.review, how.last_action)
                lead = self._look(u, entry, by, answers, seen, lead)
            return tuple(looked)

        return self._acting.changed_many(work)

    def answer_checks(
        self, photo_ids: Sequence[PhotoId], answers: CheckAnswers, by: str
    ) -> tuple[PhotoOnDesk, ...]:
        """Record answers to the checks of one or more photos; they are taken back together."""

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            lead = None
            for photo_id in photo_ids:
                action = self._acting.record(
                    u, photo_id, ActionKind.CHECKS, by, change=Answered(answers), together=lead
                )
                lead = lead or action.id
            return tuple(photo_ids)

        return self._acting.changed_many(work)

    def hold(self, photo_id: PhotoId, reason: str, by: str) -> PhotoOnDesk:
        """Keep a photo back from every channel."""
        return self.hold_many((photo_id,), reason, by)[0]

    def hold_many(
        self, photo_ids: Sequence[PhotoId], reason: str, by: str
    ) -> tuple[PhotoOnDesk, ...]:
        """Keep several photos back from every channel; they are let go together by undo."""

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            lead = None
            for photo_id in photo_ids:
                action = self._acting.record(
                    u, photo_id, ActionKind.HOLD, by, reason=reason, together=lead
                )
                lead = lead or action.id
            return tuple(photo_ids)

        return self._acting.changed_many(work)

    def let_go(self, photo_id: PhotoId, by: str) -> PhotoOnDesk:
        """End a hold; the photo still needs its decisions and its look.

        The no of who was asked is no such hold and stays.
        """
        return self._acting.changed(
            lambda u: self._acting.record(u, photo_id, ActionKind.LET_GO, by).photo_id
        )

    def undo(self, batch_id: BatchId, by: str) -> tuple[PhotoOnDesk, ...]:
        """Take the last thing a person did in the batch back; its photos, none when there is none.

        What was done to several photos as one thing is taken back in all of them.
        """
        return self._step(
            batch_id, by, "undone", lambda u: u.review.undo_last(batch_id, self._acting.clock(), by)
        )

    def redo(self, batch_id: BatchId, by: str) -> tuple[PhotoOnDesk, ...]:
        """Bring back what was undone last; its photos, none when there is none."""
        return self._step(
            batch_id, by, "redone", lambda u: u.review.redo_last(batch_id, self._acting.clock(), by)
        )

    def history(self, photo_id: PhotoId) -> tuple[PastAction, ...]:
        """Return everything done to a photo, oldest first."""
        return self._library.run(lambda u: read_photo_history(u, photo_id))

    def _step(
        self,
        batch_id: BatchId,
        by: str,
        what: str,
        move: Callable[[UnitOfWork], tuple[ReviewAction, ...]],
    ) -> tuple[PhotoOnDesk, ...]:
        regrouped_faces = False

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            nonlocal regrouped_faces
            actions = move(u)
            regrouped_faces = any(isinstance(action.change, Regrouped) for action in actions)
            register = self._register.read(u)
            for action in actions:
                u.audit.add(by, f"decision_{what}", f"photo {action.photo_id}")
                drop_unconfirmed(u, self._library.vault, action.photo_id, register, by)
                if isinstance(action.change, Reshaped):
                    u.photos.not_seen_yet(action.change.region_id)
            if actions:
                u.batches.raise_revision(batch_id)
            return tuple(dict.fromkeys(action.photo_id for action in actions))

        entries = self._acting.changed_many(work)
        if regrouped_faces:
            self._acting.tell_all()
        return entries

    def _look(
        self,
        u: UnitOfWork,
        entry: PhotoOnDesk,
        by: str,
        answers: CheckAnswers | None,
        seen: int | None,
        together: ActionId | None = None,
    ) -> ActionId:
        refuse_unfinished(entry)
        change = None if answers is None else Answered(answers)
        action = self._acting.record(
            u, entry.photo.id, ActionKind.LOOK, by, seen=seen, change=change, together=together
        )
        return together or action.id

    def _refuse(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        region_ids: Sequence[RegionId],
        disposition: Disposition,
    ) -> Collection[PersonId]:
        """Refuse what may not be decided; return who is looked out for now."""
        register = self._register.read(u)
        for region_id in region_ids:
            refuse_of_writing(u.photos.region(region_id), disposition.kind)
        refuse_wrong_person(register.people, disposition)
        entry = photo_on_desk(u, photo_id, register)
        refuse_twice(entry.review, region_ids, disposition)
        look_outs = look_outs_now(u, entry, register)
        if disposition == MOSAIC:
            refuse_mosaic(entry, region_ids, look_outs, register)
        return look_outs


def _urgency(entry: PhotoOnDesk) -> tuple[bool, bool]:
    return (not entry.flagged, entry.status is not Outcome.NEEDS_DECISION)


def _one_photo(u: UnitOfWork, region_ids: Sequence[RegionId]) -> PhotoId:
    photos = {region_as_it_stands(u, region_id).photo_id for region_id in region_ids}
    if len(photos) != 1:
        raise Refused("Faces of one photo only can be decided together.", "Choose them again.")
    return photos.pop()


def _place_name(batch_id: BatchId) -> str:
    return f"desk_place_{batch_id}"


def _place(text: str | None) -> DeskPlace | None:
    if not text:
        return None
    photo, _, region = text.partition(" ")
    return DeskPlace(PhotoId(int(photo)), RegionId(int(region)) if region else None)
