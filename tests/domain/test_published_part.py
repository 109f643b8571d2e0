"""What of a photo is published: the kept part, cut further for whoever is to be cropped away."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.crop import cut_beside
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
    RegionSubject,
)
from consentdesk.domain.ids import BatchId, ChannelId, ImportId, PhotoId, RegionId, VaultKey
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import (
    company_in_picture,
    covered_regions,
    identifiability_on,
    in_picture,
    long_edge_on,
    published_frame,
    visible_faces,
)
from consentdesk.domain.review import Decision, PhotoReview

WHOLE = Box(0, 0, 4000, 3000)
DETAILS = PhotoDetails(
    "IMG_1.JPG", "00", "jpeg", 4000, 3000, VaultKey("o"), VaultKey("t"), VaultKey("s")
)
PHOTO = Photo(PhotoId(1), BatchId(1), ImportId(1), DETAILS, PhotoState.CHECKED)
CHANNEL = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("web"), long_edge=1600))
STAYS, COVERED = DispositionKind.CANNOT_BE_RECOGNISED, DispositionKind.COVER
AWAY, PASSED = DispositionKind.CROP_AWAY, DispositionKind.NO_LOOK_OUT


def _region(number: int, box: Box, subject: RegionSubject = RegionSubject.FACE) -> Region:
    found = (RegionOrigin.FOUND, RegionSize.FACE, 0.9, VaultKey("p"), 400, subject)
    return Region(RegionId(number), PhotoId(1), box, *found)


def _review(
    *faces: tuple[Box, DispositionKind | None], crop: Box | None = None, **more: object
) -> PhotoReview:
    regions = tuple(_region(n, box) for n, (box, _) in enumerate(faces, start=1))
    decisions = {
        region.id: Decision(Disposition(kind), "Ann", 1)
        for region, (_, kind) in zip(regions, faces, strict=True)
        if kind is not None
    }
    return PhotoReview(regions, decisions, crop=crop, **more)  # type: ignore[arg-type]


LEFT, MIDDLE, RIGHT = (Box(x, 1400, 150, 200) for x in (200, 1900, 3600))


def test_the_whole_photo_is_published_unless_somebody_cut_it() -> None:
    assert published_frame(PHOTO, _review()) == WHOLE
    kept = Box(0, 1000, 3000, 1500)
    assert published_frame(PHOTO, _review(crop=kept)) == kept


def test_cropping_away_cuts_the_kept_part_further() -> None:
    kept = Box(1000, 0, 3000, 3000)
    review = _review((LEFT, AWAY), (MIDDLE, PASSED), (RIGHT, AWAY), crop=kept)
    frame = published_frame(PHOTO, review)
    assert frame is not None
    assert frame.overlap(kept) == frame.area
    assert (frame.overlap(RIGHT), frame.overlap(MIDDLE)) == (0, MIDDLE.area)
    assert published_frame(PHOTO, _review((LEFT, AWAY), crop=kept)) == kept


def test_a_face_that_cannot_be_cut_away_leaves_nothing_to_publish() -> None:
    only = Box(1800, 1300, 400, 400)
    review = _review((Box(1900, 1400, 200, 200), AWAY), crop=only)
    assert published_frame(PHOTO, review) is None
    assert identifiability_on(CHANNEL, PHOTO, review) is None


boxes = st.builds(
    Box, st.integers(0, 3600), st.integers(0, 2600), st.integers(20, 400), st.integers(20, 400)
)
parts = st.builds(
    Box, st.integers(0, 2000), st.integers(0, 1500), st.integers(400, 2000), st.integers(400, 1500)
)


@given(st.lists(boxes, min_size=1, max_size=3), st.lists(boxes, max_size=3), parts)
def test_a_cut_part_leaves_out_and_keeps_what_it_must(
    away: list[Box], keep: list[Box], kept: Box
) -> None:
    faces = [*((box, AWAY) for box in away), *((box, PASSED) for box in keep)]
    frame = published_frame(PHOTO, _review(*faces, crop=kept))
    if frame is not None:
        assert frame.overlap(kept) == frame.area
        assert all(frame.overlap(box) == 0 for box in away)
        assert all(frame.overlap(b) == b.area for b in keep if kept.overlap(b) == b.area)


@given(parts, boxes)
def test_what_is_cut_beside_a_face_holds_nothing_of_it(cover: Box, face: Box) -> None:
    part = cut_beside(cover, face)
    if part is None:
        assert face.overlap(cover) == cover.area
    else:
        assert (part.overlap(cover), part.overlap(face)) == (part.area, 0)
        assert (part == cover) == (cover.overlap(face) == 0)


@given(boxes, boxes)
def test_whoever_was_moved_is_gone_from_where_he_was_found_too(found: Box, put: Box) -> None:
    region = replace(_region(1, put), found_box=found)
    away = {region.id: Decision(Disposition(AWAY), "Ann", 1)}
    frame = published_frame(PHOTO, PhotoReview((region,), away))  # type: ignore[arg-type]
    assert frame is None or frame.overlap(found) == frame.overlap(put) == 0
    assert (region.whole.overlap(found), region.whole.overlap(put)) == (found.area, put.area)
    seen = PhotoReview((region,))
    assert visible_faces(seen)[0].box == region.whole
    assert in_picture(PHOTO, region, found)


def test_people_outside_the_kept_part_are_not_in_the_picture() -> None:
    review = _review((LEFT, PASSED), (MIDDLE, STAYS), (RIGHT, PASSED))
    assert [r.box for r in company_in_picture(review, WHOLE)] == [LEFT, RIGHT]
    assert [r.box for r in company_in_picture(review, Box(0, 0, 2000, 3000))] == [LEFT]
    ear = Box(LEFT.right + 20, 0, 2000, 3000)  # hair and ears are beside the face
    assert in_picture(PHOTO, review.regions[0], ear)
    for hardly in (ear, Box(LEFT.x + 75, 0, 2000, 3000)):
        assert company_in_picture(review, hardly) == ()


def test_figures_and_writing_are_no_faces() -> None:
    passed = {n: Decision(Disposition(PASSED), "Ann", 1) for n in (1, 2)}
    regions = (
        _region(1, LEFT, RegionSubject.FIGURE),
        _region(2, RIGHT, RegionSubject.WRITING),
    )
    review = PhotoReview(regions, passed)  # type: ignore[arg-type]
    assert company_in_picture(review, WHOLE) == ()
    assert visible_faces(review) == ()


def test_an_undecided_face_counts_as_seen_and_a_hidden_one_does_not() -> None:
    review = _review((LEFT, None), (MIDDLE, COVERED), (RIGHT, DispositionKind.NOT_A_FACE))
    assert [face.box for face in visible_faces(review)] == [LEFT]
    assert [region.box for region in covered_regions(review)] == [MIDDLE]


def test_a_photo_is_made_smaller_for_a_channel_and_never_larger() -> None:
    assert long_edge_on(CHANNEL, _review()) == 1600
    assert long_edge_on(CHANNEL, _review(smaller={CHANNEL.id: 640})) == 640
    assert long_edge_on(CHANNEL, _review(smaller={CHANNEL.id: 9000})) == 1600
    assert long_edge_on(CHANNEL, _review(smaller={ChannelId(2): 640})) == 1600
    sizes = [
        identifiability_on(CHANNEL, PHOTO, _review((LEFT, None), smaller=smaller))
        for smaller in ({}, {CHANNEL.id: 640})
    ]
    assert [size and size.height for size in sizes] == [80, 32]


def test_a_name_that_can_be_read_makes_a_child_easier_to_recognise() -> None:
    readable = {PhotoCheck.READABLE: False}
    plain, named = (
        identifiability_on(CHANNEL, PHOTO, _review((LEFT, None), (RIGHT, None), checks=checks))
        for checks in ({}, readable)
    )
    assert plain is not None
    assert named is not None
    assert named.name_visible
    assert named.level.step == plain.level.step + 1


def test_a_second_frame_around_a_face_is_no_company() -> None:
    beside = Box(LEFT.x + LEFT.width // 4, LEFT.y, LEFT.width, LEFT.height)
    inside = LEFT.grown(-0.3, 4000, 3000)
    review = _review((LEFT, PASSED), (beside, PASSED), (inside, PASSED), (RIGHT, PASSED))
    assert [r.box for r in company_in_picture(review, WHOLE)] == [LEFT, RIGHT]
    half_hidden = Box(LEFT.x + LEFT.width * 3 // 4, LEFT.y, LEFT.width, LEFT.height)
    assert len(company_in_picture(_review((LEFT, PASSED), (half_hidden, PASSED)), WHOLE)) == 2
