"""Photos made on the spot, one for each format and trap; nothing here was ever taken."""

import zlib
from datetime import datetime
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from consentdesk.domain.photo import CameraDevice
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.ipad_camera import photograph

IPAD = CameraDevice("Apple", "iPad (9th generation)", "DMPZK0TESTQ1")
TAKEN = datetime(2024, 6, 14, 10, 32, 5)
SCHOOL = (51.50735, -0.12776)

RED, GREEN, BLUE, GREY = (220, 40, 40), (40, 200, 60), (50, 60, 210), (128, 128, 128)


def four_corners(width: int = 240, height: int = 160) -> PixelBuffer:
    """Red, green, blue and grey quarters: any turn or mirror image shows."""
    picture = np.empty((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = RED
    picture[: height // 2, width // 2 :] = GREEN
    picture[height // 2 :, : width // 2] = BLUE
    picture[height // 2 :, width // 2 :] = GREY
    return PixelBuffer(width, height, picture.tobytes(), 3 * width)


def pixel(pixels: PixelBuffer, x: int, y: int) -> tuple[int, int, int]:
    at = y * pixels.stride + 3 * x
    red, green, blue = pixels.data[at : at + 3]
    return (red, green, blue)


def near(found: tuple[int, ...], wanted: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(a - b) <= within for a, b in zip(found, wanted, strict=True))


def stands_upright(pixels: PixelBuffer) -> bool:
    """Whether the four corners of `four_corners` are where they belong."""
    left, right = pixels.width // 4, 3 * pixels.width // 4
    top, bottom = pixels.height // 4, 3 * pixels.height // 4
    return (
        pixels.width > pixels.height
        and near(pixel(pixels, left, top), RED)
        and near(pixel(pixels, right, top), GREEN)
        and near(pixel(pixels, left, bottom), BLUE)
        and near(pixel(pixels, right, bottom), GREY)
    )


def as_image(pixels: PixelBuffer) -> Image.Image:
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def ipad_photo(kind: str = "jpeg", orientation: int = 1, **changes: object) -> bytes:
    settings = {
        "taken_at": TAKEN,
        "device": IPAD,
        "location": SCHOOL,
        "live_photo_id": "7B1C2F4E-TEST-LIVE",
    } | changes
    pixels = settings.pop("pixels", None) or four_corners()
    return photograph(pixels, kind=kind, orientation=orientation, **settings)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header announces any size and whose data is a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + check

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """Put a segment right behind SOI."""
    segment = bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
    return jpeg[:2] + segment + jpeg[2:]


def noisy_pixels(width: int = 400, height: int = 300) -> PixelBuffer:
    """Data all over, so that a cut anywhere takes something away."""
    generator = np.random.default_rng(7)
    picture = generator.integers(0, 255, (height, width, 3), dtype=np.uint8)
    return PixelBuffer(width, height, picture.tobytes(), 3 * width)


@pytest.fixture(scope="session")
def samples() -> SimpleNamespace:
    """Everything above, for tests that cannot import a conftest by name."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if name[0] != "_"})
