"""Decisions are carried to the next frame of a burst, pair by pair, as strictly as they were."""

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import RegionId
from consentdesk.domain.verdict import Outcome
from tests.services.moments import Moments, outcomes
from tests.small_workspace import PREPARER


def _pairs(moments: Moments) -> list[tuple[RegionId, RegionId]]:
    pairs = zip(moments.faces, moments.next_faces, strict=True)
    return [(one.id, other.id) for one, other in pairs]


def _carry(moments: Moments, *pairs: tuple[RegionId, RegionId]) -> None:
    carried = [moments.school.same_child(*pair) for pair in pairs or _pairs(moments)]
    moments.school.workspace.bursts.carry(carried, PREPARER)


def _decide_first(moments: Moments) -> None:
    moments.school.name_face(moments.faces[0], "Ada")
    moments.school.decide(moments.faces[1], DispositionKind.NOT_A_FACE)


def test_what_was_decided_is_carried_and_taken_back_in_one(moments: Moments) -> None:
    school = moments.school
    _decide_first(moments)
    school.see(*moments.next_faces)
    _carry(moments)
    decisions = moments.photo(moments.next_frame).review.decisions
    kinds = [decisions[face.id].disposition.kind for face in moments.next_faces]
    assert kinds == [DispositionKind.THIS_PUPIL, DispositionKind.NOT_A_FACE]
    assert outcomes([moments.photo(moments.next_frame)]) == {Outcome.NEEDS_DECISION}
    school.finish(moments.next_frame)
    assert outcomes([moments.photo(moments.next_frame)]) == {Outcome.CLEARED}
    school.workspace.review.undo(school.batch_id, PREPARER)
    school.workspace.review.undo(school.batch_id, PREPARER)
    assert moments.open_faces() == [0, 2, 1]


@pytest.mark.parametrize(
    "amiss", ["unseen", "undecided", "other moment", "same photo", "one face twice", "named twice"]
)
def test_nothing_is_carried_when_one_pair_is_refused(moments: Moments, amiss: str) -> None:
    school, (left, right) = moments.school, moments.next_faces
    _decide_first(moments)
    pairs = _pairs(moments)
    school.see(left, moments.lone)
    if amiss != "unseen":
        school.see(right)
    if amiss == "undecided":
        school.workspace.review.decide(moments.faces[1].id, None, PREPARER)
    elif amiss == "other moment":
        pairs = [(moments.faces[0].id, moments.lone.id)]
    elif amiss == "same photo":
        pairs = [(moments.faces[0].id, moments.faces[1].id)]
    elif amiss == "one face twice":
        pairs = [(one, left.id) for one, _ in pairs]
    elif amiss == "named twice":
        school.name_face(right, "Ada")
        pairs = pairs[:1]
    before = moments.open_faces()
    with pytest.raises(Refused):
        _carry(moments, *pairs)
    assert moments.open_faces() == before


def test_only_what_stood_beside_the_pair_is_carried(moments: Moments) -> None:
    school = moments.school
    _decide_first(moments)
    school.see(*moments.next_faces)
    shown = [school.same_child(*pair) for pair in _pairs(moments)]
    school.decide(moments.faces[0], DispositionKind.VISITOR)
    with pytest.raises(Refused, match="changed meanwhile"):
        school.workspace.bursts.carry(shown, PREPARER)
    assert moments.open_faces()[1] == 2


def _pass_first(moments: Moments) -> None:
    moments.school.state_exclusion(moments.frame)


def test_a_carried_exclusion_check_holds_against_the_same_look_outs_only(moments: Moments) -> None:
    school = moments.school
    school.answer("Bo", "web", Status.REFUSED)
    _pass_first(moments)
    school.see(*moments.next_faces)
    _carry(moments)
    school.finish(moments.next_frame)
    assert outcomes([moments.photo(moments.next_frame)]) == {Outcome.CLEARED}
    school.answer("Cy", "web", Status.REFUSED)
    school.finish(moments.next_frame)
    assert outcomes([moments.photo(moments.next_frame)]) == {Outcome.NEEDS_DECISION}


@pytest.mark.parametrize("amiss", ["too quick", "like a look-out"])
def test_an_exclusion_check_is_not_carried_where_it_could_not_be_stated(
    moments: Moments, amiss: str
) -> None:
    school, (left, right) = moments.school, moments.next_faces
    school.answer("Bo", "web", Status.REFUSED)
    _pass_first(moments)
    school.see(left)
    school.see(right, ms=1 if amiss == "too quick" else 400)
    if amiss != "too quick":
        moments.looks_like(right, "Bo")
    with pytest.raises(Refused):
        _carry(moments)
    assert moments.open_faces() == [0, 2, 1]
