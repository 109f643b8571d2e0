"""Whether every part of a JPEG serves its picture: each table is used, each pass adds something.

A decoder takes tables that nothing needs, a second header, or a first picture that a later pass
paints over, and says nothing. Each of them is room for what nobody sees.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consentdesk.media.finding import Finding
from consentdesk.media.jpeg_parts import (
    DHT,
    DQT,
    DRI,
    EOI,
    FRAME_MARKERS,
    SOI,
    SOS,
    JpegPart,
)

_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_APP0 = 0xE0
_WHOLE_RANGE = (0, 63, 0, 0)
_COEFFICIENTS = 64
_MARK = re.compile(rb"\xff([^\x00])")
_RESTARTS = bytes(range(0xD0, 0xD8))

_Table = tuple[int, int]
"""Marker and number of a table: what a later one of both replaces."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The header of the picture: sampling and quantization table of each component."""

    is_progressive: bool
    width: int
    height: int
    components: dict[int, tuple[int, int, int]]


@dataclass(slots=True)
class _Walk:
    """What was read so far."""

    frame: _Frame | None = None
    unused: set[_Table] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    told: dict[tuple[int, int], int] = field(default_factory=dict)
    interval: int = 0


def order_findings(data: bytes, parts: Iterable[JpegPart]) -> Iterator[Finding]:
    """Yield what stands in a JPEG without any use to its picture.

    Args:
        data: the whole file.
        parts: of it, in order, up to EOI; each as long as its own counts say.
    """
    walk = _Walk()
    for number, part in enumerate(parts):
        if part.marker >= 0 and data[part.start + 1] != part.marker:
            yield Finding("segment", "between the parts", "bytes that only fill")
        if part.marker == EOI:
            break
        yield from _out_of_place(walk, number, part)
        if part.marker in (DQT, DHT):
            yield from _tables(walk, part)
        elif part.marker == DRI:
            yield from _announced(walk, DRI, 0)
            walk.interval = int.from_bytes(part.body, "big")
        elif part.marker == SOS and walk.frame is not None:
            yield from _pass(walk, walk.frame, part)
            yield from _marks(walk, walk.frame, part, data)
    for marker, _ in sorted(walk.unused):
        yield _unused(marker)


def _out_of_place(walk: _Walk, number: int, part: JpegPart) -> Iterator[Finding]:
    """Take in a header that stands once at most; tell of a second one."""
    marker = part.marker
    kind = SOS if marker in FRAME_MARKERS else marker
    if marker not in (SOI, _APP0) and marker not in FRAME_MARKERS:
        return
    if kind in walk.seen or (marker == SOI and number > 0):
        yield Finding("segment", f"marker {marker:02X}", "a header where none belongs")
    walk.seen.add(kind)
    if marker in FRAME_MARKERS:
        walk.frame = _frame(part)


def _frame(part: JpegPart) -> _Frame:
    body = part.body
    height, width = (int.from_bytes(body[at : at + 2], "big") for at in (1, 3))
    components = {
        body[at]: (body[at + 1] >> 4, body[at + 1] & 15, body[at + 2])
        for at in range(6, len(body) - 2, 3)
    }
    return _Frame(part.marker in _PROGRESSIVE, width, height, components)


def _tables(walk: _Walk, part: JpegPart) -> Iterator[Finding]:
    body, at = part.body, 0
    while at < len(body):
        number = body[at] if part.marker == DHT else body[at] & 15
        yield from _announced(walk, part.marker, number)
        if part.marker == DQT:
            at += 129 if body[at] >> 4 else 65
        else:
            at += 17 + sum(body[at + 1 : at + 17])


def _announced(walk: _Walk, marker: int, number: int) -> Iterator[Finding]:
    """Take in a table; tell of one that it replaces before anything used it."""
    if (marker, number) in walk.unused:
        yield _unused(marker)
    walk.unused.add((marker, number))


def _pass(walk: _Walk, frame: _Frame, part: JpegPart) -> Iterator[Finding]:
    """Tell of a pass that repeats what one before it told, and take its tables for used."""
    body = part.body
    first, last, before, now = body[-3], body[-2], body[-1] >> 4, body[-1] & 15
    if not frame.is_progressive and (first, last, before, now) != _WHOLE_RANGE:
        yield Finding("segment", "SOS", "numbers that mean nothing in such a picture")
        first, last, before, now = _WHOLE_RANGE
    walk.unused.discard((DRI, 0))
    repeats = False
    for at in range(1, len(body) - 3, 2):
        component, dc, ac = body[at], body[at + 1] >> 4, body[at + 1] & 15
        _, _, quantization = frame.components.get(component, (1, 1, 0))
        walk.unused.discard((DQT, quantization))
        if first == 0 and before == 0:
            walk.unused.discard((DHT, dc))
        if last > 0:
            walk.unused.discard((DHT, 0x10 | ac))
        for number in range(first, min(last + 1, _COEFFICIENTS)):
            known = walk.told.get((component, number))
            repeats |= known is not None if before == 0 else (known, now) != (before, before - 1)
            walk.told[component, number] = now
    if repeats:
        yield Finding("second_picture", "SOS", "a pass that another one paints over")


def _marks(walk: _Walk, frame: _Frame, part: JpegPart, data: bytes) -> Iterator[Finding]:
    """Tell of marks inside a pass that are not those its restart interval asks for."""
    found = b"".join(_MARK.findall(data, part.start + 4 + len(part.body), part.end))
    units = _units(frame, part.body[1 : 1 + 2 * part.body[0] : 2])
    count = max(0, -(-units // walk.interval) - 1) if walk.interval else 0
    wanted = (_RESTARTS * (count // 8 + 1))[:count]
    if found != wanted or data[part.end - 1] == 0xFF:
        yield Finding("segment", "scan", "marks inside the picture that it does not need")


def _units(frame: _Frame, components: bytes) -> int:
    """Return of how many units a pass over these components consists."""
    across = max((h for h, _, _ in frame.components.values()), default=1) or 1
    down = max((v for _, v, _ in frame.components.values()), default=1) or 1
    if len(components) == 1:
        h, v, _ = frame.components.get(components[0], (1, 1, 0))
        width, height = -(-frame.width * h // across), -(-frame.height * v // down)
        return -(-width // 8) * -(-height // 8)
    return -(-frame.width // (8 * across)) * -(-frame.height // (8 * down))


def _unused(marker: int) -> Finding:
    return Finding("segment", f"marker {marker:02X}", "a table or number that nothing uses")
