"""Files for publishing: clean, cropped and covered before encoding."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from consentdesk.domain.errors import DamagedPhoto
from consentdesk.domain.pixels import Box
from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.verify import check_covered, check_finished, reveals


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_finished_photo_is_upright_and_reveals_nothing(samples, kind, orientation):
    data = samples.ipad_photo(kind, orientation)
    finished = finish(data, long_edge=120)
    assert (finished.width, finished.height) == (120, 80)
    assert samples.stands_upright(open_photo(finished.content))
    assert reveals(finished.content, data) == ()


def test_comment_and_trailer_do_not_travel(samples):
    data = samples.with_segment(samples.ipad_photo(), 0xFE, b"Ada Lovelace, year 4")
    data += samples.ipad_photo("heic")
    finished = finish(data, long_edge=120)
    assert b"Ada" not in finished.content
    check_finished(finished.content, expect_size=(120, 80), original=data)


def test_crop_keeps_nothing_of_the_outside(samples):
    data = samples.ipad_photo(orientation=6, pixels=samples.four_corners(1200, 800))
    finished = finish(data, long_edge=300, crop=Box(0, 0, 600, 400), quality=95)
    pixels = open_photo(finished.content)
    assert (pixels.width, pixels.height) == (300, 200)
    for x, y in ((0, 0), (299, 0), (0, 199), (299, 199)):
        assert samples.near(samples.pixel(pixels, x, y), samples.RED, 20)


@pytest.mark.parametrize("long_edge", [250, 600, 1200, 3000])
@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_cover_destroys_the_pixels(samples, kind, long_edge):
    data = samples.ipad_photo(kind, 8, pixels=samples.noisy_pixels(1200, 800))
    box = Box(303, 201, 250, 300)
    finished = finish(data, long_edge=long_edge, covers=[box])
    pixels = open_photo(finished.content)
    (cover,) = finished.covers
    check_covered(pixels, cover)
    share = finished.width / 1200
    assert abs(cover.width - box.width * share) <= 2
    assert abs(cover.x - box.x * share) <= 1


def test_cover_does_not_take_its_colour_from_below(samples):
    pixels = samples.four_corners(400, 400)
    finished = finish(
        samples.ipad_photo(pixels=pixels), long_edge=400, covers=[Box(0, 0, 200, 200)]
    )
    found = samples.pixel(open_photo(finished.content), 100, 100)
    assert not samples.near(found, samples.RED, 60)


def test_covers_partly_or_wholly_outside_the_crop(samples):
    data = samples.ipad_photo(pixels=samples.noisy_pixels())
    finished = finish(
        data,
        long_edge=400,
        crop=Box(100, 100, 200, 150),
        covers=[Box(50, 50, 100, 100), Box(0, 0, 40, 40), Box(-20, -20, 500, 500)],
    )
    assert len(finished.covers) == 2
    for cover in finished.covers:
        check_covered(open_photo(finished.content), cover)


def test_crop_outside_the_photo_is_a_mistake_of_the_caller(samples):
    with pytest.raises(ValueError, match="outside"):
        finish(samples.ipad_photo(), long_edge=100, crop=Box(500, 500, 10, 10))


def test_cut_photo_is_never_finished(samples):
    whole = samples.ipad_photo(pixels=samples.noisy_pixels())
    with pytest.raises(DamagedPhoto):
        finish(whole[: int(len(whole) * 0.95)], long_edge=100)


def test_small_photos_are_not_enlarged(samples):
    finished = finish(samples.ipad_photo(), long_edge=2000)
    assert (finished.width, finished.height) == (240, 160)


@settings(max_examples=25, deadline=None)
@given(
    orientation=st.integers(1, 8),
    size=st.tuples(st.integers(1, 90), st.integers(1, 90)),
    long_edge=st.integers(1, 120),
    make=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=4, max_size=30),
    comment=st.binary(max_size=80),
    trailer=st.binary(max_size=80),
)
def test_whatever_goes_in_nothing_but_the_picture_comes_out(
    samples, orientation, size, long_edge, make, comment, trailer
):
    device = samples.CameraDevice(make, "iPad", "SERIAL-0815")
    pixels = samples.noisy_pixels(*size)
    data = samples.ipad_photo(orientation=orientation, device=device, pixels=pixels)
    data = samples.with_segment(data, 0xFE, comment) + trailer
    finished = finish(data, long_edge=long_edge)
    assert reveals(finished.content, data) == ()
    header = read_header(finished.content)
    assert (header.width, header.height) == (finished.width, finished.height)
    again = finish(finished.content, long_edge=long_edge)
    assert (again.width, again.height) == (finished.width, finished.height)
    assert reveals(again.content, finished.content) == ()


@pytest.mark.parametrize("long_edge", [1200, 1600])
def test_covers_of_faces_far_away_are_even_also_beside_each_other(samples, long_edge):
    """A face of 24 pixels shrinks to 7: what shrinking mixes in would fill the whole cover."""
    data = samples.ipad_photo("heic", pixels=samples.noisy_pixels(4032, 1512))
    covers = [Box(100 + 90 * x, 100 + 90 * y, 24, 28) for x in range(12) for y in range(8)]
    covers += [Box(2000, 300, 240, 300), Box(2242, 310, 26, 30), Box(2000, 602, 30, 30)]
    finished = finish(data, long_edge=long_edge, covers=covers)
    pixels = open_photo(finished.content)
    assert len(finished.covers) == len(covers)
    for cover in finished.covers:
        check_covered(pixels, cover)


@pytest.mark.parametrize("order", [1, -1])
def test_covers_over_each_other_are_one_patch(order: int) -> None:
    """Colours taken around each alone would differ, and one would seem to show below the other."""
    picture = np.full((600, 800, 3), 240, np.uint8)
    picture[:, 350:500] = (20, 30, 120)
    out = BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    head, body = Box(369, 70, 112, 160), Box(344, 72, 162, 486)
    covers = [head, body, Box(40, 40, 60, 60)][::order]
    finished = finish(out.getvalue(), long_edge=800, covers=covers)
    pixels = open_photo(finished.content)
    for cover in finished.covers:
        check_covered(pixels, cover)


def test_a_picture_that_is_all_detail_can_be_published() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (646, 283, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    finished = finish(out.getvalue(), long_edge=1000, covers=[Box(189, 618, 68, 28)])
    with Image.open(BytesIO(finished.content)) as picture:
        assert picture.size == (283, 646)
