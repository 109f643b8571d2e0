"""The camera of the demo writes what an iPad writes."""

from io import BytesIO

import pytest
from PIL import Image

from consentdesk.media.open_photo import open_photo, read_header

HEADER_SIZE = {1: (240, 160), 3: (240, 160), 6: (160, 240), 8: (160, 240)}


@pytest.mark.parametrize("orientation", sorted(HEADER_SIZE))
def test_jpeg_is_stored_as_the_ipad_was_held(samples, orientation):
    stored = Image.open(BytesIO(samples.ipad_photo(orientation=orientation)))
    assert stored.size == HEADER_SIZE[orientation]
    assert stored.getexif()[274] == orientation


def test_jpeg_has_a_thumbnail_as_second_picture(samples):
    data = samples.ipad_photo(pixels=samples.four_corners(1200, 800))
    small = open_photo(data[data.index(b"\xff\xd8\xff", 2) :])
    assert max(small.width, small.height) == 160


def test_coordinates_are_those_given(samples):
    place = Image.open(BytesIO(samples.ipad_photo())).getexif().get_ifd(0x8825)
    degrees, minutes, seconds = (float(part) for part in place[2])
    assert abs(degrees + minutes / 60 + seconds / 3600 - samples.SCHOOL[0]) < 1e-5
    assert (place[1], place[3]) == ("N", "W")


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_without_place_and_live_photo(samples, kind):
    header = read_header(samples.ipad_photo(kind, location=None, live_photo_id=None))
    assert not header.has_location
    assert header.live_photo_id is None
    assert header.device == samples.IPAD
