"""The size a WebP announces, read before a decoder reserves its pixels."""

_BITS_14 = 0x3FFF


def webp_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels by the first chunk; 0 by 0 when it is none that has them.

    The decoder makes room for two whole pictures when it opens a file; 16383 x 16383 are 2 GB.
    """
    first, head = data[12:16], data[20:30].ljust(10, b"\0")
    if first == b"VP8X":
        return 1 + _number(head[4:7]), 1 + _number(head[7:10])
    if first == b"VP8L":
        both = _number(head[1:5])
        return 1 + (both & _BITS_14), 1 + (both >> 14 & _BITS_14)
    if first == b"VP8 ":
        return _number(head[6:8]) & _BITS_14, _number(head[8:10]) & _BITS_14
    return 0, 0


def _number(part: bytes) -> int:
    return int.from_bytes(part, "little")
