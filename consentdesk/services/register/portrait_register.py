"""The register's portraits at a glance: how good they are, what is missing, who looks alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.errors import EngineError
from consentdesk.domain.exclusion_check import is_look_out
from consentdesk.domain.ids import PersonId, PortraitId
from consentdesk.domain.matching_locks import LockState, school_lock
from consentdesk.domain.people import Person, PersonKind, Portrait
from consentdesk.domain.portraits import PortraitNeed, number_advice, portrait_need
from consentdesk.services.comparing.enrolled import Enrolled
from consentdesk.services.comparing.references import NO_PERMISSION, comparable
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.register_picture import RegisterPicture, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody whose portraits lie near; never told apart by the program alone."""

    person: Person
    portrait: PortraitId | None


@dataclass(frozen=True, slots=True)
class PupilPortraits:
    """The portraits of one pupil, and what they are good for today.

    Attributes:
        portraits: oldest entry first.
        enrolled: those that faces are compared with.
        lock: whether they may be compared with; if not, why.
        matters: somebody looks at them or is compared with them: a look-out, or a pupil with a
            biometric permission.
        look_alikes: among those who are enrolled.
    """

    person: Person
    portraits: tuple[Portrait, ...]
    enrolled: frozenset[PortraitId]
    lock: LockState
    matters: bool
    look_alikes: tuple[LookAlike, ...]
    today: date

    @property
    def advice(self) -> str:
        """What to do about how many portraits there are; empty when it is enough."""
        return number_advice(self.portraits, compared=self.lock.open)

    @property
    def need(self) -> PortraitNeed:
        """What the portraits need."""
        return portrait_need(self.portraits, self.today, compared=self.lock.open)

    @property
    def to_enrol(self) -> tuple[Portrait, ...]:
        """Portraits that could be compared with and are not yet."""
        if not self.lock.open:
            return ()
        return tuple(p for p in self.portraits if p.id not in self.enrolled and not p.problems)


class PortraitRegister:
    """Reads the portraits of the pupils who are at the school."""

    def __init__(
        self, library: Library, register: RegisterReader, engine: FaceEngine, enrolled: Enrolled
    ) -> None:
        self._library = library
        self._register = register
        self._engine = engine
        self._enrolled = enrolled

    def pupils(self) -> Mapping[PersonId, PupilPortraits]:
        """Return every pupil at the school, by class and name."""
        return self._library.run(self._pupils)

    def _pupils(self, u: UnitOfWork) -> Mapping[PersonId, PupilPortraits]:
        register = self._register.read(u)
        people = comparable(u, register.today)
        portraits: dict[PersonId, tuple[Portrait, ...]] = {}
        for portrait in u.people.portraits():
            of_person = portraits.get(portrait.person_id, ())
            portraits[portrait.person_id] = (*of_person, portrait)
        enrolled, alike = self._compared(u, people)
        school = school_lock(u.matching.school_record(), register.today)
        return {
            person.id: PupilPortraits(
                person,
                portraits.get(person.id, ()),
                enrolled,
                _lock(school, person, people),
                person.id in people or is_look_out(register.permissions_of(person.id).values()),
                tuple(
                    LookAlike(people[other], _latest(portraits.get(other, ()), enrolled))
                    for other in sorted(alike.get(person.id, frozenset()))
                ),
                register.today,
            )
            for person in _pupils_here(register)
        }

    def _compared(
        self, u: UnitOfWork, people: Mapping[PersonId, Person]
    ) -> tuple[frozenset[PortraitId], Mapping[PersonId, frozenset[PersonId]]]:
        """Return the enrolled portraits and the look-alikes; none while the engine is unknown."""
        if not u.matching.people_with_vectors():
            return frozenset(), {}
        try:
            matcher = self._engine.matcher_version()
            references = self._enrolled.references(u, people)
        except EngineError:
            return frozenset(), {}
        return u.matching.enrolled_portraits(matcher), {
            reference.person_id: reference.look_alikes for reference in references
        }


def _pupils_here(register: RegisterPicture) -> tuple[Person, ...]:
    return tuple(
        person
        for person in register.people.values()
        if person.details.kind is PersonKind.PUPIL
        and (person.details.left_on is None or person.details.left_on > register.today)
    )


def _lock(school: LockState, person: Person, people: Mapping[PersonId, Person]) -> LockState:
    if school.open and person.id not in people:
        return LockState(False, NO_PERMISSION)
    return school


def _latest(portraits: tuple[Portrait, ...], enrolled: frozenset[PortraitId]) -> PortraitId | None:
    compared = [portrait.id for portrait in portraits if portrait.id in enrolled]
    return compared[-1] if compared else None
