"""A mosaic is for a face that was seen and is no look-out; else nothing goes out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.bursts import HOLDS_FOR_THE_CHILD
from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.consent import Permission, Standing
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
    RegionSubject,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import (
    BatchId,
    ChannelId,
    ImportId,
    PersonId,
    PhotoId,
    RegionId,
    VaultKey,
)
from consentdesk.domain.mosaic import mosaic_refusal
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import (
    company_in_picture,
    covered_regions,
    mosaic_regions,
    published_frame,
    visible_faces,
)
from consentdesk.domain.review import Decision, Look, PhotoReview
from consentdesk.domain.verdict import Outcome, PhotoFacts, verdict

VERSION = 7
DETAILS = PhotoDetails(
    "IMG_1.JPG", "00", "jpeg", 4000, 3000, VaultKey("o"), VaultKey("t"), VaultKey("s")
)
PHOTO = Photo(PhotoId(1), BatchId(1), ImportId(1), DETAILS, PhotoState.CHECKED)
CHANNEL = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("web")))
ADA, BO, CY = PersonId(4), PersonId(5), PersonId(6)
MOSAIC = Disposition(DispositionKind.MOSAIC)
WHOLE = Box(0, 0, 4000, 3000)


def _region(number: int, x: int, subject: RegionSubject = RegionSubject.FACE) -> Region:
    box = Box(x, 1000, 200, 260)
    face, found = RegionSize.FACE, RegionOrigin.FOUND
    return Region(RegionId(number), PhotoId(1), box, found, face, 0.9, VaultKey("p"), 400, subject)


CHILD, STRANGER = _region(1, 600), _region(2, 3400)


def _facts(look_outs: frozenset[PersonId] = frozenset({BO})) -> PhotoFacts:
    """Return a photo with an allowed child and a stranger who is a mosaic; all is in order."""
    made = {
        CHILD.id: Decision(Disposition(DispositionKind.THIS_PUPIL, ADA), "Ann", VERSION),
        STRANGER.id: Decision(MOSAIC, "Ann", VERSION, look_outs),
    }
    review = PhotoReview((CHILD, STRANGER), made, Look("Ann", VERSION), checks=ALL_WELL)
    people = {ADA: Permission("web", Standing.GRANTED)}
    return PhotoFacts(PHOTO, review, CHANNEL, people, VERSION, False, "", True, look_outs)


def _stranger(facts: PhotoFacts, **changes: object) -> PhotoFacts:
    changed = replace(STRANGER, **changes)  # type: ignore[arg-type]
    return replace(facts, review=replace(facts.review, regions=(CHILD, changed)))


def test_a_photo_with_a_mosaic_is_cleared_without_a_closed_roster() -> None:
    assert verdict(_facts()).cleared
    assert verdict(_stranger(_facts(), subject=RegionSubject.FIGURE)).cleared


SPOILT: Mapping[str, tuple[Callable[[PhotoFacts], PhotoFacts], str]] = {
    "never seen": (lambda f: _stranger(f, seen_ms=0), "not_seen"),
    "around writing": (lambda f: _stranger(f, subject=RegionSubject.WRITING), "undecided"),
    "another look-out": (lambda f: replace(f, look_outs=frozenset({BO, CY})), "exclusion_outdated"),
    "alike to one": (lambda f: replace(f, alike=frozenset({STRANGER.id})), "mosaic_alike"),
}


@pytest.mark.parametrize("what", sorted(SPOILT))
def test_one_thing_amiss_with_a_mosaic_needs_a_decision(what: str) -> None:
    spoil, code = SPOILT[what]
    answer = verdict(spoil(_facts()))
    assert answer.outcome is Outcome.NEEDS_DECISION
    assert [(reason.code, reason.region_id) for reason in answer.reasons] == [(code, STRANGER.id)]


def test_fewer_look_outs_and_likeness_of_others_change_nothing() -> None:
    assert verdict(replace(_facts(), look_outs=frozenset())).cleared
    assert verdict(replace(_facts(), alike=frozenset({CHILD.id}))).cleared


def test_who_is_a_mosaic_is_out_of_sight() -> None:
    review = _facts().review
    assert [face.region_id for face in visible_faces(review)] == [CHILD.id]
    assert company_in_picture(review, WHOLE) == (CHILD,)
    assert mosaic_regions(review) == (STRANGER,)
    assert covered_regions(review) == ()


def test_a_crop_may_cut_a_mosaic_away() -> None:
    facts = _facts()
    beside = _region(3, 3000)
    away = Decision(Disposition(DispositionKind.CROP_AWAY), "Ann", VERSION)
    review = replace(
        facts.review,
        regions=(*facts.review.regions, beside),
        decisions={**facts.review.decisions, beside.id: away},
    )
    frame = published_frame(PHOTO, review)
    assert frame is not None
    assert frame.overlap(STRANGER.box) == 0


def test_a_mosaic_holds_for_the_person_in_the_next_frame() -> None:
    assert DispositionKind.MOSAIC in HOLDS_FOR_THE_CHILD


def _alike(outcome: SuggestionOutcome, *people: PersonId) -> Suggestion:
    found = tuple(Candidate(person, 0.5, "alike") for person in people)
    return Suggestion(STRANGER.id, outcome, found)


NAMED = Decision(Disposition(DispositionKind.THIS_ADULT, CY), "Ann", VERSION)
COVERED = Decision(Disposition(DispositionKind.COVER), "Ann", VERSION)


@pytest.mark.parametrize(
    ("region", "suggestion", "decision", "refused"),
    [
        (STRANGER, None, None, False),
        (STRANGER, None, COVERED, False),
        (STRANGER, _alike(SuggestionOutcome.SUGGESTION, CY), None, False),
        (STRANGER, _alike(SuggestionOutcome.SUGGESTION, CY, BO), None, True),
        (STRANGER, _alike(SuggestionOutcome.CANNOT_TELL, BO), None, True),
        (STRANGER, None, NAMED, True),
        (_region(2, 0, RegionSubject.WRITING), None, None, True),
    ],
    ids=["nobody", "was covered", "another", "look-out", "cannot tell", "named", "writing"],
)
def test_a_face_that_must_be_hidden_better_is_refused(
    region: Region, suggestion: Suggestion | None, decision: Decision | None, refused: bool
) -> None:
    why = mosaic_refusal(region, suggestion, {BO}, decision)
    assert (why is not None) is refused
