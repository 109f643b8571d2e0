"""The parts a GIF file consists of, without decoding a pixel."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

EXTENSION, FRAME, END = 0x21, 0x2C, 0x3B
STRAY = -1
"""Kind of a part that is none: bytes that decoders skip."""

_HEADER = 13
_NEXT_PART = re.compile(rb"[!,;]")


@dataclass(frozen=True, slots=True)
class GifPart:
    """One block.

    Attributes:
        kind: `EXTENSION`, `FRAME`, `END` or `STRAY`.
        start, end: offsets in the file; ``end`` is behind the last byte.
    """

    kind: int
    start: int
    end: int


def gif_parts(data: bytes) -> Iterator[GifPart]:
    """Yield the parts behind the header, up to the end mark; a cut file simply ends."""
    at = _HEADER + _palette(data, 10)
    while at < len(data):
        part = _part_at(data, at)
        yield part
        if part.kind == END:
            return
        at = part.end


def gif_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels that the header and the first frame announce.

    A frame may be larger than the header says, and Pillow reserves its pixels at opening: 46
    bytes were enough for 4 gigabytes.
    """
    width, height = struct.unpack_from("<HH", data.ljust(_HEADER, b"\0"), 6)
    first = next((part for part in gif_parts(data) if part.kind == FRAME), None)
    if first is None or first.start + 9 > len(data):
        return width, height
    left, top, across, down = struct.unpack_from("<HHHH", data, first.start + 1)
    return max(width, left + across), max(height, top + down)


def _part_at(data: bytes, at: int) -> GifPart:
    kind = data[at]
    if kind == END:
        return GifPart(kind, at, at + 1)
    if kind == FRAME:
        return GifPart(kind, at, _after_blocks(data, at + 11 + _palette(data, at + 9)))
    if kind == EXTENSION:
        return GifPart(kind, at, _after_blocks(data, at + 2))
    found = _NEXT_PART.search(data, at)
    return GifPart(STRAY, at, found.start() if found else len(data))


def _palette(data: bytes, at: int) -> int:
    """Return how many bytes of colours follow the flags at an offset."""
    flags = data[at] if at < len(data) else 0
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
