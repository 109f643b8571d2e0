"""Faces of one person in one batch: found whatever the order, and never used to clear."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.face import Candidate, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import RegionId
from consentdesk.faces import groups as groups_of_faces
from consentdesk.faces.compare import in_words
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.group_flags import with_group_flags
from consentdesk.faces.groups import GroupedFace, same_person
from consentdesk.faces.ports import Comparison, Gallery, Reference

LINE = DLIB_LINES.group
RANK = {
    SuggestionOutcome.NO_SUGGESTION: 0,
    SuggestionOutcome.CANNOT_TELL: 1,
    SuggestionOutcome.SUGGESTION: 2,
}
NOBODY = Comparison(SuggestionOutcome.NO_SUGGESTION, (), "Not alike to anybody enrolled.")


def face(photo: int, *place: float) -> GroupedFace:
    return GroupedFace(photo, tuple(float(np.float32(one)) for one in (*place, 0.0)[:2]), 100)


def pupil(number: int, *place: float, alike: tuple[int, ...] = ()) -> Reference:
    return Reference(number, (*place, 0.0)[:2], 3, look_alikes=frozenset(alike))


def suggested(person: int, distance: float) -> Comparison:
    best = Candidate(person, distance, in_words(distance, DLIB_LINES))
    return Comparison(SuggestionOutcome.SUGGESTION, (best,), "This face is alike.")


def test_near_faces_of_different_photos_are_one_person() -> None:
    faces = [face(1, 0.0), face(2, 5.0), face(3, 0.3), face(4, 5.2), face(5, 9.0)]
    assert same_person(faces, LINE) == ((0, 2), (1, 3))


def test_two_faces_of_one_photo_are_two_people() -> None:
    assert same_person([face(1, 0.0), face(1, 0.1)], LINE) == ()
    assert same_person([face(1, 0.0), face(1, 0.2), face(2, 0.05)], LINE) == ((0, 2),)


def test_a_chain_of_near_faces_is_not_one_person() -> None:
    groups = same_person([face(number, 0.3 * number) for number in range(9)], LINE)
    assert max(len(group) for group in groups) <= 3


def test_more_faces_than_are_held_together_are_still_grouped() -> None:
    people = np.random.default_rng(1).normal(size=(60, 8)).astype(np.float32) * 3
    faces = [
        GroupedFace(photo, tuple(map(float, person)), 90)
        for photo in range(20)
        for person in people
    ]
    groups = same_person(faces, LINE)
    assert sorted(len(group) for group in groups) == [20] * 60
    assert all(len({place % 60 for place in group}) == 1 for group in groups)


def test_the_same_picture_too_many_times_is_grouped_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(groups_of_faces, "_TOGETHER", 100)
    groups = same_person([face(number, 1.0) for number in range(110)], LINE)
    assert sorted(len(group) for group in groups) == [10, 100]


def flags(
    faces: list[GroupedFace], answers: list[Comparison], *pupils: Reference
) -> tuple[Comparison, ...]:
    groups = same_person(faces, LINE)
    return with_group_flags(faces, answers, groups, Gallery(pupils, "1"), DLIB_LINES)


def test_a_suggestion_is_handed_on_to_the_rest_of_the_group() -> None:
    faces = [face(1, 0.45), face(2, 0.85)]
    answers = flags(faces, [suggested(7, 0.45), NOBODY], pupil(7, 0.0))
    assert answers[0] == suggested(7, 0.45)
    assert answers[1].outcome is SuggestionOutcome.SUGGESTION
    assert answers[1].candidates[0].person_id == 7
    assert answers[1].candidates[0].distance == pytest.approx(0.85)
    assert "same person" in answers[1].reason


def test_the_middle_of_a_group_can_be_near_when_no_face_is() -> None:
    faces = [face(1, 0.48, 0.2), face(2, 0.48, -0.2)]
    answers = flags(faces, [NOBODY, NOBODY], pupil(7, 0.0))
    assert [answer.outcome for answer in answers] == [SuggestionOutcome.SUGGESTION] * 2


def test_a_group_that_is_like_nobody_stays_as_it_is() -> None:
    assert flags([face(1, 3.0), face(2, 3.1)], [NOBODY] * 2, pupil(7, 0.0)) == (NOBODY, NOBODY)


def test_a_pupil_seen_already_in_the_photo_is_doubt_for_the_other_face() -> None:
    faces = [face(1, 0.4), face(2, 0.8), face(2, 0.0)]
    answers = [suggested(7, 0.4), NOBODY, suggested(7, 0.0)]
    told = with_group_flags(faces, answers, ((0, 1),), Gallery((pupil(7, 0.0),), "1"), DLIB_LINES)
    assert told[2] == answers[2]
    assert told[1].outcome is SuggestionOutcome.CANNOT_TELL
    assert "another face" in told[1].reason


def test_a_group_does_not_tell_twins_apart() -> None:
    twins = pupil(7, 0.0, alike=(8,)), pupil(8, -0.4, alike=(7,))
    told = flags([face(1, 0.45), face(2, 0.85)], [suggested(7, 0.45), NOBODY], *twins)[1]
    assert Suggestion(RegionId(1), told.outcome, told.candidates).likely == {7, 8}


spots = st.integers(-8, 8).map(lambda number: number / 8)
some_faces = st.lists(st.builds(face, st.integers(1, 4), spots, spots), min_size=1, max_size=12)
some_pupils = st.lists(st.tuples(spots, spots), min_size=1, max_size=4).map(
    lambda places: tuple(pupil(number, *place) for number, place in enumerate(places, 1))
)


@st.composite
def batches(draw: st.DrawFn) -> tuple[list[GroupedFace], list[Comparison], tuple[Reference, ...]]:
    """Faces with what comparing could have said: any pupil, one a photo at most."""
    faces, pupils = draw(some_faces), draw(some_pupils)
    answers, taken = [], set()
    for one in faces:
        who = draw(st.sampled_from(pupils))
        distance = float(np.linalg.norm(np.subtract(one.vector, who.vector)))
        outcome = draw(st.sampled_from(list(SuggestionOutcome)))
        if (one.photo_id, who.person_id) in taken:
            outcome = SuggestionOutcome.NO_SUGGESTION
        if outcome is SuggestionOutcome.SUGGESTION:
            taken.add((one.photo_id, who.person_id))
        candidate = Candidate(who.person_id, distance, in_words(distance, DLIB_LINES))
        none = outcome is SuggestionOutcome.NO_SUGGESTION
        answers.append(Comparison(outcome, () if none else (candidate,), "why"))
    return faces, answers, pupils


@given(batches())
def test_flags_only_grow(
    batch: tuple[list[GroupedFace], list[Comparison], tuple[Reference, ...]],
) -> None:
    faces, answers, pupils = batch
    for before, after in zip(answers, flags(faces, answers, *pupils), strict=True):
        assert RANK[after.outcome] >= RANK[before.outcome]
        assert set(before.candidates) <= set(after.candidates)
        if before.outcome is SuggestionOutcome.SUGGESTION:
            assert after == before


@given(batches())
def test_no_photo_gets_a_pupil_twice(
    batch: tuple[list[GroupedFace], list[Comparison], tuple[Reference, ...]],
) -> None:
    faces, answers, pupils = batch
    best = [
        (one.photo_id, answer.candidates[0].person_id)
        for one, answer in zip(faces, flags(faces, answers, *pupils), strict=True)
        if answer.outcome is SuggestionOutcome.SUGGESTION
    ]
    assert len(best) == len(set(best))


@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_the_faces_does_not_matter(
    batch: tuple[list[GroupedFace], list[Comparison], tuple[Reference, ...]],
    random: object,
) -> None:
    # two equal faces in one photo are the same face twice: which comes first cannot be told
    faces, answers, pupils = batch
    first = {(one.photo_id, one.vector): place for place, one in enumerate(faces)}
    kept = sorted(first.values())
    faces, answers = [faces[place] for place in kept], [answers[place] for place in kept]
    order = list(range(len(faces)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = flags(faces, answers, *pupils)
    mixed = flags([faces[i] for i in order], [answers[i] for i in order], *pupils)
    assert [straight[i] for i in order] == list(mixed)
