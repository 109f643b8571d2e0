"""What a photo says about itself: when, with which device, whether it names a place."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from consentdesk.domain.photo import CameraDevice
from consentdesk.media.apple_notes import content_identifier
from consentdesk.media.decoder import DECODER_FAULTS, OpenedPhoto, frame_count

_EXIF, _GPS = ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo
_BASE = ExifTags.Base
_XMP_PLACE = re.compile(rb"exif:GPSL(?:atitude|ongitude)|Iptc4xmp\w+:(?:City|Location)")


@dataclass(frozen=True, slots=True)
class PhotoHeader:
    """A photo file without its pixels.

    Attributes:
        kind: "jpeg", "heic", "png", "webp", "tiff", "gif" or "avif", by content.
        width, height: upright pixels.
        frames: pictures in the file; only the first or primary one is ever used.
        taken_at: local time of the camera, without a time zone.
        device: None when the file names no device.
        has_location: the file tells where it was taken.
        live_photo_id: shared by the still and the moving part of a Live Photo.
    """

    kind: str
    width: int
    height: int
    frames: int
    taken_at: datetime | None
    device: CameraDevice | None
    has_location: bool
    live_photo_id: str | None


def header_of(photo: OpenedPhoto) -> PhotoHeader:
    """Read what stands beside the pixels; metadata that cannot be read counts as absent."""
    width, height = photo.upright_size
    exif = _exif_of(photo.image)
    inner = _directory(exif, _EXIF)
    return PhotoHeader(
        kind=photo.kind,
        width=width,
        height=height,
        frames=frame_count(photo),
        taken_at=_moment(inner.get(_BASE.DateTimeOriginal) or exif.get(_BASE.DateTime)),
        device=_device(exif, inner),
        has_location=_has_location(photo.image, exif),
        live_photo_id=content_identifier(inner.get(_BASE.MakerNote)),
    )


def _exif_of(image: Image.Image) -> Image.Exif:
    try:
        exif = image.getexif()
        exif.get(0)  # a lazy block is parsed here, not where nobody expects it to fail
    except DECODER_FAULTS:
        return Image.Exif()
    return exif


def _directory(exif: Image.Exif, number: int) -> dict[int, Any]:
    try:
        return exif.get_ifd(number)
    except DECODER_FAULTS:
        return {}


def _moment(value: object) -> datetime | None:
    try:
        return datetime.strptime(str(value)[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def _device(exif: Image.Exif, inner: dict[int, Any]) -> CameraDevice | None:
    device = CameraDevice(
        make=_words(exif.get(_BASE.Make)),
        model=_words(exif.get(_BASE.Model)),
        serial=_words(inner.get(_BASE.BodySerialNumber)),
    )
    return device if device.make or device.model or device.serial else None


def _words(value: object) -> str:
    return value.replace("\0", " ").strip() if isinstance(value, str) else ""


def _has_location(image: Image.Image, exif: Image.Exif) -> bool:
    place = _directory(exif, _GPS)
    if ExifTags.GPS.GPSLatitude in place or ExifTags.GPS.GPSLongitude in place:
        return True
    xmp = image.info.get("xmp", b"")
    return bool(_XMP_PLACE.search(xmp.encode() if isinstance(xmp, str) else xmp))
