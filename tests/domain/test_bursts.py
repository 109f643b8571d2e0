"""Bursts: one camera, a few seconds, much the same picture; copies without a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.bursts import (
    BURST_BITS,
    COPY_BITS,
    FRAMES_BACK,
    NEXT_FRAME,
    bits_apart,
    bursts,
)
from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import CameraDevice, Photo, PhotoDetails, PhotoState

START = datetime(2026, 10, 2, 9, 30)
IPAD = CameraDevice("Apple", "iPad (9th generation)", "ONE")
OTHER_IPAD = CameraDevice("Apple", "iPad (9th generation)", "TWO")
FIELD = 0x0F1E_2D3C_4B5A_6978


def photo(
    number: int,
    seconds: float | None = 0.0,
    likeness: int = FIELD,
    device: CameraDevice | None = IPAD,
) -> Photo:
    taken = None if seconds is None else START + timedelta(seconds=seconds)
    key = VaultKey("k")
    details = PhotoDetails(
        f"IMG_{number}.JPG", "0" * 64, "jpeg", 40, 30, key, key, key, taken, device, likeness
    )
    return Photo(PhotoId(number), BatchId(1), ImportId(1), details, PhotoState.CHECKED)


def changed(likeness: int, bits: int, start: int = 0) -> int:
    """Return the hash of a picture in which so many fields became lighter or darker."""
    return likeness ^ ((1 << bits) - 1) << start


PAUSE = NEXT_FRAME.total_seconds()


def test_frames_of_one_camera_shortly_after_each_other_are_one_burst_in_time_order():
    frames = [photo(3, 2), photo(1, 0), photo(2, 1, changed(FIELD, BURST_BITS))]
    assert bursts(frames) == ((1, 2, 3),)


def test_another_scene_a_pause_or_another_camera_ends_a_burst():
    assert bursts([photo(1), photo(2, 1, changed(FIELD, BURST_BITS + 1))]) == ()
    assert bursts([photo(1), photo(2, PAUSE + 1)]) == ()
    assert bursts([photo(1), photo(2, 1, device=OTHER_IPAD)]) == ()


def test_frames_of_which_only_some_name_the_zone_go_by_the_clock_of_their_camera():
    plain = photo(2, 1)
    zone = timezone(timedelta(hours=1))
    zoned = replace(plain.details, taken_at=(START + timedelta(seconds=1)).replace(tzinfo=zone))
    frames = [photo(3, 2), replace(plain, details=zoned), photo(1)]
    assert bursts(frames) == ((1, 2, 3),)


def test_a_long_burst_hangs_together_though_its_ends_differ():
    last = changed(changed(FIELD, BURST_BITS), BURST_BITS, start=BURST_BITS)
    frames = [photo(1), photo(2, PAUSE, changed(FIELD, BURST_BITS)), photo(3, 2 * PAUSE, last)]
    assert bits_apart(FIELD, last) > BURST_BITS
    assert bursts(frames) == ((1, 2, 3),)


def test_a_frame_of_another_scene_in_between_does_not_cut_a_burst():
    frames = [photo(1), photo(2, 1, ~FIELD & (1 << 64) - 1), photo(3, 2)]
    assert bursts(frames) == ((1, 3),)


def test_without_time_or_camera_only_a_picture_all_but_equal_is_the_same():
    forwarded = photo(2, None, changed(FIELD, COPY_BITS, start=20), None)
    assert bursts([photo(1), forwarded]) == ((1, 2),)
    assert bursts([photo(1), photo(2, None, changed(FIELD, COPY_BITS + 1), None)]) == ()
    assert bursts([photo(1, 0, device=None), photo(2, 900, device=None)]) == ((1, 2),)


def test_two_equal_pictures_at_different_times_are_no_burst():
    assert bursts([photo(1), photo(2, 3600)]) == ()


def test_a_picture_without_light_and_dark_is_like_no_other():
    assert bursts([photo(1, 0, 0), photo(2, 1, 0), photo(3, None, 0, None)]) == ()


def test_a_clock_that_stands_still_costs_no_comparison_of_each_with_each():
    """A hundred scenes in one second, the first one again at the end: too far back to see."""
    scenes = [photo(n, 0, n * 0x9E37_79B9_7F4A_7C15 % 2**64 | 1) for n in range(1, 3 * FRAMES_BACK)]
    again = photo(999, 0, scenes[0].details.likeness)
    assert all(PhotoId(999) not in group for group in bursts([*scenes, again]))


PHOTOS = st.lists(
    st.builds(
        photo,
        st.integers(1, 60),
        st.one_of(st.none(), st.integers(0, 30)),
        st.builds(changed, st.sampled_from([FIELD, ~FIELD % 2**64]), st.integers(0, 24)),
        st.sampled_from([None, IPAD, OTHER_IPAD]),
    ),
    max_size=14,
    unique_by=lambda one: one.id,
)


@given(PHOTOS, st.randoms(use_true_random=False))
def test_the_order_of_asking_does_not_matter_and_no_photo_is_in_two_groups(photos, chance):
    found = bursts(photos)
    mixed = list(photos)
    chance.shuffle(mixed)
    assert bursts(mixed) == found
    members = [member for group in found for member in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)


@given(PHOTOS)
def test_groups_are_exactly_the_chains_of_alike_pairs(photos):
    assert {frozenset(group) for group in bursts(photos)} == _chains_by_hand(photos)


def _chains_by_hand(photos: Sequence[Photo]) -> set[frozenset[PhotoId]]:
    groups = [{one.id} for one in photos]
    for one in photos:
        for other in photos:
            if _alike(one, other):
                joined = [group for group in groups if group & {one.id, other.id}]
                groups = [group for group in groups if group not in joined]
                groups.append(set().union(*joined))
    return {frozenset(group) for group in groups if len(group) > 1}


def _alike(one: Photo, other: Photo) -> bool:
    a, b = one.details, other.details
    apart = bits_apart(a.likeness, b.likeness)
    if None in (a.taken_at, b.taken_at, a.device, b.device):
        return apart <= COPY_BITS
    near = abs(a.taken_at - b.taken_at) <= NEXT_FRAME  # type: ignore[operator]
    return a.device == b.device and near and apart <= BURST_BITS
