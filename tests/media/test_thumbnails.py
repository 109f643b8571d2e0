"""Small pictures for the screen and the fingerprint of a photo."""

import pytest

from consentdesk.domain.errors import DamagedPhoto
from consentdesk.domain.pixels import Box
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.thumbnails import face_picture, fingerprint, prepare, scaled, to_jpeg
from consentdesk.media.verify import reveals


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_prepare_makes_clean_upright_pictures(samples, kind):
    data = samples.ipad_photo(kind, 6, pixels=samples.four_corners(2400, 1600))
    prepared = prepare(data)
    assert prepared.header == read_header(data)
    assert prepared.likeness == fingerprint(open_photo(data, max_edge=2048))
    for jpeg, size in ((prepared.thumbnail, (400, 267)), (prepared.screen, (2048, 1365))):
        header = read_header(jpeg)
        assert (header.width, header.height) == size
        assert samples.stands_upright(open_photo(jpeg))
        assert reveals(jpeg, data) == ()


def test_prepare_does_not_enlarge(samples):
    prepared = prepare(samples.ipad_photo())
    assert read_header(prepared.thumbnail).width == 240
    assert read_header(prepared.screen).width == 240


def test_ipad_photo_fills_the_screen_from_its_half(samples):
    screen = read_header(
        prepare(samples.ipad_photo(pixels=samples.four_corners(4032, 3024))).screen
    )
    assert (screen.width, screen.height) == (2016, 1512)


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_prepare_notices_a_cut_file(samples, kind):
    whole = samples.ipad_photo(kind, pixels=samples.noisy_pixels())
    with pytest.raises(DamagedPhoto):
        prepare(whole[: int(len(whole) * 0.9)])


def test_face_picture_shows_the_face_with_a_margin(samples):
    pixels = samples.four_corners(1200, 800)
    face = open_photo(face_picture(pixels, Box(100, 100, 200, 200)))
    assert (face.width, face.height) == (320, 320)
    assert samples.near(samples.pixel(face, 160, 160), samples.RED)


def test_small_face_grows_at_most_threefold(samples):
    face = open_photo(face_picture(samples.four_corners(1200, 800), Box(100, 100, 20, 30)))
    assert (face.width, face.height) == (34 * 3, 50 * 3)


def test_face_at_the_border_is_kept_inside(samples):
    face = open_photo(face_picture(samples.four_corners(), Box(-10, -10, 60, 60)))
    assert face.width == face.height


def test_scaled_and_to_jpeg_round_trip(samples):
    small = scaled(samples.four_corners(1200, 800), 300)
    assert (small.width, small.height) == (300, 200)
    assert samples.stands_upright(open_photo(to_jpeg(small)))
    assert scaled(small, 1000) == small


def test_fingerprint_is_alike_for_copies_and_unlike_for_others(samples):
    pixels = samples.noisy_pixels()
    original = fingerprint(pixels)
    copy = fingerprint(open_photo(to_jpeg(scaled(pixels, 200), quality=60)))
    other = fingerprint(samples.four_corners())
    assert 0 <= original < 2**64
    assert (original ^ copy).bit_count() <= 10
    assert (original ^ other).bit_count() > 15
