"""One face against the enrolled pupils: three outcomes, never two.

A distance beyond every line says "no suggestion" only for a face that could have been
recognised; a dark, flat, blurred or small one is "cannot tell". A poor face that is alike to a
pupil is suggested all the same: to ask once too often harms nobody. No outcome clears anybody.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.face import Candidate, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.search import Sensitivity
from consentdesk.faces.chip import Quality
from consentdesk.faces.ports import Comparison, FoundFace, Gallery, Lines, Reference

_MORE_QUESTIONS = {Sensitivity.USUAL: 0.0, Sensitivity.MORE: 0.02, Sensitivity.MOST: 0.04}
"""By how much every line moves outwards."""

# The quality gate of 4.4.
_DARK = 60.0
_FLAT = 22.0
_BLURRED = 0.1

_MOST_CANDIDATES = 3

_LOOK_ALIKES = "These pupils look alike: a person must compare the face with both portraits."

_TAKEN = "Alike to a pupil who is already suggested for another face of this photo."


@dataclass(frozen=True, slots=True)
class _Near:
    """An enrolled pupil within line and doubt of a face; ``beyond`` is the way past the line."""

    candidate: Candidate
    beyond: float


def compare(
    vector: NDArray[np.float32] | None,
    quality: Quality,
    face: FoundFace,
    gallery: Gallery,
    lines: Lines,
    sensitivity: Sensitivity = Sensitivity.USUAL,
    taken: Set[PersonId] = frozenset(),
) -> Comparison:
    """Say whom a face may be; with the best candidate all look-alikes of it are named.

    Args:
        vector: of the face; None when it is too small to have one.
        quality: of its chip.
        face: as found.
        gallery: the enrolled pupils.
        lines: of the encoder that made the vectors.
        sensitivity: moves the lines towards more questions.
        taken: pupils suggested for other faces of the photo; named as look-alikes only.
    """
    near: list[_Near] = []
    candidates: tuple[Candidate, ...] = ()
    if vector is not None:
        found = _nearest(vector, face.box.height, gallery, lines, sensitivity)
        near = [one for one in found if one.candidate.person_id not in taken]
        candidates = _named([one.candidate for one in near], vector, gallery, lines)
    poor = _poor(quality, face, lines)
    if near and near[0].beyond <= 0:
        return Comparison(SuggestionOutcome.SUGGESTION, candidates, _suggested(candidates, poor))
    if poor:
        reason = f"The face is {poor} to compare."
        return Comparison(SuggestionOutcome.CANNOT_TELL, candidates, reason)
    if near:
        reason = "Only just not alike enough to suggest."
        return Comparison(SuggestionOutcome.CANNOT_TELL, candidates, reason)
    return Comparison(SuggestionOutcome.NO_SUGGESTION, (), "Not alike to anybody enrolled.")


def compare_all(
    vectors: Sequence[NDArray[np.float32] | None],
    qualities: Sequence[Quality],
    faces: Sequence[FoundFace],
    gallery: Gallery,
    lines: Lines,
    sensitivity: Sensitivity = Sensitivity.USUAL,
) -> tuple[Comparison, ...]:
    """Compare all faces of one photo; a pupil is suggested once, for the nearest face.

    A face that loses its pupil to a nearer face gets its next candidate, or "cannot tell".
    """
    given = list(zip(vectors, qualities, faces, strict=True))
    answers = [compare(*one, gallery, lines, sensitivity) for one in given]
    nearest_first = [
        (answer.candidates[0].distance, index)
        for index, answer in enumerate(answers)
        if answer.outcome is SuggestionOutcome.SUGGESTION
    ]
    heapify(nearest_first)
    taken: set[PersonId] = set()
    while nearest_first:
        _, index = heappop(nearest_first)
        person = answers[index].candidates[0].person_id
        if person not in taken:
            taken.add(person)
            continue
        again = compare(*given[index], gallery, lines, sensitivity, taken)
        if again.outcome is SuggestionOutcome.SUGGESTION:
            answers[index] = again
            heappush(nearest_first, (again.candidates[0].distance, index))
        else:
            first = compare(*given[index], gallery, lines, sensitivity)
            answers[index] = replace(first, outcome=SuggestionOutcome.CANNOT_TELL, reason=_TAKEN)
    return tuple(answers)


def _named(
    near: Sequence[Candidate], vector: NDArray[np.float32], gallery: Gallery, lines: Lines
) -> tuple[Candidate, ...]:
    """Return whom to name: the best, everybody who looks like the best, then the next best.

    A look-alike is named however far it lies, also one suggested for another face: which of the
    two a face is, distance must not say.
    """
    if not near:
        return ()
    people = {reference.person_id: reference for reference in gallery.references}
    alike = people[near[0].person_id].look_alikes & people.keys()
    twins = [
        replace(candidate_of(vector, people[id_], lines), look_alike=True) for id_ in sorted(alike)
    ]
    others = [one for one in near[1:] if one.person_id not in alike]
    room = max(0, _MOST_CANDIDATES - 1 - len(twins))
    return (near[0], *sorted(twins, key=lambda one: one.distance), *others[:room])


def candidate_of(vector: NDArray[np.float32], reference: Reference, lines: Lines) -> Candidate:
    """Return the pupil as a candidate for a face with that vector."""
    distance = float(np.linalg.norm(vector - np.array(reference.vector, np.float32)))
    return Candidate(reference.person_id, distance, in_words(distance, lines))


def _nearest(
    vector: NDArray[np.float32],
    height: int,
    gallery: Gallery,
    lines: Lines,
    sensitivity: Sensitivity,
) -> list[_Near]:
    """Return the pupils within line and doubt, the one farthest inside its own line first."""
    near = []
    for reference in gallery.references:
        candidate = candidate_of(vector, reference, lines)
        line = line_of(reference, height, lines, sensitivity)
        if candidate.distance <= line + lines.doubt:
            near.append(_Near(candidate, candidate.distance - line))
    return sorted(near, key=lambda one: one.beyond)


def line_of(reference: Reference, height: int, lines: Lines, sensitivity: Sensitivity) -> float:
    """Return the distance up to which this pupil is suggested for a face of that height."""
    line = {1: lines.one_photo, 2: lines.two_photos}.get(reference.photos, lines.more_photos)
    if height < lines.small:
        line += lines.small_more
    if reference.wider:
        line += lines.wider_more
    return line + _MORE_QUESTIONS[sensitivity]


def in_words(distance: float, lines: Lines) -> str:
    """Return a distance in words a person understands."""
    if distance <= lines.very_alike:
        return "very alike"
    return "alike" if distance <= lines.alike else "a bit alike"


def _suggested(candidates: Sequence[Candidate], poor: str) -> str:
    """Return why the best candidate is suggested; a poor face is suggested with a warning."""
    if any(one.look_alike for one in candidates):
        return _LOOK_ALIKES
    words = candidates[0].words
    return f"This face is {words}, though {poor} to be sure." if poor else f"This face is {words}."


def _poor(quality: Quality, face: FoundFace, lines: Lines) -> str:
    """Return why no distance can rule a pupil out for this face; empty when it can."""
    if face.box.height < lines.smallest:
        return "too small"
    if quality.light < _DARK:
        return "too dark"
    if quality.contrast < _FLAT:
        return "too flat in its light"
    if quality.sharpness < _BLURRED:
        return "too blurred"
    return ""
