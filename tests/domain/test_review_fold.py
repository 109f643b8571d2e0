"""A photo's review is folded from what people did; what was taken back leaves no trace in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.ids import ActionId, ChannelId, PersonId, PhotoId, RegionId, VaultKey
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import (
    ActionKind,
    PhotoReview,
    Referral,
    Refusal,
    ReviewAction,
    Settled,
    fold,
    regrouped,
)
from consentdesk.domain.review_changes import (
    Answered,
    Change,
    Cropped,
    NotThese,
    Referee,
    ReferralAnswered,
    Referred,
    Regrouped,
    Removed,
    Reshaped,
    Smaller,
)

AT = datetime(2026, 6, 20, tzinfo=UTC)
FACE, OTHER = RegionId(1), RegionId(2)
WEB = ChannelId(3)
BOX = Box(5, 6, 70, 80)
DRESS, PLACE = PhotoCheck.DRESS, PhotoCheck.PLACE


def _region(number: int) -> Region:
    box = Box(300 * number, 1000, 200, 260)
    found = (RegionOrigin.FOUND, RegionSize.FACE, 0.9, VaultKey("p"))
    return Region(RegionId(number), PhotoId(1), box, *found)


def _act(
    number: int, kind: ActionKind, change: Change | None = None, **more: object
) -> ReviewAction:
    base = ReviewAction(ActionId(number), PhotoId(1), kind, "Ann", AT, 7, change=change)
    return replace(base, **more)  # type: ignore[arg-type]


def _folded(*actions: ReviewAction) -> PhotoReview:
    return fold([_region(1), _region(2)], {}, actions)


CHANGES: Mapping[ActionKind, tuple[Change, str, object]] = {
    ActionKind.CROP: (Cropped(BOX), "crop", BOX),
    ActionKind.CHECKS: (Answered({DRESS: False}), "checks", {DRESS: False}),
    ActionKind.SMALLER: (Smaller(WEB, 640), "smaller", {WEB: 640}),
    ActionKind.REFER: (
        Referred(Referee.HEAD),
        "referral",
        Referral(Referee.HEAD, "Ann", "", ActionId(1)),
    ),
    ActionKind.ANSWER_REFERRAL: (ReferralAnswered(False, "Hal"), "refusal", Refusal("Hal", "")),
    ActionKind.NOT_THIS_PERSON: (
        NotThese({FACE: frozenset({PersonId(4)})}),
        "not_these",
        {FACE: frozenset({PersonId(4)})},
    ),
    ActionKind.RESHAPE: (
        Reshaped(FACE, BOX, VaultKey("q")),
        "regions",
        (
            replace(_region(1), box=BOX, picture=VaultKey("q"), found_box=_region(1).box),
            _region(2),
        ),
    ),
    ActionKind.REMOVE: (Removed(FACE), "regions", (_region(2),)),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_counts_while_it_stands(kind: ActionKind) -> None:
    change, field, expected = CHANGES[kind]
    assert getattr(_folded(_act(1, kind, change)), field) == expected
    assert getattr(_folded(), field) != expected


def test_later_changes_are_laid_on_earlier_ones() -> None:
    answers = _folded(
        _act(1, ActionKind.CHECKS, Answered({DRESS: False, PLACE: True})),
        _act(2, ActionKind.LOOK, Answered({DRESS: True})),
    )
    assert (answers.checks, answers.look is None) == ({DRESS: True, PLACE: True}, False)
    lifted = _folded(
        _act(1, ActionKind.SMALLER, Smaller(WEB, 640)),
        _act(2, ActionKind.CROP, Cropped(BOX)),
        _act(3, ActionKind.SMALLER, Smaller(WEB, None)),
        _act(4, ActionKind.CROP, Cropped(None)),
    )
    assert (lifted.smaller, lifted.crop) == ({}, None)
    said = [NotThese({FACE: frozenset({PersonId(n)})}) for n in (4, 5)]
    both = _folded(*(_act(n, ActionKind.NOT_THIS_PERSON, each) for n, each in enumerate(said, 1)))
    assert both.not_these == {FACE: {PersonId(4), PersonId(5)}}


ASK = _act(1, ActionKind.REFER, Referred(Referee.SECOND_OPINION), reason="is it her?")
NO = _act(2, ActionKind.ANSWER_REFERRAL, ReferralAnswered(False, "Hal"), reason="ask the parents")
YES = replace(NO, change=ReferralAnswered(True, "Hal"))
REFUSED = Refusal("Hal", "ask the parents", Referee.SECOND_OPINION)


@pytest.mark.parametrize(("answer", "refusal"), [(YES, None), (NO, REFUSED)])
def test_an_answer_ends_the_waiting_and_a_no_stays(
    answer: ReviewAction, refusal: Refusal | None
) -> None:
    asked = Referral(Referee.SECOND_OPINION, "Ann", "is it her?", ASK.id)
    assert _folded(ASK).referral == asked
    review = _folded(ASK, answer)
    assert (review.referral, review.refusal, review.hold) == (None, refusal, None)


def test_only_a_yes_to_a_new_question_lifts_a_no() -> None:
    after = [_act(n, kind) for n, kind in enumerate(ActionKind, 3)]
    assert _folded(ASK, NO, *after).refusal == REFUSED
    again = replace(ASK, id=ActionId(40))
    assert _folded(ASK, NO, again).refusal == REFUSED
    assert _folded(ASK, NO, again, replace(YES, id=ActionId(41))).refusal is None


def test_any_action_but_setting_faces_apart_ends_a_look() -> None:
    look = _act(1, ActionKind.LOOK)
    ending = {kind for kind in ActionKind if _folded(look, _act(2, kind)).look is None}
    staying = {ActionKind.LOOK, ActionKind.REGROUP, ActionKind.NOT_THIS_PERSON}
    assert ending == set(ActionKind) - staying


def test_a_drawn_face_lives_as_long_as_its_action() -> None:
    drawn, action = _region(5), _act(1, ActionKind.DRAW, drawn=RegionId(5))
    drawn_by = {drawn.id: action.id}
    assert fold([drawn], drawn_by, [action]).undecided == (drawn,)
    assert fold([drawn], drawn_by, []).regions == ()
    moved = _act(2, ActionKind.RESHAPE, Reshaped(drawn.id, BOX, VaultKey("q")))
    assert fold([drawn], drawn_by, [moved]).regions == ()
    assert fold([drawn], drawn_by, [action, moved]).regions[0].box == BOX


def test_a_found_face_keeps_where_it_was_found_however_often_it_is_moved() -> None:
    again = replace(BOX, x=9)
    acts = [
        _act(n, ActionKind.RESHAPE, Reshaped(FACE, box, VaultKey("q")))
        for n, box in enumerate((BOX, again), start=1)
    ]
    face = _folded(*acts).regions[0]
    assert (face.box, face.found_box) == (again, _region(1).box)
    assert face.whole.overlap(again) == again.area
    assert face.whole.overlap(_region(1).box) == _region(1).box.area
    assert _folded().regions[0].whole == _region(1).box
    later = replace(_region(1), box=replace(_region(1).box, x=340))
    assert fold([later], {}, acts).regions[0].found_box == later.box
    drawn = replace(_region(1), origin=RegionOrigin.DRAWN)
    assert fold([drawn], {}, acts).regions[0].whole == again


def test_nothing_is_known_of_a_face_that_was_removed() -> None:
    settled = (Settled(FACE, Disposition(DispositionKind.COVER)),)
    review = _folded(
        _act(1, ActionKind.DECIDE, settled=settled),
        _act(2, ActionKind.NOT_THIS_PERSON, NotThese({FACE: frozenset({PersonId(4)})})),
        _act(3, ActionKind.REMOVE, Removed(FACE)),
        _act(4, ActionKind.RESHAPE, Reshaped(FACE, BOX, VaultKey("q"))),
    )
    assert (review.regions, review.decisions, review.not_these) == ((_region(2),), {}, {})


def test_a_decision_keeps_whom_the_face_was_compared_with() -> None:
    settled = (Settled(FACE, Disposition(DispositionKind.NO_LOOK_OUT)),)
    against = frozenset({PersonId(8)})
    state = _act(1, ActionKind.EXCLUSION_CHECK, settled=settled, look_outs=against)
    assert _folded(state).decisions[FACE].look_outs == against
    taken = _act(2, ActionKind.DECIDE, settled=(Settled(FACE, None),))
    assert _folded(state, taken).undecided == (_region(1), _region(2))


def test_a_hold_stays_until_it_is_ended() -> None:
    hold = _act(1, ActionKind.HOLD, reason="ask the class teacher")
    assert _folded(hold, _act(2, ActionKind.LOOK)).hold == "ask the class teacher"
    assert _folded(hold, _act(2, ActionKind.LET_GO)).hold is None


def _grouped(groups: Mapping[int, int], *said: Mapping[int, int]) -> list[set[int]]:
    """Return the groups of two and more faces after what people said, smallest face first."""
    actions = [
        _act(number, ActionKind.REGROUP, Regrouped(each))  # type: ignore[arg-type]
        for number, each in enumerate(said, start=1)
    ]
    together: dict[int, set[int]] = {}
    for face, number in regrouped(groups, actions).items():  # type: ignore[arg-type]
        together.setdefault(number, set()).add(face)
    return sorted((faces for faces in together.values() if len(faces) > 1), key=min)


MACHINE = {1: 1, 2: 1, 3: 3, 4: 3}
MERGED = {3: 1, 4: 1}


def test_groups_are_merged_split_and_given_back() -> None:
    assert regrouped(MACHINE, ()) == MACHINE  # type: ignore[arg-type]
    assert _grouped(MACHINE, MERGED) == [{1, 2, 3, 4}]
    assert _grouped(MACHINE, MERGED, {3: 3, 4: 3}) == [{1, 2}, {3, 4}]
    assert _grouped(MACHINE, {2: 2}) == [{3, 4}]
    assert _grouped(MACHINE, {9: 1}) == [{1, 2, 9}, {3, 4}]
    assert _grouped(MACHINE, {9: 8}) == [{1, 2}, {3, 4}, {8, 9}]


def test_who_is_taken_out_takes_nobody_along() -> None:
    assert _grouped(MACHINE, MERGED, {1: 1}) == [{2, 3, 4}]
    assert _grouped(MACHINE, {1: 1, 3: 1, 4: 1}, {1: 1}) == [{3, 4}]


def test_who_was_taken_out_can_join_again_also_in_a_ring() -> None:
    assert _grouped(MACHINE, {1: 1}, {1: 2}) == [{1, 2}, {3, 4}]
    assert _grouped(MACHINE, {1: 3}, {3: 1}) == [{1, 3, 4}]
    assert _grouped(MACHINE, {1: 2}, {2: 1}) == [{1, 2}, {3, 4}]


def test_what_people_said_outlives_other_numbers_of_the_machine() -> None:
    renumbered = {1: 2, 2: 2, 3: 4, 4: 4, 5: 2}
    assert _grouped(renumbered, MERGED, {2: 2}) == [{1, 3, 4, 5}]


faces = st.integers(1, 6)


@given(st.lists(st.dictionaries(faces, faces, max_size=3), max_size=5), faces)
def test_whoever_begins_a_group_last_is_alone_in_it(said: list[dict[int, int]], face: int) -> None:
    assert all(face not in group for group in _grouped(MACHINE, *said, {face: face}))
