"""The door for pixels: every format, every turn, every colour, every trap."""

import contextlib
import multiprocessing
import warnings
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from consentdesk.domain.errors import (
    DamagedPhoto,
    EmptyFile,
    NotAPhoto,
    PhotoError,
    PhotoTooLarge,
)
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.thumbnails import prepare
from consentdesk.media.verify import reveals

ORIENTATIONS = range(1, 9)
STORED_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(samples, orientation):
    image = samples.as_image(samples.four_corners())
    turn = STORED_TURN.get(orientation)
    return image if turn is None else image.transpose(turn)


def exif_with(orientation):
    exif = Image.Exif()
    exif[274] = orientation
    return exif


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_ipad_photos_stand_upright(samples, kind, orientation):
    data = samples.ipad_photo(kind, orientation)
    pixels = open_photo(data)
    header = read_header(data)
    assert samples.stands_upright(pixels)
    assert (header.kind, header.width, header.height) == (kind, 240, 160)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "PNG", "AVIF"])
def test_other_formats_stand_upright(samples, kind, orientation):
    data = samples.saved(stored(samples, orientation), kind, exif=exif_with(orientation))
    pixels = open_photo(data)
    header = read_header(data)
    assert samples.stands_upright(pixels)
    assert (header.kind, header.width, header.height) == (kind.lower(), 240, 160)


def test_heic_turned_by_exif_alone(samples):
    """Some edited iPhone photos have no turning box; only then EXIF counts."""
    data = samples.ipad_photo("heic", 1)
    turned = data.replace(b"\x01\x12\0\x03\0\0\0\x01\0\x01", b"\x01\x12\0\x03\0\0\0\x01\0\x03", 1)
    assert turned != data
    pixels = open_photo(turned)
    assert samples.near(samples.pixel(pixels, 20, 20), samples.GREY)


