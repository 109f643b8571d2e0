"""What is covered or cut off changes nothing in what is published, whatever it was."""

from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.pixels import Box
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.web_copies import web_copies

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 321, 240

places = st.builds(
    Box,
    st.integers(0, WIDTH - 1),
    st.integers(0, HEIGHT - 1),
    st.integers(1, 90),
    st.integers(1, 240),
).map(lambda box: box.widened(0, WIDTH, HEIGHT))
crops = st.sampled_from([None, Box(0, 0, 160, 240), Box(33, 21, 200, 180), Box(161, 120, 160, 120)])
SECOND_COVER_BESIDE = [Box(60, 60, 60, 60), Box(130, 60, 60, 60)]


def _noise(seed: int) -> Pixels:
    coarse = np.random.default_rng(seed).integers(0, 256, (60, 81, 3), np.uint8)
    return np.kron(coarse, np.ones((4, 4, 1), np.uint8))[:HEIGHT, :WIDTH].copy()


def _in(picture: Pixels, box: Box) -> Pixels:
    return picture[box.y : box.bottom, box.x : box.right]


def _png(picture: Pixels) -> bytes:
    out = BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(places, min_size=1, max_size=4), crops, st.sampled_from([50, 97, 160, 321]))
@example(SECOND_COVER_BESIDE, None, 321)
@example([Box(150, 60, 60, 60)], Box(0, 0, 160, 240), 160)
def test_what_is_covered_or_cut_off_has_no_share_in_any_pixel(
    covers: list[Box], crop: Box | None, long_edge: int
) -> None:
    """Not even in the colour of a cover: a neighbour's skin would be in it."""
    one, other = _noise(1), _noise(2)
    kept = crop or Box(0, 0, WIDTH, HEIGHT)
    _in(other, kept)[:] = _in(one, kept)
    for cover in covers:
        _in(other, cover)[:] = _in(_noise(3), cover)
    how = {"long_edge": long_edge, "crop": crop, "covers": covers, "file_type": FileType.PNG}
    assert finish(_png(one), **how).content == finish(_png(other), **how).content  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(places, min_size=1, max_size=3),
    st.lists(places, min_size=1, max_size=3),
    st.sampled_from([97, 321]),
)
def test_what_is_covered_has_no_share_in_a_mosaic(
    covers: list[Box], mosaics: list[Box], long_edge: int
) -> None:
    one, other = _noise(1), _noise(1)
    for cover in covers:
        _in(other, cover)[:] = _in(_noise(3), cover)
    how = {"long_edge": long_edge, "covers": covers, "mosaics": mosaics, "file_type": FileType.PNG}
    assert finish(_png(one), **how).content == finish(_png(other), **how).content  # type: ignore[arg-type]


_BACK = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
_LOSSY = {"JPEG": 18, "HEIC": 18, "AVIF": 18}
"""Pixels around a place into which the original itself mixes its colours (blocks of 4:2:0)."""


def _stored(picture: Pixels, kind: str, turn: int) -> bytes:
    """Return a file that shows the picture once it is turned as it says."""
    back, exif, out = _BACK[turn], Image.Exif(), BytesIO()
    exif[0x0112] = turn
    image = Image.fromarray(picture)
    if back is not None:
        image = image.transpose(Image.Transpose(back))
    if kind == "HEIC":  # which turns by its boxes
        pillow_heif.from_pillow(image).save(out, quality=90, exif=exif.tobytes())
    else:
        how = {"quality": 90} if kind in _LOSSY else {"lossless": True} if kind == "WEBP" else {}
        image.save(out, kind, exif=exif, **how)
    return out.getvalue()


def _magenta(content: bytes) -> int:
    """Return how much of a colour that is nowhere else the file's strongest pixel has."""
    with Image.open(BytesIO(content)) as image:
        red, green, blue = np.moveaxis(np.asarray(image.convert("RGB")).astype(int), 2, 0)
    return int((np.minimum(red, blue) - green).max())


def _published(kind: str, turn: int, places: list[Box], **how: object) -> FinishedPhoto:
    picture = np.repeat(_noise(turn)[..., :1], 3, axis=2)
    for place in places:
        _in(picture, place)[:] = (255, 0, 255)
    covers = [place.widened(_LOSSY.get(kind, 0), WIDTH, HEIGHT) for place in places]
    return finish(_stored(picture, kind, turn), covers=covers, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "HEIC", "AVIF", "PNG", "WEBP", "TIFF"])
def test_a_cover_lies_over_the_same_pixels_however_the_photo_is_stored(
    kind: str, turn: int
) -> None:
    """In every output: cut, smaller, of each type, and in the copies made for a website."""
    places = [Box(0, 0, 40, 30), Box(200, 100, 1, 1), Box(90, 60, 40, 150), Box(280, 200, 41, 40)]
    for crop, long_edge in ((None, 321), (None, 130), (Box(70, 33, 200, 180), 150)):
        for file_type in FileType:
            how = {"crop": crop, "long_edge": long_edge, "file_type": file_type}
            finished = _published(kind, turn, places, **how)
            assert _magenta(finished.content) < 40
    for copy in web_copies(finished.content):
        assert _magenta(copy.content) < 40


def test_the_colour_would_be_seen() -> None:
    """What the tests above look for is there without a cover."""
    assert _magenta(_published("JPEG", 6, [], long_edge=321).content) < 40
    picture = np.repeat(_noise(1)[..., :1], 3, axis=2)
    _in(picture, Box(90, 60, 40, 150))[:] = (255, 0, 255)
    assert _magenta(finish(_stored(picture, "JPEG", 6), long_edge=130).content) > 200
