"""The three outcomes, the lines between them, and who keeps a pupil whom two faces resemble."""

from functools import partial

import numpy as np
import pytest

from consentdesk.domain.face import SuggestionOutcome
from consentdesk.domain.pixels import Box
from consentdesk.faces import compare as comparing
from consentdesk.faces.chip import Quality
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.ports import Comparison, FoundFace, Gallery, Reference
from tests.faces.planted import planted_face

compare = partial(comparing.compare, lines=DLIB_LINES)
compare_all = partial(comparing.compare_all, lines=DLIB_LINES)

GOOD = Quality(light=120, contrast=45, sharpness=0.18)


def face(height: int = 100) -> FoundFace:
    return planted_face(Box(0, 0, height * 3 // 4, height))


def at(*places: float) -> np.ndarray:
    """A vector with these first numbers; distances to the origin are easy to see."""
    vector = np.zeros(128, np.float32)
    vector[: len(places)] = places
    return vector


def pupil(number: int, *places: float, photos: int = 3, wider: bool = False) -> Reference:
    return Reference(number, tuple(float(n) for n in at(*places)), photos, wider)


def gallery(*references: Reference) -> Gallery:
    return Gallery(references, "1")


def outcome(
    distance: float, height: int = 100, photos: int = 3, wider: bool = False
) -> SuggestionOutcome:
    one = gallery(pupil(1, photos=photos, wider=wider))
    return compare(at(distance), GOOD, face(height), one).outcome


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (0.2, SuggestionOutcome.SUGGESTION),
        (0.504, SuggestionOutcome.SUGGESTION),
        (0.506, SuggestionOutcome.CANNOT_TELL),
        (0.534, SuggestionOutcome.CANNOT_TELL),
        (0.536, SuggestionOutcome.NO_SUGGESTION),
        (1.2, SuggestionOutcome.NO_SUGGESTION),
    ],
)
def test_near_is_suggested_far_is_not_between_is_unsure(
    distance: float, expected: SuggestionOutcome
) -> None:
    assert outcome(distance) is expected


@pytest.mark.parametrize(("photos", "line"), [(1, 0.575), (2, 0.525), (3, 0.505), (9, 0.505)])
def test_the_line_depends_on_how_many_portraits_there_are(photos: int, line: float) -> None:
    assert outcome(line - 0.001, photos=photos) is SuggestionOutcome.SUGGESTION
    assert outcome(line + 0.001, photos=photos) is not SuggestionOutcome.SUGGESTION


def test_a_small_face_gets_a_wider_line() -> None:
    assert outcome(0.530, height=63) is SuggestionOutcome.SUGGESTION
    assert outcome(0.530, height=64) is SuggestionOutcome.CANNOT_TELL


def test_a_protected_pupil_gets_a_wider_line() -> None:
    assert outcome(0.530, wider=True) is SuggestionOutcome.SUGGESTION
    assert outcome(0.560, wider=True) is SuggestionOutcome.CANNOT_TELL
    assert outcome(0.570, wider=True) is SuggestionOutcome.NO_SUGGESTION


@pytest.mark.parametrize(
    ("quality", "height", "word"),
    [
        (GOOD, 39, "small"),
        (Quality(light=59, contrast=45, sharpness=0.18), 100, "dark"),
        (Quality(light=120, contrast=21, sharpness=0.18), 100, "flat"),
        (Quality(light=120, contrast=45, sharpness=0.09), 100, "blurred"),
    ],
)
def test_a_bad_picture_of_a_face_rules_nobody_out(quality: Quality, height: int, word: str) -> None:
    far = compare(at(1.5), quality, face(height), gallery(pupil(1)))
    near = compare(at(0.1), quality, face(height), gallery(pupil(1)))
    assert far.outcome is SuggestionOutcome.CANNOT_TELL
    assert near.outcome is SuggestionOutcome.SUGGESTION
    assert word in far.reason
    assert word in near.reason
    assert [one.person_id for one in near.candidates] == [1]


def test_a_face_without_a_vector_cannot_be_told() -> None:
    answer = compare(None, GOOD, face(30), gallery(pupil(1)))
    assert (answer.outcome, answer.candidates) == (SuggestionOutcome.CANNOT_TELL, ())


def test_an_empty_gallery_suggests_nobody() -> None:
    assert compare(at(0.1), GOOD, face(), gallery()).outcome is SuggestionOutcome.NO_SUGGESTION


def test_at_most_three_candidates_best_first_in_words() -> None:
    crowd = gallery(*(pupil(number, 0.1 * number) for number in (5, 4, 3, 2)))
    answer = compare(at(0), GOOD, face(), crowd)
    assert [one.person_id for one in answer.candidates] == [2, 3, 4]
    assert [one.words for one in answer.candidates] == ["very alike", "very alike", "alike"]
    far = compare(at(0.5), GOOD, face(), gallery(pupil(1), pupil(2, 0.05)))
    assert [one.words for one in far.candidates] == ["alike", "a bit alike"]


def outcomes(answers: tuple[Comparison, ...]) -> list[tuple[SuggestionOutcome, int]]:
    return [(answer.outcome, answer.candidates[0].person_id) for answer in answers]


def test_the_nearest_face_keeps_the_pupil_the_other_is_unsure() -> None:
    answers = compare_all([at(0.4), at(0.2)], [GOOD, GOOD], [face(), face()], gallery(pupil(1)))
    assert outcomes(answers) == [
        (SuggestionOutcome.CANNOT_TELL, 1),
        (SuggestionOutcome.SUGGESTION, 1),
    ]
    assert "another face" in answers[0].reason


def test_the_face_that_loses_its_pupil_gets_the_next_one() -> None:
    answers = compare_all(
        [at(0.2), at(0.25), at(0.3)],
        [GOOD] * 3,
        [face()] * 3,
        gallery(pupil(1, 0.2), pupil(2, 0.5), pupil(3, 0.9)),
    )
    assert outcomes(answers) == [
        (SuggestionOutcome.SUGGESTION, 1),
        (SuggestionOutcome.CANNOT_TELL, 1),
        (SuggestionOutcome.SUGGESTION, 2),
    ]


def test_faces_of_different_pupils_do_not_disturb_each_other() -> None:
    answers = compare_all(
        [at(0.0), at(2.0), None],
        [GOOD] * 3,
        [face(), face(), face(30)],
        gallery(pupil(1, 0.1), pupil(2, 2.1)),
    )
    assert outcomes(answers[:2]) == [
        (SuggestionOutcome.SUGGESTION, 1),
        (SuggestionOutcome.SUGGESTION, 2),
    ]
    assert answers[2].outcome is SuggestionOutcome.CANNOT_TELL
