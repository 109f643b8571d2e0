"""Portraits judged for everybody, and turned into vectors for those whose locks are open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.ids import PersonId, PortraitId
from consentdesk.domain.matching_locks import school_lock
from consentdesk.domain.people import Portrait
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import EngineFiles, PortraitCheck
from consentdesk.faces.worker import enrol_portrait, judge_portrait
from consentdesk.services.comparing.references import comparable, enrolment_lock, purge
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

UNREADABLE_PORTRAIT = "The portrait could not be read."

PATIENCE = 120.0
"""Seconds a worker may have one portrait in hand: it may have to start and load the engine."""


@dataclass(frozen=True, slots=True)
class EnrolReceipt:
    """What came of enrolling portraits; each problem is a sentence about one portrait."""

    enrolled: int
    problems: tuple[tuple[PersonId, str], ...]


@dataclass(frozen=True, slots=True)
class JudgeReceipt:
    """What came of judging portraits.

    Attributes:
        judged: how many were looked at.
        problems: a sentence for each portrait that nobody can be compared with, and why.
    """

    judged: int
    problems: tuple[tuple[PersonId, str], ...]


@dataclass
class _Job:
    """One way through portraits, and what came of it so far."""

    progress: Progress
    cancel: CancelToken
    done: int = 0
    problems: list[tuple[PersonId, str]] = field(default_factory=list)


class Enrolment:
    """The portraits of one workspace on their way to being compared with.

    Judging needs to find the face only, so it is done for everybody: portraits are shown to
    human eyes, too. A vector is made only behind the locks of school and pupil.
    """

    def __init__(self, library: Library, pool: FacePool, clock: Clock, engine: FaceEngine) -> None:
        self._library = library
        self._pool = pool
        self._clock = clock
        self._engine = engine

    def judge(self, by: str, progress: Progress, cancel: CancelToken) -> JudgeReceipt:
        """Judge the portraits that the detector in use has not judged yet; makes no vector.

        Raises:
            EngineError: the detector does not work, or its description cannot be read.
        """
        detector = self._engine.detector_version()
        waiting = [p for p in self._library.run(self._here) if p.checked_by != detector]
        progress.start("Checking register portraits", len(waiting))
        job = _Job(progress, cancel)
        for portrait, check in self._through(judge_portrait, waiting, job):
            job.done += self._library.run(partial(self._keep_judgement, portrait, check))
        self._library.run(lambda u: u.audit.add(by, "portraits_judged", "", {"count": job.done}))
        return JudgeReceipt(job.done, tuple(job.problems))

    def enrol(
        self,
        by: str,
        progress: Progress,
        cancel: CancelToken,
        person_id: PersonId | None = None,
    ) -> EnrolReceipt:
        """Make reference vectors from the portraits of people whose permission holds.

        Each portrait is judged on the way. One whose lock closes meanwhile is left out.

        Args:
            by: who asked for it.
            progress, cancel: of the job.
            person_id: only of this person; None for everybody.

        Raises:
            Refused: the school's record does not allow matching today, or the person has no
                permission.
            EngineError: the engine does not work, or its description cannot be read.
        """
        portraits = self._library.run(lambda u: self._to_enrol(u, person_id))
        progress.start("Reading register portraits", len(portraits))
        job = _Job(progress, cancel)
        for portrait, check in self._through(enrol_portrait, self._while_open(portraits), job):
            job.done += self._library.run(partial(self._keep, portrait, check))
        count = {"count": job.done}
        self._library.run(lambda u: u.audit.add(by, "portraits_enrolled", "", count))
        return EnrolReceipt(job.done, tuple(job.problems))

    def read(self, key: object, picture: bytes, *, compared: bool) -> PortraitCheck:
        """Judge one picture that is no portrait yet; with `compared` it gets its vector, too.

        The caller asks the locks, before and after.

        Raises:
            KnownError: it cannot be read or checked.
        """
        work = enrol_portrait if compared else judge_portrait
        jobs = [(key, (picture, self._engine.files()))]
        run = self._pool.run(work, jobs, cancel=CancelToken(), limit=_patience)
        answer = next(run, None)
        if answer is None:
            raise Refused("The program is closing.", "Try again when it is open.")
        if answer.value is None:
            raise answer.error or Refused(UNREADABLE_PORTRAIT, "Choose another picture.")
        return answer.value

    def record(self, u: UnitOfWork, portrait: Portrait, check: PortraitCheck) -> bool:
        """Record what was said about a portrait; keep its vector if every lock is open.

        Returns whether a vector was kept: any lock may have closed while it was being made.
        """
        detector = self._engine.detector_version()
        u.people.record_judgement(portrait.id, check.problems, check.advice, detector)
        open_ = enrolment_lock(u, portrait.person_id, self._today()).open
        if check.vector is None or not open_:
            return False
        matcher = self._engine.matcher_version()
        u.matching.keep_vector(portrait.person_id, portrait.id, check.vector, matcher)
        return True

    def _through(
        self,
        work: Callable[[bytes, EngineFiles], PortraitCheck],
        portraits: Iterable[Portrait],
        job: _Job,
    ) -> Iterator[tuple[Portrait, PortraitCheck]]:
        """Yield each portrait that could be read with what a worker says of it."""
        by_id: dict[PortraitId, Portrait] = {}
        jobs = self._read(portraits, by_id, job)
        for answer in self._pool.run(work, jobs, cancel=job.cancel, limit=_patience):
            portrait = by_id.pop(answer.key)
            sentences = answer.value.problems if answer.value else (str(answer.error),)
            job.problems.extend((portrait.person_id, sentence) for sentence in sentences)
            if answer.value is not None:
                yield portrait, answer.value
            job.progress.step()

    def _read(
        self, portraits: Iterable[Portrait], by_id: dict[PortraitId, Portrait], job: _Job
    ) -> Iterator[tuple[PortraitId, tuple[bytes, EngineFiles]]]:
        for portrait in portraits:
            try:
                data = self._library.vault.get(portrait.picture)
            except (KnownError, OSError):
                job.problems.append((portrait.person_id, UNREADABLE_PORTRAIT))
                job.progress.step()
                continue
            by_id[portrait.id] = portrait
            yield portrait.id, (data, self._engine.files())

    def _here(self, u: UnitOfWork) -> tuple[Portrait, ...]:
        today = self._today()
        left = {p.id for p in u.people.all() if p.details.left_on and p.details.left_on <= today}
        return tuple(p for p in u.people.portraits() if p.person_id not in left)

    def _to_enrol(self, u: UnitOfWork, person_id: PersonId | None) -> tuple[Portrait, ...]:
        today = self._today()
        people = comparable(u, today)
        purge(u, self._library.vault, today)
        if person_id is None:
            lock = school_lock(u.matching.school_record(), today)
        else:
            lock = enrolment_lock(u, person_id, today)
        if not lock.open:
            raise Refused(lock.sentence, "Record the school's decision on matching first.")
        enrolled = u.matching.enrolled_portraits(self._engine.matcher_version())
        return tuple(
            portrait
            for portrait in u.people.portraits(person_id)
            if portrait.id not in enrolled and portrait.person_id in people
        )

    def _while_open(self, portraits: Iterable[Portrait]) -> Iterator[Portrait]:
        for portrait in portraits:
            if self._library.run(partial(self._may_enrol, portrait.person_id)):
                yield portrait

    def _may_enrol(self, person_id: PersonId, u: UnitOfWork) -> bool:
        return enrolment_lock(u, person_id, self._today()).open

    def _keep(self, portrait: Portrait, check: PortraitCheck, u: UnitOfWork) -> bool:
        return _is_there(u, portrait) and self.record(u, portrait, check)

    def _keep_judgement(self, portrait: Portrait, check: PortraitCheck, u: UnitOfWork) -> bool:
        if _is_there(u, portrait):
            self.record(u, portrait, check)
            return True
        return False

    def _today(self) -> date:
        return self._clock().date()


def _patience(_: object) -> float:
    return PATIENCE


def _is_there(u: UnitOfWork, portrait: Portrait) -> bool:
    """Tell whether a portrait was not removed while it was being read."""
    return any(other.id == portrait.id for other in u.people.portraits(portrait.person_id))
