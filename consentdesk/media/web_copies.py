"""Smaller and lighter copies of a published picture, for a website that serves several sizes.

They are made from the published pixels and nothing else, so they show no more than what was
signed off: what was covered, cropped or left small stays so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import PhotoError, VerificationFailed
from consentdesk.media.encoding import encoded
from consentdesk.media.open_photo import open_photo
from consentdesk.media.photo_kind import HEAD_BYTES, kind_of
from consentdesk.media.picture import buffer_of, fitted, image_of
from consentdesk.media.verify import check_finished, reveals

EDGES = (800, 400)
"""Longest sides in pixels that are made where the published picture is larger."""

WEBP = ".webp"
_QUALITY = 85
_WEBP_QUALITY = 80
"""About as good to the eye as a JPEG of 85, at two thirds of its size."""

_ONE_PICTURE = b"VP8 "
"""The only part that a WebP of this program has."""

_ALWAYS_NEEDED = 6
"""Last bytes of such a part without which no picture is whole."""


@dataclass(frozen=True, slots=True)
class WebCopy:
    """One file made from a published picture.

    Attributes:
        edge: longest side that was asked for; None is the size that was published.
        suffix: what its name ends with: ``.jpg``, ``.png`` or ``.webp``.
        width, height: pixels.
    """

    content: bytes
    edge: int | None
    suffix: str
    width: int
    height: int


def web_copies(published: bytes) -> tuple[WebCopy, ...]:
    """Make the copies of one published file, each read again and checked.

    Args:
        published: the whole file as it lies in the channel's folder, JPEG or PNG.

    Returns:
        A WebP of the published size, then each smaller size as WebP and in the file's own type.

    Raises:
        PhotoError: the file cannot be opened.
        VerificationFailed: a copy holds anything but its picture.
    """
    whole = image_of(open_photo(published))
    is_png = kind_of(published[:HEAD_BYTES]) == FileType.PNG.value
    copies = tuple(_copies(whole, FileType.PNG if is_png else FileType.JPEG))
    for copy in copies:
        check_web_copy(copy)
    return copies


def check_web_copy(copy: WebCopy) -> None:
    """Make sure that a copy is a whole picture of its size and nothing besides.

    Raises:
        VerificationFailed: it is not.
    """
    size = (copy.width, copy.height)
    if copy.suffix == WEBP:
        _check_webp(copy.content, size)
        return
    file_type = FileType.PNG if copy.suffix == FileType.PNG.suffix else FileType.JPEG
    check_finished(copy.content, expect_size=size, original=None, file_type=file_type)


def small_picture(published: bytes) -> bytes:
    """Return a JPEG of at most the smallest of `EDGES`, for paper.

    Raises:
        PhotoError: the file cannot be opened.
        VerificationFailed: the small picture holds anything but its pixels.
    """
    picture = fitted(image_of(open_photo(published)), EDGES[-1])
    content = encoded(picture, FileType.JPEG, _QUALITY, None)
    check_finished(content, expect_size=picture.size, original=None)
    return content


def _copies(whole: Image.Image, file_type: FileType) -> Iterator[WebCopy]:
    yield WebCopy(_webp(whole), None, WEBP, *whole.size)
    for edge in EDGES:
        if max(whole.size) > edge:
            smaller = fitted(whole, edge)
            content = encoded(smaller, file_type, _QUALITY, None)
            yield WebCopy(content, edge, file_type.suffix, *smaller.size)
            yield WebCopy(_webp(smaller), edge, WEBP, *smaller.size)


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    image_of(buffer_of(picture)).save(out, "WEBP", quality=_WEBP_QUALITY)
    return out.getvalue()


def _check_webp(content: bytes, size: tuple[int, int]) -> None:
    length = int.from_bytes(content[16:20], "little")
    end = 20 + length + (length & 1)
    whole = content[:4] == b"RIFF" and content[8:12] == b"WEBP" and end == len(content)
    if not whole or content[12:16] != _ONE_PICTURE or reveals(content) or _goes_on(content):
        raise _failed()
    try:
        pixels = open_photo(content)
    except PhotoError as fault:
        raise _failed() from fault
    if (pixels.width, pixels.height) != size:
        raise _failed()


def _goes_on(content: bytes) -> bool:
    """Whether bytes stand behind the last pixel: then the picture is whole without its last ones.

    Decoders pass over them in silence. Where there are none, four fewer were always too few.
    """
    size = int.from_bytes(content[16:20], "little") - _ALWAYS_NEEDED
    part = _ONE_PICTURE + size.to_bytes(4, "little") + content[20 : 20 + size]
    part += bytes(size & 1)
    cut = b"RIFF" + (4 + len(part)).to_bytes(4, "little") + b"WEBP" + part
    try:
        open_photo(cut)
    except PhotoError:
        return False
    return True


def _failed() -> VerificationFailed:
    return VerificationFailed(
        "A copy for the web is not the plain picture it should be; it was not used.",
        "Make it again; if this repeats, report it to the technician.",
    )
