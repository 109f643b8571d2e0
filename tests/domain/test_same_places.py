"""Which face stands where a face stood: by place and size alone, and only when it is clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.face import Region, RegionOrigin, RegionSize
from consentdesk.domain.ids import PhotoId, RegionId, VaultKey
from consentdesk.domain.pixels import Box
from consentdesk.domain.same_places import CLEARLY_NEARER, FARTHEST, LARGEST_SHIFT, same_places

FRAME = (4000, 3000)
FACE = 100


def face(number: int, x: float, y: float = 1000, size: int = FACE) -> Region:
    """Return a square face with its middle at (x, y)."""
    box = Box(round(x - size / 2), round(y - size / 2), size, size)
    return Region(
        RegionId(number), PhotoId(1), box, RegionOrigin.FOUND, RegionSize.FACE, 0.9, VaultKey("k")
    )


def paired(one: list[Region], other: list[Region]) -> tuple[tuple[int, int], ...]:
    return same_places(one, other, FRAME, FRAME)


def row(start: int, *at: float) -> list[Region]:
    return [face(start + n, 500 + FACE * x) for n, x in enumerate(at)]


def test_children_who_moved_a_little_are_paired_one_to_one():
    assert paired(row(1, 0, 3, 6), row(11, 0.2, 2.9, 6.3)) == ((1, 11), (2, 12), (3, 13))


def test_a_camera_that_moved_is_taken_out_before_looking():
    moved = LARGEST_SHIFT - 0.1
    before, after = row(1, 0, 3, 6, 9), row(11, *(x + moved for x in (0, 3, 6, 9)))
    assert moved > FARTHEST
    assert len(paired(before, after)) == 4


def test_one_child_alone_who_moved_far_is_not_taken_for_a_camera_that_moved():
    assert paired([face(1, 500)], [face(2, 500 + FACE)]) == ()


def test_who_came_or_went_has_no_pair():
    assert paired(row(1, 0, 3, 6), row(11, 0, 3, 9)) == ((1, 11), (2, 12))
    assert paired(row(1, 0), []) == ()


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 1.0])
def test_children_who_are_crossing_are_not_paired(share):
    """Two close together who walk past each other: no place tells who is who."""
    wide = CLEARLY_NEARER * 0.9
    before = [*row(1, 0, wide), *row(3, 6, 9, 12)]
    after = [*row(11, wide * share, wide * (1 - share)), *row(13, 6, 9, 12)]
    assert paired(before, after) == ((3, 13), (4, 14), (5, 15))


def test_a_large_face_is_not_paired_with_a_small_one_in_its_place():
    assert paired([face(1, 500, size=200)], [face(2, 500, size=80)]) == ()


def test_a_small_face_behind_does_not_hinder_the_child_in_front():
    before = [face(1, 500, size=300), face(2, 720, size=50)]
    after = [face(11, 520, size=300), face(12, 720, size=50)]
    assert paired(before, after) == ((1, 11), (2, 12))


def test_a_smaller_copy_is_laid_over_the_whole_and_a_turned_frame_is_not():
    whole, copy = row(1, 0, 3), [face(11, 250, 500, 50), face(12, 400, 500, 50)]
    assert same_places(whole, copy, FRAME, (2000, 1500)) == ((1, 11), (2, 12))
    assert same_places(whole, copy, FRAME, (1500, 2000)) == ()


ANYWHERE = st.builds(
    Box, st.integers(0, 600), st.integers(0, 400), st.integers(20, 120), st.integers(20, 120)
)


def _numbered(boxes: list[Box], start: int) -> list[Region]:
    return [
        Region(
            RegionId(start + n),
            PhotoId(1),
            box,
            RegionOrigin.FOUND,
            RegionSize.FACE,
            0.9,
            VaultKey("k"),
        )
        for n, box in enumerate(boxes)
    ]


FACES = st.lists(ANYWHERE, max_size=9).map(lambda boxes: _numbered(boxes, 1))
OTHERS = st.lists(ANYWHERE, max_size=9).map(lambda boxes: _numbered(boxes, 101))
SMALL = (800, 600)


@given(FACES, OTHERS)
def test_no_face_is_paired_twice_and_the_other_way_round_gives_the_same(one, other):
    pairs = same_places(one, other, SMALL, SMALL)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert {(b, a) for a, b in same_places(other, one, SMALL, SMALL)} == set(pairs)


@given(FACES, OTHERS, st.randoms(use_true_random=False))
def test_the_order_of_the_faces_does_not_matter(one, other, chance):
    pairs = same_places(one, other, SMALL, SMALL)
    mixed, others_mixed = list(one), list(other)
    chance.shuffle(mixed)
    chance.shuffle(others_mixed)
    assert same_places(mixed, others_mixed, SMALL, SMALL) == pairs


APART = 150
"""Pixels between the middles of the faces in the two tests below: more than one face."""
STANDING_APART = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12)


@given(STANDING_APART)
def test_in_equal_frames_everybody_who_stands_apart_is_paired_with_the_same(places):
    one = [face(n, APART * x, APART * y) for n, (x, y) in enumerate(sorted(places))]
    assert same_places(one, one, FRAME, FRAME) == tuple((r.id, r.id) for r in one)


@given(STANDING_APART, st.integers(-30, 30), st.integers(-30, 30), st.data())
def test_small_steps_and_a_small_shake_never_pair_two_different_children(places, right, down, data):
    steps = st.integers(-20, 20)
    one = [face(n, APART * x, APART * y) for n, (x, y) in enumerate(sorted(places))]
    other = [
        face(
            n,
            APART * x + right + data.draw(steps),
            APART * y + down + data.draw(steps),
        )
        for n, (x, y) in enumerate(sorted(places))
    ]
    assert all(a == b for a, b in same_places(one, other, FRAME, FRAME))
