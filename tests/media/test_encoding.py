"""The file an account asked for: JPEG or PNG, small enough, and nothing but the picture."""

import zlib

import numpy as np
import pytest

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.media.encoding import FileTooLarge
from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered, check_finished, reveals

_SIZE = (400, 300)


@pytest.fixture(scope="module")
def own_png(samples):
    photo = samples.ipad_photo("heic", 6, pixels=samples.noisy_pixels())
    return finish(photo, long_edge=400, file_type=FileType.PNG).content


def _chunks(png):
    at = 8
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        yield png[at:end]
        at = end


def _chunk(name, body):
    check = zlib.crc32(name + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + name + body + check


def _refused(png):
    with pytest.raises(VerificationFailed):
        check_finished(png, expect_size=_SIZE, original=None, file_type=FileType.PNG)


def test_png_holds_header_picture_and_end_only(own_png, samples):
    assert {chunk[4:8] for chunk in _chunks(own_png)} == {b"IHDR", b"IDAT", b"IEND"}
    check_finished(own_png, expect_size=_SIZE, original=None, file_type=FileType.PNG)
    assert reveals(own_png, samples.ipad_photo()) == ()


def test_png_keeps_every_pixel_when_it_is_cleaned_again(own_png):
    again = finish(own_png, long_edge=400, file_type=FileType.PNG)
    assert open_photo(again.content) == open_photo(own_png)


@pytest.mark.parametrize(
    "planted",
    [
        _chunk(b"tEXt", b"Author\0a teacher"),
        _chunk(b"pHYs", bytes(9)),
        _chunk(b"gAMA", bytes(4)),
        _chunk(b"tIME", bytes(7)),
        _chunk(b"vpAg", bytes(9)),
        _chunk(b"IDAT", b"hidden"),
        _chunk(b"IHDR", bytes(13)),
    ],
)
def test_png_with_a_foreign_part_is_refused(own_png, planted):
    head, *rest = _chunks(own_png)
    _refused(own_png[:8] + head + planted + b"".join(rest))
    _refused(own_png[:-12] + planted + own_png[-12:])


def test_png_with_anything_behind_or_within_is_refused(own_png, samples):
    _refused(own_png + b"\0")
    _refused(own_png[:-12])
    _refused(own_png[:-12] + _chunk(b"IEND", b"a name"))
    bent = bytearray(own_png)
    bent[-14] ^= 1
    _refused(bytes(bent))
    head, last = own_png[:33], own_png[-12:]
    rows = b"".join(b"\0" + bytes(1200) for _ in range(300))
    for content in (rows + b"hidden", rows[:-1], b""):
        _refused(head + _chunk(b"IDAT", zlib.compress(content)) + last)
    _refused(head + _chunk(b"IDAT", zlib.compress(rows) + b"hidden") + last)
    _refused(samples.saved(samples.as_image(samples.noisy_pixels()).convert("L"), "PNG"))
    jpeg = finish(own_png, long_edge=400).content
    with pytest.raises(VerificationFailed, match="PNG"):
        check_finished(jpeg, expect_size=_SIZE, original=None, file_type=FileType.PNG)


def test_bytes_hidden_in_the_picture_data_of_any_png_are_told(samples):
    png = samples.saved(samples.as_image(samples.four_corners()), "PNG")
    hidden = png[:-12] + _chunk(b"IDAT", b"a list of names") + png[-12:]
    assert {finding.code for finding in reveals(hidden)} == {"segment"}


_ASKED = [(FileType.JPEG, 90_000), (FileType.PNG, 700_000)]


@pytest.mark.parametrize(("file_type", "most"), _ASKED)
def test_a_file_is_as_small_as_the_account_asks(samples, file_type, most):
    photo = samples.saved(samples.as_image(samples.noisy_pixels(900, 600)), "PNG")
    cover = Box(500, 200, 60, 80)
    finished = finish(photo, long_edge=900, covers=[cover], file_type=file_type, most_bytes=most)
    assert len(finished.content) <= most
    pixels = open_photo(finished.content)
    assert (pixels.width, pixels.height) == (finished.width, finished.height)
    assert 480 <= finished.width < 900
    check_covered(pixels, finished.covers[0])


def test_quality_is_given_up_before_size(samples):
    photo = samples.ipad_photo(pixels=samples.noisy_pixels(900, 600), quality=95)
    whole = finish(photo, long_edge=900, quality=90)
    less = finish(photo, long_edge=900, quality=90, most_bytes=len(whole.content) * 2 // 3)
    assert (less.width, less.height) == (whole.width, whole.height)
    smaller = finish(photo, long_edge=900, quality=90, most_bytes=len(whole.content) // 4)
    assert smaller.width < whole.width


@pytest.mark.parametrize("file_type", FileType)
def test_what_cannot_be_small_enough_is_refused(samples, file_type):
    photo = samples.ipad_photo(pixels=samples.noisy_pixels(900, 600))
    with pytest.raises(FileTooLarge, match="2 kilobytes"):
        finish(photo, long_edge=900, file_type=file_type, most_bytes=2000)


def test_cleaning_the_cleaned_changes_nothing_but_by_jpeg_loss(samples):
    photo = samples.ipad_photo("heic", 8, pixels=samples.four_corners(600, 400))
    first = finish(photo, long_edge=400, quality=90)
    second = finish(first.content, long_edge=400, quality=90)
    third = finish(second.content, long_edge=400, quality=90)
    assert reveals(second.content, first.content) == ()
    pictures = [
        np.frombuffer(open_photo(one.content).data, np.uint8).astype(int)
        for one in (first, second, third)
    ]
    assert np.abs(pictures[1] - pictures[0]).mean() < 1
    assert np.abs(pictures[2] - pictures[1]).mean() <= np.abs(pictures[1] - pictures[0]).mean()
