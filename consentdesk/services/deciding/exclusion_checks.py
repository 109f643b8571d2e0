"""The exclusion check: every face was compared by eye with the look-outs, then one statement."""

from collections.abc import Collection, Mapping

from consentdesk.domain.batch import Batch
from consentdesk.domain.errors import Refused, StoreError
from consentdesk.domain.exclusion_check import exclusion_refusal, statement_refusal
from consentdesk.domain.face import Disposition, DispositionKind, Sighting
from consentdesk.domain.ids import PersonId, PhotoId, RegionId, VaultKey
from consentdesk.domain.people import Person
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, region_as_it_stands
from consentdesk.store.unit_of_work import UnitOfWork


class ExclusionChecks:
    """What stood before the person's eyes, and what may be stated because of that."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def mark_seen(self, sightings: Mapping[RegionId, Sighting]) -> None:
        """Record for how long each of these faces stood enlarged before the person.

        What was seen of a frame that is another one now, or is gone, counts for nothing.
        """

        def work(u: UnitOfWork) -> None:
            for region_id, sighting in sightings.items():
                if _picture_now(u, region_id) == sighting.picture:
                    u.photos.add_seen(region_id, max(0, sighting.ms))

        self._acting.library.run(work)

    def refusal(self, photo_id: PhotoId) -> str | None:
        """Return why looking at the faces would be in vain, or None when it is not.

        Whether each face was compared is asked only when the statement is made.
        """
        return self._acting.library.run(
            lambda u: _lasting_refusal(*self._as_it_stands(u, photo_id))
        )

    def state(
        self,
        photo_id: PhotoId,
        by: str,
        compared: Mapping[RegionId, Sighting],
        look_outs: Collection[PersonId],
    ) -> PhotoOnDesk:
        """State that none of the look-outs and no stranger is among the faces still open.

        Faces whose earlier statement no longer counts are open, too. Every desk is read anew
        when what was on the screen is no longer so.

        Args:
            photo_id: the photo it is about.
            by: who states it.
            compared: what was seen of each face in this very check.
            look_outs: whom the person had beside the faces.

        Raises:
            Refused: the statement may not be made now; the sentence says why.
        """

        def work(u: UnitOfWork) -> PhotoId:
            self._refuse(u, photo_id, compared, look_outs)
            passed = Disposition(DispositionKind.NO_LOOK_OUT)
            self._acting.record(
                u,
                photo_id,
                ActionKind.EXCLUSION_CHECK,
                by,
                settled=[Settled(region_id, passed) for region_id in compared],
                look_outs=look_outs,
            )
            return photo_id

        try:
            return self._acting.changed(work)
        except Refused:
            self._acting.tell_all()
            raise

    def _refuse(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        compared: Mapping[RegionId, Sighting],
        beside: Collection[PersonId],
    ) -> None:
        entry, batch, today = self._as_it_stands(u, photo_id)
        look_outs = [person.id for person in today]
        why = _lasting_refusal(entry, batch, today) or statement_refusal(
            entry.review, look_outs, compared, beside
        )
        if why is not None:
            raise Refused("The exclusion check is not possible.", why)

    def _as_it_stands(
        self, u: UnitOfWork, photo_id: PhotoId
    ) -> tuple[PhotoOnDesk, Batch, tuple[Person, ...]]:
        register = self._acting.register.read(u)
        entry = photo_on_desk(u, photo_id, register)
        batch = u.batches.get(entry.photo.batch_id)
        return entry, batch, register.look_outs(batch)


def _lasting_refusal(entry: PhotoOnDesk, batch: Batch, look_outs: tuple[Person, ...]) -> str | None:
    if entry.photo.state is PhotoState.BROUGHT_IN:
        return "This photo is still being checked; state it when every face is known."
    return exclusion_refusal(batch, entry.review, entry.suggestions, look_outs)


def _picture_now(u: UnitOfWork, region_id: RegionId) -> VaultKey | None:
    """Return the picture of a face as its frame stands; None when it is gone."""
    try:
        return region_as_it_stands(u, region_id).picture
    except (StoreError, Refused):
        return None
