"""The enrolled pupils as faces are compared with them: mean of the portraits, and look-alikes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.domain.siblings import may_be_siblings
from consentdesk.faces.look_alikes import look_alikes
from consentdesk.faces.ports import Reference
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.store.unit_of_work import UnitOfWork


class Enrolled:
    """Makes references out of the stored vectors; keeps nothing but the last answer.

    Look-alikes are worked out anew from the vectors there are, so that nobody is anybody's
    look-alike any more once one of the two has withdrawn.
    """

    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine
        self._last: tuple[tuple[Reference, ...], frozenset[frozenset[PersonId]]] | None = None
        self._answer: tuple[Reference, ...] = ()

    def references(self, u: UnitOfWork, people: Mapping[PersonId, Person]) -> tuple[Reference, ...]:
        """Return those of these people who are enrolled, each with the look-alikes among them.

        Raises:
            EngineError: the description of the school's own encoder cannot be read.
        """
        vectors = u.matching.vectors(self._engine.matcher_version())
        plain = tuple(
            Reference(id_, _mean(of_person), len(of_person), people[id_].details.protected)
            for id_, of_person in vectors.items()
            if id_ in people
        )
        asked = plain, _siblings([people[reference.person_id] for reference in plain])
        if asked != self._last:
            self._answer = self._with_look_alikes(*asked)
            self._last = asked
        return self._answer

    def _with_look_alikes(
        self, references: tuple[Reference, ...], siblings: frozenset[frozenset[PersonId]]
    ) -> tuple[Reference, ...]:
        alike = look_alikes(references, siblings, self._engine.lines())
        return tuple(
            replace(one, look_alikes=alike.get(one.person_id, frozenset())) for one in references
        )


def _siblings(people: Sequence[Person]) -> frozenset[frozenset[PersonId]]:
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(person.details.last_name.casefold(), []).append(person)
    return frozenset(
        frozenset({one.id, other.id})
        for family in by_name.values()
        for one, other in combinations(family, 2)
        if may_be_siblings(one.details, other.details)
    )


def _mean(vectors: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    return tuple(sum(column) / len(vectors) for column in zip(*vectors, strict=True))
