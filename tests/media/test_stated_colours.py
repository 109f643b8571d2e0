"""Colours that a file states in a few numbers, without a profile, are not lost."""

import struct
from io import BytesIO

import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_finished

STORED = (180, 100, 90)

# From linear light in a wider space to that of sRGB, as CSS Color 4 prints them.
FROM_P3 = ((1.22494, -0.22494, 0.0), (-0.04206, 1.04206, 0.0), (-0.01964, -0.07864, 1.09828))

P3_CORNERS = (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060)
SRGB_CORNERS = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
SWAPPED_CORNERS = (0.3127, 0.3290, 0.30, 0.60, 0.64, 0.33, 0.15, 0.06)


def in_srgb(colour, rows):
    light = [_to_light(value / 255) for value in colour]
    mixed = [sum(part * value for part, value in zip(row, light, strict=True)) for row in rows]
    return tuple(round(255 * _from_light(value)) for value in mixed)


def _to_light(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_light(value):
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def picture():
    return Image.new("RGB", (64, 48), STORED)


def heic(samples, primaries, curve):
    out = BytesIO()
    pillow_heif.from_pillow(picture()).save(out, quality=95, save_nclx_profile=True)
    return with_codes(out.getvalue(), primaries, curve)


def avif(samples, primaries, curve):
    return with_codes(samples.saved(picture(), "AVIF", quality=95), primaries, curve)


def with_codes(data, primaries, curve):
    at = data.index(b"colrnclx") + 8
    return data[:at] + struct.pack(">HH", primaries, curve) + data[at + 4 :]


def png(samples, image=None, **chunks):
    info = PngImagePlugin.PngInfo()
    for name, body in chunks.items():
        info.add(name.encode(), body)
    return samples.saved(image or picture(), "PNG", pnginfo=info)


def corners(values):
    return struct.pack(">8I", *(round(100_000 * value) for value in values))


def gamma(value):
    return struct.pack(">I", round(100_000 * value))


def published(samples, data):
    finished = finish(data, long_edge=400, quality=95)
    size = (finished.width, finished.height)
    check_finished(finished.content, expect_size=size, original=data)
    found = samples.pixel(open_photo(finished.content), size[0] // 2, size[1] // 2)
    assert samples.near(samples.pixel(open_photo(data), size[0] // 2, size[1] // 2), found, 4)
    return found


@pytest.mark.parametrize("curve", [1, 6, 13, 14])
def test_display_p3_by_its_code_point(samples, curve):
    wanted = in_srgb(STORED, FROM_P3)
    assert not samples.near(wanted, STORED, 12)
    assert samples.near(published(samples, heic(samples, 12, curve)), wanted, 5)
    assert samples.near(published(samples, avif(samples, 12, curve)), wanted, 5)


@pytest.mark.parametrize("codes", [(1, 13), (2, 2), (6, 6), (9, 16), (12, 16), (12, 18)])
def test_srgb_and_high_range_are_left_as_they_are(samples, codes):
    assert samples.near(published(samples, heic(samples, *codes)), STORED, 5)
    assert samples.near(published(samples, avif(samples, *codes)), STORED, 5)


def test_corners_of_a_png(samples):
    wide = png(samples, gAMA=gamma(0.45455), cHRM=corners(P3_CORNERS))
    assert samples.near(published(samples, wide), in_srgb(STORED, FROM_P3), 4)
    usual = png(samples, gAMA=gamma(0.45455), cHRM=corners(SRGB_CORNERS))
    assert samples.near(published(samples, usual), STORED, 4)


def test_gamma_of_a_png(samples):
    """Drawn for an old Mac: 0.55 is darker on a screen of today than its numbers say."""
    light = [(value / 255) ** (1 / 0.55) for value in STORED]
    wanted = tuple(round(255 * _from_light(value)) for value in light)
    assert samples.near(published(samples, png(samples, gAMA=gamma(0.55))), wanted, 4)
    grey = png(samples, Image.new("L", (64, 48), STORED[0]), gAMA=gamma(0.55))
    assert samples.near(published(samples, grey), (wanted[0],) * 3, 4)


@pytest.mark.parametrize(
    "chunks",
    [
        {"sRGB": b"\0", "gAMA": gamma(0.55), "cHRM": corners(P3_CORNERS)},
        {"gAMA": gamma(0.01)},
        {"gAMA": gamma(42.0)},
        {"cHRM": corners((0.3, 0.3) * 4)},
        {"cHRM": corners((0.0,) * 8)},
        {"cHRM": corners(SWAPPED_CORNERS)},
    ],
)
def test_numbers_that_mean_nothing_are_left_out(samples, chunks):
    assert samples.near(published(samples, png(samples, **chunks)), STORED, 4)


def test_a_profile_comes_before_stated_numbers(samples):
    both = samples.saved(picture(), "AVIF", quality=95, icc_profile=_srgb_profile())
    assert samples.near(published(samples, with_codes(both, 12, 13)), STORED, 5)
    info = PngImagePlugin.PngInfo()
    info.add(b"gAMA", gamma(0.55))
    data = samples.saved(picture(), "PNG", pnginfo=info, icc_profile=_srgb_profile())
    assert samples.near(published(samples, data), STORED, 4)


def _srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
