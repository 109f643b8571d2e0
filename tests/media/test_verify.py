"""Verification: each thing planted in a file is found, a clean file is clean."""

import zlib
from io import BytesIO

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from consentdesk.domain.errors import VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.media.finished_photo import finish
from consentdesk.media.unclaimed_bytes import unclaimed_in_boxes
from consentdesk.media.verify import check_covered, check_finished, reveals


@pytest.fixture
def clean(samples):
    return finish(samples.ipad_photo(pixels=samples.noisy_pixels()), long_edge=400).content


def codes(data, original=None):
    return {finding.code for finding in reveals(data, original)}


def test_clean_file_reveals_nothing(clean):
    assert reveals(clean) == ()


def test_ipad_photo_tells_place_device_and_date(samples):
    assert codes(samples.ipad_photo()) >= {"location", "device", "date", "exif"}
    assert codes(samples.ipad_photo("heic")) >= {"location", "device", "date", "exif"}
    (device,) = [found for found in reveals(samples.ipad_photo()) if found.code == "device"]
    assert samples.IPAD.serial in device.text


@pytest.mark.parametrize(
    ("marker", "body", "code"),
    [
        (0xFE, b"hello", "comment"),
        (0xE1, b"Exif\0\0MM\0*", "exif"),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>", "xmp"),
        (0xE0, b"JFXX\0\x10", "second_picture"),
        (0xE0, b"JFIF\0\x01\x01\0\0\1\0\1\1\1abc", "second_picture"),
        (0xE2, b"ICC_PROFILE\0\1\1", "colour_profile"),
        (0xE2, b"MPF\0", "second_picture"),
        (0xED, b"Photoshop 3.0\0", "text"),
        (0xEE, b"Adobe\0d\0\0\0\0\0", "segment"),
        (0xE9, b"anything", "segment"),
        (0xDB, b"\0" + bytes(64) + b"hidden", "segment"),
    ],
)
def test_each_foreign_part_is_found(samples, clean, marker, body, code):
    planted = samples.with_segment(clean, marker, body)
    assert code in codes(planted)
    with pytest.raises(VerificationFailed):
        check_finished(planted, expect_size=(400, 300), original=None)


def test_bytes_after_the_end_are_found(clean):
    assert codes(clean + b"\0") == {"trailing"}
    assert codes(clean + clean) == {"second_picture"}


def test_stray_bytes_between_parts_are_found(clean):
    assert "segment" in codes(clean[:20] + b"stray" + clean[20:])


def test_cut_file_is_found(clean):
    assert "damaged" in codes(clean[:-2])


def test_strings_of_the_original_are_found(samples, clean):
    original = samples.ipad_photo()
    for text in (
        b"iPad (9th generation)",
        samples.IPAD.serial.encode(),
        "Apple".encode("utf-16-le"),
    ):
        assert "string" in codes(samples.with_segment(clean, 0xE9, text), original)
    assert codes(clean, original) == set()


def test_words_that_every_jpeg_holds_are_no_finding(samples, clean):
    device = samples.CameraDevice("JFIF", "JFIF", "JFIF")
    assert codes(clean, samples.ipad_photo(device=device)) == set()


def test_the_alphabet_of_the_code_tables_is_no_text_of_the_original(samples):
    small = samples.saved(samples.as_image(samples.noisy_pixels(64, 48)), "JPEG")
    original = samples.with_segment(samples.ipad_photo(), 0xFE, small[:2000])
    assert b"456789:CDEFGHIJSTUVWXYZ" in original
    copy = samples.saved(samples.as_image(samples.noisy_pixels(64, 48)), "JPEG")
    assert codes(copy, original) == set()


def test_raw_coordinates_of_the_original_are_found(samples, clean):
    original = samples.ipad_photo()
    at = original.index(b"\0\0\0\x33\0\0\0\x01")
    assert "string" in codes(clean + original[at : at + 24], original)


def test_wrong_size_and_wrong_kind_are_refused(samples, clean):
    check_finished(clean, expect_size=(400, 300), original=None)
    with pytest.raises(VerificationFailed, match="size"):
        check_finished(clean, expect_size=(300, 400), original=None)
    png = samples.saved(samples.as_image(samples.four_corners()), "PNG")
    with pytest.raises(VerificationFailed, match="JPEG"):
        check_finished(png, expect_size=(240, 160), original=None)


def test_covered_area_must_be_even(samples):
    with pytest.raises(VerificationFailed, match="cover"):
        check_covered(samples.noisy_pixels(), Box(50, 50, 100, 100))
    check_covered(samples.four_corners(), Box(10, 10, 80, 50))


def test_png_gives_away_texts_profile_and_trailer(samples):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "a teacher")
    image = samples.as_image(samples.four_corners())
    png = samples.saved(image, "PNG", pnginfo=notes, icc_profile=b"p" * 200)
    assert codes(png + b"behind") == {"text", "colour_profile", "trailing"}
    assert codes(samples.saved(image, "PNG")) == set()


def test_webp_gif_and_tiff_give_away_what_they_hold(samples):
    image = samples.as_image(samples.four_corners())
    exif = Image.Exif()
    exif[271] = "Camera maker"
    assert codes(samples.saved(image, "WEBP", exif=exif, xmp=b"<x/>")) == {"exif", "xmp", "device"}
    assert codes(samples.saved(image, "WEBP")) == set()
    assert codes(samples.saved(image, "GIF", comment=b"a name")) == {"comment"}
    frames = [Image.new("RGB", image.size)]
    assert "second_picture" in codes(
        samples.saved(image, "GIF", save_all=True, append_images=frames)
    )
    assert codes(samples.saved(image, "TIFF")) == set()
    assert codes(samples.saved(image, "TIFF", exif=exif)) == {"exif", "device"}


