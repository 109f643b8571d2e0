"""One face against the enrolled pupils: three outcomes, never two.

A distance beyond every line says "no suggestion" only for a face that could have been
recognised; every other face is "cannot tell". Neither clears anybody: a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.face import Candidate, SuggestionOutcome
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
) -> Comparison:
    """Say whom a face may be.

    Args:
        vector: of the face; None when it is too small to have one.
        quality: of its chip.
        face: as found.
        gallery: the enrolled pupils.
        lines: of the encoder that made the vectors.
        sensitivity: moves the lines towards more questions.
    """
    near: list[_Near] = []
    if vector is not None:
        near = _nearest(vector, face.box.height, gallery, lines, sensitivity)
    candidates = tuple(one.candidate for one in near[:_MOST_CANDIDATES])
    if reason := _why_not_comparable(quality, face, lines):
        return Comparison(SuggestionOutcome.CANNOT_TELL, candidates, reason)
    if not near:
        return Comparison(SuggestionOutcome.NO_SUGGESTION, (), "Not alike to anybody enrolled.")
    if near[0].beyond > 0:
        return Comparison(
            SuggestionOutcome.CANNOT_TELL, candidates, "Only just not alike enough to suggest."
        )
    return Comparison(
        SuggestionOutcome.SUGGESTION, candidates, f"This face is {candidates[0].words}."
    )


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
    taken: set[int] = set()
    while nearest_first:
        _, index = heappop(nearest_first)
        person = answers[index].candidates[0].person_id
        if person not in taken:
            taken.add(person)
            continue
        again = compare(*given[index], _without(gallery, taken), lines, sensitivity)
        if again.outcome is SuggestionOutcome.SUGGESTION:
            answers[index] = again
            heappush(nearest_first, (again.candidates[0].distance, index))
        else:
            first = compare(*given[index], gallery, lines, sensitivity)
            answers[index] = replace(first, outcome=SuggestionOutcome.CANNOT_TELL, reason=_TAKEN)
    return tuple(answers)


def _without(gallery: Gallery, people: set[int]) -> Gallery:
    left = tuple(one for one in gallery.references if one.person_id not in people)
    return Gallery(left, gallery.version)


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
        distance = float(np.linalg.norm(vector - np.array(reference.vector, np.float32)))
        line = _line(reference, height, lines) + _MORE_QUESTIONS[sensitivity]
        if distance <= line + lines.doubt:
            candidate = Candidate(reference.person_id, distance, in_words(distance, lines))
            near.append(_Near(candidate, distance - line))
    return sorted(near, key=lambda one: one.beyond)


def _line(reference: Reference, height: int, lines: Lines) -> float:
    """Return the distance up to which this pupil is suggested for a face of that height."""
    line = {1: lines.one_photo, 2: lines.two_photos}.get(reference.photos, lines.more_photos)
    if height < lines.small:
        line += lines.small_more
    return line + lines.wider_more if reference.wider else line


def in_words(distance: float, lines: Lines) -> str:
    """Return a distance in words a person understands."""
    if distance <= lines.very_alike:
        return "very alike"
    return "alike" if distance <= lines.alike else "somewhat alike"


def _why_not_comparable(quality: Quality, face: FoundFace, lines: Lines) -> str:
    """Return why no distance can rule a pupil out for this face; empty when it can."""
    if face.box.height < lines.smallest:
        return "The face is too small to compare."
    if quality.light < _DARK:
        return "The face is too dark to compare."
    if quality.contrast < _FLAT:
        return "The face has too little contrast to compare."
    if quality.sharpness < _BLURRED:
        return "The face is too blurred to compare."
    return ""
