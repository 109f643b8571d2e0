"""Which refusal is true for a file that a decoder does not take: too large, not read or damaged.

"Cut short or damaged" sends people back to the iPad. A whole file in a form that no decoder here
reads, or one too large for it, must not do that.
"""

import re
import struct
from io import BytesIO

from PIL import TiffImagePlugin
from pillow_heif import HeifFile

from consentdesk.domain.errors import DamagedPhoto, NotAPhoto, PhotoError, PhotoTooLarge
from consentdesk.media.jpeg_parts import FRAME_MARKERS, jpeg_parts

MAX_PIXELS = 100_000_000
"""More than any school camera takes; 100 megapixels are 300 MB once decoded."""

_ANNOUNCED = re.compile(rb"ispe\0\0\0\0(....)(....)", re.DOTALL)
_READ_COMPONENTS = (1, 3, 4)
_NO_DECODER = re.compile(r"unsupported|not been built in|unknown pixel mode|unknown raw mode", re.I)
"""What libheif, libavif and Pillow say of a whole file in a form they do not know."""

_LIST_OF_PICTURES, _HEVC_PICTURE = b"infe", b"hvc1"
_BIG_ENDIAN_BIG_TIFF = b"MM\0+"
_WEBP_IN_TIFF = 50001
_WRONG_IN_PLANES = ("LA", "La", "LAB")
_BROKEN_TABLE = (
    StopIteration,
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    struct.error,
)
_READ_TURNS: tuple[list[str], ...] = ([], ["irot"], ["imir"], ["irot", "imir"])
_COMPRESSION, _PLACES, _SIZES = 259, (273, 324), (279, 325)


def refusal(kind: str, data: bytes, fault: Exception) -> PhotoError:
    """Return the error for a file that could not be opened.

    Args:
        kind: as `photo_kind.kind_of` tells it.
        data: the whole file.
        fault: what the decoder raised.
    """
    if kind in ("heic", "avif"):
        pixels = max((_pixels(match) for match in _ANNOUNCED.finditer(data)), default=0)
        if pixels > MAX_PIXELS:
            return too_large(pixels)
    is_odd = {"jpeg": _is_unread_jpeg, "tiff": _is_whole_tiff, "heic": _is_without_hevc}.get(kind)
    if is_odd is not None and is_odd(data):
        return not_read(kind)
    return refusal_at_loading(kind, fault)


def refusal_at_loading(kind: str, fault: Exception) -> PhotoError:
    """Return the error for a picture that was opened and whose pixels do not come."""
    return not_read(kind) if _NO_DECODER.search(str(fault)) else damaged()


def damaged() -> DamagedPhoto:
    """Return the error for a picture that is not whole."""
    return DamagedPhoto(
        "The photo is cut short or damaged.", "Copy it from the iPad again, or leave it out."
    )


def not_read(kind: str) -> NotAPhoto:
    """Return the error for a picture in a form that no decoder here reads."""
    return NotAPhoto(
        f"The photo is stored in a form of {kind.upper()} that is not read.",
        "Open it in another program and save it as JPEG first.",
    )


def too_large(pixels: int) -> PhotoTooLarge:
    """Return the error for a picture with more than `MAX_PIXELS`."""
    return PhotoTooLarge(
        f"The photo says it has {pixels // 1_000_000} megapixels;"
        f" the program reads up to {MAX_PIXELS // 1_000_000}.",
        "Save it smaller with another program, or leave it out.",
    )


def refuse_unread_tiff(tags: TiffImagePlugin.ImageFileDirectory_v2, mode: str) -> None:
    """Refuse what Pillow opens and then decodes wrongly or not at all.

    Raises:
        NotAPhoto: WebP inside a TIFF; in planes grey with alpha, which comes out empty, and
            CIELAB, which comes out in other colours.
    """
    in_planes = tags.get(TiffImagePlugin.PLANAR_CONFIGURATION) == 2
    if tags.get(_COMPRESSION) == _WEBP_IN_TIFF or (in_planes and mode in _WRONG_IN_PLANES):
        raise not_read("tiff")


def refuse_unread_avif(data: bytes) -> None:
    """Refuse an AVIF of which Pillow would show more than is meant, or that would lie wrongly.

    It cuts nothing off (box clap), and takes turning to come before mirroring, as the format
    wants it.

    Raises:
        NotAPhoto: such boxes, or others in another order.
    """
    try:
        file = HeifFile(BytesIO(data))  # type: ignore[no-untyped-call]  # pillow_heif has no types
        boxes = [name for name, *_ in file[file.primary_index]._c_image.transformations]
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, LookupError):
        return  # whether the picture is whole, its own decoder tells
    if boxes not in _READ_TURNS:
        raise not_read("avif")


def _pixels(announced: "re.Match[bytes]") -> int:
    return int.from_bytes(announced[1], "big") * int.from_bytes(announced[2], "big")


def _is_unread_jpeg(data: bytes) -> bool:
    """Whether a JPEG says that it has other than 8 bits, or odd components."""
    frame = next((part for part in jpeg_parts(data) if part.marker in FRAME_MARKERS), None)
    if frame is None or len(frame.body) < 6:
        return False
    return frame.body[0] != 8 or frame.body[5] not in _READ_COMPONENTS


def _is_without_hevc(data: bytes) -> bool:
    """Whether a HEIC lists its pictures and none is in the one code that is read."""
    return _LIST_OF_PICTURES in data and _HEVC_PICTURE not in data


def _is_whole_tiff(data: bytes) -> bool:
    """Whether all that a TIFF announces for its first page lies inside the file."""
    if data.startswith(_BIG_ENDIAN_BIG_TIFF):
        return True
    try:
        head = data[:16] if data[2:4] in (b"+\0", b"\0+") else data[:8]
        tags = TiffImagePlugin.ImageFileDirectory_v2(head)
        file = BytesIO(data)
        file.seek(tags.next)
        tags.load(file)
        places = next(tags[tag] for tag in _PLACES if tag in tags)
        sizes = next(tags[tag] for tag in _SIZES if tag in tags)
        parts = list(zip(places, sizes, strict=True))
    except _BROKEN_TABLE:
        return False
    return bool(parts) and all(at > 0 and at + size <= len(data) for at, size in parts)
