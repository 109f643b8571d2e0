"""Everything around comparing faces: the locks, the galleries, and what is destroyed when."""

from collections.abc import Mapping
from datetime import date

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, PersonId
from consentdesk.domain.matching_locks import (
    BiometricPermission,
    LockState,
    SchoolMatchingRecord,
    batch_lock,
    school_lock,
)
from consentdesk.domain.people import Person
from consentdesk.domain.staff import Duty
from consentdesk.faces.ports import Gallery
from consentdesk.services.comparing.enrolled import Enrolled
from consentdesk.services.comparing.references import (
    comparable,
    destroy_references,
    purge,
    stop_comparing,
)
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.office.duties import require
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class Matching:
    """Matching of one workspace; nothing here makes a vector."""

    def __init__(
        self, library: Library, clock: Clock, engine: FaceEngine, enrolled: Enrolled
    ) -> None:
        self._library = library
        self._clock = clock
        self._engine = engine
        self._enrolled = enrolled

    def school_record(self) -> SchoolMatchingRecord | None:
        """Return the school's decision about matching."""
        return self._library.run(lambda u: u.matching.school_record())

    def record_school(self, record: SchoolMatchingRecord, by: str) -> None:
        """Record the school's decision, as its head; the earlier ones stay on record.

        Raises:
            Refused: a field is empty, it runs longer than twelve months, or `by` is no head.
        """
        lock = school_lock(record, record.dpia_date)
        if not lock.open:
            raise Refused(lock.sentence, "Fill in every field; at most twelve months.")

        def work(u: UnitOfWork) -> None:
            require(u, by, Duty.LEAD, self._today())
            u.matching.record_school(record)
            law = "" if record.jurisdiction is None else record.jurisdiction.value
            told = {"jurisdiction": law, "notice_version": record.notice_version}
            u.audit.add(by, "matching_decision_recorded", record.dpia_reference, told)

        self._library.run(work)

    def lock(self) -> LockState:
        """Tell whether the school allows matching today."""
        return school_lock(self.school_record(), self._today())

    def record_permission(self, permission: BiometricPermission, by: str) -> None:
        """Record a biometric permission; one that does not hold destroys the references.

        With an objection, batches go on as after `withdraw`.
        """

        def work(u: UnitOfWork) -> None:
            u.matching.record_permission(permission)
            u.audit.add(by, "biometric_permission_recorded", f"person {permission.person_id}")
            vault, today = self._library.vault, self._today()
            if permission.objection:
                stop_comparing(u, vault, permission.person_id, today, by)
            elif not permission.holds(today):
                destroy_references(u, vault, permission.person_id, by)

        self._library.run(work)

    def withdraw(self, person_id: PersonId, by: str) -> int:
        """Record an objection and destroy the person's references at once.

        Batches the person may be in go on in Look; returns how many vectors there were.
        """

        def work(u: UnitOfWork) -> int:
            known = u.matching.permissions().get(person_id)
            u.matching.record_permission(
                BiometricPermission(
                    person_id,
                    known.every_parent_told_on if known else None,
                    known.given_by if known else "",
                    known.given_on if known else None,
                    known.evidence if known else "",
                    objection=True,
                )
            )
            u.audit.add(by, "biometric_objection_recorded", f"person {person_id}")
            return stop_comparing(u, self._library.vault, person_id, self._today(), by)

        return self._library.run(work)

    def purge(self) -> int:
        """Destroy the references of everybody who has left or whose permission has ended.

        All of them when the school's decision has run out. Returns how many vectors there were.
        Time alone ends both, so this is asked whenever the program opens and whenever vectors
        are about to be used.
        """
        return self._library.run(self._purge)

    def gallery(self, batch_id: BatchId) -> tuple[LockState, Gallery | None]:
        """Return the lock of a batch and, only when it is open, the people to compare with.

        It holds for this moment: ask again before each photo.
        """
        return self._library.run(lambda u: self._gallery(u, batch_id))

    def school_gallery(self) -> tuple[LockState, Gallery | None]:
        """Return everybody to compare single photos with, outside a batch.

        Without a batch nobody can state who is in the photos, so only a school whose record
        allows open batches gets a gallery.
        """

        def work(u: UnitOfWork) -> tuple[LockState, Gallery | None]:
            record, today = u.matching.school_record(), self._today()
            people = comparable(u, today)
            self._purge(u)
            lock = school_lock(record, today)
            if not lock.open or record is None or not record.open_batches:
                sentence = "The school's record allows matching in stated batches only."
                return LockState(False, sentence if lock.open else lock.sentence), None
            return lock, self._gallery_of(u, people)

        return self._library.run(work)

    def may_be_named(self, u: UnitOfWork, batch_id: BatchId) -> frozenset[PersonId] | None:
        """Return whom suggestions of a batch may name now; None while its lock is closed.

        Nobody whose last reference was destroyed: what it said while it was there is no word.
        """
        batch, today = u.batches.get(batch_id), self._today()
        if not batch_lock(batch, u.matching.school_record(), today).open:
            return None
        return frozenset(comparable(u, today)) & u.matching.people_with_vectors().keys()

    def _gallery(self, u: UnitOfWork, batch_id: BatchId) -> tuple[LockState, Gallery | None]:
        batch, today = u.batches.get(batch_id), self._today()
        people = comparable(u, today)
        self._purge(u)
        lock = batch_lock(batch, u.matching.school_record(), today)
        if not lock.open:
            return lock, None
        gallery = self._gallery_of(
            u, {id_: person for id_, person in people.items() if batch.on_roster(person, today)}
        )
        if gallery is None:
            return LockState(False, "No portrait of a pupil is enrolled yet."), None
        return lock, gallery

    def _gallery_of(self, u: UnitOfWork, people: Mapping[PersonId, Person]) -> Gallery | None:
        references = self._enrolled.references(u, people)
        return Gallery(references, self._engine.matcher_version()) if references else None

    def _purge(self, u: UnitOfWork) -> int:
        return purge(u, self._library.vault, self._today())

    def _today(self) -> date:
        return self._clock().date()
