"""What PNG, WebP, GIF, HEIC, AVIF and TIFF files hold beside their first picture."""

from collections.abc import Iterator

from consentdesk.media.decoder import DECODER_FAULTS, OpenedPhoto, frame_count
from consentdesk.media.finding import Finding

_PNG_PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"}
_PNG_PICTURE |= {b"pHYs", b"bKGD", b"cICP", b"hIST"}
_PNG_WORDS = {
    b"iCCP": ("colour_profile", "a colour profile, which may name a device"),
    b"tEXt": ("text", "a text"),
    b"zTXt": ("text", "a compressed text"),
    b"iTXt": ("text", "a text"),
    b"eXIf": ("exif", "an EXIF block"),
    b"tIME": ("date", "the time of the last change"),
    b"acTL": ("second_picture", "further pictures (an animation)"),
}

_WEBP_PICTURE = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_WEBP_WORDS = {
    b"ICCP": ("colour_profile", "a colour profile, which may name a device"),
    b"EXIF": ("exif", "an EXIF block"),
    b"XMP ": ("xmp", "an XMP block"),
    b"ANIM": ("second_picture", "further pictures (an animation)"),
}
_ANIMATION = {b"fcTL", b"fdAT", b"ANMF"}

_TIFF_PICTURE = frozenset(range(254, 270)) | {273, 277, 278, 279, 280, 281, 282, 283, 284, 292}
_TIFF_PICTURE |= {293, 296, 317, 320, 322, 323, 324, 325, 332, 338, 339, 347, 529, 530, 531, 532}


def container_findings(data: bytes, photo: OpenedPhoto) -> Iterator[Finding]:
    """Yield the findings of one of the formats other than JPEG."""
    if photo.kind == "png":
        yield from _png(data)
    elif photo.kind == "webp":
        yield from _webp(data)
    elif photo.kind == "gif":
        yield from _gif(data)
    elif photo.kind in ("heic", "avif"):
        yield from _boxes(data)
    yield from _told_by_decoder(photo)


def _png(data: bytes) -> Iterator[Finding]:
    at = 8
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if name not in _PNG_PICTURE | _ANIMATION:
            code, text = _PNG_WORDS.get(name, ("segment", "an unknown part"))
            label = body.split(b"\0")[0][:40].decode("latin-1") if code == "text" else ""
            yield Finding(code, name.decode("latin-1"), f"{text} {label!r}" if label else text)
        at += 12 + size
        if name == b"IEND":
            yield from _behind(data, at)
            return


def _webp(data: bytes) -> Iterator[Finding]:
    end = 8 + int.from_bytes(data[4:8], "little")
    at = 12
    while at + 8 <= min(end, len(data)):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in _WEBP_PICTURE | _ANIMATION:
            code, text = _WEBP_WORDS.get(name, ("segment", "an unknown part"))
            yield Finding(code, name.decode("latin-1").strip(), text)
        at += 8 + size + (size & 1)
    yield from _behind(data, end + (end & 1))


def _gif(data: bytes) -> Iterator[Finding]:
    at = 13 + _palette(data[10])
    while at < len(data):
        block = data[at]
        if block == 0x3B:
            yield from _behind(data, at + 1)
            return
        if block == 0x2C:
            at = _after_blocks(data, at + 11 + _palette(data[at + 9]))
            continue
        if block != 0x21:
            yield Finding("segment", "GIF", "stray bytes")
            return
        if data[at + 1] == 0xFE:
            yield Finding("comment", "GIF", "a comment")
        elif data[at + 1] != 0xF9 and data[at + 3 : at + 14] != b"NETSCAPE2.0":
            yield Finding("segment", "GIF", "a block of another program")
        at = _after_blocks(data, at + 2)


def _palette(flags: int) -> int:
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _boxes(data: bytes) -> Iterator[Finding]:
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + size if size >= 8 else len(data)
        if name in (b"free", b"skip"):
            if data[at + 8 : end].strip(b"\0"):
                yield Finding("trailing", "box free", "data in an unused part of the file")
        elif name not in (b"ftyp", b"meta", b"mdat", b"idat"):
            label = name.decode("latin-1")
            yield Finding("trailing", f"box {label}", "data beside the picture, such as a movie")
        at = end


def _behind(data: bytes, end: int) -> Iterator[Finding]:
    if len(data) > end:
        size = len(data) - end
        yield Finding("trailing", "after the end", f"{size} bytes behind the picture")


def _told_by_decoder(photo: OpenedPhoto) -> Iterator[Finding]:
    """Yield what the decoder lists: profile, EXIF and XMP of boxed files, further pictures."""
    info = photo.image.info
    kind = photo.kind.upper()
    if photo.kind in ("heic", "avif"):
        if info.get("exif"):
            yield Finding("exif", kind, "an EXIF block")
        if info.get("xmp"):
            yield Finding("xmp", kind, "an XMP block")
    if photo.kind not in ("png", "webp") and info.get("icc_profile"):
        yield Finding("colour_profile", kind, "a colour profile, which may name a device")
    if photo.kind == "tiff":
        yield from _tiff_tags(photo)
    for name, text in (
        ("thumbnails", "a thumbnail"),
        ("depth_images", "a depth map"),
        ("aux", "an auxiliary picture"),
    ):
        if info.get(name):
            yield Finding("second_picture", kind, text)
    frames = frame_count(photo)
    if frames > 1:
        yield Finding("second_picture", kind, f"{frames} pictures or pages")


def _tiff_tags(photo: OpenedPhoto) -> Iterator[Finding]:
    try:
        tags = sorted(set(photo.image.getexif()) - _TIFF_PICTURE - {34675})
    except DECODER_FAULTS:
        tags = []
    if tags:
        numbers = ", ".join(str(tag) for tag in tags)
        yield Finding("exif", "TIFF", f"tags beside the picture: {numbers}")
