"""Who a group may be, which faces may be ticked beforehand, and what counts as seen."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.groups.face_group import FaceGroup, GroupFace, following
from consentdesk.ui.desk.groups.group_likely import likely_of
from consentdesk.ui.desk.groups.group_words import accept_words, heading_words
from tests.ui.desk.group_at_desk import compare_batch, crowd, over

Key = Qt.Key
ADA, BO, CY, DEE = 1, 2, 3, 4
SURE, CANNOT = SuggestionOutcome.SUGGESTION, SuggestionOutcome.CANNOT_TELL


def person(number: int, first: str, last: str, class_name: str = "3A") -> Person:
    details = PersonDetails(f"U{number}", PersonKind.PUPIL, first, last, class_name)
    return Person(number, details)


PEOPLE = {
    ADA: person(ADA, "Ada", "Byron"),
    BO: person(BO, "Bo", "Lind"),
    CY: person(CY, "Cy", "Marsh"),
}
WITH_SISTER = {**PEOPLE, DEE: person(DEE, "Dee", "Byron", "4B")}


def face(number, *candidates, outcome=SURE, not_these=(), decided=None, photo=None, alike=()):
    """Return a face that is like these people, best first."""
    named = tuple(
        Candidate(who, 0.3 + 0.05 * at, "alike", who in alike) for at, who in enumerate(candidates)
    )
    region = Region(
        number, number, Box(0, 0, 9, 9), RegionOrigin.FOUND, RegionSize.FACE, 0.9, "key"
    )
    details = PhotoDetails(f"IMG_{number}.JPG", "x", 9, 9, "o", "t", "s", datetime.now(UTC))
    taken = Photo(photo or number, 1, 1, details, PhotoState.CHECKED)
    said = Suggestion(number, outcome, named) if candidates else None
    return GroupFace(region, taken, said, frozenset(not_these), decided, False)


def group(*faces: GroupFace) -> FaceGroup:
    return FaceGroup(1, faces)


def pupil(number: int) -> Disposition:
    return Disposition(DispositionKind.THIS_PUPIL, number)


def names(likely) -> list[int]:
    return [each.person.id for each in likely.people]


def test_who_most_faces_are_like_comes_first():
    likely = likely_of(group(face(1, ADA, BO), face(2, ADA), face(3, BO, ADA)), PEOPLE)
    assert names(likely) == [ADA, BO]
    assert likely.certain
    assert likely.tickable == {1, 2}, "a face that is more like somebody else is not ticked"
    assert "1 face may be somebody else" in likely.answer.text


def test_what_a_person_decided_about_the_group_counts():
    likely = likely_of(group(face(1, BO), face(2, decided=pupil(ADA)), face(3)), PEOPLE)
    assert names(likely)[0] == ADA
    assert likely.people[0].words == "1 decided"
    assert likely.tickable == {3}


def test_whom_every_open_face_is_not_is_not_suggested():
    faces = [face(n, BO, not_these=(ADA,)) for n in (1, 2)]
    likely = likely_of(group(*faces, face(3, decided=pupil(ADA))), PEOPLE)
    assert names(likely) == [BO]


def test_a_face_said_not_to_be_the_person_is_not_ticked():
    likely = likely_of(group(face(1, ADA), face(2, ADA), face(3, not_these=(ADA,))), PEOPLE)
    assert likely.tickable == {1, 2}


@pytest.mark.parametrize("alike", [(BO,), (ADA,)])
def test_look_alikes_stand_side_by_side_and_nobody_is_chosen(alike):
    likely = likely_of(group(face(1, ADA, CY, BO, alike=alike), face(2, ADA, BO)), PEOPLE)
    assert not likely.certain
    assert likely.tickable == frozenset()
    assert names(likely)[0] == ADA
    assert accept_words(2, likely) == "Nobody is chosen beforehand: press 1, 2 or 3"


def test_a_sister_who_was_never_compared_stands_beside():
    likely = likely_of(group(face(1, ADA, BO), face(2, ADA, BO)), WITH_SISTER)
    assert names(likely) == [ADA, DEE, BO]
    assert not likely.certain
    assert likely.tickable == frozenset()
    assert likely.answer.text.startswith("They may be brothers or sisters.")


def test_a_face_of_which_the_machine_cannot_tell_is_not_ticked():
    likely = likely_of(group(face(1, ADA), face(2, ADA, outcome=CANNOT)), PEOPLE)
    assert likely.certain
    assert likely.tickable == {1}
    none = likely_of(group(face(1, ADA, outcome=CANNOT), face(2)), PEOPLE)
    assert not none.certain
    assert none.tickable == frozenset()


def test_nobody_suggested_is_never_called_clear():
    likely = likely_of(group(face(1), face(2)), PEOPLE)
    assert likely.answer.text == "No suggestion. It may still be a look-out."
    assert accept_words(2, likely) == "Nobody is suggested: press P and type a name"
    assert heading_words(group(face(1), face(2)), likely) == "Who is this in 2 photos?"


def test_ticked_faces_of_one_photo_are_found():
    whole = group(face(1, photo=7), face(2, photo=7), face(3))
    assert whole.in_same_photo({1, 2, 3}) == {1, 2}
    assert whole.in_same_photo({1, 3}) == frozenset()


def test_groups_follow_one_another_and_begin_anew():
    groups = [FaceGroup(n, (face(n), face(n + 10))) for n in (1, 2, 3)]
    assert following(groups, None).number == 1
    assert following(groups, groups[0].order_key).number == 2
    assert following(groups, groups[2].order_key).number == 1
    assert following(groups, groups[0].order_key, -1).number == 3
    assert following([], None) is None


_WHO = st.lists(st.sampled_from([ADA, BO, CY, DEE, 9]), max_size=3, unique=True)
_FACES = st.lists(
    st.tuples(
        _WHO,
        st.sampled_from(list(SuggestionOutcome)),
        st.sets(st.sampled_from([ADA, BO, CY])),
        st.sampled_from([None, ADA, BO]),
        st.sets(st.sampled_from([ADA, BO])),
    ),
    min_size=1,
    max_size=5,
)


@given(_FACES)
def test_nothing_is_ticked_beforehand_against_what_was_said(said):
    faces = [
        face(
            number,
            *who,
            outcome=outcome,
            not_these=not_these,
            decided=None if decided is None else pupil(decided),
            alike=alike,
        )
        for number, (who, outcome, not_these, decided, alike) in enumerate(said, 1)
    ]
    likely = likely_of(group(*faces), WITH_SISTER)
    ticked = [each for each in faces if each.id in likely.tickable]
    assert all(each.decided is None for each in ticked)
    assert len(set(names(likely))) == len(likely.people) <= 3
    if likely.people:
        first = likely.people[0].person.id
        assert first != ADA or not likely.certain, "Ada has a sister"
        assert likely.certain or not ticked
        assert all(first not in each.not_these for each in ticked)


@pytest.fixture
def many(school, tmp_path, open_desk, theme, qtbot):
    """Thirty faces of one person: more than fit on the screen."""
    compare_batch(school)
    faces = crowd(school, tmp_path, 30)
    groups = over(open_desk(), theme, qtbot)
    groups.open_at(faces[0])
    return groups


def test_only_what_was_in_sight_is_ticked_and_decided(many, school):
    faces, sheet = many.sheet.faces.faces, many.sheet
    ticked = sheet.faces.ticked
    assert 0 < len(ticked) < len(faces)
    assert ticked == faces[: len(ticked)]
    assert sheet.progress.text().startswith(f"{len(ticked)} of 30 seen")
    last = faces[-1]
    many.press(*[Key.Key_Down] * 8)
    assert sheet.faces.marked in faces[-8:]
    many.press(*[Key.Key_Space] * 4)
    assert sheet.faces.marked == last, "the mark stays at the end"
    assert sheet.faces.seen == set(faces)
    many.press(Key.Key_Return)
    assert set(many.decided(*faces)) == {school.people["Ada"].id}


def test_after_the_desk_was_read_anew_mark_and_ticks_are_where_they_were(many):
    many.press(Key.Key_Space, Key.Key_T)
    sheet = many.sheet
    before = (sheet.faces.marked, sheet.faces.ticked, sheet.faces.faces)
    many.desk.screen.reload()
    many.settle()
    assert (sheet.faces.marked, sheet.faces.ticked, sheet.faces.faces) == before


def test_ticks_go_when_somebody_else_is_asked_about(many, school):
    sheet, shown = many.sheet, many.sheet.shown
    assert sheet.faces.ticked
    bo = [p for p in shown.likely.people if p.person.id == school.people["Bo"].id]
    other = type(shown.likely)(tuple(bo), None, True, frozenset())
    sheet.show_group(type(shown)(shown.group, other, shown.desk, 1, 1, ()))
    assert sheet.faces.ticked == ()
