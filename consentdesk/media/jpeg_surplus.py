"""Bytes that stand in the code of a JPEG behind the last pixel that a pass over it tells.

Decoders skip them in silence, and anything may stand there. Only who decodes a pass knows where it
ends, so the decoder is fed byte by byte at the end of each: as long as it needs them, bytes pile up
until it has enough for its next step; once it needs none it takes each at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFile

from consentdesk.media.finding import Finding
from consentdesk.media.jpeg_parts import SOS, JpegPart, jpeg_parts

_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_MOST_RESTARTS = 20_000
"""Of a pass. Cameras write one to each row of blocks; more would take seconds to stop at."""

SURPLUS = Finding("segment", "scan", "bytes hidden behind the picture")

_FED_ALONE = 10
"""Last bytes of a pass that are fed one by one. The decoder takes five to eight together."""

_TAKEN_AT_ONCE = 3
"""So many in a row are never taken singly while they are needed: two were not, in any picture."""


@dataclass(frozen=True, slots=True)
class ReadJpeg:
    """What came of decoding a JPEG.

    Attributes:
        pixels: in the colours of the file, as it is stored; None when they did not all come.
        goes_on: whether a pass goes on behind its picture, by some eight bytes or more.
    """

    pixels: Image.Image | None
    goes_on: bool


def surplus_findings(data: bytes, image: ImageFile.ImageFile) -> Iterator[Finding]:
    """Yield a finding where a pass goes on behind its picture.

    Args:
        data: a whole JPEG.
        image: the same, opened and not loaded; it cannot be loaded any more.
    """
    image.draft(None, (1, 1))  # an eighth of its size: the pixels are not looked at
    if read_to_its_end(data, image).goes_on:
        yield SURPLUS


def read_to_its_end(data: bytes, image: ImageFile.ImageFile) -> ReadJpeg:
    """Decode a JPEG as `surplus_findings` does, and keep what it shows."""
    feeder, at, goes_on = _Feeder(image), 0, False
    for part in jpeg_parts(data):
        if part.marker != SOS:
            continue
        for end in _ends(data, part):
            first = max(end - _FED_ALONE, at)
            feeder.feed(data[at:first])
            waiting = [feeder.feed(data[byte : byte + 1]) for byte in range(first, end)]
            at = end
            if feeder.has_failed:
                return ReadJpeg(None, goes_on)
            goes_on = goes_on or not any(waiting[-_TAKEN_AT_ONCE:])
    feeder.feed(data[at:])
    is_whole = feeder.is_done and not feeder.has_failed
    return ReadJpeg(feeder.pixels if is_whole else None, goes_on)


def _ends(data: bytes, part: JpegPart) -> list[int]:
    """Return where the code of a pass ends, and of each stretch of it up to a restart."""
    head = part.start + 4 + len(part.body)
    marks = [match.start() for match in _RESTART.finditer(data, head, part.end)]
    return [*marks, part.end] if len(marks) <= _MOST_RESTARTS else [part.end]


class _Feeder:
    """Pillow's decoder, which takes a file in pieces as they come."""

    def __init__(self, image: ImageFile.ImageFile) -> None:
        name, _, _, args = image.tile[0]
        extra = getattr(image, "decoderconfig", ())
        self._decoder = Image._getdecoder(image.mode, name, args, extra)
        self.pixels = Image.new(image.mode, image.size)
        self._decoder.setimage(self.pixels.im, (0, 0, *image.size))
        self._waiting, self.is_done = b"", False
        self.has_failed = False

    def feed(self, more: bytes) -> int:
        """Hand over more of the file; return how many bytes wait for the next ones."""
        if self.is_done:
            return 0
        self._waiting += more
        taken, fault = self._decoder.decode(self._waiting)
        self.is_done, self.has_failed = taken < 0, fault != 0
        self._waiting = self._waiting[max(0, taken) :] if not self.is_done else b""
        return len(self._waiting)
