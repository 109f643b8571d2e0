"""Pictures that somebody made to do harm, each built here from its format's own parts."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.small_workspace import photo_bytes

SIZE = (96, 72)
_BEYOND_32, _BEYOND_64 = 0xFFFFFFFF, 2**63


def hostile_photos() -> dict[str, bytes]:
    """Return the corpus by file name."""
    kinds = (_jpegs(), _pngs(), _gifs(), _tiffs(), _webps(), _boxed(), _other_kinds())
    return {name: data for kind in kinds for name, data in kind}


def small(kind: str, mode: str = "RGB", **options: object) -> bytes:
    """Return a small whole picture of a kind that Pillow writes."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(SIZE).convert(mode).save(out, kind, **options)
    return out.getvalue()


def _cuts(data: bytes, kind: str) -> Iterator[tuple[str, bytes]]:
    for share in (3, 30, 60, 90, 99):
        yield f"cut at {share}.{kind}", data[: len(data) * share // 100]


def _jpegs() -> Iterator[tuple[str, bytes]]:
    whole = photo_bytes(1, size=SIZE)
    plain = small("JPEG")
    yield from _cuts(whole, "jpg")
    at = plain.index(b"\xff\xc0") + 5
    for name, height, width in (
        ("giant", 65_500, 65_500),
        ("taller than it is", 720, 96),
        ("no height", 0, 96),
    ):
        yield f"{name}.jpg", plain[:at] + struct.pack(">HH", height, width) + plain[at + 4 :]
    yield "three thousand passes.jpg", _many_passes(3000)
    loop = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIII", 1, 0x8769, 4, 1, 8, 8)
    crowd = b"MM\0*\0\0\0\x08" + struct.pack(">H", 65_535) + b"\x01\x0f\0\2\xff\xff\xff\xff" * 7_000
    for name, block in (("exif loop", loop), ("exif crowd", crowd)):
        yield f"{name}.jpg", plain[:2] + _segment(0xE1, b"Exif\0\0" + block) + plain[2:]
    yield "wall of notes.jpg", plain[:2] + _segment(0xE2, b"x" * 65_000) * 40 + plain[2:]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../out.exe", "MZ")
    yield "two files in one.jpg", plain + archive.getvalue()


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _many_passes(count: int) -> bytes:
    plain = small("JPEG", progressive=True)
    start = plain.index(b"\xff\xda")
    end = plain.index(b"\xff", start + 2)
    while plain[end + 1] == 0:
        end = plain.index(b"\xff", end + 2)
    return plain[:start] + plain[start:end] * count + plain[start:]


def _pngs() -> Iterator[tuple[str, bytes]]:
    plain = small("PNG")
    yield from _cuts(plain, "png")
    bomb = zlib.compress(bytes(40_000_000), 9)
    for name, chunk in (
        ("text bomb", _chunk(b"zTXt", b"Comment\0\0" + bomb)),
        ("profile bomb", _chunk(b"iCCP", b"profile\0\0" + bomb)),
        ("exif bomb", _chunk(b"eXIf", b"MM\0*\0\0\0\x08" + b"\xff" * 60_000)),
        ("endless frames", _chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
        ("endless chunk", struct.pack(">I", 2**31 - 1) + b"tEXt"),
        ("false checksum", _chunk(b"gAMA", b"\0\0\0\1")[:-1] + b"?"),
    ):
        yield f"{name}.png", plain[:33] + chunk + plain[33:]
    for name, width, height in (
        ("ten thousand megapixels", 100_000, 100_000),
        ("one endless row", 2**31 - 1, 1),
        ("nothing", 0, 0),
        ("sixty megapixels of nothing", 8_000, 8_000),
    ):
        head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        pixels = _chunk(b"IDAT", zlib.compress(bytes(100)))
        yield f"{name}.png", plain[:8] + head + pixels + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def _gifs() -> Iterator[tuple[str, bytes]]:
    plain = small("GIF", "P")
    yield from _cuts(plain, "gif")
    yield "giant.gif", plain[:6] + b"\xff\xff\xff\xff" + plain[10:]
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    yield "two thousand frames.gif", plain[:-1] + frame * 2000 + b";"
    yield "frame beyond the picture.gif", plain[:-1] + frame[:5] + b"\xff\xff\xff\xff" + frame[9:]
    yield "no end.gif", plain[:-1] + frame[:10]


def _tiffs() -> Iterator[tuple[str, bytes]]:
    plain = small("TIFF")
    yield from _cuts(plain, "tif")
    yield from _cuts(small("TIFF", compression="tiff_lzw"), "lzw.tif")
    first = int.from_bytes(plain[4:8], "little")
    after = first + 2 + 12 * int.from_bytes(plain[first : first + 2], "little")
    yield "page after itself.tif", plain[:after] + plain[4:8] + plain[after + 4 :]
    yield (
        "page at the end of the world.tif",
        plain[:after] + b"\xf0\xff\xff\xff" + plain[after + 4 :],
    )
    yield "crowd.tif", plain[:first] + b"\xff\xff" + plain[first + 2 :]
    for name, tag, value in (
        ("giant", 256, 1_000_000),
        ("endless strips", 278, 0),
        ("strip beyond the file", 273, _BEYOND_32 - 8),
        ("strip without an end", 279, _BEYOND_32),
        ("a thousand colours", 277, 1_000),
        ("unknown packing", 259, 34_712),
    ):
        yield f"{name}.tif", _with_tag(plain, first, tag, value)
    yield "far away.tif", b"II+\0\x08\0\0\0" + struct.pack("<Q", _BEYOND_64) + plain[8:]


def _with_tag(tiff: bytes, directory: int, tag: int, value: int) -> bytes:
    data = bytearray(tiff)
    for at in range(directory + 2, len(data) - 12, 12):
        if int.from_bytes(data[at : at + 2], "little") == tag:
            data[at + 2 : at + 12] = struct.pack("<HII", 4, 1, value)
            break
    return bytes(data)


def _webps() -> Iterator[tuple[str, bytes]]:
    plain = small("WEBP")
    yield from _cuts(plain, "webp")
    wide = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff" * 6
    yield "giant.webp", b"RIFF" + struct.pack("<I", len(plain) + 10) + b"WEBP" + wide + plain[12:]
    yield "longer than it is.webp", plain[:4] + b"\xff\xff\xff\x7f" + plain[8:]
    yield "part without an end.webp", plain[:16] + b"\xff\xff\xff\xff" + plain[20:]


def _boxed() -> Iterator[tuple[str, bytes]]:
    for kind, plain in (("heic", photo_bytes(2, kind="heic", size=SIZE)), ("avif", small("AVIF"))):
        yield from _cuts(plain, kind)
        yield f"only a name.{kind}", plain[: int.from_bytes(plain[:4], "big")]
        for box in (b"meta", b"mdat", b"iloc", b"iinf", b"ipco"):
            at = plain.find(box) - 4
            if at < 0:
                continue
            word = box.decode()
            for name, size in (("nothing", 0), ("eight", 8), ("four gigabytes", _BEYOND_32)):
                changed = plain[:at] + struct.pack(">I", size) + plain[at + 4 :]
                yield f"{word} says {name}.{kind}", changed
            far = struct.pack(">I4sQ", 1, box, _BEYOND_64)
            yield f"{word} without an end.{kind}", plain[:at] + far + plain[at + 8 :]
        at = plain.index(b"ispe") + 8
        for name, edge in (("giant", 2**31 - 1), ("large", 30_000), ("nothing", 0)):
            changed = plain[:at] + struct.pack(">II", edge, edge) + plain[at + 8 :]
            yield f"{name} by its box.{kind}", changed


def _other_kinds() -> Iterator[tuple[str, bytes]]:
    yield "bitmap.jpg", small("BMP")
    yield "icon.png", small("ICO")
    yield "fax.jpg", small("PCX")
    yield "page.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file\n"
    yield (
        "drawing.jpg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
    )
    yield "program.jpg", b"MZ" + bytes(200)
    yield "zeros.heic", bytes(5_000)
    yield "nothing.jpg", b""
    yield "one byte.jpg", b"\xff"
    yield "first three bytes.jpg", b"\xff\xd8\xff"
