"""Bytes of a photo file to an upright Pillow picture; for this room only.

Everything that Pillow keeps process-wide is set at each opening, because importing
``face_recognition`` in the same process changes it behind our back.
"""

import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile

from consentdesk.domain.errors import EmptyFile, NotAPhoto
from consentdesk.media.colour import flattened
from consentdesk.media.gif_parts import gif_size
from consentdesk.media.heic_rows import shrunk_heic
from consentdesk.media.jpeg_parts import EOI, SOS, jpeg_parts
from consentdesk.media.photo_kind import HEAD_BYTES, describe, is_video, kind_of
from consentdesk.media.picture import reduction_for
from consentdesk.media.refusals import (
    MAX_PIXELS,
    damaged,
    refusal,
    refusal_at_loading,
    refuse_unread_avif,
    refuse_unread_tiff,
    too_large,
)
from consentdesk.media.stated_colours import stated_profile
from consentdesk.media.webp_header import webp_size

_MOST_TEXT = 16_000_000
"""Bytes that one text or profile of a PNG unpacks to. Picture editors write a history of several
megabytes; at Pillow's own limit of one the photo would count as damaged."""

DECODER_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
)
"""What Pillow and libheif raise on bytes that are not what their header says."""

_MOST_SCANS = 100
"""Encoders write some ten passes over a picture, and each costs the time of all its pixels."""

_PLUGINS: dict[str, Callable[[BytesIO], ImageFile.ImageFile]] = {
    "jpeg": JpegImagePlugin.JpegImageFile,
    "heic": HeifImageFile,
    "png": PngImagePlugin.PngImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
    "tiff": TiffImagePlugin.TiffImageFile,
    "gif": GifImagePlugin.GifImageFile,
    "avif": AvifImagePlugin.AvifImageFile,
}

_ANNOUNCED_SIZE: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "gif": gif_size,
    "webp": webp_size,
}
"""For the decoders that reserve pixels when they are opened; the others wait until they load."""

_PICTURE_BOXES = {b"ftyp", b"meta", b"mdat", b"idat", b"moov"}
_NEW_SUBFILE_TYPE, _DNG_VERSION = 254, 50706
_PHOTOMETRIC, _ORIENTATION = 262, 274
_DEPTH_OF_PNG = 24
"""Offset of the bits for each colour."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class OpenedPhoto:
    """A photo whose header was read and whose pixels wait.

    Attributes:
        kind: one of `photo_kind.PICTURE_KINDS`.
        image: Pillow's picture, at its first frame or primary image, not yet decoded.
        heif_turn: for HEIC the EXIF orientation still to be applied, else 1.
        profile: of its colours, embedded or made of the numbers it states; None is sRGB.
    """

    kind: str
    image: ImageFile.ImageFile
    heif_turn: int
    profile: bytes | None

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height once the picture is turned upright."""
        width, height = self.image.size
        return (height, width) if self._stands_on_its_side() else (width, height)

    def _stands_on_its_side(self) -> bool:
        if self.kind == "heic":
            return self.heif_turn >= 5
        if self.kind == "tiff" and _ORIENTATION in getattr(self.image, "tag_v2", ()):
            return False  # Pillow gives the size of such a TIFF upright
        return orientation_of(self.image) >= 5


def open_photo_file(data: bytes) -> OpenedPhoto:
    """Read the header only.

    Raises:
        EmptyFile, NotAPhoto, PhotoTooLarge, DamagedPhoto: as their names say.
    """
    kind = _kind_or_refuse(data)
    _set_pillow_switches()
    if kind in _ANNOUNCED_SIZE:
        _refuse_giant(*_ANNOUNCED_SIZE[kind](data))
    try:
        image = _PLUGINS[kind](BytesIO(data))
    except DECODER_FAULTS as fault:
        raise refusal(kind, data, fault) from fault
    _refuse_giant(*image.size)
    if kind == "tiff":
        _refuse_raw(image)
        refuse_unread_tiff(image.tag_v2, image.mode)  # type: ignore[attr-defined]  # of a TIFF
    if kind == "avif":
        refuse_unread_avif(data)
    if kind == "png":
        _scale_clear_colour(image, depth=data[_DEPTH_OF_PNG])
    _refuse_cut(kind, data)
    embedded = image.info.get("icc_profile")
    has_profile = isinstance(embedded, bytes) and embedded
    profile = embedded if has_profile else stated_profile(kind, data, image.info)
    return OpenedPhoto(kind, image, _heif_turn(image) if kind == "heic" else 1, profile)


def decoded(photo: OpenedPhoto, share: float = 1.0) -> Image.Image:
    """Return the pixels, upright and `colour.flattened`, still in the colours of the file.

    Args:
        photo: from `open_photo_file`; each can be decoded once, and gives its pixels away.
        share: of width and height that is needed, above 0 and at most 1. A JPEG or HEIC is then
            made smaller while it is decoded, never below ``share``.

    Raises:
        NotAPhoto: stored in a form that is not read.
        DamagedPhoto: not every pixel is there.
    """
    try:
        image = _loaded(photo, share)
        turn = photo.heif_turn if photo.kind == "heic" else orientation_of(photo.image)
        upright = flattened(_turned(image, turn))
        if photo.kind == "tiff" and _is_negative(photo.image):
            upright = ImageOps.invert(upright)
    except DECODER_FAULTS as fault:
        raise refusal_at_loading(photo.kind, fault) from fault
    if upright is not photo.image:
        photo.image.close()  # else its pixels stay as long as the caller knows the photo
    return upright


