"""Nothing but complete, current, allowed decisions clears a photo."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
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
    RegionSubject,
)
from consentdesk.domain.identifiability import Identifiability, within
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
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import identifiability_on, published_frame
from consentdesk.domain.review import Decision, Look, PhotoReview, Referral, Refusal
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.search import SearchDepth
from consentdesk.domain.verdict import Outcome, PhotoFacts, verdict

NAMED = {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}
HIDDEN = {DispositionKind.COVER, DispositionKind.CROP_AWAY}
OF_WRITING = {*HIDDEN, DispositionKind.NOT_A_FACE}
DETAILS = PhotoDetails(
    "IMG_1.JPG", "00", "jpeg", 4000, 3000, VaultKey("o"), VaultKey("t"), VaultKey("s")
)
CHANNEL = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("web")))
VERSION = 7


def _photo(state: PhotoState = PhotoState.CHECKED) -> Photo:
    return Photo(PhotoId(1), BatchId(1), ImportId(1), DETAILS, state)


def _region(
    number: int,
    box: Box | None = None,
    seen_ms: int = 400,
    subject: RegionSubject = RegionSubject.FACE,
) -> Region:
    return Region(
        RegionId(number),
        PhotoId(1),
        box or Box(300 * number, 1000, 200, 260),
        RegionOrigin.FOUND,
        RegionSize.FACE,
        0.9,
        VaultKey("p"),
        seen_ms,
        subject,
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


def mostly(right: object, *wrong: object) -> st.SearchStrategy:  # type: ignore[type-arg]
    """Draw what clears far more often than what does not, so that photos are cleared at all."""
    return st.sampled_from([right] * 12 + list(wrong))


regions = st.builds(
    _region,
    st.integers(1, 5),
    seen_ms=mostly(400, 0, 1),
    subject=mostly(RegionSubject.FACE, *RegionSubject),
)
look_outs = st.frozensets(st.integers(1, 3).map(PersonId), max_size=1)
crops = mostly(None, Box(0, 0, 4000, 3000), Box(700, 900, 900, 900), Box(0, 0, 250, 250))


@st.composite
def decisions(draw: st.DrawFn, region: Region) -> Decision:
    writing = region.subject is RegionSubject.WRITING and draw(mostly(True, False))
    fitting = st.sampled_from(sorted(OF_WRITING)).map(Disposition) if writing else dispositions()
    versions = mostly(VERSION, VERSION - 1)
    return Decision(draw(fitting), "Ann", draw(versions), draw(look_outs))


@st.composite
def reviews(draw: st.DrawFn) -> PhotoReview:
    in_it = tuple(draw(st.lists(regions, max_size=4, unique_by=lambda region: region.id)))
    made = {r.id: draw(decisions(r)) for r in in_it if draw(mostly(True, False))}
    checks = dict(ALL_WELL)
    if not draw(mostly(True, False)):
        check = draw(st.sampled_from(PhotoCheck))
        checks |= {check: False}
        if draw(st.booleans()):
            del checks[check]
    return PhotoReview(
        in_it,
        made,
        draw(mostly(Look("Ann", VERSION), None, Look("Ann", VERSION - 1))),
        draw(mostly(None, "not sure")),
        draw(mostly(None, *(Referral(to, "Ann", "right?", ActionId(1)) for to in Referee))),
        draw(crops),
        checks,
        draw(mostly({}, {CHANNEL.id: 640})),
        refusal=draw(mostly(None, Refusal("Hal", "not this one"))),
    )


@st.composite
def all_facts(draw: st.DrawFn) -> PhotoFacts:
    details = replace(
        CHANNEL.details,
        most_identifiable=draw(mostly(Identifiability.PORTRAIT, *Identifiability)),
    )
    return PhotoFacts(
        _photo(draw(mostly(PhotoState.CHECKED, *PhotoState))),
        draw(reviews()),
        replace(CHANNEL, details=details),
        draw(permissions),
        VERSION,
        draw(mostly(True, False)),
        draw(mostly("", "This channel is closed.")),
        draw(mostly(True, False)),
        draw(look_outs),
        alike=draw(mostly(frozenset(), frozenset({RegionId(1), RegionId(2)}))),
    )


def _stands(facts: PhotoFacts, region: Region, frame: Box) -> bool:
    """Tell whether what was decided about a region may stand in a cleared photo."""
    decision = facts.review.decisions[region.id]
    kind, person = decision.disposition.kind, decision.disposition.person_id
    if kind in HIDDEN:
        return kind is DispositionKind.COVER or frame.overlap(region.box) == 0
    if region.seen_ms == 0:
        return False
    if region.subject is RegionSubject.WRITING and kind is not DispositionKind.NOT_A_FACE:
        return False
    if kind is DispositionKind.NO_LOOK_OUT:
        return facts.closed_roster and facts.look_outs <= decision.look_outs
    if kind is DispositionKind.MOSAIC:
        return region.id not in facts.alike and facts.look_outs <= decision.look_outs
    if frame.overlap(region.box) == 0:
        return True
    if kind in NAMED:
        return person in facts.permissions and facts.permissions[person].allowed
    return kind is not DispositionKind.VISITOR


@given(all_facts())
def test_cleared_means_seen_decided_allowed_checked_and_current(facts: PhotoFacts) -> None:
    if not verdict(facts).cleared:
        return
    review, channel = facts.review, facts.channel
    assert facts.photo.state is PhotoState.CHECKED
    assert (facts.channel_closed, facts.taken) == ("", True)
    assert (review.hold, review.referral, review.refusal) == (None, None, None)
    assert review.look == Look("Ann", VERSION)
    assert dict(review.checks) == dict.fromkeys(PhotoCheck, True)
    assert review.decisions.keys() == {region.id for region in review.regions}
    frame = published_frame(facts.photo, review)
    assert frame is not None
    assert all(_stands(facts, region, frame) for region in review.regions)
    found = identifiability_on(channel, facts.photo, review)
    assert found is not None
    assert within(found.level, channel.details.most_identifiable)


@st.composite
def cleared_facts(draw: st.DrawFn) -> PhotoFacts:
    """Draw a photo with a pupil and a child passed by the exclusion check, and all in order."""
    ada, passed = _region(1), _region(2)
    restricted = draw(look_outs)
    made = {
        ada.id: Decision(Disposition(DispositionKind.THIS_PUPIL, PersonId(4)), "Ann", VERSION),
        passed.id: Decision(
            Disposition(DispositionKind.NO_LOOK_OUT), "Ann", VERSION, restricted | draw(look_outs)
        ),
    }
    review = PhotoReview((ada, passed), made, Look("Ann", VERSION), checks=ALL_WELL)
    people = {PersonId(4): Permission("web", Standing.GRANTED)}
    return PhotoFacts(_photo(), review, CHANNEL, people, VERSION, True, "", True, restricted)


def _with(facts: PhotoFacts, **changes: object) -> PhotoFacts:
    return replace(facts, review=replace(facts.review, **changes))  # type: ignore[arg-type]


def _unseen(facts: PhotoFacts, region: int) -> PhotoFacts:
    seen = tuple(replace(r, seen_ms=r.seen_ms * (r.id != region)) for r in facts.review.regions)
    return _with(facts, regions=seen)


def _decided(facts: PhotoFacts, region: int, kind: DispositionKind | None) -> PhotoFacts:
    made = {id_: each for id_, each in facts.review.decisions.items() if id_ != region}
    if kind is not None:
        made[RegionId(region)] = Decision(Disposition(kind), "Ann", VERSION)
    return _with(facts, decisions=made)


SPOILT: Mapping[str, Callable[[PhotoFacts], PhotoFacts]] = {
    "held": lambda f: _with(f, hold="not sure"),
    "referred": lambda f: _with(f, referral=Referral(Referee.HEAD, "Ann", "?", ActionId(1))),
    "refused by who was asked": lambda f: _with(f, refusal=Refusal("Hal", "")),
    "a pupil nobody saw": lambda f: _unseen(f, 1),
    "a passed face nobody saw": lambda f: _unseen(f, 2),
    "undecided": lambda f: _decided(f, 1, None),
    "visitor": lambda f: _decided(f, 1, DispositionKind.VISITOR),
    "writing that is no writing": lambda f: _with(
        f, regions=(*f.review.regions[:1], _region(2, subject=RegionSubject.WRITING))
    ),
    "no look": lambda f: _with(f, look=None),
    "an old look": lambda f: _with(f, look=Look("Ann", VERSION - 1)),
    "another look-out": lambda f: replace(f, look_outs=f.look_outs | {PersonId(9)}),
    "open roster": lambda f: replace(f, closed_roster=False),
    "not on the roll": lambda f: replace(f, permissions={}),
    "close to a portrait": lambda f: replace(
        f,
        channel=replace(
            f.channel,
            details=replace(f.channel.details, most_identifiable=Identifiability.DISTANT),
        ),
    ),
    "deleted": lambda f: replace(f, photo=_photo(PhotoState.DELETED)),
}


@given(cleared_facts(), st.sampled_from(sorted(SPOILT)))
def test_one_thing_amiss_is_enough(facts: PhotoFacts, what: str) -> None:
    assert verdict(facts).cleared
    answer = verdict(SPOILT[what](facts))
    assert not answer.cleared
    assert answer.reasons


@given(cleared_facts(), st.sampled_from(PhotoCheck), st.booleans())
def test_each_check_must_be_answered_and_well(
    facts: PhotoFacts, check: PhotoCheck, answered: bool
) -> None:
    checks = {each: True for each in PhotoCheck if each is not check}
    answer = verdict(_with(facts, checks={**checks, check: False} if answered else checks))
    assert answer.outcome is (Outcome.HELD if answered else Outcome.NEEDS_DECISION)


@pytest.mark.parametrize("kind", sorted(HIDDEN))
def test_what_is_hidden_need_not_have_been_seen(kind: DispositionKind) -> None:
    region = _region(1, seen_ms=0)
    made = {region.id: Decision(Disposition(kind), "Ann", VERSION)}
    review = PhotoReview((region,), made, Look("Ann", VERSION), checks=ALL_WELL)
    assert verdict(PhotoFacts(_photo(), review, CHANNEL, {}, VERSION, False, "", True)).cleared


def test_who_is_outside_the_kept_part_holds_nothing_back() -> None:
    inside, outside = _region(1), _region(9)
    made = {
        inside.id: Decision(Disposition(DispositionKind.THIS_PUPIL, PersonId(4)), "Ann", VERSION),
        outside.id: Decision(Disposition(DispositionKind.THIS_PUPIL, PersonId(5)), "Ann", VERSION),
    }
    people = {
        PersonId(4): Permission("web", Standing.GRANTED),
        PersonId(5): Permission("web", Standing.REFUSED),
    }
    whole = PhotoReview((inside, outside), made, Look("Ann", VERSION), checks=ALL_WELL)
    facts = PhotoFacts(_photo(), whole, CHANNEL, people, VERSION, False, "", True)
    assert verdict(facts).outcome is Outcome.HELD
    assert verdict(_with(facts, crop=Box(0, 0, 2000, 3000))).cleared
    near = _with(facts, crop=Box(0, 0, outside.box.x - 1, 3000))  # an ear would still be in it
    assert verdict(near).outcome is Outcome.HELD
    assert not verdict(_decided(_with(facts, crop=Box(0, 0, 2000, 3000)), 9, None)).cleared


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


@given(all_facts(), st.sampled_from([PhotoState.FAILED, PhotoState.SET_ASIDE, PhotoState.DELETED]))
def test_a_failed_set_aside_or_deleted_photo_is_held(facts: PhotoFacts, state: PhotoState) -> None:
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
    review = PhotoReview(regions, decisions, Look("Ann", VERSION), checks=ALL_WELL)
    return verdict(PhotoFacts(_photo(), review, CHANNEL, people, VERSION, False, "", True)).cleared


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
    facts = PhotoFacts(_photo(), review, CHANNEL, {}, VERSION, False, "", True)
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
