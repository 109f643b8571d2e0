"""The people on the school's roll, and what each may appear on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.consent import Answer, Limit, Permission, Status
from consentdesk.domain.consent_source import SheetImport
from consentdesk.domain.exclusion_check import is_look_out
from consentdesk.domain.ids import ChannelId, PersonId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.people import Person, PersonDetails, Portrait
from consentdesk.domain.running_out import RunsOut, runs_out
from consentdesk.services.comparing.references import destroy_references, stop_comparing
from consentdesk.services.register.answer_history import (
    RecordedAnswer,
    flags_in_sheets,
    read_history,
)
from consentdesk.services.register.ended_protections import ended_on
from consentdesk.services.register_picture import RegisterPicture, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

BY_HAND = "office"
"""Kind of source of answers that were entered in the office; a sheet never replaces them."""

SPOKEN = "a spoken yes; the written one is awaited"
"""Source of a yes of which nobody recorded who gave it and on which day."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person with everything the office may see.

    Attributes:
        runs_out: on which channels a permission runs out, or has done so.
        stated_in: the sheet that states a protection or an objection, by its field's name.
        restricted: whether the person is on the register.
        vectors: how many reference vectors exist.
    """

    person: Person
    portraits: tuple[Portrait, ...]
    permissions: Mapping[ChannelId, Permission]
    runs_out: Mapping[ChannelId, RunsOut]
    stated_in: Mapping[str, SheetImport]
    answers: tuple[Answer, ...]
    biometric: BiometricPermission | None
    restricted: bool
    vectors: int


class Roll:
    """The roll of one workspace."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register

    def entries(self) -> tuple[RegisterEntry, ...]:
        """Return everybody, by class and name."""
        return self._library.run(lambda u: _entries(u, self._register.read(u)))

    def entry(self, person_id: PersonId) -> RegisterEntry:
        """Return one person."""
        return next(entry for entry in self.entries() if entry.person.id == person_id)

    def history(self, person_id: PersonId) -> tuple[RecordedAnswer, ...]:
        """Return every answer a person ever gave, the newest entry first."""
        return self._library.run(lambda u: read_history(u, person_id, self._register.read(u).today))

    def set_protected(
        self, person_id: PersonId, protected: bool, by: str, evidence: str = ""
    ) -> None:
        """Protect a person from every publication, or end the protection.

        Raises:
            Refused: ending it is for senior leadership, who say in `evidence` what it rests on.
        """
        self._change(
            person_id,
            by,
            "protected",
            lambda d: replace(d, protected=protected),
            lambda u: {} if protected else self._ended(u, by, evidence),
        )

    def set_child_objects(
        self, person_id: PersonId, objects: bool, by: str, evidence: str = ""
    ) -> None:
        """Record that the child does not want to appear, or that it changed its mind.

        While it stands the child is not compared with any face: that ends in the same transaction.

        Raises:
            Refused: as `set_protected`.
        """

        def also(u: UnitOfWork) -> Mapping[str, object]:
            if not objects:
                return self._ended(u, by, evidence)
            today = self._register.now().date()
            stop_comparing(u, self._library.vault, person_id, today, by)
            return {}

        self._change(
            person_id,
            by,
            "child_objects",
            lambda d: replace(d, child_objects=objects),
            also,
        )

    def set_left(self, person_id: PersonId, left_on: date | None, by: str) -> None:
        """Record that a person leaves; what the person is compared by goes at once."""

        def destroy(u: UnitOfWork) -> Mapping[str, object]:
            if left_on is not None:
                destroy_references(u, self._library.vault, person_id, by)
            return {}

        self._change(person_id, by, "left", lambda d: replace(d, left_on=left_on), destroy)

    def record_answer(self, person_id: PersonId, answer: Answer, by: str) -> None:
        """Add an answer that came to the office; a later sheet does not replace it.

        A yes without who gave it and on which day counts as spoken: it is awaited until the next
        answer about the same purpose is recorded.
        """

        def work(u: UnitOfWork) -> None:
            by_hand = u.register.answers_of_source(person_id, BY_HAND)
            given = _spoken(answer) if _unsigned_yes(answer) else answer
            still = (a for a in by_hand if a.purpose != given.purpose or a.source != SPOKEN)
            u.register.replace_answers(person_id, BY_HAND, (*still, given), "by hand")
            u.register.raise_version()
            u.audit.add(by, "answer_recorded", f"person {person_id}", {"purpose": answer.purpose})

        self._library.run(work)

    def _ended(self, u: UnitOfWork, by: str, evidence: str) -> Mapping[str, object]:
        """Return what the trail says of a protection or objection that ends."""
        return {"evidence": ended_on(u, by, evidence, self._register.now().date())}

    def _change(
        self,
        person_id: PersonId,
        by: str,
        what: str,
        change: Callable[[PersonDetails], PersonDetails],
        also: Callable[[UnitOfWork], Mapping[str, object]],
    ) -> None:
        """Change a person in one transaction; `also` may refuse, and tells the trail more."""

        def work(u: UnitOfWork) -> None:
            person = u.people.get(person_id)
            detail = also(u)
            u.people.change(replace(person, details=change(person.details)))
            u.register.raise_version()
            u.audit.add(by, f"person_{what}_changed", f"person {person_id}", detail)

        self._library.run(work)


def _unsigned_yes(answer: Answer) -> bool:
    """Whether it says yes and not both who said so and when."""
    yes = answer.status in {Status.GRANTED, Status.LIMITED}
    return yes and not (answer.given_by.strip() and answer.given_on)


def _spoken(answer: Answer) -> Answer:
    nothing = frozenset[Limit]()
    return replace(answer, status=Status.PENDING, limits=nothing, expires_on=None, source=SPOKEN)


def _entries(u: UnitOfWork, register: RegisterPicture) -> tuple[RegisterEntry, ...]:
    answers, biometric = u.register.answers(), u.matching.permissions()
    vectors, stated = u.matching.people_with_vectors(), flags_in_sheets(u)
    portraits: dict[PersonId, list[Portrait]] = {}
    for portrait in u.people.portraits():
        portraits.setdefault(portrait.person_id, []).append(portrait)
    entries = []
    for person in register.people.values():
        permissions = register.permissions_of(person.id)
        entries.append(
            RegisterEntry(
                person,
                tuple(portraits.get(person.id, ())),
                permissions,
                _runs_out(register, person, answers.get(person.id, ())),
                stated.get(person.id, {}),
                tuple(answers.get(person.id, ())),
                biometric.get(person.id),
                is_look_out(permissions.values()),
                vectors.get(person.id, 0),
            )
        )
    return tuple(entries)


def _runs_out(
    register: RegisterPicture, person: Person, answers: Sequence[Answer]
) -> Mapping[ChannelId, RunsOut]:
    found = {c.id: runs_out(c, person.details, answers, register.today) for c in register.channels}
    return {channel_id: each for channel_id, each in found.items() if each is not None}
