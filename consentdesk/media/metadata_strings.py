"""Every text and coordinate in the metadata of a photo, to be searched in what is published."""

import re
import struct
from collections.abc import Iterable, Iterator
from typing import Any

from PIL import ExifTags, Image

from consentdesk.domain.errors import PhotoError
from consentdesk.media.apple_notes import MAKER
from consentdesk.media.decoder import DECODER_FAULTS, open_photo_file

SHORTEST = 4
"""Shorter strings occur in any file by chance."""

_XMP_VALUE = re.compile(rb'>([^<>]{4,200})<|="([^"<>]{4,200})"')
_IPTC_VALUE = re.compile(rb"\x1c\x02.(..)", re.DOTALL)
_PRINTABLE = re.compile(rb"[\x20-\x7e]{6,}")
_IFDS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1)
_TEXT_KEYS = ("comment", "xmp", "exif", "photoshop", "XML:com.adobe.xmp", "icc_profile")


def metadata_strings(original: bytes) -> frozenset[bytes]:
    """Return the texts (UTF-8, UTF-16) and raw coordinates a photo's metadata holds.

    A file that cannot be opened has none.
    """
    try:
        image = open_photo_file(original).image
    except PhotoError:
        return frozenset()
    texts = {text for text in _texts(image) if len(text) >= SHORTEST and len(set(text)) > 2}
    found = {form for text in texts for form in _forms(text)}
    return frozenset(found | set(_coordinates(image)))


def _forms(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield text.encode(encoding, "ignore")


def _texts(image: Image.Image) -> Iterator[str]:
    try:
        exif = image.getexif()
        for values in (dict(exif), *(exif.get_ifd(number) for number in _IFDS)):
            yield from _texts_of(values.values())
    except DECODER_FAULTS:
        pass  # a broken block: what else the file tells is searched all the same
    yield from _texts_of(value for key, value in image.info.items() if key not in _TEXT_KEYS)
    yield from _texts_of([image.info.get("comment")])
    for match in _XMP_VALUE.finditer(_bytes(image.info.get("xmp"))):
        yield (match[1] or match[2]).decode("utf-8", "ignore").strip()
    yield from _captions(image.info.get("photoshop"))


def _texts_of(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value.strip("\0 \r\n")
        elif isinstance(value, bytes):
            yield from _printable(value)


def _printable(value: bytes) -> Iterator[str]:
    """Yield readable runs of a binary block such as a maker note."""
    skipped = len(MAKER) if value.startswith(MAKER) else 0
    for match in _PRINTABLE.finditer(value, skipped):
        yield match[0].decode("ascii").strip()


def _captions(blocks: Any) -> Iterator[str]:
    """Yield the values of the IPTC records in a Photoshop block (number 0x0404)."""
    records = blocks.get(0x0404, b"") if isinstance(blocks, dict) else b""
    for match in _IPTC_VALUE.finditer(_bytes(records)):
        size = int.from_bytes(match[1], "big")
        yield records[match.end() : match.end() + size].decode("utf-8", "ignore").strip()


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return value if isinstance(value, bytes) else b""


def _coordinates(image: Image.Image) -> Iterator[bytes]:
    """Yield latitude and longitude as EXIF stores them: three fractions, either byte order."""
    try:
        place = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    except DECODER_FAULTS:
        return
    for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude):
        values = place.get(tag, ())
        parts = [_fraction(value) for value in values] if isinstance(values, tuple) else []
        flat = [number for part in parts for number in part]
        if len(flat) == 6 and any(flat[::2]):
            for order in ("<6I", ">6I"):
                yield struct.pack(order, *flat)


def _fraction(value: Any) -> tuple[int, int]:
    top, bottom = getattr(value, "numerator", 0), getattr(value, "denominator", 1)
    return (int(top) & 0xFFFFFFFF, int(bottom) & 0xFFFFFFFF)
