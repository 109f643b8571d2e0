"""Which of two look-alikes a face is, distance never says."""

from dataclasses import replace

import numpy as np

from consentdesk.domain.face import Suggestion, SuggestionOutcome
from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.faces.chip import Quality
from consentdesk.faces.compare import compare, compare_all
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.ports import Gallery, Reference
from tests.faces.planted import planted_face

GOOD = Quality(light=120, contrast=45, sharpness=0.18)
FACE = planted_face(Box(0, 0, 75, 100))


def at(*places: float) -> np.ndarray:
    vector = np.zeros(128, np.float32)
    vector[: len(places)] = places
    return vector


def pupil(number: int, *places: float, alike: tuple[int, ...] = ()) -> Reference:
    return Reference(number, tuple(at(*places).tolist()), 3, look_alikes=frozenset(alike))


def named(vector: np.ndarray, *pupils: Reference) -> list[tuple[int, bool]]:
    answer = compare(vector, GOOD, FACE, Gallery(pupils, "1"), DLIB_LINES)
    return [(candidate.person_id, candidate.look_alike) for candidate in answer.candidates]


TWINS = (pupil(1, 0.0, alike=(2,)), pupil(2, 0.45, alike=(1,)))


def test_a_twin_is_named_with_the_better_candidate_however_far() -> None:
    assert named(at(-0.2), *TWINS) == [(1, False), (2, True)]
    assert named(at(0.6), *TWINS) == [(2, False), (1, True)]
    assert named(at(2.0), *TWINS) == []


def test_both_of_them_are_likely() -> None:
    answer = compare(at(-0.2), GOOD, FACE, Gallery(TWINS, "1"), DLIB_LINES)
    suggestion = Suggestion(RegionId(1), answer.outcome, answer.candidates)
    assert suggestion.likely == {1, 2}


def test_a_twin_comes_before_a_nearer_stranger_and_none_is_left_out() -> None:
    stranger = pupil(9, 0.1)
    assert named(at(-0.2), *TWINS, stranger) == [(1, False), (2, True), (9, False)]
    many = tuple(pupil(number, 0.4 + number / 100, alike=(1,)) for number in range(2, 6))
    first = replace(TWINS[0], look_alikes=frozenset({2, 3, 4, 5}))
    assert [who for who, _ in named(at(-0.2), first, *many, stranger)] == [1, 2, 3, 4, 5]


def test_a_look_alike_who_is_not_in_the_gallery_is_not_named() -> None:
    assert named(at(-0.2), TWINS[0]) == [(1, False)]


def test_two_faces_of_twins_name_both_for_each() -> None:
    answers = compare_all(
        [at(-0.1), at(0.1)], [GOOD, GOOD], [FACE, FACE], Gallery(TWINS, "1"), DLIB_LINES
    )
    assert [answer.outcome for answer in answers] == [SuggestionOutcome.SUGGESTION] * 2
    told = [[(c.person_id, c.look_alike) for c in answer.candidates] for answer in answers]
    assert sorted(told) == [[(1, False), (2, True)], [(2, False), (1, True)]]
