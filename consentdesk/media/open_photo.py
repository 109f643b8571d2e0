"""The one door for pixels: whatever the program shows, checks or publishes came through here."""

from PIL import Image

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.colour import to_srgb
from consentdesk.media.decoder import OpenedPhoto, decoded, open_photo_file, profile_of
from consentdesk.media.photo_header import PhotoHeader, header_of
from consentdesk.media.picture import buffer_of, fitted, share_for

__all__ = ["PhotoHeader", "open_photo", "read_header"]


def read_header(data: bytes) -> PhotoHeader:
    """Tell what kind of photo the bytes are, how large, from when and from which device.

    The kind is told by content, never by a name. No pixel is decoded.

    Raises:
        EmptyFile: no bytes.
        NotAPhoto: no picture the program reads; the sentence says what it is.
        PhotoTooLarge: more than `refusals.MAX_PIXELS` by its header.
        DamagedPhoto: cut short or damaged.
    """
    return header_of(open_photo_file(data))


def open_photo(data: bytes, *, max_edge: int | None = None) -> PixelBuffer:
    """Decode the primary picture: upright, in sRGB, alpha laid on white.

    Args:
        data: the whole file.
        max_edge: longest side of the result in pixels; smaller photos keep their size.
            A JPEG is then decoded at a fraction where that suffices.

    Raises:
        EmptyFile, NotAPhoto, PhotoTooLarge: as `read_header`.
        DamagedPhoto: not every pixel is there; half a photo is never returned.
    """
    photo = open_photo_file(data)
    return buffer_of(srgb_picture(photo, max_edge))


def srgb_picture(photo: OpenedPhoto, max_edge: int | None) -> Image.Image:
    """Decode an opened photo for this room; see `open_photo`."""
    image = decoded(photo, share_for(photo.upright_size, max_edge))
    return to_srgb(fitted(image, max_edge), profile_of(photo))
