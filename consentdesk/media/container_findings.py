"""What PNG, WebP, GIF, HEIC, AVIF and TIFF files hold beside their first picture."""

import re
from collections.abc import Iterator

from consentdesk.media.decoder import DECODER_FAULTS, OpenedPhoto, frame_count
from consentdesk.media.finding import Finding
from consentdesk.media.gif_parts import END, EXTENSION, STRAY, GifPart, gif_parts
from consentdesk.media.png_findings import png_findings
from consentdesk.media.unclaimed_bytes import behind_tiff, unclaimed_in_boxes

_WEBP_PICTURE = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_WEBP_WORDS = {
    b"ICCP": ("colour_profile", "a colour profile, which may name a device"),
    b"EXIF": ("exif", "an EXIF block"),
    b"XMP ": ("xmp", "an XMP block"),
    b"ANIM": ("second_picture", "further pictures (an animation)"),
}
_ANIMATION = {b"ANMF"}
_WEBP_HEADER_BYTES = 10

_LOOP_BYTES = 19
"""Of the GIF block that says how often an animation runs; a longer one carries something."""

_AUXILIARY = re.compile(rb"urn:[ -~]{4,60}")
_ALPHA = (b"auxid:1", b":alpha")
"""How the name of the one auxiliary picture ends that belongs to the picture itself."""

_TIFF_PICTURE = frozenset(range(254, 270)) | {273, 277, 278, 279, 280, 281, 282, 283, 284, 292}
_TIFF_PICTURE |= {293, 296, 317, 320, 322, 323, 324, 325, 332, 338, 339, 347, 529, 530, 531, 532}


def container_findings(data: bytes, photo: OpenedPhoto) -> Iterator[Finding]:
    """Yield the findings of one of the formats other than JPEG."""
    if photo.kind == "png":
        yield from png_findings(data)
    elif photo.kind == "webp":
        yield from _webp(data)
    elif photo.kind == "gif":
        yield from _gif(data)
    elif photo.kind in ("heic", "avif"):
        yield from _boxes(data, photo.kind.upper())
        yield from _unclaimed(unclaimed_in_boxes(data), "box mdat")
    elif photo.kind == "tiff":
        yield from _unclaimed(behind_tiff(data), "after the end")
    yield from _told_by_decoder(photo)


def _webp(data: bytes) -> Iterator[Finding]:
    end = 8 + int.from_bytes(data[4:8], "little")
    known: set[bytes] = set()
    at = 12
    while at + 8 <= min(end, len(data)):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        label, behind = name.decode("latin-1").strip(), at + 8 + size
        if name not in _WEBP_PICTURE | _ANIMATION:
            code, text = _WEBP_WORDS.get(name, ("segment", "an unknown part"))
            yield Finding(code, label, text)
        elif name in known - _ANIMATION or (name == b"VP8X" and size != _WEBP_HEADER_BYTES):
            yield Finding("segment", label, "a part that the picture does not need")
        if size & 1 and data[behind : behind + 1].strip(b"\0"):
            yield Finding("segment", label, "a byte that only fills and says something")
        known.add(name)
        at = behind + (size & 1)
    yield from _behind(data, end + (end & 1))


def _gif(data: bytes) -> Iterator[Finding]:
    for part in gif_parts(data):
        label = data[part.start + 1 : part.start + 2]
        if part.kind == END:
            yield from _behind(data, part.end)
        elif part.kind == STRAY:
            yield Finding("segment", "GIF", "stray bytes")
        elif part.kind == EXTENSION and label == b"\xfe":
            yield Finding("comment", "GIF", "a comment")
        elif part.kind == EXTENSION and label != b"\xf9" and not _is_loop(data, part):
            yield Finding("segment", "GIF", "a block of another program")


def _is_loop(data: bytes, part: GifPart) -> bool:
    """Whether a block says nothing but how often an animation runs."""
    block = data[part.start : part.end]
    return len(block) == _LOOP_BYTES and block[3:14] == b"NETSCAPE2.0"


def _boxes(data: bytes, kind: str) -> Iterator[Finding]:
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + size if size >= 8 else len(data)
        if name in (b"free", b"skip"):
            if data[at + 8 : end].strip(b"\0"):
                yield Finding("trailing", "box free", "data in an unused part of the file")
        elif name == b"meta":
            urns = _AUXILIARY.findall(data, at, end)
            if any(not urn.endswith(_ALPHA) for urn in urns):
                yield Finding("second_picture", kind, "an auxiliary picture")
        elif name not in (b"ftyp", b"mdat", b"idat"):
            label = name.decode("latin-1")
            yield Finding("trailing", f"box {label}", "data beside the picture, such as a movie")
        at = end


def _unclaimed(left: bytes, where: str) -> Iterator[Finding]:
    if left:
        yield Finding("trailing", where, f"{len(left)} bytes that belong to no picture")


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
