"""Photos as an iPad writes them, from painted pixels; for the demo and the tests."""

from datetime import datetime
from io import BytesIO
from typing import Literal

import pillow_heif
from PIL import Image

from consentdesk.domain.photo import CameraDevice
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.ipad_exif import Shot, exif_block
from consentdesk.media.picture import fitted, image_of, jpeg_of

_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How an upright picture is turned so that the EXIF orientation turns it back."""

_THUMBNAIL_EDGE = 160
_JPEG_QUALITY, _HEIC_QUALITY = 88, 55
_HEIC_TILE = 512
_FAST = {"preset": "ultrafast"}
"""x265 takes 8 s for 12 megapixels at its default and 1.5 to 3 s so; files grow a little."""


def photograph(
    pixels: PixelBuffer,
    *,
    kind: Literal["jpeg", "heic"],
    taken_at: datetime,
    device: CameraDevice,
    location: tuple[float, float] | None,
    orientation: int = 1,
    live_photo_id: str | None = None,
    quality: int | None = None,
) -> bytes:
    """Return the file an iPad would have written for this picture.

    Args:
        pixels: upright.
        kind: file format.
        taken_at: local time, without a zone.
        device: written with its serial number.
        location: latitude and longitude in degrees, or None for no place.
        orientation: how the iPad was held, EXIF 1 to 8; the pixels are stored turned.
        live_photo_id: written as Apple's content identifier.
        quality: 1 to 95; None takes what gives files of an iPad's size.
    """
    upright = image_of(pixels)
    turn = _STORED.get(orientation)
    stored = upright if turn is None else upright.transpose(turn)
    thumbnail = jpeg_of(fitted(stored, _THUMBNAIL_EDGE), 75) if kind == "jpeg" else None
    shot = Shot(taken_at, device, location, orientation, stored.size, live_photo_id, thumbnail)
    if kind == "heic":
        return _heic(stored, exif_block(shot), quality or _HEIC_QUALITY)
    out = BytesIO()
    stored.save(out, "JPEG", quality=quality or _JPEG_QUALITY, exif=exif_block(shot))
    return out.getvalue()


def _heic(stored: Image.Image, exif: bytes, quality: int) -> bytes:
    """Encode as HEIC; the encoder writes the turning boxes from the EXIF orientation."""
    out = BytesIO()
    heif = pillow_heif.from_bytes("RGB", stored.size, stored.tobytes(), exif=exif)
    heif.save(out, quality=quality, enc_params=dict(_FAST), exif=exif, tile_size=_HEIC_TILE)
    return out.getvalue()