def test_auxiliary_pictures_of_boxed_files_are_told(samples):
    """Depth maps and gain maps, also those that the decoder passes over; alpha is none."""
    image = samples.as_image(samples.four_corners()).convert("RGBA")
    image.putalpha(100)
    heic = BytesIO()
    pillow_heif.from_pillow(image).save(heic, quality=80)
    avif = samples.saved(image, "AVIF")
    assert "second_picture" not in codes(heic.getvalue()) | codes(avif)
    assert "second_picture" in codes(heic.getvalue().replace(b"auxid:1", b"auxid:2"))
    assert "second_picture" in codes(avif.replace(b":auxiliary:alpha", b":auxiliary:depth"))


def test_what_is_no_photo_is_said(samples):
    assert codes(b"class list") == {"not_a_photo"}
    assert codes(b"") == {"damaged"}


def test_gif_blocks_that_carry_something_are_told(samples):
    image = samples.as_image(samples.four_corners())
    gif = samples.saved(image, "GIF", save_all=True, append_images=[image.rotate(90)], loop=0)
    at = gif.index(b"NETSCAPE2.0") + 11
    assert codes(gif) == {"second_picture"}
    assert codes(gif[:at] + b"\5names" + gif[at:]) == {"second_picture", "segment"}
    assert "trailing" in codes(gif + b"behind")


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + name + body + check


@pytest.mark.parametrize(
    "part",
    [
        _chunk(b"PLTE", b"Ada, class 4B.."),
        _chunk(b"gAMA", b"\0\0\xb1\x8fAda, class 4B"),
        _chunk(b"pHYs", bytes(9)) + _chunk(b"pHYs", b"Ada,4B\0\0\1"),
        _chunk(b"hIST", b"Ada, class 4B."),
        _chunk(b"adAa", b"class 4B"),
    ],
    ids=["a palette in vain", "longer", "twice", "a histogram", "of nobody"],
)
def test_parts_of_a_png_that_serve_no_picture_are_told(samples, part):
    png = samples.saved(samples.as_image(samples.four_corners()), "PNG")
    assert codes(png[:33] + part + png[33:]) == {"segment"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_plain_png_of_any_mode_tells_nothing(samples, mode):
    grey = samples.as_image(samples.four_corners()).convert("L")
    image = Image.new("I;16", (9, 9)) if mode == "I;16" else grey.convert(mode)
    assert codes(samples.saved(image, "PNG", dpi=(72, 72), gamma=0.45455)) == set()


def test_a_few_letters_in_packed_pixels_are_no_text_of_the_original(samples):
    """In some megabytes any four letters stand by chance; a whole PNG was refused for it."""
    image = samples.as_image(samples.noisy_pixels())
    png = samples.saved(image, "PNG", compress_level=0)
    at = png.index(b"IDAT") + 200
    letters = png[at : at + 4]
    original = samples.with_segment(
        samples.ipad_photo(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0<a>" + letters + b"</a>"
    )
    assert codes(png, original) == set()


def test_parts_of_a_webp_that_serve_no_picture_are_told(samples):
    webp = samples.saved(samples.as_image(samples.four_corners()), "WEBP")
    for part in (webp[12:], b"VP8X" + (14).to_bytes(4, "little") + b"Ada, class 4B."):
        twice = webp + part
        again = twice[:4] + (len(twice) - 8).to_bytes(4, "little") + twice[8:]
        assert codes(again) == {"segment"}


def _longer_media(data: bytes, more: bytes) -> bytes:
    """Put bytes at the end of the box with the pictures' code, which is the last one."""
    at = data.index(b"mdat") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    assert at + size == len(data)
    return data[:at] + (size + len(more)).to_bytes(4, "big") + data[at + 4 :] + more


def test_bytes_beside_the_pictures_of_a_boxed_file_are_told(samples):
    image, heic = samples.as_image(samples.four_corners()), BytesIO()
    pillow_heif.from_pillow(image).save(heic, quality=80)
    for boxed in (heic.getvalue(), samples.saved(image, "AVIF")):
        assert codes(boxed) == set()
        assert codes(_longer_media(boxed, bytes(8))) == set()
        assert codes(_longer_media(boxed, b"Ada, class 4B")) == {"trailing"}


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "jpeg", "tiff_adobe_deflate"])
def test_bytes_behind_a_tiff_are_told(samples, compression):
    tiff = samples.saved(samples.as_image(samples.four_corners()), "TIFF", compression=compression)
    assert codes(tiff + bytes(3)) == set()
    assert codes(tiff + b"Ada, class 4B") == {"trailing"}


def test_tables_that_name_endless_places_cost_no_time():
    """Ten thousand million entries of no length fit into a megabyte."""
    entries = (bytes(4) + b"\0\1" + b"\0\0" + b"\xff\xff") * 50_000
    body = b"\2\0\0\0\0\0" + b"\xff\xff\xff\xff" + entries
    iloc = (len(body) + 8).to_bytes(4, "big") + b"iloc" + body
    meta = (len(iloc) + 12).to_bytes(4, "big") + b"meta" + bytes(4) + iloc
    assert unclaimed_in_boxes(meta + b"\0\0\0\x0dmdatAda4B") == b"Ada4B"
