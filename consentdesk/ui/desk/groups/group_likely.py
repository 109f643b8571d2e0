"""Who a group of faces may be, and which of its faces may be ticked beforehand.

Look-alikes, brothers and sisters are put side by side and nobody is chosen beforehand: the
pupil whom the machine knows may stand for one whom it does not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from consentdesk.domain.face import Candidate, SuggestionOutcome
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.siblings import may_be_siblings
from consentdesk.ui.desk.face.machine_answer import Answer
from consentdesk.ui.desk.groups.face_group import FaceGroup, GroupFace
from consentdesk.ui.text import plural, tr

SHOWN = 3
"""People shown side by side; more would be guessing."""


@dataclass(frozen=True, slots=True)
class LikelyPerson:
    """Somebody a group may be; `words` say what that rests on."""

    person: Person
    words: str


@dataclass(frozen=True, slots=True)
class GroupLikely:
    """What is proposed about a group; never a decision.

    Attributes:
        people: most likely first.
        answer: the machine's words, and why nothing is ticked beforehand.
        certain: whether Enter may take the first of the people.
        tickable: faces that may be ticked beforehand once they were seen.
    """

    people: tuple[LikelyPerson, ...]
    answer: Answer | None
    certain: bool
    tickable: frozenset[RegionId]


@dataclass(slots=True)
class _Votes:
    first: int = 0
    decided: int = 0
    best: Candidate | None = None
    alike: bool = False

    @property
    def key(self) -> tuple[int, int, float]:
        distance = 0.0 if self.best is None else self.best.distance
        return (-self.first - self.decided, -self.decided, distance)


@dataclass(slots=True)
class _Count:
    people: dict[PersonId, _Votes] = field(default_factory=dict)

    def votes(self, person_id: PersonId) -> _Votes:
        return self.people.setdefault(person_id, _Votes())

    def take(self, face: GroupFace) -> None:
        """Count what one face says."""
        if face.decided is not None:
            if face.decided.person_id is not None:
                self.votes(face.decided.person_id).decided += 1
            return
        for place, candidate in enumerate(_candidates(face)):
            votes = self.votes(candidate.person_id)
            votes.first += place == 0
            votes.alike |= candidate.look_alike
            if votes.best is None or candidate.distance < votes.best.distance:
                votes.best = candidate


def likely_of(group: FaceGroup, people: Mapping[PersonId, Person]) -> GroupLikely:
    """Return who a group may be, from what was suggested and decided about its faces."""
    count = _Count()
    for face in group.faces:
        count.take(face)
    ruled_out = _ruled_out(group)
    ranked = [p for p in count.people if p in people and p not in ruled_out]
    ranked.sort(key=lambda person: count.people[person].key)
    if not ranked:
        return _nobody(group)
    first = ranked[0]
    alike = [p for p in ranked[1:] if count.people[p].alike]
    if count.people[first].alike and not alike:
        alike = ranked[1:2]
    related = _siblings(people[first], people, ruled_out)
    shown = list(dict.fromkeys((first, *alike, *related, *ranked)))[:SHOWN]
    answer = _doubt(group, people, alike, related)
    found = tuple(_likely(person, people, count, related) for person in shown)
    tickable = frozenset() if answer else frozenset(_tickable(group, first))
    return GroupLikely(found, answer or _against(group, first), answer is None, tickable)


def points_elsewhere(face: GroupFace, person_id: PersonId | None) -> bool:
    """Whether a face is more like somebody else, or was said not to be this person."""
    found = _candidates(face)
    other = bool(found) and found[0].person_id != person_id
    return person_id is not None and (other or person_id in face.not_these)


def _candidates(face: GroupFace) -> tuple[Candidate, ...]:
    found = face.suggestion
    if found is None or found.outcome is SuggestionOutcome.NO_SUGGESTION:
        return ()
    return found.candidates


def _ruled_out(group: FaceGroup) -> frozenset[PersonId]:
    """Return whom every open face was said not to be."""
    said = [face.not_these for face in group.open]
    return said[0].intersection(*said[1:]) if said else frozenset()


def _siblings(
    person: Person, people: Mapping[PersonId, Person], ruled_out: frozenset[PersonId]
) -> list[PersonId]:
    """Return pupils who may be brothers or sisters, whether or not they are ever compared."""
    if person.details.kind is not PersonKind.PUPIL:
        return []
    others = (p for p in people.values() if p.details.kind is PersonKind.PUPIL)
    return [
        other.id
        for other in others
        if other.id != person.id
        and other.id not in ruled_out
        and may_be_siblings(person.details, other.details)
    ]


def _tickable(group: FaceGroup, first: PersonId) -> list[RegionId]:
    return [
        face.id
        for face in group.open
        if not points_elsewhere(face, first) and not _cannot_tell(face)
    ]


def _cannot_tell(face: GroupFace) -> bool:
    said = face.suggestion
    return said is not None and said.outcome is SuggestionOutcome.CANNOT_TELL


def _likely(
    person_id: PersonId,
    people: Mapping[PersonId, Person],
    count: _Count,
    related: list[PersonId],
) -> LikelyPerson:
    votes = count.people.get(person_id, _Votes())
    if votes.decided:
        text = tr("{n} decided", n=votes.decided)
    elif votes.best is not None:
        text = votes.best.words
    else:
        text = tr("brother or sister?") if person_id in related else ""
    return LikelyPerson(people[person_id], text)


def _doubt(
    group: FaceGroup,
    people: Mapping[PersonId, Person],
    alike: list[PersonId],
    related: list[PersonId],
) -> Answer | None:
    """Return why nobody is chosen beforehand, if so it is."""
    none_ticked = tr("None is ticked beforehand: compare each with the portraits.")
    if alike or related:
        why = tr("These pupils look alike.") if alike else tr("They may be brothers or sisters.")
        return Answer("account-multiple-outline", "flagged", f"{why} {none_ticked}")
    doubtful = [face for face in group.open if _cannot_tell(face)]
    if doubtful and len(doubtful) == len([f for f in group.open if _candidates(f)]):
        said = doubtful[0].suggestion
        reason = "" if said is None or not said.reason else f" {said.reason}"
        text = tr("Cannot tell.{reason} {none}", reason=reason, none=none_ticked)
        return Answer("help-rhombus", "open", text)
    return None


def _against(group: FaceGroup, first: PersonId) -> Answer | None:
    """Say how many of the faces are not ticked beforehand because they point elsewhere."""
    apart = len(group.open) - len(_tickable(group, first))
    if not apart:
        return None
    one = "{n} face may be somebody else and is not ticked beforehand."
    many = "{n} faces may be somebody else and are not ticked beforehand."
    return Answer("help-rhombus", "open", plural(apart, one, many))


def _nobody(group: FaceGroup) -> GroupLikely:
    text = tr("No suggestion. It may still be a look-out.")
    answer = Answer("help-rhombus", "open", text)
    tickable = frozenset(face.id for face in group.open if not _cannot_tell(face))
    return GroupLikely((), answer, certain=False, tickable=tickable)
