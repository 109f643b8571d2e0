"""Somebody asked not to be in the photos of an event: any person, no reason, at once."""

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, PersonId
from consentdesk.services.deciding.acting import Acting
from consentdesk.store.unit_of_work import UnitOfWork


class Objections:
    """Objections to the photos of one batch; the register stays as it is."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def record(self, batch_id: BatchId, person_id: PersonId, by: str) -> None:
        """Keep the person out of every publication of this batch, from now on.

        Raises:
            Refused: the person is not on the roll.
        """

        def work(u: UnitOfWork) -> None:
            if person_id not in self._acting.register.read(u).people:
                raise Refused("This person is not on the school's roll.", "Choose another person.")
            u.batches.record_objection(batch_id, person_id, by, self._acting.clock())
            u.batches.raise_revision(batch_id)
            u.audit.add(by, "objection_recorded", f"batch {batch_id}")

        self._acting.library.run(work)
        self._acting.tell_all()

    def remove(self, batch_id: BatchId, person_id: PersonId, by: str) -> None:
        """Take an objection back that was recorded by mistake."""

        def work(u: UnitOfWork) -> None:
            u.batches.remove_objection(batch_id, person_id)
            u.batches.raise_revision(batch_id)
            u.audit.add(by, "objection_removed", f"batch {batch_id}")

        self._acting.library.run(work)
        self._acting.tell_all()
