"""Pictures a school may bring in that are not photos of a sports day: drawn heads put oddly."""

import io
import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from consentdesk.demo.head_shelf import take_head

Place = tuple[str, str, int, int, int]
"""Whose head, the view, its height, and where its top left corner goes."""

LAWN = (120, 150, 110)
THREE: tuple[Place, ...] = (
    ("p05", "ahead", 520, 40, 60),
    ("p06", "smiling", 360, 620, 90),
    ("p15", "left", 240, 1000, 300),
)
SMALL = (320, 180)
SMALL_THREE: tuple[Place, ...] = (
    ("p05", "ahead", 130, 10, 15),
    ("p06", "smiling", 90, 155, 22),
    ("p15", "left", 88, 238, 75),
)
"""The same three in a photo a quarter as wide, which is searched in a third of the time."""


def head(key: str, view: str, height: int) -> Image.Image:
    """Return a head of the made-up school with its see-through background."""
    picture = Image.fromarray(take_head(key, view).pixels)
    return picture.resize((round(picture.width * height / picture.height), height))


def face_of(key: str, view: str, height: int) -> tuple[float, float, float, float]:
    """Return left, top, width, height of the face in a head of that height, in pixels."""
    across = head(key, view, height).width
    left, top, wide, high = take_head(key, view).face
    return (left * across, top * height, wide * across, high * height)


def group(
    size: tuple[int, int] = (1280, 720), people: Sequence[Place] = THREE, ground: object = LAWN
) -> Image.Image:
    """Return a lawn with these heads on it."""
    picture = Image.new("RGB", size, ground)  # type: ignore[arg-type]
    for key, view, height, x, y in people:
        one = head(key, view, height)
        picture.paste(one, (x, y), one)
    return picture


def file_of(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "JPEG":
        options = {"quality": 92} | options
    picture.save(out, kind, **options)
    return out.getvalue()


def in_palette(picture: Image.Image) -> Image.Image:
    return picture.convert("P", palette=Image.Palette.ADAPTIVE)


def panorama() -> bytes:
    """100 megapixels, the most the program decodes; four heads of 600 to 900 pixels."""
    people = [
        (key, "ahead", height, x, 2600)
        for key, height, x in (
            ("p03", 1400, 300),
            ("p06", 1200, 4200),
            ("p15", 1000, 8000),
            ("p21", 1400, 12300),
        )
    ]
    return file_of(group((14000, 7142), people), quality=80)


def wall_of_portraits() -> bytes:
    """300 portraits in 15 rows, as on a display board photographed from the front."""
    keys = [f"p{number:02d}" for number in range(1, 25)]
    views = ("portrait_1", "portrait_2", "portrait_3")
    people = [
        (keys[(7 * row + column) % 24], views[(row + column) % 3], 190, x, y)
        for row, y in enumerate(range(6, 3000, 201))
        for column, x in enumerate(range(20, 4000, 201))
    ]
    assert len(people) == 300
    return file_of(group((4032, 3024), people, (206, 200, 186)))


def deep_png(picture: Image.Image) -> bytes:
    """Return a PNG of 16 bits a colour, which Pillow cannot write."""
    deep = np.asarray(picture).astype(">u2") * 257
    rows = b"".join(b"\0" + row.tobytes() for row in deep)
    size = struct.pack(">IIBBBBB", picture.width, picture.height, 16, 2, 0, 0, 0)
    parts = [(b"IHDR", size), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def masked() -> Image.Image:
    """Cover everybody's mouth, chin and tip of the nose."""
    picture = group()
    pen = ImageDraw.Draw(picture)
    for key, view, height, x, y in THREE:
        left, top, wide, high = face_of(key, view, height)
        mask = (x + left, y + top + 0.55 * high, x + left + wide, y + top + 1.02 * high)
        pen.rectangle(mask, fill=(190, 214, 228))
    return picture


def statue() -> Image.Image:
    """Return a head without colour, the eyes as pale as the rest."""
    picture = group(people=THREE[:1], ground=(150, 150, 146)).convert("L")
    return picture.point(lambda grey: 110 + grey // 2).convert("RGB")


def smiley() -> Image.Image:
    """Return two dots and a line in a circle."""
    picture = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((200, 100, 600, 500), fill="gold", outline="black", width=8)
    pen.ellipse((310, 220, 350, 280), fill="black")
    pen.ellipse((450, 220, 490, 280), fill="black")
    pen.arc((290, 240, 510, 420), 20, 160, fill="black", width=10)
    return picture


def doll() -> Image.Image:
    """Return a flat cartoon head with hair, cheeks and a dress."""
    picture = Image.new("RGB", (800, 900), (226, 236, 240))
    pen = ImageDraw.Draw(picture)
    pen.polygon(((400, 480), (180, 890), (620, 890)), fill=(200, 60, 90))
    pen.ellipse((230, 80, 570, 540), fill=(250, 214, 190))
    pen.pieslice((215, 50, 585, 460), 180, 360, fill=(90, 50, 30))
    for x in (320, 480):
        pen.ellipse((x - 34, 270, x + 34, 326), fill="white", outline="black", width=3)
        pen.ellipse((x - 14, 282, x + 14, 314), fill=(40, 90, 150))
        pen.ellipse((x - 50, 360, x + 20, 410), fill=(246, 170, 160))
    pen.line((400, 330, 392, 390), fill=(200, 140, 120), width=5)
    pen.chord((340, 420, 460, 490), 0, 180, fill=(190, 30, 50))
    return picture


def still_of_a_video() -> bytes:
    """Return a still: interlaced, smeared, squeezed hard."""
    rows: NDArray[np.uint8] = np.array(group().filter(ImageFilter.BoxBlur(2)))
    rows[::2] = np.roll(rows[::2], 6, axis=1)
    return file_of(Image.fromarray(rows), quality=35)


def movie(brand: bytes) -> bytes:
    """Return the beginning of a film as a tablet (``qt  ``) or a phone (``mp42``) writes it."""
    kind = b"ftyp" + brand + bytes(4) + brand
    return struct.pack(">I", 4 + len(kind)) + kind + struct.pack(">I", 72) + b"mdat" + bytes(64)
