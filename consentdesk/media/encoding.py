"""The bytes of a finished picture: a JPEG or PNG made from raw pixels and nothing else."""

from io import BytesIO

from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import ChannelError
from consentdesk.media.picture import buffer_of, image_of

_FULL_COLOUR_EDGE = 1200
"""Up to this size 4:4:4 costs little and keeps small lettering crisp; above it 4:2:0."""

_LOWER_QUALITIES = (78, 70, 60)
"""Tried for a file that is too large. Below 60 faces fall into blocks, and `verify.check_covered`
could no longer tell the noise of a cover from something that shows."""


class FileTooLarge(ChannelError):
    """The account takes no file as large as even the smallest picture makes."""

    code = "file_too_large"


def encoded(
    picture: Image.Image,
    file_type: FileType,
    quality: int,
    most_bytes: int | None,
    *,
    full_colour: bool = False,
) -> bytes:
    """Return an RGB picture as a file: the first that is small enough, else the smallest.

    Args:
        picture: in sRGB; nothing but its pixels is used.
        file_type: PNG has no quality; it is what it is.
        quality: of the JPEG that is tried first, 1 to 95.
        most_bytes: how large the file may be, or None.
        full_colour: 4:4:4 at every size, for a picture with mosaics: their cells then keep to
            blocks of 8 pixels.
    """
    full_colour = full_colour or max(picture.size) <= _FULL_COLOUR_EDGE
    fresh = image_of(buffer_of(picture))
    if file_type is FileType.PNG:
        return _png(fresh)
    content = _jpeg(fresh, quality, full_colour)
    for lower in _LOWER_QUALITIES:
        if most_bytes is None or len(content) <= most_bytes:
            break
        if lower < quality:
            content = _jpeg(fresh, lower, full_colour)
    return content


def too_large(most_bytes: int) -> FileTooLarge:
    """Return the error for a picture that no setting makes small enough."""
    return FileTooLarge(
        f"The photo does not fit into {most_bytes // 1000} kilobytes, the most this account takes.",
        "Allow larger files for the account under Channels, or leave the photo out.",
    )


def _png(fresh: Image.Image) -> bytes:
    out = BytesIO()
    fresh.save(out, "PNG")
    return out.getvalue()


def _jpeg(fresh: Image.Image, quality: int, full_colour: bool) -> bytes:
    colour = "4:4:4" if full_colour else "4:2:0"
    out = BytesIO()
    try:
        fresh.save(out, "JPEG", quality=quality, progressive=True, subsampling=colour)
    except OSError:
        # Pillow's room for a progressive file is too small for a picture that is all detail.
        out = BytesIO()
        fresh.save(out, "JPEG", quality=quality, subsampling=colour)
    return out.getvalue()
