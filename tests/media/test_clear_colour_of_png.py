"""The one colour that a PNG calls transparent is white in the copy, at every depth."""

import struct
import zlib

import pytest

from consentdesk.media.open_photo import open_photo

WHITE = (255, 255, 255)
GREY, COLOUR = 0, 2


def chunk(name, body):
    check = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + check


def png(depth, colours, row, clear):
    """Eight by four pixels, all rows alike."""
    head = struct.pack(">IIBBBBB", 8, 4, depth, colours, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"tRNS", struct.pack(f">{len(clear)}H", *clear))
    body += chunk(b"IDAT", zlib.compress((b"\0" + row) * 4)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("depth", "row", "clear", "right"),
    [
        (1, b"\xf0", 1, 0),
        (2, b"\x55\xaa", 1, 170),
        (4, b"\x33\x33\x77\x77", 3, 119),
        (8, b"\x33" * 4 + b"\x77" * 4, 0x33, 0x77),
        (16, b"\x33\x01" * 4 + b"\x77\x01" * 4, 0x3301, 0x77),
    ],
)
def test_grey(samples, depth, row, clear, right):
    pixels = open_photo(png(depth, GREY, row, (clear,)))
    assert samples.pixel(pixels, 1, 1) == WHITE
    assert samples.near(samples.pixel(pixels, 6, 1), (right,) * 3, 1)


def test_sixteen_bits_that_differ_only_a_little_are_two_greys(samples):
    pixels = open_photo(png(16, GREY, b"\x80\x00" * 4 + b"\x80\x01" * 4, (0x8000,)))
    assert samples.pixel(pixels, 1, 1) == WHITE
    assert samples.near(samples.pixel(pixels, 6, 1), (128, 128, 128), 1)


@pytest.mark.parametrize(
    ("depth", "left", "right", "clear"),
    [
        (8, b"\x12\x56\x9a", b"\x80\x10\x20", (0x12, 0x56, 0x9A)),
        (16, b"\x12\x34\x56\x78\x9a\xbc", b"\x80\0\x10\0\x20\0", (0x1234, 0x5678, 0x9ABC)),
    ],
)
def test_colour(samples, depth, left, right, clear):
    pixels = open_photo(png(depth, COLOUR, left * 4 + right * 4, clear))
    assert samples.pixel(pixels, 1, 1) == WHITE
    assert samples.pixel(pixels, 6, 1) == (0x80, 0x10, 0x20)
