"""Room in a JPEG that a decoder passes over in silence: whatever is put there is found."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from consentdesk.domain.errors import VerificationFailed
from consentdesk.media.finished_photo import finish
from consentdesk.media.jpeg_parts import DHT, DQT, EOI, FRAME_MARKERS, SOS, JpegPart, jpeg_parts
from consentdesk.media.verify import check_finished, reveals

SECRET = b"Ada, class 4B"


def _noise(width: int, height: int, seed: int = 1) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    return Image.fromarray(np.kron(coarse, np.ones((4, 4, 1), np.uint8)))


def _jpeg(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=85, **options)
    return out.getvalue()


PROGRESSIVE = _jpeg(_noise(200, 160), progressive=True)
BASELINE = _jpeg(_noise(200, 160))


def _parts(data: bytes, *markers: int) -> list[JpegPart]:
    return [part for part in jpeg_parts(data) if part.marker in markers]


def _before(data: bytes, marker: int, more: bytes) -> bytes:
    at = _parts(data, marker)[0].start
    return data[:at] + more + data[at:]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _other_code_table(number: int) -> bytes:
    """A table in which a text stands in place of the code words' meanings."""
    return _segment(DHT, bytes((number, 0, 0, 0, 0, len(SECRET), *bytes(11))) + SECRET)


def _painted_over(data: bytes) -> bytes:
    """Put the first pass of another picture before the first pass of this one."""
    other = _jpeg(_noise(200, 160, 2), progressive=True)
    tables = _parts(other, DHT)[0]
    first = _parts(other, SOS)[0]
    more = other[tables.start : tables.end] + other[first.start : first.end]
    at = _parts(data, DHT)[0].start
    return data[:at] + more + data[at:]


def _twice(data: bytes) -> bytes:
    only = _parts(data, SOS)[0]
    return data[: only.end] + data[only.start :]


def _named(data: bytes) -> bytes:
    """Give the components names of three letters."""
    frame, out = _parts(data, *FRAME_MARKERS)[0], bytearray(data)
    for number, letter in enumerate(b"Ada"[:3]):
        out[frame.start + 10 + 3 * number] = letter + number
    for part in _parts(data, SOS):
        for at in range(part.body[0]):
            name = part.start + 5 + 2 * at
            out[name] = b"Ada"[out[name] - 1] + out[name] - 1
    return bytes(out)


def _with_marks(data: bytes) -> bytes:
    at = _parts(data, SOS)[0].end - 4
    return data[:at] + b"\xff\xd3" + data[at:]


def _numbers_in_pass(data: bytes) -> bytes:
    header = _parts(data, SOS)[0]
    at = header.start + 4 + len(header.body)
    return data[: at - 3] + b"Ada" + data[at:]


ROOM: dict[str, Callable[[bytes], bytes]] = {
    "fill bytes": lambda data: _before(data, DQT, b"\xff" * 65),
    "fill bytes before the end": lambda data: data[:-2] + b"\xff" * 65 + data[-2:],
    "a second start": lambda data: _before(data, DQT, b"\xff\xd8"),
    "a second JFIF": lambda data: _before(data, DQT, data[2:20]),
    "restarts nobody needs": lambda data: _before(data, SOS, _segment(0xDD, b"\x41\x64")),
    "a restart inside": _with_marks,
    "tables before the tables": lambda data: _before(
        data, DQT, _segment(DQT, b"\0" + bytes(range(65, 129)))
    ),
    "a table of a number nobody calls": lambda data: _before(
        data, SOS, _segment(DQT, b"\3" + bytes(range(65, 129)))
    ),
    "a code table before the tables": lambda data: _before(data, DHT, _other_code_table(0)),
    "a code table nobody calls": lambda data: _before(data, SOS, _other_code_table(0x13)),
    "names of components": _named,
}


@pytest.mark.parametrize("data", [PROGRESSIVE, BASELINE], ids=["progressive", "baseline"])
@pytest.mark.parametrize("room", ROOM)
def test_room_that_serves_no_picture_is_found(room: str, data: bytes) -> None:
    _must_be_found(data, ROOM[room](data))


