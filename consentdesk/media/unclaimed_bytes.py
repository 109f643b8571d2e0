"""Bytes of a HEIC, AVIF or TIFF that no picture or note in it claims: decoders never look at them.

The files say in a table where each of their pictures lies. What is left over was put there.
"""

import struct
from collections.abc import Iterable, Iterator
from itertools import islice

_Place = tuple[int, int]
"""Where something begins in a file, and where what follows it begins."""

_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_POINTERS = {330, 34665, 34853, 40965}
_PIXEL_PLACES = ((273, 279), (324, 325), (513, 514))
_READ_TAGS = _POINTERS.union(*_PIXEL_PLACES)
_MOST_MEDIA, _MOST_DIRECTORIES, _MOST_PLACES = 50, 50, 100_000
"""More than any camera or scanner writes; a table of more was made to keep a program busy."""

_BROKEN = (struct.error, IndexError, ValueError, LookupError)


def unclaimed_in_boxes(data: bytes) -> bytes:
    """Return what lies in the media boxes of a HEIC or AVIF and belongs to no item of it.

    A file without a readable table of its items gives nothing: its decoder does not read it.
    """
    try:
        boxes = list(_boxes(data, 0, len(data)))
        meta = next(place for name, place in boxes if name == b"meta")
        table = next(place for name, place in _boxes(data, meta[0] + 4, meta[1]) if name == b"iloc")
        claimed = sorted(islice(_items(data, table[0]), _MOST_PLACES))
    except (StopIteration, *_BROKEN):
        return b""
    media = (place for name, place in boxes if name == b"mdat")
    left = (_left_over(data, place, claimed) for place in islice(media, _MOST_MEDIA))
    return b"".join(left).strip(b"\0")


def behind_tiff(data: bytes) -> bytes:
    """Return what follows everything that a TIFF claims; nothing of a broken one or a BigTIFF."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        return b""
    try:
        last = max(end for _, end in _directories(data, order))
    except _BROKEN:
        return b""
    return data[last:].strip(b"\0")


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, _Place]]:
    """Yield the name of each box and where its body lies."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        if size == 0:
            size = end - at
        if size < head:
            return
        yield name, (at + head, min(at + size, end))
        at += size


def _items(data: bytes, at: int) -> Iterator[_Place]:
    """Yield the places in the file that the box ``iloc`` names."""
    version, sizes, more = data[at], data[at + 4], data[at + 5]
    number = 4 if version == 2 else 2
    index = more & 15 if version in (1, 2) else 0

    def take(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    at += 6
    for _ in range(take(number)):
        take(number)
        method = take(2) & 15 if version in (1, 2) else 0
        take(2)
        base = take(more >> 4)
        for _ in range(take(2)):
            take(index)
            start = base + take(sizes >> 4)
            length = take(sizes & 15)
            # items that lie elsewhere count, too: a table may name ten thousand million of them
            yield (start, start + length if length else len(data)) if method == 0 else (0, 0)
        if at > len(data):
            return


def _left_over(data: bytes, place: _Place, claimed: Iterable[_Place]) -> bytes:
    at, end = place
    parts = []
    for start, behind in claimed:
        if start >= end:
            break
        parts.append(data[at : max(at, start)])
        at = max(at, behind)
    return b"".join([*parts, data[at:end]])


def _directories(data: bytes, order: str) -> Iterator[_Place]:
    """Yield all that the directories of a TIFF claim."""
    waiting, known = [struct.unpack_from(f"{order}I", data, 4)[0]], set[int]()
    while waiting and len(known) < _MOST_DIRECTORIES:
        at = waiting.pop()
        if at == 0 or at in known:
            continue
        known.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        end = at + 2 + 12 * count
        yield at, end + 4
        tags = {}
        for entry in range(at + 2, end, 12):
            tag, kind, number = struct.unpack_from(f"{order}HHI", data, entry)
            size = _TIFF_SIZES.get(kind, 1) * number
            place = entry + 8
            if size > 4:
                (place,) = struct.unpack_from(f"{order}I", data, place)
                yield place, place + size
            wanted = tag in _READ_TAGS and tag not in tags and number <= _MOST_PLACES
            if kind in (3, 4, 13) and wanted:
                letter = "H" if kind == 3 else "I"
                tags[tag] = struct.unpack_from(f"{order}{number}{letter}", data, place)
        for places, sizes in _PIXEL_PLACES:
            for start, length in zip(tags.get(places, ()), tags.get(sizes, ()), strict=False):
                yield start, start + length
        waiting += [place for tag in _POINTERS for place in tags.get(tag, ())]
        waiting += struct.unpack_from(f"{order}I", data, end)
