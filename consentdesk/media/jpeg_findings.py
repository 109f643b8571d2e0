"""What a JPEG holds beside its picture: everything that is not on a short list of parts."""

from collections.abc import Callable, Iterator

from consentdesk.media.finding import Finding
from consentdesk.media.jpeg_order import order_findings
from consentdesk.media.jpeg_parts import (
    COM,
    DHT,
    DQT,
    DRI,
    EOI,
    FRAME_MARKERS,
    SOF0,
    SOF2,
    SOI,
    SOS,
    STRAY,
    JpegPart,
    jpeg_parts,
)

_JFIF_LENGTH = 14
_QUOTED = 60

PICTURE_PARTS = FRAME_MARKERS | {DQT, DHT, DRI, SOS}
"""Markers of the parts the picture itself consists of."""

_OWN_JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"
_OWN_COMPONENTS = [[b"\3\1" + sampling + b"\0\2\x11\1\3\x11\1"] for sampling in (b"\x11", b"\x22")]
"""How the header of the picture goes on behind its size: YCbCr in 4:4:4 or 4:2:0."""

_KNOWN_SEGMENTS = (
    (0xE0, b"JFIF\0", "second_picture", "a thumbnail or extra bytes in the JFIF header"),
    (0xE0, b"JFXX\0", "second_picture", "a second, small picture (JFXX)"),
    (0xE1, b"Exif\0", "exif", "an EXIF block"),
    (0xE1, b"http://ns.adobe.com/xap", "xmp", "an XMP block"),
    (0xE1, b"http://ns.adobe.com/xmp/ext", "xmp", "a further XMP block"),
    (0xE2, b"ICC_PROFILE\0", "colour_profile", "a colour profile, which may name a device"),
    (0xE2, b"MPF\0", "second_picture", "an index of further pictures (MPF)"),
    (0xED, b"Photoshop", "text", "a Photoshop block, where captions and names are kept"),
)


def jpeg_findings(data: bytes) -> Iterator[Finding]:
    """Yield whatever is not SOI, plain JFIF, a table, the picture data or EOI, and of use."""
    ended, parts = False, list(jpeg_parts(data))
    for part in parts:
        if part.marker == EOI:
            ended = True
        finding = _judged(part, ended)
        if finding is not None:
            yield finding
    if not ended:
        yield Finding("damaged", "end", "the file is cut short")
    if all(_exactly_filled(part) for part in parts if part.marker in PICTURE_PARTS):
        yield from order_findings(data, parts)


def own_jpeg_findings(data: bytes) -> Iterator[Finding]:
    """Yield whatever a JPEG written by the program cannot hold, small as it is.

    Densities, the names of components and restarts are numbers that any file may choose.
    """
    parts = list(jpeg_parts(data))
    names = [part.marker for part in parts]
    frames = [part for part in parts if part.marker in FRAME_MARKERS]
    inner = set(names[2:-1])
    if (
        names[:2] != [SOI, 0xE0]
        or parts[1].body != _OWN_JFIF
        or names[-1] != EOI
        or inner - {SOF0, SOF2} != {DQT, DHT, SOS}
        or [frame.body[5:] for frame in frames] not in _OWN_COMPONENTS
    ):
        yield Finding("segment", "JPEG", "parts in another order or form than the program writes")


def is_plain_jfif(part: JpegPart) -> bool:
    """Whether a part is the JFIF header without a thumbnail or anything behind it."""
    body = part.body
    if part.marker != 0xE0 or body[:5] != b"JFIF\0":
        return False
    return len(body) == _JFIF_LENGTH and body[12:14] == b"\0\0"


def _judged(part: JpegPart, ended: bool) -> Finding | None:
    if part.marker == STRAY:
        return _stray(part, ended)
    if part.marker in (SOI, EOI):
        return None
    if is_plain_jfif(part):
        return None
    if part.marker in PICTURE_PARTS:
        if _exactly_filled(part):
            return None
        return Finding("segment", _name(part), "bytes hidden behind a table")
    if part.marker == COM:
        quoted = part.body[:_QUOTED].decode("latin-1")
        return Finding("comment", "COM", f"a comment: {quoted!r}")
    return _application(part)


def _stray(part: JpegPart, ended: bool) -> Finding:
    size = part.end - part.start
    if not ended:
        return Finding("segment", "between the parts", f"{size} stray bytes")
    if b"\xff\xd8\xff" in part.body or b"ftyp" in part.body[:64]:
        text = f"a further picture or a movie of {size} bytes"
        return Finding("second_picture", "after the end", text)
    return Finding("trailing", "after the end", f"{size} bytes behind the picture")


def _application(part: JpegPart) -> Finding:
    for marker, start, code, text in _KNOWN_SEGMENTS:
        if part.marker == marker and part.body.startswith(start):
            return Finding(code, _name(part), f"{text}, {len(part.body)} bytes")
    return Finding("segment", _name(part), f"an unknown part of {len(part.body)} bytes")


def _name(part: JpegPart) -> str:
    if 0xE0 <= part.marker <= 0xEF:
        return f"APP{part.marker - 0xE0}"
    return f"marker {part.marker:02X}"


def _exactly_filled(part: JpegPart) -> bool:
    """Whether a table or header holds exactly what its own counts announce."""
    body = part.body
    if part.marker == DQT:
        return _tables_fit(body, lambda at: 129 if body[at] >> 4 else 65)
    if part.marker == DHT:
        return _tables_fit(body, lambda at: 17 + sum(body[at + 1 : at + 17]))
    if part.marker == DRI:
        return len(body) == 2
    if part.marker == SOS:
        return bool(body) and len(body) == 4 + 2 * body[0]
    return len(body) > 5 and len(body) == 6 + 3 * body[5]


def _tables_fit(body: bytes, length_at: Callable[[int], int]) -> bool:
    at = 0
    while at < len(body):
        at += length_at(at)
    return at == len(body)