@pytest.mark.parametrize("size", [12, 40, 3000])
@pytest.mark.parametrize("data", [PROGRESSIVE, BASELINE], ids=["progressive", "baseline"])
def test_bytes_behind_the_last_pixel_of_any_pass_are_found(data: bytes, size: int) -> None:
    for part in _parts(data, SOS):
        _must_be_found(data, data[: part.end] + (SECRET * size)[:size] + data[part.end :])


@pytest.mark.parametrize("options", [{"restart_marker_rows": 1}, {"restart_marker_blocks": 4}])
@pytest.mark.parametrize("is_progressive", [True, False])
def test_bytes_before_a_restart_are_found(options: dict[str, object], is_progressive: bool) -> None:
    data = _jpeg(_noise(200, 160), progressive=is_progressive, **options)
    assert reveals(data) == ()
    marks = [at for at in range(len(data)) if data[at] == 0xFF and 0xD0 <= data[at + 1] <= 0xD7]
    for at in marks[:: len(marks) // 5]:
        codes = [finding.where for finding in reveals(data[:at] + SECRET + data[at:])]
        assert codes == ["scan"]


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        (PROGRESSIVE, _painted_over(PROGRESSIVE)),
        (BASELINE, _twice(BASELINE)),
        (BASELINE, _numbers_in_pass(BASELINE)),
        (BASELINE, BASELINE[:13] + b"\2\x12\x34\x56\x78" + BASELINE[18:]),
    ],
    ids=["a picture below the picture", "a second pass", "a pass's numbers", "a density"],
)
def test_what_is_told_twice_or_says_nothing_is_found(data: bytes, changed: bytes) -> None:
    _must_be_found(data, changed)


def _must_be_found(plain: bytes, planted: bytes) -> None:
    """Check that the picture is still read, and that nobody publishes it."""
    size = Image.open(BytesIO(plain)).size
    check_finished(plain, expect_size=size, original=None)
    assert planted != plain
    with pytest.raises(VerificationFailed):
        check_finished(planted, expect_size=size, original=None)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"progressive": True},
        {"optimize": True},
        {"restart_marker_rows": 1},
        {"restart_marker_rows": 3, "progressive": True},
        {"restart_marker_blocks": 5},
    ],
    ids=str,
)
def test_plain_pictures_of_all_kinds_hide_nothing(options: dict[str, object]) -> None:
    soft = _noise(8, 8).resize((333, 211), Image.Resampling.BICUBIC)
    pictures = [soft, Image.new("RGB", (120, 90), (90, 120, 30)), _noise(64, 64).convert("L")]
    pictures += [_noise(400, 400).crop((0, 0, *size)) for size in ((1, 1), (9, 7), (333, 211))]
    for picture in pictures:
        for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
            how = options if picture.mode == "L" else options | {"subsampling": subsampling}
            assert reveals(_jpeg(picture, **how)) == ()
    (adobe,) = reveals(_jpeg(soft.convert("CMYK"), **options))
    assert adobe.where == "APP14"


def test_a_jpeg_that_no_decoder_opens_is_told_of() -> None:
    """Its parts may all be of the kinds that a picture consists of."""
    frame = _parts(BASELINE, *FRAME_MARKERS)[0]
    twice = BASELINE[: frame.end] + BASELINE[frame.start :]
    codes = {finding.code for finding in reveals(twice)}
    assert "segment" in codes
    assert {finding.code for finding in reveals(b"\xff\xd8\xff\xd9")} == {"damaged"}


@pytest.mark.parametrize("long_edge", [160, 1199, 1300])
def test_what_the_program_writes_is_of_the_form_it_asks_for(long_edge: int) -> None:
    original = _jpeg(_noise(1400, 1000))
    for quality in (60, 85, 95):
        finished = finish(original, long_edge=long_edge, quality=quality)
        size = (finished.width, finished.height)
        check_finished(finished.content, expect_size=size, original=original)
        assert _parts(finished.content, EOI)
