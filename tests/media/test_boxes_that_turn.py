"""HEIC and AVIF turn, mirror and cut by boxes, in the order in which the file names them."""

import struct
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from consentdesk.domain.errors import NotAPhoto
from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import read_header

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 240, 160


def _picture() -> Pixels:
    """Four quarters and a bar: any turn, mirror image or cut shows."""
    picture = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    picture[:80, :120], picture[:80, 120:] = (220, 40, 40), (40, 200, 60)
    picture[80:, :120], picture[80:, 120:] = (50, 60, 210), (128, 128, 128)
    picture[40:60, 30:90] = (250, 250, 20)
    return picture


def _heic() -> bytes:
    out = BytesIO()
    pillow_heif.from_pillow(Image.fromarray(_picture())).save(out, quality=95, chroma=444)
    return out.getvalue()


def _avif() -> bytes:
    out = BytesIO()
    Image.fromarray(_picture()).save(out, "AVIF", quality=95, subsampling="4:4:4")
    return out.getvalue()


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def _cut(width: int, height: int, right: int = 0, down: int = 0) -> bytes:
    return _box(b"clap", struct.pack(">IIIIiIiI", width, 1, height, 1, right, 1, down, 1))


LEFT, UPSIDE_DOWN, RIGHT = (_box(b"irot", bytes([quarters])) for quarters in (1, 2, 3))
TOP_DOWN, LEFT_RIGHT = (_box(b"imir", bytes([axis])) for axis in (0, 1))
WIDE_PIXELS = _box(b"pasp", struct.pack(">II", 2, 1))


def _shown(picture: Pixels, box: bytes) -> Pixels:
    """Return what a box makes of a picture."""
    name, body = box[4:8], box[8:]
    if name == b"irot":
        return np.rot90(picture, body[0])
    if name == b"imir":
        return picture[:, ::-1] if body[0] else picture[::-1]
    if name == b"pasp":
        return picture
    width, _, height, _, right, _, down, _ = struct.unpack(">IIIIiIiI", body)
    x = (picture.shape[1] - width) // 2 + right
    y = (picture.shape[0] - height) // 2 + down
    return picture[y : y + height, x : x + width]


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at, at + size
        at += size


def _path(data: bytes, *names: bytes) -> list[tuple[int, int]]:
    """Return where each box on the way to the last of these begins and ends."""
    at, end, way = 0, len(data), []
    for name in names:
        _, start, end = next(box for box in _boxes(data, at, end) if box[0] == name)
        way.append((start, end))
        at = start + (12 if name == b"meta" else 8)
    return way


def _insert(data: bytearray, way: list[tuple[int, int]], at: int, more: bytes) -> None:
    data[at:at] = more
    for start, _ in way:
        size = int.from_bytes(data[start : start + 4], "big") + len(more)
        data[start : start + 4] = size.to_bytes(4, "big")


def _with(file: bytes, *boxes: bytes) -> bytes:
    """Give the one picture of a file more properties, behind those it has."""
    data = bytearray(file)
    way = _path(data, b"meta", b"iprp", b"ipco")
    known = len(list(_boxes(data, way[-1][0] + 8, way[-1][1])))
    _insert(data, way, way[-1][1], b"".join(boxes))
    way = _path(data, b"meta", b"iprp", b"ipma")
    count = way[-1][0] + 18  # behind version, number of pictures and which picture
    at = count + 1 + data[count]
    data[count] += len(boxes)
    _insert(data, way, at, bytes(0x80 | (known + 1 + number) for number in range(len(boxes))))
    return _moved(data, len(data) - len(file))


def _moved(data: bytearray, by: int) -> bytes:
    """Say of the one picture that its code lies so many bytes farther behind."""
    start, end = _path(data, b"meta", b"iloc")[-1]
    sizes, base = data[start + 12], data[start + 13] >> 4
    version, offset, length = data[start + 8], sizes >> 4, sizes & 15
    assert int.from_bytes(data[start + 14 : start + 16], "big") == 1
    at = start + 16 + (6 if version in (1, 2) else 4) + base + 2
    assert end == at + offset + length
    place = int.from_bytes(data[at : at + offset], "big") + by
    data[at : at + offset] = place.to_bytes(offset, "big")
    return bytes(data)


_TURNS = [(), (LEFT,), (UPSIDE_DOWN,), (RIGHT,), (TOP_DOWN,), (LEFT_RIGHT,)]
_TURNS += [(turn, mirror) for turn in (LEFT, RIGHT) for mirror in (TOP_DOWN, LEFT_RIGHT)]
_MIRRORED_FIRST = [(mirror, turn) for turn, mirror in _TURNS[6:]]
_CUT = [(_cut(120, 100),), (_cut(120, 100, -40, 20),), (_cut(120, 100), LEFT)]
_CUT += [(_cut(120, 100, -40, 20), RIGHT, TOP_DOWN)]


def _name(boxes: tuple[bytes, ...]) -> str:
    return " ".join(f"{box[4:8].decode()} {box[8:].hex().strip('0')}" for box in boxes)


@pytest.mark.parametrize("boxes", [*_TURNS, *_MIRRORED_FIRST, *_CUT, (WIDE_PIXELS,)], ids=_name)
def test_a_heic_is_published_as_its_boxes_say(boxes: tuple[bytes, ...]) -> None:
    _must_be_shown(_with(_heic(), *boxes), boxes)


@pytest.mark.parametrize("boxes", [*_TURNS, (WIDE_PIXELS,)], ids=_name)
def test_an_avif_is_published_as_its_boxes_say(boxes: tuple[bytes, ...]) -> None:
    _must_be_shown(_with(_avif(), *boxes), boxes)


@pytest.mark.parametrize("boxes", [*_MIRRORED_FIRST, *_CUT], ids=_name)
def test_an_avif_of_which_more_would_show_is_refused(boxes: tuple[bytes, ...]) -> None:
    """Its decoder cuts nothing off, and turns before it mirrors whatever the file says."""
    with pytest.raises(NotAPhoto):
        read_header(_with(_avif(), *boxes))


def _must_be_shown(data: bytes, boxes: tuple[bytes, ...]) -> None:
    wanted = _picture()
    for box in boxes:
        wanted = _shown(wanted, box)
    height, width, _ = wanted.shape
    header = read_header(data)
    assert (header.width, header.height) == (width, height)
    for long_edge in (240, 75):
        finished = finish(data, long_edge=long_edge, quality=95)
        with Image.open(BytesIO(finished.content)) as image:
            shown = np.asarray(image.convert("RGB")).astype(int)
        picture = Image.fromarray(np.ascontiguousarray(wanted))
        smaller = np.asarray(picture.resize((finished.width, finished.height)))
        assert np.abs(shown - smaller).mean() < 5
