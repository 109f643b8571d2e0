"""Between the plain pixels of the program and Pillow's pictures; for this room only."""

from io import BytesIO

from PIL import Image

from consentdesk.domain.pixels import Box, PixelBuffer

_LANCZOS = Image.Resampling.LANCZOS

_REDUCING_GAP = 1.2
"""Halve by plain averaging first while 1.2 times the wanted size is left; as fast as a draft."""

_ROWS_AT_A_TIME = 256


def buffer_of(image: Image.Image) -> PixelBuffer:
    """Return the pixels of an RGB picture and nothing that clung to it."""
    out = BytesIO()  # gives its bytes away without copying them, unlike ``Image.tobytes``
    out.seek(3 * image.width * image.height - 1)
    out.write(b"\0")  # makes the room at once
    out.seek(0)
    for top in range(0, image.height, _ROWS_AT_A_TIME):
        bottom = min(top + _ROWS_AT_A_TIME, image.height)
        out.write(image.crop((0, top, image.width, bottom)).tobytes())
    return PixelBuffer(image.width, image.height, out.getvalue(), 3 * image.width)


def image_of(pixels: PixelBuffer) -> Image.Image:
    """Return a new picture of these pixels: no metadata, no profile, no comment."""
    size = (pixels.width, pixels.height)
    return Image.frombuffer("RGB", size, pixels.data, "raw", "RGB", pixels.stride, 1)


def part_of(pixels: PixelBuffer, box: Box) -> Image.Image:
    """Return a new picture of a part; only its rows are read, for a photo has many faces."""
    rows = bytes(memoryview(pixels.data)[box.y * pixels.stride : box.bottom * pixels.stride])
    band = image_of(PixelBuffer(pixels.width, box.height, rows, pixels.stride))
    return band.crop((box.x, 0, box.right, box.height))


def jpeg_of(image: Image.Image, quality: int) -> bytes:
    """Return a baseline JPEG of an RGB picture, made from its raw pixels only."""
    out = BytesIO()
    image_of(buffer_of(image)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def share_for(size: tuple[int, int], max_edge: int | None) -> float:
    """Return which share of width and height is enough for ``max_edge``, at most 1."""
    return 1.0 if max_edge is None else min(1.0, max_edge / max(size))


def reduction_for(share: float) -> int:
    """Return by which whole number a picture may be averaged down before it is `fitted`.

    Args:
        share: of width and height that is needed, above 0 and at most 1.
    """
    times = round(1 / share)
    return times if abs(times * share - 1) < 1e-9 else max(1, int(1 / share / _REDUCING_GAP))


def fitted(image: Image.Image, max_edge: int | None) -> Image.Image:
    """Return the picture with its longest side at most ``max_edge``."""
    if max_edge is None or max(image.size) <= max_edge:
        return image
    share = max_edge / max(image.size)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, _LANCZOS, reducing_gap=_REDUCING_GAP)


def corners(box: Box) -> tuple[int, int, int, int]:
    """Return left, upper, right, lower as Pillow wants them."""
    return (box.x, box.y, box.right, box.bottom)
