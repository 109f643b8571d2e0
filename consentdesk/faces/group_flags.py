"""What a face is told because of the other faces of the same person: flags, never a clearance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from consentdesk.domain.face import Candidate, SuggestionOutcome
from consentdesk.domain.ids import PersonId, PhotoId
from consentdesk.domain.search import Sensitivity
from consentdesk.faces.compare import candidate_of, line_of
from consentdesk.faces.groups import GroupedFace
from consentdesk.faces.ports import Comparison, Gallery, Lines, Reference

_SAME = "Seems to be the same person as a face that is alike to this pupil."
_TAKEN = "Seems to be a pupil who is already suggested for another face of this photo."

People = Mapping[PersonId, Reference]


def with_group_flags(
    faces: Sequence[GroupedFace],
    answers: Sequence[Comparison],
    groups: Sequence[Sequence[int]],
    gallery: Gallery,
    lines: Lines,
    sensitivity: Sensitivity = Sensitivity.USUAL,
) -> tuple[Comparison, ...]:
    """Return the answers with flags added; no suggestion gets weaker, no candidate goes.

    When a member of a group is suggested as a pupil, or the mean of the group lies within the
    pupil's line, the other members are suggested as that pupil too. In one photo a pupil is
    suggested once, for the nearest face; another face is "cannot tell".

    Args:
        faces: with vectors of the gallery's matcher.
        answers: of the same faces.
        groups: of `same_person`.
        gallery: the enrolled pupils.
        lines: of the encoder that made the vectors.
        sensitivity: moves the lines towards more questions.
    """
    people = {reference.person_id: reference for reference in gallery.references}
    claims: dict[int, list[Candidate]] = {}
    for group in groups:
        pupils = _pupils(group, faces, answers, people, lines, sensitivity)
        for place in group:
            if pupils and answers[place].outcome is not SuggestionOutcome.SUGGESTION:
                near = [candidate_of(_row(faces[place]), one, lines) for one in pupils]
                claims[place] = sorted(near, key=lambda one: (one.distance, one.person_id))
    given = _given(faces, answers, claims)
    return tuple(
        _flagged(answer, claims[place], given.get(place), _row(faces[place]), people, lines)
        if place in claims
        else answer
        for place, answer in enumerate(answers)
    )


def _pupils(
    group: Sequence[int],
    faces: Sequence[GroupedFace],
    answers: Sequence[Comparison],
    people: People,
    lines: Lines,
    sensitivity: Sensitivity,
) -> list[Reference]:
    """Return whom a group may be."""
    named = {
        answers[place].candidates[0].person_id
        for place in group
        if answers[place].outcome is SuggestionOutcome.SUGGESTION
    }
    # sorted, so that the mean is the same to the last digit in whatever order the faces come
    mean = np.mean(sorted(faces[place].vector for place in group), axis=0, dtype=np.float64)
    tallest = max(faces[place].height for place in group)
    return [
        person
        for person in people.values()
        if person.person_id in named
        or float(np.linalg.norm(mean - np.array(person.vector)))
        <= line_of(person, tallest, lines, sensitivity)
    ]


def _given(
    faces: Sequence[GroupedFace],
    answers: Sequence[Comparison],
    claims: Mapping[int, Sequence[Candidate]],
) -> dict[int, PersonId]:
    """Return which face gets which pupil: the nearest first, each pupil once a photo."""
    taken: set[tuple[PhotoId, PersonId]] = {
        (face.photo_id, answer.candidates[0].person_id)
        for face, answer in zip(faces, answers, strict=True)
        if answer.outcome is SuggestionOutcome.SUGGESTION
    }
    nearest_first = sorted(
        (one.distance, one.person_id, faces[place].photo_id, faces[place].vector, place)
        for place, candidates in claims.items()
        for one in candidates
    )
    given: dict[int, PersonId] = {}
    for _, person, photo, _, place in nearest_first:
        if place not in given and (photo, person) not in taken:
            given[place] = person
            taken.add((photo, person))
    return given


def _flagged(
    answer: Comparison,
    claimed: Sequence[Candidate],
    given: PersonId | None,
    row: np.ndarray,
    people: People,
    lines: Lines,
) -> Comparison:
    """Return the answer with the claimed pupils added, first of all the one that it is given."""
    known = {one.person_id for one in answer.candidates}
    all_of_them = [*answer.candidates, *(one for one in claimed if one.person_id not in known)]
    if given is None:
        outcome = SuggestionOutcome.CANNOT_TELL
        # why it could not be told before says more
        reason = answer.reason if answer.outcome is outcome else _TAKEN
        return Comparison(outcome, tuple(all_of_them), reason)
    first = next(one for one in all_of_them if one.person_id == given)
    alike = people[given].look_alikes & people.keys()
    twins = [replace(candidate_of(row, people[person], lines), look_alike=True) for person in alike]
    twins.sort(key=lambda one: (one.distance, one.person_id))
    others = [one for one in all_of_them if one.person_id not in {given, *alike}]
    return Comparison(SuggestionOutcome.SUGGESTION, (first, *twins, *others), _SAME)


def _row(face: GroupedFace) -> np.ndarray:
    return np.array(face.vector, np.float32)
