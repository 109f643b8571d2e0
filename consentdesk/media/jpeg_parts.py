"""The parts a JPEG file consists of, without decoding a pixel."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOI, EOI, SOS, DQT, DHT, DRI, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xFE
SOF0, SOF2 = 0xC0, 0xC2
"""Headers of a baseline and of a progressive picture in 8 bits."""

STRAY = -1
"""Marker of a part that is no segment: bytes between segments or after the picture."""

FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, 0xCC}
"""SOF0 to SOF15: the segment with the size of the picture."""

# Inside a scan 0xFF is followed by 0 (a real 0xFF) or by a restart marker; all else ends it.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class JpegPart:
    """One segment, or stray bytes.

    Attributes:
        marker: second byte of the marker, or `STRAY`.
        start, end: offsets in the file; ``end`` is behind the last byte. The part of a
            scan ends with its entropy-coded data.
        body: what stands behind marker and length (for a scan: its header only).
    """

    marker: int
    start: int
    end: int
    body: bytes


def jpeg_parts(data: bytes) -> Iterator[JpegPart]:
    """Yield the parts in file order, up to EOI and what follows it as one `STRAY` part.

    A file that is cut short simply ends: its last part is not EOI.
    """
    at = 0
    while at < len(data):
        part = _part_at(data, at)
        if part is None:
            return
        yield part
        at = part.end
        if part.marker == EOI:
            if at < len(data):
                yield JpegPart(STRAY, at, len(data), data[at:])
            return


def _part_at(data: bytes, at: int) -> JpegPart | None:
    if data[at] != 0xFF:
        found = data.find(b"\xff", at)
        end = len(data) if found < 0 else found
        return JpegPart(STRAY, at, end, data[at:end])
    behind = at + 1
    while behind < len(data) and data[behind] == 0xFF:
        behind += 1
    if behind >= len(data):
        return None
    marker = data[behind]
    if marker in (SOI, EOI, 0x01) or 0xD0 <= marker <= 0xD7:
        return JpegPart(marker, at, behind + 1, b"")
    return _segment(data, at, behind + 1, marker)


def _segment(data: bytes, start: int, at: int, marker: int) -> JpegPart | None:
    length = int.from_bytes(data[at : at + 2], "big")
    end = at + length
    if length < 2 or end > len(data):
        return None
    body = data[at + 2 : end]
    if marker == SOS:
        found = _END_OF_SCAN.search(data, end)
        if found is None:
            return None
        end = found.start()
    return JpegPart(marker, start, end, body)
