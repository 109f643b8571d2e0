"""Everything around comparing faces: the locks, enrolment, and what is destroyed when."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.ids import BatchId, PersonId, PortraitId
from consentdesk.domain.matching_locks import (
    BiometricPermission,
    LockState,
    SchoolMatchingRecord,
    batch_lock,
    may_be_compared,
    school_lock,
)
from consentdesk.domain.people import Person, Portrait
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import Gallery, PortraitCheck, Reference
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.faces.worker import enrol_portrait
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

UNREADABLE_PORTRAIT = "The portrait could not be read."


@dataclass(frozen=True, slots=True)
class EnrolReceipt:
    """What came of enrolling portraits; each problem is a sentence about one portrait."""

    enrolled: int
    problems: tuple[tuple[PersonId, str], ...]


@dataclass
class _Enrolment:
    enrolled: int = 0
    problems: list[tuple[PersonId, str]] = field(default_factory=list)


class Matching:
    """Matching of one workspace; with a lock closed nothing here makes a vector."""

    def __init__(self, library: Library, pool: FacePool, clock: Clock) -> None:
        self._library = library
        self._pool = pool
        self._clock = clock

    def school_record(self) -> SchoolMatchingRecord | None:
        """Return the school's decision about matching."""
        return self._library.run(lambda u: u.matching.school_record())

    def record_school(self, record: SchoolMatchingRecord, by: str) -> None:
        """Record the school's decision; the earlier ones stay on record.

        Raises:
            Refused: a field is empty or it runs longer than twelve months.
        """
        lock = school_lock(record, record.dpia_date)
        if not lock.open:
            raise Refused(lock.sentence, "Fill in every field; at most twelve months.")

        def work(u: UnitOfWork) -> None:
            u.matching.record_school(record)
            u.audit.add(by, "matching_decision_recorded", record.dpia_reference)

        self._library.run(work)

    def lock(self) -> LockState:
        """Tell whether the school allows matching today."""
        return school_lock(self.school_record(), self._today())

    def record_permission(self, permission: BiometricPermission, by: str) -> None:
        """Record a biometric permission; one that does not hold destroys the vectors."""

        def work(u: UnitOfWork) -> None:
            u.matching.record_permission(permission)
            u.audit.add(by, "biometric_permission_recorded", f"person {permission.person_id}")
            if not permission.holds(self._today()):
                _destroy(u, permission.person_id, by)

        self._library.run(work)

    def withdraw(self, person_id: PersonId, by: str) -> int:
        """Record an objection and destroy the person's vectors at once; return how many."""

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
            return _destroy(u, person_id, by)

        return self._library.run(work)

    def purge(self) -> int:
        """Destroy the vectors of everybody who has left or whose permission has ended.

        Returns how many there were. Time alone ends a permission, so this is asked whenever
        the program opens and whenever vectors are about to be used.
        """
        return self._library.run(lambda u: _purge(u, _comparable(u, self._today())))

    def enrol(self, by: str, progress: Progress, cancel: CancelToken) -> EnrolReceipt:
        """Make reference vectors from the portraits of people whose permission holds.

        A portrait whose lock closes meanwhile is left out.

        Raises:
            Refused: the school's record does not allow matching today.
        """
        self.purge()
        lock = self.lock()
        if not lock.open:
            raise Refused(lock.sentence, "Record the school's decision on matching first.")
        portraits = self._library.run(self._to_enrol)
        progress.start("Reading register portraits", len(portraits))
        by_id = {portrait.id: portrait for portrait in portraits}
        so_far = _Enrolment()
        jobs = self._read(portraits, so_far, progress)
        for answer in self._pool.run(enrol_portrait, jobs, cancel=cancel):
            portrait = by_id[answer.key]
            if answer.value is not None and answer.value.vector is not None:
                so_far.enrolled += self._keep(portrait, answer.value)
            else:
                sentences = answer.value.problems if answer.value else (str(answer.error),)
                so_far.problems.extend((portrait.person_id, sentence) for sentence in sentences)
            progress.step()
        count = {"count": so_far.enrolled}
        self._library.run(lambda u: u.audit.add(by, "portraits_enrolled", "", count))
        return EnrolReceipt(so_far.enrolled, tuple(so_far.problems))

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
            people = _comparable(u, today)
            _purge(u, people)
            lock = school_lock(record, today)
            if not lock.open or record is None or not record.open_batches:
                sentence = "The school's record allows matching in stated batches only."
                return LockState(False, sentence if lock.open else lock.sentence), None
            return lock, _gallery_of(u, people)

        return self._library.run(work)

    def may_be_named(self, u: UnitOfWork, batch_id: BatchId) -> frozenset[PersonId] | None:
        """Return whom suggestions of a batch may name now; None while its lock is closed."""
        batch, today = u.batches.get(batch_id), self._today()
        if not batch_lock(batch, u.matching.school_record(), today).open:
            return None
        return frozenset(_comparable(u, today))

    def _gallery(self, u: UnitOfWork, batch_id: BatchId) -> tuple[LockState, Gallery | None]:
        batch, today = u.batches.get(batch_id), self._today()
        people = _comparable(u, today)
        _purge(u, people)
        lock = batch_lock(batch, u.matching.school_record(), today)
        if not lock.open:
            return lock, None
        gallery = _gallery_of(
            u, {id_: person for id_, person in people.items() if batch.on_roster(person, today)}
        )
        if gallery is None:
            return LockState(False, "No portrait of a pupil is enrolled yet."), None
        return lock, gallery

    def _to_enrol(self, u: UnitOfWork) -> tuple[Portrait, ...]:
        enrolled = u.matching.enrolled_portraits(MATCHER_VERSION)
        people = _comparable(u, self._today())
        return tuple(
            portrait
            for portrait in u.people.portraits()
            if portrait.id not in enrolled and portrait.person_id in people
        )

    def _read(
        self, portraits: Sequence[Portrait], so_far: _Enrolment, progress: Progress
    ) -> Iterator[tuple[PortraitId, tuple[bytes]]]:
        for portrait in portraits:
            if not self._library.run(partial(self._may_enrol, person_id=portrait.person_id)):
                progress.step()
                continue
            try:
                data = self._library.vault.get(portrait.picture)
            except (KnownError, OSError):
                so_far.problems.append((portrait.person_id, UNREADABLE_PORTRAIT))
                progress.step()
                continue
            yield portrait.id, (data,)

    def _keep(self, portrait: Portrait, checked: PortraitCheck) -> int:
        vector = checked.vector or ()

        def work(u: UnitOfWork) -> int:
            # any lock may have closed while the portrait was being read
            if not self._may_enrol(u, portrait.person_id):
                return 0
            u.matching.keep_vector(portrait.person_id, portrait.id, vector, MATCHER_VERSION)
            return 1

        return self._library.run(work)

    def _may_enrol(self, u: UnitOfWork, person_id: PersonId) -> bool:
        today = self._today()
        lock = school_lock(u.matching.school_record(), today)
        return lock.open and person_id in _comparable(u, today)

    def _today(self) -> date:
        return self._clock().date()


