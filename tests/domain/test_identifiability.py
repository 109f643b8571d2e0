"""How recognisable the most recognisable child of a copy is, and what would make it less."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consentdesk.domain.crop import crop_without
from consentdesk.domain.identifiability import (
    ASIDE_FROM,
    CLEAR_FROM,
    HARD_UNDER,
    PORTRAIT_FROM,
    SMALLEST_LONG_EDGE,
    STEP,
    Identifiability,
    VisibleFace,
    fitting_long_edge,
    identifiability,
    in_frame,
    over_limit,
    within,
)
from consentdesk.domain.identifiability_remedies import Remedy, RemedyKind, remedies
from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box

DISTANT, IN_A_GROUP, RECOGNISABLE, PORTRAIT = Identifiability
FRAME = Box(0, 0, 4000, 3000)
WHOLE = 4000
"""A longest side at which nothing is shrunk."""

few = settings(max_examples=50)
levels = st.sampled_from(list(Identifiability))
edges = st.integers(320, 4096)
turns = st.none() | st.floats(0, 1)
spans = st.tuples(st.integers(0, 4000), st.integers(1, 900))


@st.composite
def faces_of(draw: st.DrawFn) -> tuple[VisibleFace, ...]:
    """Up to five faces of any size and turn, some beyond the edge of the photo."""
    count = draw(st.integers(0, 5))
    return tuple(
        VisibleFace(RegionId(n), Box(x, y, width, height), draw(turns))
        for n in range(count)
        for (x, width), (y, height) in [(draw(spans), draw(spans))]
    )


def face(height: int, number: int = 1, turn: float | None = 0.0, x: int = 100) -> VisibleFace:
    return VisibleFace(RegionId(number), Box(x, 100, round(0.8 * height), height), turn)


def group(*heights: int) -> tuple[VisibleFace, ...]:
    return tuple(face(h, n, x=100 + 600 * n) for n, h in enumerate(heights, 1))


def level(*faces: VisibleFace, long_edge: int = WHOLE, name: bool = False) -> Identifiability:
    return identifiability(faces, FRAME, long_edge, name).level


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        (HARD_UNDER - 1, DISTANT),
        (HARD_UNDER, IN_A_GROUP),
        (CLEAR_FROM - 1, IN_A_GROUP),
        (CLEAR_FROM, RECOGNISABLE),
        (PORTRAIT_FROM - 1, RECOGNISABLE),
        (PORTRAIT_FROM, PORTRAIT),
    ],
)
def test_the_largest_face_of_a_group_gives_the_level(height: int, expected: Identifiability):
    assert level(*group(10, height, 10)) is expected


def test_who_is_alone_is_not_one_of_a_group():
    assert level(face(HARD_UNDER)) is RECOGNISABLE
    assert level(face(HARD_UNDER - 1)) is DISTANT


def test_turned_aside_counts_one_level_less_but_never_hard_to_recognise():
    other = face(10, 2, x=2000)
    for height, expected in ((120, RECOGNISABLE), (60, IN_A_GROUP), (30, IN_A_GROUP)):
        assert level(face(height, turn=ASIDE_FROM), other) is expected
    assert level(face(120, turn=ASIDE_FROM - 0.01), other) is PORTRAIT


def test_a_turn_that_is_not_known_counts_as_face_on():
    found = identifiability((face(120, turn=None),), FRAME, WHOLE, False)
    assert (found.level, found.face_on) == (PORTRAIT, True)


def test_a_name_raises_the_level_even_without_a_face():
    assert level(*group(10, 10), name=True) is IN_A_GROUP
    assert level(*group(60, 10), name=True) is PORTRAIT
    assert level(name=True) is IN_A_GROUP
    assert level() is DISTANT


def test_the_copy_is_measured_not_the_original():
    found = identifiability(group(300, 20), FRAME, 1600, False)
    assert (found.height, found.region_id, found.level) == (120, 1, PORTRAIT)
    assert level(*group(300, 20), long_edge=600) is IN_A_GROUP


def test_the_face_of_a_child_who_lies_down_is_as_large_as_its_longer_side():
    lying = VisibleFace(RegionId(1), Box(0, 0, 120, 90), 0.0)
    assert identifiability((lying,), FRAME, WHOLE, False).height == 120


def test_a_face_of_which_little_is_left_has_company_and_is_none():
    left, right = face(40, 1, x=100), face(40, 2, x=300)
    cut = Box(0, 0, 310, 3000)
    assert identifiability((left, right), FRAME, WHOLE, False).level is Identifiability.IN_A_GROUP
    found = identifiability((left, right), cut, WHOLE, False)
    assert (found.region_id, found.alone) == (1, True)
    limit = Identifiability.IN_A_GROUP
    assert over_limit((left, right), cut, WHOLE, limit, False) == (1,)
    cover = Remedy(RemedyKind.COVER, region_ids=(RegionId(1), RegionId(2)))
    assert cover in remedies((left, right), cut, WHOLE, limit, False, other_frames=False)


@few
@given(faces_of(), edges, edges, st.booleans())
def test_a_larger_copy_is_never_less_recognisable(
    faces: tuple[VisibleFace, ...], one: int, other: int, name: bool
):
    small, large = sorted((one, other))
    less = identifiability(faces, FRAME, small, name).level
    assert within(less, identifiability(faces, FRAME, large, name).level)


@few
@given(faces_of(), edges, st.booleans(), st.integers(1, 400))
def test_larger_faces_are_never_less_recognisable(
    faces: tuple[VisibleFace, ...], long_edge: int, name: bool, more: int
):
    seen = in_frame(faces, FRAME)
    grown = tuple(
        replace(f, box=replace(f.box, width=f.box.width + more, height=f.box.height + more))
        for f in seen
    )
    less = identifiability(seen, FRAME, long_edge, name).level
    assert within(less, identifiability(grown, FRAME, long_edge, name).level)


@few
@given(faces_of(), edges, st.booleans(), st.data())
def test_a_closer_crop_that_keeps_the_face_is_never_less_recognisable(
    faces: tuple[VisibleFace, ...], long_edge: int, name: bool, data: st.DataObject
):
    before = identifiability(faces, FRAME, long_edge, name)
    chosen = [f.box for f in in_frame(faces, FRAME) if f.region_id == before.region_id]
    assume(chosen)
    (box,) = chosen
    x, y = data.draw(st.integers(0, box.x)), data.draw(st.integers(0, box.y))
    right = data.draw(st.integers(min(box.right, 4000), 4000))
    bottom = data.draw(st.integers(min(box.bottom, 3000), 3000))
    closer = Box(x, y, right - x, bottom - y)
    assume(closer.overlap(box) > 0)
    assert within(before.level, identifiability(faces, closer, long_edge, name).level)


@few
@given(faces_of(), edges, st.booleans(), st.integers(1, 900))
def test_a_face_outside_the_copy_never_counts(
    faces: tuple[VisibleFace, ...], long_edge: int, name: bool, height: int
):
    absent = VisibleFace(RegionId(99), Box(4000, 10, height, height), 0.0)
    assert identifiability((*faces, absent), FRAME, long_edge, name) == identifiability(
        faces, FRAME, long_edge, name
    )


@few
@given(faces_of(), edges, st.booleans(), st.floats(0, 1))
def test_face_on_is_never_less_recognisable_than_turned(
    faces: tuple[VisibleFace, ...], long_edge: int, name: bool, turn: float
):
    turned = tuple(replace(f, turn=turn) for f in faces)
    front = tuple(replace(f, turn=None) for f in faces)
    less = identifiability(turned, FRAME, long_edge, name).level
    assert within(less, identifiability(front, FRAME, long_edge, name).level)


@few
@given(faces_of(), edges, levels, st.booleans())
def test_the_fitting_size_fits_and_the_next_does_not(
    faces: tuple[VisibleFace, ...], long_edge: int, limit: Identifiability, name: bool
):
    def fits(edge: int) -> bool:
        return within(identifiability(faces, FRAME, edge, name).level, limit)

    found = fitting_long_edge(faces, FRAME, long_edge, limit, name)
    if found is None:
        assert not fits(min(long_edge, SMALLEST_LONG_EDGE))
    elif found == long_edge:
        assert fits(found)
    else:
        assert found % STEP == 0
        assert SMALLEST_LONG_EDGE <= found < long_edge
        assert fits(found)
        assert not fits(min(found + STEP, long_edge))


@few
@given(faces_of(), edges, levels, st.booleans(), st.booleans())
def test_remedies_are_offered_only_over_the_limit_and_in_order(
    faces: tuple[VisibleFace, ...],
    long_edge: int,
    limit: Identifiability,
    name: bool,
    burst: bool,
):
    found = remedies(faces, FRAME, long_edge, limit, name, other_frames=burst)
    is_within = within(identifiability(faces, FRAME, long_edge, name).level, limit)
    assert not (found and is_within)
    order = list(RemedyKind)
    assert [r.kind for r in found] == sorted((r.kind for r in found), key=order.index)
    assert (Remedy(RemedyKind.OTHER_FRAME) in found) == (burst and not is_within)
    over = over_limit(faces, FRAME, long_edge, limit, name)
    for remedy in found:
        left = tuple(f for f in faces if f.region_id not in remedy.region_ids)
        assert not remedy.region_ids or set(over) <= set(remedy.region_ids)
        edge, readable = remedy.long_edge or long_edge, name
        if remedy.kind is RemedyKind.COVER_NAME:
            readable = False
        if remedy.kind is RemedyKind.CROP:
            away = [f.box for f in in_frame(faces, FRAME) if f.region_id in over]
            stay = [f.box for f in in_frame(left, FRAME)]
            cut = crop_without(FRAME.right, FRAME.bottom, away, stay, FRAME)
            assert cut is not None
            assert within(identifiability(left, cut, edge, name).level, limit)
        if remedy.kind in {RemedyKind.COVER, RemedyKind.SMALLER, RemedyKind.COVER_NAME}:
            assert within(identifiability(left, FRAME, edge, readable).level, limit)


def offered(*faces: VisibleFace, limit: Identifiability, edge: int = 1600, name: bool = False):
    return remedies(faces, FRAME, edge, limit, name, other_frames=False)


def test_one_large_face_at_the_rim_can_be_made_smaller_cropped_or_covered():
    near = face(320, 1)
    far = (face(60, 2, x=2600), face(60, 3, x=3000))
    assert offered(near, *far, limit=RECOGNISABLE) == (
        Remedy(RemedyKind.SMALLER, long_edge=1180),
        Remedy(RemedyKind.CROP, region_ids=(RegionId(1),)),
        Remedy(RemedyKind.COVER, region_ids=(RegionId(1),)),
    )


def test_a_crop_that_would_bring_the_others_too_near_is_not_offered():
    kinds = [r.kind for r in offered(face(320, 1), face(245, 2, x=2600), limit=RECOGNISABLE)]
    assert RemedyKind.CROP not in kinds
    assert RemedyKind.COVER in kinds


def test_covering_the_name_is_offered_where_only_the_name_is_too_much():
    kinds = [r.kind for r in offered(*group(150, 150), limit=RECOGNISABLE, name=True)]
    assert kinds[0] is RemedyKind.COVER_NAME


def test_who_would_be_left_alone_is_covered_too():
    found = offered(face(200, 1), face(80, 2, x=2600), limit=IN_A_GROUP)
    assert found == (
        Remedy(RemedyKind.SMALLER, long_edge=940),
        Remedy(RemedyKind.COVER, region_ids=(RegionId(1), RegionId(2))),
    )


def test_a_photo_without_a_limit_needs_nothing():
    assert offered(face(900), limit=PORTRAIT, name=True) == ()
