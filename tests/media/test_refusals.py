"""Each photo that is not taken is refused for the reason that is true."""

import struct

import pytest

from consentdesk.domain.errors import DamagedPhoto, NotAPhoto, PhotoError, PhotoTooLarge
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.photo_kind import HEAD_BYTES, describe, is_video, kind_of


def jpeg(samples):
    return samples.saved(samples.as_image(samples.four_corners()), "JPEG")


def tiff(samples):
    return samples.saved(samples.as_image(samples.four_corners()), "TIFF")


def with_short(data, at, value):
    return data[:at] + struct.pack("<H", value) + data[at + 2 :]


def entry_of(data, tag):
    """Offset of the value of a tag with one or three short numbers."""
    for count in (1, 3):
        at = data.find(struct.pack("<HHI", tag, 3, count))
        if at >= 0:
            return at + 8
    raise AssertionError(tag)


def test_jpeg_of_medical_scanners(samples):
    data = jpeg(samples)
    at = data.index(b"\xff\xc0") + 4
    with pytest.raises(NotAPhoto, match="a form of JPEG that is not read"):
        open_photo(data[:at] + b"\x0c" + data[at + 1 :])
    with pytest.raises(NotAPhoto, match="a form of JPEG"):
        open_photo(data[: at + 5] + b"\2" + data[at + 6 :])


@pytest.mark.parametrize("compression", [34887, 50001, 50002])
def test_tiff_of_rare_compression(samples, compression):
    data = tiff(samples)
    with pytest.raises(NotAPhoto, match="a form of TIFF that is not read"):
        open_photo(with_short(data, entry_of(data, 259), compression))


def test_tiff_of_rare_depth(samples):
    data = tiff(samples)
    at = struct.unpack_from("<I", data, entry_of(data, 258))[0]
    odd = data[:at] + struct.pack("<3H", 12, 12, 12) + data[at + 6 :]
    with pytest.raises(NotAPhoto, match="a form of TIFF"):
        open_photo(odd)


def test_tiff_of_the_rarest_byte_order(samples):
    with pytest.raises(NotAPhoto, match="a form of TIFF"):
        open_photo(b"MM\0+\0\x08\0\0" + bytes(7) + b"\x10" + bytes(200))


def in_planes(colour_space, planes, extra=()):
    """A TIFF of 240 by 40 pixels with each colour in a plane of its own."""
    plane, count = bytes(range(240)) * 40, planes
    shorts = [(256, 240), (257, 40), (259, 1), (262, colour_space), (277, planes), (278, 40)]
    tags = [(tag, 3, 1, struct.pack("<HH", value, 0)) for tag, value in [*shorts, (284, 2), *extra]]
    body = 8 + 2 + 12 * (len(tags) + 3) + 4
    tags += [(258, 3, count, struct.pack("<HH", 8, 8) if count == 2 else struct.pack("<I", body))]
    places, sizes = body + 8, body + 8 + 4 * count
    tags += [(273, 4, count, struct.pack("<I", places)), (279, 4, count, struct.pack("<I", sizes))]
    table = b"".join(struct.pack("<HHI", *entry[:3]) + entry[3] for entry in sorted(tags))
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + table + bytes(4)
    first = sizes + 4 * count
    starts = struct.pack(f"<{count}I", *(first + len(plane) * i for i in range(count)))
    lengths = struct.pack(f"<{count}I", *[len(plane)] * count)
    return head + struct.pack("<4H", 8, 8, 8, 0) + starts + lengths + plane * count


def test_tiff_in_planes_that_would_come_out_wrong(samples):
    """Of grey with alpha one plane is read, and all is transparent; CIELAB loses its signs."""
    assert samples.pixel(open_photo(in_planes(2, 3)), 100, 20) == (100, 100, 100)
    for data in (in_planes(1, 2, [(338, 2)]), in_planes(8, 3)):
        with pytest.raises(NotAPhoto, match="a form of TIFF"):
            open_photo(data)


@pytest.mark.parametrize("code", [b"av01", b"vvc1", b"avc1", b"jpeg", b"unci"])
def test_heic_that_holds_another_code(samples, code):
    with pytest.raises(NotAPhoto, match="a form of HEIC that is not read"):
        open_photo(samples.ipad_photo("heic").replace(b"hvc1", code))


def test_boxed_giants_are_too_large_and_not_damaged(samples):
    image = samples.as_image(samples.four_corners())
    for data in (samples.ipad_photo("heic"), samples.saved(image, "AVIF")):
        at = data.index(b"ispe") + 8
        with pytest.raises(PhotoTooLarge, match="289 megapixels"):
            open_photo(data[:at] + struct.pack(">II", 17_000, 17_000) + data[at + 8 :])


def test_what_is_really_damaged_is_called_so(samples):
    data = tiff(samples)
    for broken in (
        jpeg(samples)[:-300],
        data[:-300],
        with_short(data, entry_of(data, 259), 5),
        samples.ipad_photo("heic")[:-300],
        samples.ipad_photo("heic")[:60],
    ):
        with pytest.raises(DamagedPhoto):
            open_photo(broken)


def test_a_tiff_whose_table_lies_nowhere_is_damaged():
    for table in (0xFFFFFFFF, 4):
        with pytest.raises(DamagedPhoto):
            open_photo(b"II*\0" + struct.pack("<I", table) + bytes(60))
    with pytest.raises(DamagedPhoto):
        open_photo(b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(60))


def test_no_refusal_lets_a_person_guess(samples):
    """A sentence, and a step that can be taken."""
    at = jpeg(samples).index(b"\xff\xc0") + 4
    odd = jpeg(samples)[:at] + b"\x0c" + jpeg(samples)[at + 1 :]
    for data in (odd, b"MM\0+" + bytes(60), b"", b"MZ"):
        with pytest.raises(PhotoError) as caught:
            read_header(data)
        assert caught.value.sentence.endswith(".")
        assert caught.value.next_step.endswith(".")


def _boxed(brand: bytes, *others: bytes) -> bytes:
    inner = brand + bytes(4) + b"".join(others)
    return (struct.pack(">I", 8 + len(inner)) + b"ftyp" + inner).ljust(HEAD_BYTES, b"\0")


@pytest.mark.parametrize("brand", [b"qt  ", b"isom", b"iso6", b"mp42", b"M4V ", b"3gp5", b"avc1"])
def test_movies_are_movies_whatever_else_they_name(brand):
    head = _boxed(brand, b"mif1", b"heic")
    assert kind_of(head) is None
    assert is_video(head)


def test_a_new_name_for_a_heic_is_read_by_what_it_names_behind():
    assert kind_of(_boxed(b"MiHE", b"mif1", b"heic")) == "heic"
    assert kind_of(_boxed(b"MA1B", b"mif1", b"avif")) == "avif"
    assert kind_of(_boxed(b"mif1", b"miaf")) == "heic"


def test_other_boxed_files_are_named_as_what_they_are():
    assert describe(_boxed(b"crx ", b"isom")) == "a raw camera file, which is not read"
    assert not is_video(_boxed(b"crx ", b"isom"))
    assert describe(_boxed(b"M4A ", b"mp42", b"isom")) == "a sound file"
    assert describe(_boxed(b"CAEP", b"mp42")) == "a video"
    assert describe(_boxed(b"abcd")) == "a file of another kind"


def test_the_heic_of_a_new_name_is_published(samples):
    data = samples.ipad_photo("heic").replace(b"ftypheic", b"ftypMiHE", 1)
    assert samples.stands_upright(open_photo(data))
