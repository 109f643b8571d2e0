"""One person, many photos: faces that look like one person are decided together.

A face counts only after it stood enlarged before the person; nothing here decides by itself.
"""

from collections.abc import Collection, Mapping, Sequence

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import ActionId, BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.domain.review_changes import NotThese, Regrouped
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, region_as_it_stands
from consentdesk.services.deciding.mosaics import MOSAIC, look_outs_now, refuse_mosaic
from consentdesk.services.deciding.naming_faces import (
    refuse_of_writing,
    refuse_twice,
    refuse_wrong_person,
)
from consentdesk.store.unit_of_work import UnitOfWork


class GroupReview:
    """Decisions about faces of several photos, and about who belongs together."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def decide(
        self,
        batch_id: BatchId,
        region_ids: Sequence[RegionId],
        disposition: Disposition,
        by: str,
        seen: int | None = None,
        beside: Collection[PersonId] | None = None,
    ) -> tuple[PhotoOnDesk, ...]:
        """Settle the ticked faces of a group in one go; they are taken back together.

        `seen` is the register version the person had before the eyes; None is the present one.
        So it is with the look-outs `beside` the faces, which counts for a mosaic.

        Raises:
            Refused: a face was not shown, is of another batch, or two are in one photo and a
                person is named; or as `Review.decide`. Nothing is settled then.
        """
        if disposition.kind is DispositionKind.NO_LOOK_OUT:
            raise Refused(
                "This can only be stated for the whole photo.", "Use the exclusion check."
            )

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            refuse_wrong_person(self._acting.register.read(u).people, disposition)
            by_photo = _by_photo(u, batch_id, region_ids)
            _refuse_unseen(u, region_ids)
            lead: ActionId | None = None
            for photo_id, faces in by_photo.items():
                now = self._refuse(u, photo_id, faces, disposition)
                against = now if beside is None else beside
                action = self._acting.record(
                    u,
                    photo_id,
                    ActionKind.DECIDE,
                    by,
                    seen=seen,
                    settled=[Settled(face, disposition) for face in faces],
                    look_outs=against if disposition == MOSAIC else (),
                    together=lead,
                )
                lead = lead or action.id
            return tuple(by_photo)

        return self._acting.changed_many(work)

    def put_together(
        self, batch_id: BatchId, region_ids: Sequence[RegionId], with_face: RegionId, by: str
    ) -> tuple[PhotoOnDesk, ...]:
        """Say that these faces are the same person as `with_face`.

        Raises:
            Refused: a face is of another batch.
        """
        others = [face for face in region_ids if face != with_face]
        return self._regroup(batch_id, dict.fromkeys(others, with_face), by)

    def take_apart(
        self, batch_id: BatchId, region_ids: Sequence[RegionId], by: str
    ) -> tuple[PhotoOnDesk, ...]:
        """Say that these faces are not the others of their group, but one person themselves.

        Raises:
            Refused: a face is of another batch, or none is named.
        """
        if not region_ids:
            raise Refused("No face is ticked.", "Tick the faces that are somebody else.")
        first, *others = sorted(region_ids)  # the group is begun before the others join it
        return self._regroup(batch_id, dict.fromkeys((first, *others), first), by)

    def not_this_person(
        self, batch_id: BatchId, region_ids: Sequence[RegionId], person_id: PersonId, by: str
    ) -> tuple[PhotoOnDesk, ...]:
        """Say that these faces are not that person; it is not suggested for them any more.

        Raises:
            Refused: a face was not shown, or is of another batch.
        """

        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            by_photo = _by_photo(u, batch_id, region_ids)
            _refuse_unseen(u, region_ids)
            lead: ActionId | None = None
            for photo_id, faces in by_photo.items():
                change = NotThese(dict.fromkeys(faces, frozenset({person_id})))
                action = self._acting.record(
                    u, photo_id, ActionKind.NOT_THIS_PERSON, by, change=change, together=lead
                )
                lead = lead or action.id
            return tuple(by_photo)

        return self._acting.changed_many(work)

    def _regroup(
        self, batch_id: BatchId, with_face: Mapping[RegionId, RegionId], by: str
    ) -> tuple[PhotoOnDesk, ...]:
        def work(u: UnitOfWork) -> Sequence[PhotoId]:
            _by_photo(u, batch_id, tuple(with_face.values()))
            lead: ActionId | None = None
            by_photo = _by_photo(u, batch_id, tuple(with_face))
            for photo_id, faces in by_photo.items():
                change = Regrouped({face: with_face[face] for face in faces})
                action = self._acting.record(
                    u, photo_id, ActionKind.REGROUP, by, change=change, together=lead
                )
                lead = lead or action.id
            return tuple(by_photo)

        entries = self._acting.changed_many(work)
        self._acting.tell_all()  # groups belong to the whole desk
        return entries

    def _refuse(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        faces: Sequence[RegionId],
        disposition: Disposition,
    ) -> Collection[PersonId]:
        """Refuse what may not be decided; return who is looked out for now."""
        for face in faces:
            refuse_of_writing(u.photos.region(face), disposition.kind)
        register = self._acting.register.read(u)
        entry = photo_on_desk(u, photo_id, register)
        refuse_twice(entry.review, faces, disposition)
        look_outs = look_outs_now(u, entry, register)
        if disposition == MOSAIC:
            refuse_mosaic(entry, faces, look_outs, register)
        return look_outs


def _by_photo(
    u: UnitOfWork, batch_id: BatchId, region_ids: Sequence[RegionId]
) -> dict[PhotoId, list[RegionId]]:
    found: dict[PhotoId, list[RegionId]] = {}
    for region_id in dict.fromkeys(region_ids):
        photo_id = region_as_it_stands(u, region_id).photo_id
        if u.photos.get(photo_id).batch_id != batch_id:
            raise Refused("A face is not of this batch.", "Choose the faces again.")
        found.setdefault(photo_id, []).append(region_id)
    return found


def _refuse_unseen(u: UnitOfWork, region_ids: Sequence[RegionId]) -> None:
    if any(not u.photos.region(region_id).shown for region_id in region_ids):
        raise Refused("A face was not on the screen yet.", "Look at each face, then decide.")
