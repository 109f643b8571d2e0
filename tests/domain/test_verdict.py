"""Nothing but complete, current, allowed decisions clears a photo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.consent import Limit, Permission, Standing
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.ids import (
    ActionId,
    BatchId,
    ChannelId,
    ImportId,
    PersonId,
    PhotoId,
    RegionId,
    VaultKey,
)
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import (
    ActionKind,
    Decision,
    Look,
    PhotoReview,
    ReviewAction,
    Settled,
    fold,
)
from consentdesk.domain.search import SearchDepth
from consentdesk.domain.verdict import Outcome, PhotoFacts, published_frame, verdict

NAMED = {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}
DETAILS = PhotoDetails(
    "IMG_1.JPG", "00", "jpeg", 4000, 3000, VaultKey("o"), VaultKey("t"), VaultKey("s")
)
CHANNEL = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("web")))
VERSION = 7


def _photo(state: PhotoState = PhotoState.CHECKED) -> Photo:
    return Photo(PhotoId(1), BatchId(1), ImportId(1), DETAILS, state)


def _region(number: int, box: Box | None = None) -> Region:
    place = box or Box(300 * number, 1000, 200, 260)
    return Region(
        RegionId(number),
        PhotoId(1),
        place,
        RegionOrigin.FOUND,
        RegionSize.FACE,
        0.9,
        VaultKey("p"),
    )


permissions = st.dictionaries(
    st.integers(1, 5).map(PersonId),
    st.builds(
        Permission,
        purpose=st.just("web"),
        standing=st.sampled_from(Standing),
        limits=st.frozensets(st.sampled_from(Limit), max_size=2),
    ),
)


@st.composite
def dispositions(draw: st.DrawFn) -> Disposition:
    kind = draw(st.sampled_from(DispositionKind))
    return Disposition(kind, PersonId(draw(st.integers(1, 6))) if kind in NAMED else None)


@st.composite
def all_facts(draw: st.DrawFn) -> PhotoFacts:
    regions = tuple(_region(n) for n in range(1, draw(st.integers(0, 5)) + 1))
    versions = st.sampled_from([VERSION, VERSION, VERSION, VERSION - 1])
    decisions = {
        region.id: Decision(draw(dispositions()), "Ann", draw(versions))
        for region in regions
        if draw(st.integers(0, 9)) > 0
    }
    look = draw(st.one_of(st.none(), st.builds(Look, by=st.just("Ann"), register_version=versions)))
    hold = draw(st.sampled_from([None, None, None, "not sure"]))
    state = draw(st.sampled_from([PhotoState.CHECKED, PhotoState.CHECKED, *PhotoState]))
    channel = replace(
        CHANNEL, details=replace(CHANNEL.details, is_open=draw(st.integers(0, 9)) > 0)
    )
    return PhotoFacts(
        _photo(state),
        PhotoReview(regions, decisions, look, hold),
        channel,
        draw(permissions),
        VERSION,
        draw(st.booleans()),
    )


@given(all_facts())
def test_cleared_means_everything_is_decided_allowed_and_current(facts: PhotoFacts) -> None:
    if not verdict(facts).cleared:
        return
    review = facts.review
    assert facts.photo.state is PhotoState.CHECKED
    assert facts.channel.details.is_open
    assert review.hold is None
    assert review.look is not None
    assert review.look.register_version == VERSION
    assert not review.undecided
    for decision in review.decisions.values():
        kind = decision.disposition.kind
        assert kind is not DispositionKind.VISITOR
        if kind in NAMED:
            person = decision.disposition.person_id
            assert person is not None
            assert facts.permissions[person].allowed
        if kind is DispositionKind.NO_LOOK_OUT:
            assert facts.closed_roster
            assert decision.register_version == VERSION


@given(all_facts(), st.data())
def test_a_restriction_never_clears(facts: PhotoFacts, data: st.DataObject) -> None:
    person = PersonId(data.draw(st.integers(1, 6)))
    standing = data.draw(st.sampled_from([s for s in Standing if "granted" not in s]))
    stricter: Mapping[PersonId, Permission] = {
        **facts.permissions,
        person: Permission("web", standing),
    }
    before = verdict(facts).cleared
    after = verdict(replace(facts, permissions=stricter)).cleared
    assert before or not after


@given(all_facts())
def test_one_more_undecided_face_always_keeps_back(facts: PhotoFacts) -> None:
    review = replace(facts.review, regions=(*facts.review.regions, _region(99)))
    assert not verdict(replace(facts, review=review)).cleared


@given(all_facts())
def test_a_changed_register_always_keeps_back(facts: PhotoFacts) -> None:
    assert not verdict(replace(facts, register_version=VERSION + 1)).cleared


@given(all_facts(), st.sampled_from([PhotoState.FAILED, PhotoState.SET_ASIDE]))
def test_a_failed_or_set_aside_photo_is_held(facts: PhotoFacts, state: PhotoState) -> None:
    answer = verdict(replace(facts, photo=_photo(state)))
    assert answer.outcome is Outcome.HELD
    assert answer.reasons


@given(all_facts(), st.sampled_from([None, *SearchDepth]))
def test_a_search_that_has_not_ended_clears_nothing(
    facts: PhotoFacts, searched: SearchDepth | None
) -> None:
    waiting = replace(_photo(PhotoState.BROUGHT_IN), searched=searched)
    assert not verdict(replace(facts, photo=waiting)).cleared
    near = replace(facts.photo, searched=SearchDepth.NEAR)
    assert not verdict(replace(facts, photo=near)).cleared


@given(all_facts())
def test_every_refusal_has_a_reason_that_names_nobody(facts: PhotoFacts) -> None:
    answer = verdict(facts)
    assert answer.cleared == (not answer.reasons)
    assert all(reason.text and "Ann" not in reason.text for reason in answer.reasons)


def _cleared_with(limits: frozenset[Limit], *boxes: Box) -> bool:
    regions = tuple(_region(n, box) for n, box in enumerate(boxes, start=1))
    kind = DispositionKind.THIS_PUPIL
    decisions = {r.id: Decision(Disposition(kind, PersonId(r.id)), "Ann", VERSION) for r in regions}
    people = {PersonId(r.id): Permission("web", Standing.LIMITED, limits) for r in regions}
    review = PhotoReview(regions, decisions, Look("Ann", VERSION))
    return verdict(PhotoFacts(_photo(), review, CHANNEL, people, VERSION, False)).cleared


def test_group_only_needs_a_group() -> None:
    small = [Box(300 * n, 900, 150, 200) for n in range(4)]
    assert not _cleared_with(frozenset({Limit.GROUP_ONLY}), *small[:2])
    assert _cleared_with(frozenset({Limit.GROUP_ONLY}), *small[:3])


def test_not_close_up_looks_at_the_published_picture() -> None:
    assert _cleared_with(frozenset({Limit.NOT_CLOSE_UP}), Box(100, 100, 500, 700))
    assert not _cleared_with(frozenset({Limit.NOT_CLOSE_UP}), Box(100, 100, 600, 800))


def test_a_crop_that_costs_the_photo_is_refused() -> None:
    middle = _region(1, Box(1500, 1000, 1000, 1000))
    away = {middle.id: Decision(Disposition(DispositionKind.CROP_AWAY), "Ann", VERSION)}
    review = PhotoReview((middle,), away, Look("Ann", VERSION))
    facts = PhotoFacts(_photo(), review, CHANNEL, {}, VERSION, False)
    assert published_frame(facts.photo, review) is None
    assert verdict(facts).outcome is Outcome.HELD


boxes = st.builds(
    Box, st.integers(0, 3600), st.integers(0, 2600), st.integers(20, 400), st.integers(20, 400)
)


@given(st.lists(boxes, min_size=1, max_size=3), st.lists(boxes, max_size=3))
def test_a_crop_leaves_out_and_keeps_what_it_must(away: list[Box], keep: list[Box]) -> None:
    from consentdesk.domain.crop import crop_without

    frame = crop_without(4000, 3000, away, keep)
    if frame is not None:
        assert all(frame.overlap(box) == 0 for box in away)
        assert all(frame.overlap(box) == box.area for box in keep)


AT = datetime(2026, 6, 20, tzinfo=UTC)


def _act(number: int, kind: ActionKind, **more: object) -> ReviewAction:
    base = ReviewAction(ActionId(number), PhotoId(1), kind, "Ann", AT, VERSION)
    return replace(base, **more)  # type: ignore[arg-type]


def test_any_action_after_a_look_ends_the_look() -> None:
    region = _region(1)
    settled = (Settled(region.id, Disposition(DispositionKind.NOT_A_FACE)),)
    decide = _act(1, ActionKind.DECIDE, settled=settled)
    look = _act(2, ActionKind.LOOK)
    assert fold([region], {}, [decide, look]).look is not None
    for kind in set(ActionKind) - {ActionKind.LOOK}:
        assert fold([region], {}, [decide, look, _act(3, kind)]).look is None


def test_a_drawn_face_lives_as_long_as_its_action() -> None:
    drawn, action = _region(5), _act(1, ActionKind.DRAW, drawn=RegionId(5))
    assert fold([drawn], {drawn.id: action.id}, [action]).undecided == (drawn,)
    assert fold([drawn], {drawn.id: action.id}, []).regions == ()


def test_a_hold_stays_until_it_is_ended() -> None:
    hold = _act(1, ActionKind.HOLD, reason="ask the class teacher")
    assert fold([], {}, [hold, _act(2, ActionKind.LOOK)]).hold == "ask the class teacher"
    assert fold([], {}, [hold, _act(2, ActionKind.LET_GO)]).hold is None