def _comparable(u: UnitOfWork, today: date) -> Mapping[PersonId, Person]:
    """Return the people of whom vectors may be made, kept or used today."""
    permissions = u.matching.permissions()
    return {
        person.id: person
        for person in u.people.all()
        if may_be_compared(permissions, person.id, today)
        and not _has_left(person.details.left_on, today)
    }


def _gallery_of(u: UnitOfWork, people: Mapping[PersonId, Person]) -> Gallery | None:
    references = tuple(
        Reference(person_id, _mean(vectors), len(vectors), people[person_id].details.protected)
        for person_id, vectors in u.matching.vectors(MATCHER_VERSION).items()
        if person_id in people
    )
    return Gallery(references, MATCHER_VERSION) if references else None


def _has_left(left_on: date | None, today: date) -> bool:
    return left_on is not None and left_on <= today


def _mean(vectors: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    return tuple(sum(column) / len(vectors) for column in zip(*vectors, strict=True))


def _purge(u: UnitOfWork, may_stay: Collection[PersonId]) -> int:
    gone = [id_ for id_ in u.matching.people_with_vectors() if id_ not in may_stay]
    return sum(_destroy(u, person_id, PROGRAM) for person_id in gone)


def _destroy(u: UnitOfWork, person_id: PersonId, by: str) -> int:
    count = u.matching.delete_vectors(person_id)
    u.audit.add(by, "vectors_destroyed", f"person {person_id}", {"count": count})
    return count
