"""Apple's maker note in EXIF: the identifier that ties the two parts of a Live Photo."""

import struct

MAKER = b"Apple iOS\0\0\x01MM"
CONTENT_IDENTIFIER = 0x11
_ASCII = 2


def content_identifier(note: object) -> str | None:
    """Return the content identifier of a maker note, or None when there is none."""
    if not isinstance(note, bytes) or not note.startswith(MAKER):
        return None
    try:
        return _find_identifier(note)
    except (struct.error, UnicodeDecodeError):
        return None


def maker_note(identifier: str) -> bytes:
    """Return a maker note that holds a content identifier and nothing else."""
    text = identifier.encode("ascii") + b"\0"
    start = len(MAKER)
    behind = start + 2 + 12 + 4
    entry = struct.pack(">HHII", CONTENT_IDENTIFIER, _ASCII, len(text), behind)
    return MAKER + struct.pack(">H", 1) + entry + struct.pack(">I", 0) + text


def _find_identifier(note: bytes) -> str | None:
    start = len(MAKER)
    (count,) = struct.unpack_from(">H", note, start)
    for number in range(count):
        tag, kind, length, offset = struct.unpack_from(">HHII", note, start + 2 + 12 * number)
        if tag == CONTENT_IDENTIFIER and kind == _ASCII:
            return note[offset : offset + length].rstrip(b"\0").decode("ascii") or None
    return None