def test_orientation_in_png_text_and_in_xmp(samples):
    image = stored(samples, 6)
    block = (
        b"\nexif\n      %d\n" % len(exif_with(6).tobytes()) + exif_with(6).tobytes().hex().encode()
    )
    text = PngImagePlugin.PngInfo()
    text.add_text("Raw profile type exif", block.decode(), zip=True)
    assert samples.stands_upright(open_photo(samples.saved(image, "PNG", pnginfo=text)))
    xmp = PngImagePlugin.PngInfo()
    xmp.add_itxt(
        "XML:com.adobe.xmp", '<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    )
    assert samples.stands_upright(open_photo(samples.saved(image, "PNG", pnginfo=xmp)))


def test_kind_is_told_by_content(samples):
    assert read_header(samples.ipad_photo("heic")).kind == "heic"
    assert read_header(samples.saved(samples.as_image(samples.four_corners()), "GIF")).kind == "gif"


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_header_tells_time_device_place_and_live_photo(samples, kind):
    header = read_header(samples.ipad_photo(kind))
    assert header.taken_at == samples.TAKEN
    assert header.device == samples.IPAD
    assert header.has_location
    assert header.live_photo_id == "7B1C2F4E-TEST-LIVE"


def test_header_of_a_bare_picture_tells_nothing(samples):
    header = read_header(samples.saved(samples.as_image(samples.four_corners()), "JPEG"))
    assert (header.taken_at, header.device, header.live_photo_id) == (None, None, None)
    assert not header.has_location


def test_header_survives_broken_exif(samples):
    data = samples.with_segment(
        samples.saved(samples.as_image(samples.four_corners()), "JPEG"),
        0xE1,
        b"Exif\0\0MM\0*\xff\xff",
    )
    assert read_header(data).device is None
    assert samples.stands_upright(open_photo(data))


def test_sixteen_bit_grey_is_scaled_not_clipped(samples):
    levels = np.repeat(np.array([[0, 16384, 32768, 65535]], np.uint16), 40, axis=0).repeat(
        10, axis=1
    )
    pixels = open_photo(samples.saved(Image.fromarray(levels), "PNG"))
    found = [samples.pixel(pixels, x, 20)[0] for x in (5, 15, 25, 35)]
    assert found == [0, 64, 128, 255]


def test_cmyk_and_lab_become_rgb(samples):
    cmyk = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    assert samples.near(
        samples.pixel(open_photo(samples.saved(cmyk, "JPEG")), 30, 20), (255, 0, 0), 30
    )
    lab = Image.new("LAB", (60, 40), (140, 128, 128))
    grey = samples.pixel(open_photo(samples.saved(lab, "TIFF")), 30, 20)
    assert max(grey) - min(grey) <= 3


def test_profile_is_converted_before_it_is_dropped(samples):
    """A profile with swapped primaries shows whether it was applied."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = lab.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")
    red = Image.new("RGB", (40, 30), (255, 0, 0))
    found = samples.pixel(open_photo(samples.saved(red, "JPEG", icc_profile=swapped)), 20, 15)
    assert samples.near(found, (0, 255, 0), 20)


def test_broken_profile_is_left_out(samples):
    image = samples.as_image(samples.four_corners())
    assert samples.stands_upright(
        open_photo(samples.saved(image, "JPEG", icc_profile=b"nonsense" * 30))
    )


def test_transparent_becomes_white(samples):
    clear = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    assert samples.pixel(open_photo(samples.saved(clear, "PNG")), 20, 15) == (255, 255, 255)
    palette = Image.new("P", (40, 30), 0)
    palette.putpalette([9, 9, 9] * 256)
    assert (
        samples.pixel(open_photo(samples.saved(palette, "PNG", transparency=0)), 20, 15)
        == (255,) * 3
    )


def test_first_picture_of_several(samples):
    first = samples.as_image(samples.four_corners())
    others = [Image.new("RGB", first.size, "black")]
    for kind in ("GIF", "TIFF", "WEBP"):
        data = samples.saved(first, kind, save_all=True, append_images=others)
        assert read_header(data).frames == 2
        assert samples.stands_upright(open_photo(data))
        assert samples.stands_upright(open_photo(prepare(data).screen))


def test_max_edge(samples):
    data = samples.ipad_photo("jpeg", 6, pixels=samples.four_corners(1200, 800))
    pixels = open_photo(data, max_edge=300)
    assert (pixels.width, pixels.height) == (300, 200)
    assert samples.stands_upright(pixels)
    assert open_photo(data, max_edge=5000).width == 1200


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
@pytest.mark.parametrize("kind", ["jpeg", "heic", "PNG", "WEBP", "TIFF", "GIF", "AVIF"])
def test_cut_files_are_refused(samples, kind, share):
    if kind.islower():
        whole = samples.ipad_photo(kind, pixels=samples.noisy_pixels())
    else:
        whole = samples.saved(samples.as_image(samples.noisy_pixels()), kind)
    open_photo(whole)
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # what importing face_recognition does
    with pytest.raises(DamagedPhoto):
        open_photo(whole[: int(len(whole) * share)], max_edge=100)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_jpeg_filled_up_with_zeros_is_refused(samples):
    """As a broken copy leaves it: full length, empty end."""
    whole = samples.ipad_photo(pixels=samples.noisy_pixels())
    half = len(whole) // 2
    with pytest.raises(DamagedPhoto):
        open_photo(whole[:half] + bytes(len(whole) - half))


def test_bombs_are_refused_by_their_header(samples):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(PhotoTooLarge):
            open_photo(samples.png_of_size(100_000, 100_000))
        with pytest.raises(PhotoTooLarge):
            read_header(samples.png_of_size(10_001, 10_000))
        assert read_header(samples.png_of_size(10_000, 10_000)).width == 10_000


def test_heic_bomb_is_refused(samples):
    data = samples.ipad_photo("heic")
    at = data.index(b"ispe") + 8
    while at >= 8:
        data = data[:at] + (60_000).to_bytes(4, "big") * 2 + data[at + 8 :]
        at = data.find(b"ispe", at) + 8 if data.find(b"ispe", at) > 0 else 0
    with pytest.raises((PhotoTooLarge, DamagedPhoto)):
        open_photo(data)


def test_door_works_in_a_spawned_process(samples):
    data = samples.ipad_photo("heic", 6)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(open_photo, data).result() == open_photo(data)
        error = pool.submit(open_photo, data[:-40]).exception()
    assert isinstance(error, DamagedPhoto)


def test_no_bytes():
    with pytest.raises(EmptyFile):
        open_photo(b"")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"Sports day, class list", "text"),
        (b"%PDF-1.7\n%...", "PDF"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "video"),
        (b'<?xml version="1.0"?><!DOCTYPE plist>', "XML"),
        (b"PK\x03\x04 and so on", "zip"),
        (bytes(100), "another kind"),
    ],
)
def test_what_is_no_photo_is_named(content, word):
    with pytest.raises(NotAPhoto, match=word):
        read_header(content)


def test_raw_camera_files_are_refused(samples):
    """Pillow would open the small preview inside and call it the photo."""
    exif = Image.Exif()
    exif[50706] = b"\x01\x04\0\0"
    image = samples.as_image(samples.four_corners())
    with pytest.raises(NotAPhoto, match="raw"):
        read_header(samples.saved(image, "TIFF", tiffinfo=exif))


def test_bytes_that_only_begin_like_a_photo():
    for start in (
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\0",
        b"RIFF\0\0\0\0WEBP",
    ):
        with pytest.raises(DamagedPhoto):
            read_header(start + bytes(40))


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_flipped_bytes_end_in_a_known_error_or_a_picture(samples, data):
    """Whatever a bad memory card does, the office gets a sentence."""
    kind = data.draw(st.sampled_from(["jpeg", "heic", "PNG", "WEBP", "GIF", "AVIF", "TIFF"]))
    image = samples.as_image(samples.four_corners())
    whole = bytearray(samples.ipad_photo(kind) if kind.islower() else samples.saved(image, kind))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for door in (read_header, open_photo, prepare, reveals):
        with contextlib.suppress(PhotoError):
            door(bytes(whole))
