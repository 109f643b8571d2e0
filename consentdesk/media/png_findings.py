"""What a PNG holds beside its picture; far stricter with one the program wrote itself."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consentdesk.media.finding import Finding

_SIGNATURE_BYTES, _FRAME_BYTES = 8, 12
"""Of the file, and of each chunk around its body: length, name, checksum."""

_OWN_PARTS = {b"IHDR", b"IDAT", b"IEND"}
"""All that a PNG of the program's own holds."""

_MOST_BYTES = {
    b"IHDR": 13,
    b"IEND": 0,
    b"PLTE": 768,
    b"tRNS": 256,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sRGB": 1,
    b"sBIT": 4,
    b"pHYs": 9,
    b"bKGD": 6,
    b"cICP": 4,
}
"""Of each part that belongs to the picture and stands once, how long it can be."""

_PIXELS = {b"IDAT", b"fcTL", b"fdAT"}
_PALETTE, _COLOURS_OF_PALETTE = b"PLTE", 3
_COLOUR_TYPE = 9
"""Place in the header of the number that says what the pixels are."""

_EIGHT_BIT_RGB = b"\x08\x02\0\0\0"
"""How IHDR goes on behind the size: 8 bits, red green blue, deflate, usual filter, one pass."""

_WORDS = {
    b"iCCP": ("colour_profile", "a colour profile, which may name a device"),
    b"tEXt": ("text", "a text"),
    b"zTXt": ("text", "a compressed text"),
    b"iTXt": ("text", "a text"),
    b"eXIf": ("exif", "an EXIF block"),
    b"tIME": ("date", "the time of the last change"),
    b"acTL": ("second_picture", "further pictures (an animation)"),
}


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    body: bytes
    checksum: bytes
    end: int

    @property
    def is_whole(self) -> bool:
        return zlib.crc32(self.name + self.body).to_bytes(4, "big") == self.checksum


def png_findings(data: bytes) -> Iterator[Finding]:
    """Yield the texts, profiles and other foreign parts of any PNG, and what follows it."""
    chunks = list(_chunks(data))
    for chunk in chunks:
        if chunk.name not in _PIXELS and chunk.name not in _MOST_BYTES:
            yield _named(chunk)
        elif not chunk.is_whole:
            yield Finding("damaged", _label(chunk.name), "a checksum is wrong")
    yield from _without_use(chunks)
    yield from _behind(data)
    if not _picture_data(data).is_exact:
        yield Finding("segment", "IDAT", "bytes hidden behind the picture")


def _without_use(chunks: Sequence[_Chunk]) -> Iterator[Finding]:
    """Tell of parts that a picture has once, longer than it takes, again, or for nothing."""
    known: set[bytes] = set()
    has_palette = bool(chunks) and chunks[0].body[_COLOUR_TYPE:][:1] == bytes([_COLOURS_OF_PALETTE])
    for chunk in chunks:
        most = _MOST_BYTES.get(chunk.name)
        if most is None:
            continue
        is_vain = chunk.name == _PALETTE and not has_palette
        if len(chunk.body) > most or chunk.name in known or is_vain:
            yield Finding("segment", _label(chunk.name), "a part that the picture does not need")
        known.add(chunk.name)


def beside_the_pixels(data: bytes) -> bytes:
    """Return what a PNG holds beside the packed pixels, which hold any few letters by chance."""
    at, kept = 0, []
    for chunk in _chunks(data):
        if chunk.name == b"IDAT":
            begin = chunk.end - 4 - len(chunk.body)
            kept.append(data[at:begin])
            at = chunk.end
    return b"\0".join([*kept, data[at:]])


def own_png_findings(data: bytes) -> Iterator[Finding]:
    """Yield whatever a PNG written by the program cannot hold.

    Header, picture data and end are allowed; header and data must be exactly what a picture
    of 8-bit RGB fills, with right checksums.
    """
    chunks = list(_chunks(data))
    for chunk in chunks:
        if chunk.name not in _OWN_PARTS:
            yield _named(chunk)
        elif not chunk.is_whole:
            yield Finding("damaged", _label(chunk.name), "a checksum is wrong")
    yield from _behind(data)
    if not chunks or not _is_own_frame(chunks):
        yield Finding("segment", "PNG", "parts in another order or form than the program writes")
        return
    width, height = (int.from_bytes(chunks[0].body[at : at + 4], "big") for at in (0, 4))
    found = _picture_data(data, most=height * (3 * width + 1))
    if not found.is_exact or found.size != height * (3 * width + 1):
        yield Finding("segment", "IDAT", "more or less data than the picture takes")


def _is_own_frame(chunks: list[_Chunk]) -> bool:
    names = [chunk.name for chunk in chunks]
    inner = set(names[1:-1])
    header, last = chunks[0].body, chunks[-1].body
    return (
        (names[0], names[-1], inner) == (b"IHDR", b"IEND", {b"IDAT"})
        and len(header) == 13
        and header[8:] == _EIGHT_BIT_RGB
        and not last
    )


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """Yield the chunks up to IEND; a file that is cut short simply ends."""
    at = _SIGNATURE_BYTES
    while at + _FRAME_BYTES <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + _FRAME_BYTES + size
        if end > len(data):
            return
        chunk = _Chunk(data[at + 4 : at + 8], data[at + 8 : end - 4], data[end - 4 : end], end)
        yield chunk
        if chunk.name == b"IEND":
            return
        at = end


def _named(chunk: _Chunk) -> Finding:
    code, text = _WORDS.get(chunk.name, ("segment", "an unknown part"))
    label = chunk.body.split(b"\0")[0][:40].decode("latin-1") if code == "text" else ""
    return Finding(code, _label(chunk.name), f"{text} {label!r}" if label else text)


def _label(name: bytes) -> str:
    return name.decode("latin-1")


def _behind(data: bytes) -> Iterator[Finding]:
    end, ended = _SIGNATURE_BYTES, False
    for chunk in _chunks(data):
        end, ended = chunk.end, chunk.name == b"IEND"
    if not ended:
        yield Finding("damaged", "end", "the file is cut short")
    elif len(data) > end:
        size = len(data) - end
        yield Finding("trailing", "after the end", f"{size} bytes behind the picture")


@dataclass(frozen=True, slots=True)
class _PictureData:
    """What the IDAT chunks unpack to: how many bytes, and whether the stream fills them."""

    size: int
    is_exact: bool


_STEP = 1 << 20
"""Bytes unpacked at a time: only their number counts, so that no bomb fills the memory."""

_MOST = 1 << 30
"""More than the largest picture the program decodes takes at 16 bits and four colours."""


def _picture_data(data: bytes, most: int = _MOST) -> _PictureData:
    stream, size = zlib.decompressobj(), 0
    try:
        for chunk in _chunks(data):
            if chunk.name != b"IDAT":
                continue
            waiting = chunk.body
            while waiting and not stream.eof and size <= most:
                size += len(stream.decompress(waiting, _STEP))
                waiting = stream.unconsumed_tail
            if waiting or stream.unused_data:
                return _PictureData(size, is_exact=False)
        size += len(stream.flush())
    except zlib.error:
        return _PictureData(size, is_exact=False)
    return _PictureData(size, is_exact=stream.eof)