def _loaded(photo: OpenedPhoto, share: float) -> Image.Image:
    image = photo.image
    if isinstance(image, HeifImageFile):
        times = reduction_for(share)
        small = shrunk_heic(image, times) if times > 1 else None
        if small is None:
            image.load()  # type: ignore[no-untyped-call]  # pillow_heif has no types
        image._heif_file = None  # it holds the decoder's own pixels
        return small or image
    if photo.kind == "jpeg" and share < 1.0:
        image.draft(None, (ceil(image.width * share), ceil(image.height * share)))
    frame = image.tile[0].extents if photo.kind == "gif" and image.tile else None
    if frame is not None:
        return _on_its_canvas(image, frame)
    image.load()
    return image


def _on_its_canvas(image: ImageFile.ImageFile, frame: tuple[int, int, int, int]) -> Image.Image:
    """Return a GIF with nothing, which is white, around a first frame that is smaller.

    Pillow fills it with a colour that no browser shows.
    """
    image.load()
    if frame == (0, 0, *image.size):
        return image
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(flattened(image.crop(frame)), frame[:2])
    return canvas


def profile_of(photo: OpenedPhoto) -> bytes | None:
    """Return the colour profile, embedded or made of stated numbers, if there is one."""
    return photo.profile


def frame_count(photo: OpenedPhoto) -> int:
    """Return how many pictures or pages the file holds.

    Raises:
        DamagedPhoto: the list of pictures is broken; Pillow may have lost the first one.
    """
    try:
        return int(getattr(photo.image, "n_frames", 1))
    except DECODER_FAULTS as fault:
        raise damaged() from fault


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation (from EXIF, a PNG text chunk or XMP), 1 to 8."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except DECODER_FAULTS:
        return 1
    return value if value in _TURNS else 1


def _is_negative(image: Image.Image) -> bool:
    """Whether white is 0 in a TIFF of 16 or 32 bits; Pillow turns the others over itself."""
    tags = image.tag_v2  # type: ignore[attr-defined]  # of a TIFF
    return tags.get(_PHOTOMETRIC) == 0 and (image.mode[0] == "I" or image.mode == "F")


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _kind_or_refuse(data: bytes) -> str:
    if not data:
        raise EmptyFile("The file is empty.", "Copy it from the iPad again, or leave it out.")
    head = data[:HEAD_BYTES]
    kind = kind_of(head)
    if kind is None:
        step = "Videos are not checked; watch it before you publish it elsewhere."
        raise NotAPhoto(
            f"The file is not a photo but {describe(head)}.",
            step if is_video(head) else "Leave it out, or save it as JPEG first.",
        )
    return kind


def _set_pillow_switches() -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    PngImagePlugin.MAX_TEXT_CHUNK = _MOST_TEXT
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and it is an error, not a warning
    warnings.filterwarnings("ignore", module=r"PIL\.")  # remarks on metadata we drop anyway


def _refuse_giant(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise too_large(width * height)


def _scale_clear_colour(image: Image.Image, depth: int) -> None:
    """Put the one colour that is transparent in a PNG in the numbers its pixels will have.

    Pillow brings every depth but grey of 16 bits to 8, and leaves this colour as it stood.
    """
    clear = image.info.get("transparency")
    if isinstance(clear, int) and image.mode == "L" and depth < 8:
        image.info["transparency"] = clear * 255 // ((1 << depth) - 1)
    elif isinstance(clear, tuple) and depth == 16:
        image.info["transparency"] = tuple(value >> 8 for value in clear)


def _refuse_raw(image: Image.Image) -> None:
    """Refuse camera raw files: what Pillow would open in them is a small preview."""
    tags = image.getexif()
    if _DNG_VERSION in tags or tags.get(_NEW_SUBFILE_TYPE, 0) == 1:
        raise NotAPhoto(
            "The file is not a photo but a raw camera file, which is not read.",
            "Export it as JPEG or HEIC first.",
        )


def _refuse_cut(kind: str, data: bytes) -> None:
    """Refuse files whose end is missing where the decoder alone might not notice."""
    if kind == "jpeg" and not _scans_complete(data):
        raise damaged()
    if kind in ("heic", "avif") and not _boxes_complete(data):
        raise damaged()


def _scans_complete(data: bytes) -> bool:
    """Whether a JPEG reaches its end, after so many passes as a picture can need."""
    markers = [part.marker for part in jpeg_parts(data)]
    return EOI in markers and markers.count(SOS) <= _MOST_SCANS


def _boxes_complete(data: bytes) -> bool:
    """Whether the boxes of a HEIF file that matter to the picture lie inside the file."""
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            return True
        if size < 8 or at + size > len(data):
            return name not in _PICTURE_BOXES  # else it is what a phone hung behind the photo
        at += size
    return True


def _heif_turn(image: ImageFile.ImageFile) -> int:
    """Return the EXIF orientation of a HEIC, but only if the file has no turning boxes.

    The decoder turns by the boxes irot and imir and EXIF repeats them; some edited iPhone
    photos have EXIF alone.
    """
    primary = image._heif_file[image.tell()]  # type: ignore[attr-defined]  # no public way
    boxes = {name for name, *_ in primary._c_image.transformations}
    turn = image.info.get("original_orientation")
    return turn if turn in _TURNS and not boxes & {"irot", "imir"} else 1
