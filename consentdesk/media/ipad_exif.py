"""The EXIF block an iPad writes: device, time, place, a thumbnail, the Live Photo identifier."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from consentdesk.domain.photo import CameraDevice
from consentdesk.media.apple_notes import maker_note

_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 1, 2, 3, 4, 5, 7
_ENTRY = 12
_SOFTWARE = "17.5.1"

Entry = tuple[int, int, int, bytes]
"""Tag, type, count, value bytes."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What the iPad knows when it writes a photo.

    Attributes:
        taken_at: local time.
        device: make, model and serial number.
        location: latitude and longitude in degrees, or None.
        orientation: EXIF, 1 to 8.
        size: stored width and height.
        live_photo_id: content identifier, or None.
        thumbnail: a small JPEG, or None (HEIC keeps its thumbnail elsewhere).
    """

    taken_at: datetime
    device: CameraDevice
    location: tuple[float, float] | None
    orientation: int
    size: tuple[int, int]
    live_photo_id: str | None
    thumbnail: bytes | None


def exif_block(shot: Shot) -> bytes:
    """Return the block with its leading ``Exif`` mark, big-endian like Apple's."""
    lengths = [_length(part) for part in (_main(shot, 0, 0), _inner(shot), _place(shot))]
    inner_at = 8 + lengths[0]
    place_at = inner_at + lengths[1]
    small_at = place_at + lengths[2]
    main = _directory(_main(shot, inner_at, place_at), 8, small_at if shot.thumbnail else 0)
    inner = _directory(_inner(shot), inner_at, 0)
    place = _directory(_place(shot), place_at, 0)
    return b"Exif\0\0MM\0*\0\0\0\x08" + main + inner + place + _small(shot, small_at)


def _main(shot: Shot, inner_at: int, place_at: int) -> list[Entry]:
    entries = [
        _text(0x010F, shot.device.make),
        _text(0x0110, shot.device.model),
        _short(0x0112, shot.orientation),
        _rational(0x011A, [Fraction(72)]),
        _rational(0x011B, [Fraction(72)]),
        _short(0x0128, 2),
        _text(0x0131, _SOFTWARE),
        _text(0x0132, f"{shot.taken_at:%Y:%m:%d %H:%M:%S}"),
        _text(0x013C, shot.device.model),
        _long(0x8769, inner_at),
    ]
    return [*entries, _long(0x8825, place_at)] if shot.location else entries


def _inner(shot: Shot) -> list[Entry]:
    moment = f"{shot.taken_at:%Y:%m:%d %H:%M:%S}"
    note = [(0x927C, _UNDEFINED, maker_note(shot.live_photo_id))] if shot.live_photo_id else []
    return [
        _rational(0x829A, [Fraction(1, 640)]),
        (0x9000, _UNDEFINED, 4, b"0232"),
        _text(0x9003, moment),
        _text(0x9004, moment),
        *((tag, kind, len(value), value) for tag, kind, value in note),
        _long(0xA002, shot.size[0]),
        _long(0xA003, shot.size[1]),
        _text(0xA431, shot.device.serial),
        _text(0xA433, shot.device.make),
        _text(0xA434, f"{shot.device.model} back camera 3.3mm f/2.4"),
    ]


def _place(shot: Shot) -> list[Entry]:
    if shot.location is None:
        return []
    latitude, longitude = shot.location
    return [
        (0, _BYTE, 4, b"\x02\x03\0\0"),
        _text(1, "N" if latitude >= 0 else "S"),
        _rational(2, _degrees(latitude)),
        _text(3, "E" if longitude >= 0 else "W"),
        _rational(4, _degrees(longitude)),
    ]


def _small(shot: Shot, at: int) -> bytes:
    """Return the second directory with the thumbnail behind it."""
    if shot.thumbnail is None:
        return b""
    picture_at = at + _length([_short(0x0103, 6), _long(0x0201, 0), _long(0x0202, 0)])
    entries = [
        _short(0x0103, 6),
        _long(0x0201, picture_at),
        _long(0x0202, len(shot.thumbnail)),
    ]
    return _directory(entries, at, 0) + shot.thumbnail


def _degrees(value: float) -> list[Fraction]:
    degrees, rest = divmod(abs(value), 1)
    minutes, rest = divmod(rest * 60, 1)
    return [Fraction(int(degrees)), Fraction(int(minutes)), Fraction(round(rest * 6000), 100)]


def _text(tag: int, value: str) -> Entry:
    raw = value.encode("ascii", "replace") + b"\0"
    return (tag, _ASCII, len(raw), raw)


def _short(tag: int, value: int) -> Entry:
    return (tag, _SHORT, 1, struct.pack(">H", value))


def _long(tag: int, value: int) -> Entry:
    return (tag, _LONG, 1, struct.pack(">I", value))


def _rational(tag: int, values: Sequence[Fraction]) -> Entry:
    raw = b"".join(struct.pack(">II", value.numerator, value.denominator) for value in values)
    return (tag, _RATIONAL, len(values), raw)


def _length(entries: Sequence[Entry]) -> int:
    if not entries:
        return 0
    long_values = sum(len(raw) + len(raw) % 2 for *_, raw in entries if len(raw) > 4)
    return 2 + _ENTRY * len(entries) + 4 + long_values


def _directory(entries: Sequence[Entry], at: int, following: int) -> bytes:
    """Return one directory; values of more than four bytes stand behind it."""
    if not entries:
        return b""
    head, behind = struct.pack(">H", len(entries)), b""
    values_at = at + 2 + _ENTRY * len(entries) + 4
    for tag, kind, count, raw in entries:
        head += struct.pack(">HHI", tag, kind, count)
        if len(raw) <= 4:
            head += raw.ljust(4, b"\0")
        else:
            head += struct.pack(">I", values_at + len(behind))
            behind += raw + b"\0" * (len(raw) % 2)
    return head + struct.pack(">I", following) + behind
