"""A HEIC with a gain map, as phones write it: a second, hidden picture of the same moment.

The encoder writes two equal pictures; here the second is made an auxiliary one of the first
(ISO/IEC 23008-12, 6.5.8 and 6.4.4).
"""

import struct
from io import BytesIO

import pillow_heif
from PIL import Image

_GAIN_MAP = b"urn:com:apple:photo:2020:aux:hdrgainmap\0"

Boxes = list[tuple[bytes, bytes]]
"""Names and contents."""


def heic_with_gain_map(image: Image.Image, exif: bytes) -> bytes:
    """Return a picture with its own dark copy as gain map."""
    heif = pillow_heif.from_pillow(image)
    heif.info["exif"] = exif
    heif.add_from_pillow(image.point(lambda value: value // 2))
    out = BytesIO()
    heif.save(out, quality=60, enc_params={"preset": "ultrafast"}, exif=exif)
    return _with_auxiliary(out.getvalue())


def _with_auxiliary(data: bytes) -> bytes:
    top = _boxes(data)
    before = dict(top)[b"meta"]
    grown = len(_meta(before, 0)) - len(before)
    return _joined([(n, _meta(c, grown) if n == b"meta" else c) for n, c in top])


def _meta(content: bytes, moved: int) -> bytes:
    """Return the box of all items with the second picture as auxiliary; data lies so much later."""
    boxes = dict(_boxes(content[4:]))
    (first,) = struct.unpack(">H", boxes[b"pitm"][4:6])
    properties = dict(_boxes(boxes[b"iprp"]))
    second = next(item for item in _items(properties[b"ipma"]) if item != first)
    number = len(_boxes(properties[b"ipco"])) + 1
    properties[b"ipco"] += _box(b"auxC", bytes(4) + _GAIN_MAP)
    properties[b"ipma"] = _associated(properties[b"ipma"], second, number)
    boxes[b"iprp"] = _joined(list(properties.items()))
    reference = _box(b"auxl", struct.pack(">HHH", second, 1, first))
    boxes[b"iref"] = boxes.get(b"iref", bytes(4)) + reference
    boxes[b"iloc"] = _moved(boxes[b"iloc"], moved)
    return content[:4] + _joined(list(boxes.items()))


def _items(ipma: bytes) -> list[int]:
    items, at = [], 8
    for _ in range(int.from_bytes(ipma[4:8], "big")):
        items.append(int.from_bytes(ipma[at : at + 2], "big"))
        at += 3 + ipma[at + 2]
    return items


def _associated(ipma: bytes, item: int, number: int) -> bytes:
    """Give an item one more property; ids take two bytes and numbers one, as the encoder does."""
    assert ipma[0] == 0
    assert not ipma[3] & 1
    at = 8
    while int.from_bytes(ipma[at : at + 2], "big") != item:
        at += 3 + ipma[at + 2]
    end = at + 3 + ipma[at + 2]
    return (
        ipma[: at + 2]
        + bytes([ipma[at + 2] + 1])
        + ipma[at + 3 : end]
        + bytes([number])
        + ipma[end:]
    )


def _moved(iloc: bytes, by: int) -> bytes:
    """Add to the place of every item; all lie in the file, in pieces, as the encoder writes it."""
    assert iloc[0] == 0
    assert iloc[4] == 0x44
    out, at = bytearray(iloc), 8
    for _ in range(int.from_bytes(iloc[6:8], "big")):
        at += 4 + (iloc[5] >> 4)
        pieces = int.from_bytes(iloc[at : at + 2], "big")
        at += 2
        for _ in range(pieces):
            place = int.from_bytes(iloc[at : at + 4], "big") + by
            out[at : at + 4] = place.to_bytes(4, "big")
            at += 8
    return bytes(out)


def _boxes(data: bytes) -> Boxes:
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + size]))
        at += size
    return found


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _joined(boxes: Boxes) -> bytes:
    return b"".join(_box(name, content) for name, content in boxes)
