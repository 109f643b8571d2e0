"""A PDF of published pictures for a printer: their bytes as they were published, and nothing said.

It is written piece by piece, because a school's photos at printing size do not fit into memory;
that is also why it is not drawn as the other papers are. There is no title, day, person or file
name in it: of the maker only the program's name.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import DamagedPhoto, VerificationFailed
from consentdesk.media.jpeg_parts import FRAME_MARKERS, jpeg_parts
from consentdesk.media.photo_kind import HEAD_BYTES, kind_of
from consentdesk.media.png_findings import own_png_findings
from consentdesk.media.print_layout import INCH, PrintSheet, Standing

_POINTS = 72 / INCH
"""Of a PDF, in one millimetre."""

_CATALOG, _PAGES, _INFO = 1, 2, 3
_HAIRLINE = 0.25
_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB"}


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A published picture as it is put into the file.

    Attributes:
        stream: the JPEG byte for byte; of a PNG the packed pixels byte for byte.
        words: how a reader unpacks it.
    """

    width: int
    height: int
    stream: bytes
    words: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height


def picture_for_print(published: bytes) -> PrintPicture:
    """Return a published file as it goes into the PDF.

    Raises:
        DamagedPhoto: it is no JPEG or PNG as the program publishes them.
    """
    if kind_of(published[:HEAD_BYTES]) == FileType.PNG.value:
        return _png(published)
    frame = next((p.body for p in jpeg_parts(published) if p.marker in FRAME_MARKERS), b"")
    colours = _COLOURS.get(frame[5] if len(frame) > 5 else 0)
    if colours is None:
        raise _not_ours()
    height, width = (int.from_bytes(frame[at : at + 2], "big") for at in (1, 3))
    return PrintPicture(width, height, published, f"/ColorSpace {colours} /Filter /DCTDecode")


class PrintFile:
    """Writes sheet after sheet.

    Args:
        file: open for writing, empty.
        program: name and version; all that is told of the maker.
    """

    def __init__(self, file: BinaryIO, program: str) -> None:
        self._file = file
        self._program = program
        self._at = 0
        self._places: dict[int, int] = {}
        self._last = _INFO
        self._sheets: list[int] = []
        self.held: list[HeldPicture] = []
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add_sheet(self, sheet: PrintSheet, pictures: Sequence[PrintPicture]) -> None:
        """Write a sheet with a picture in each of its places."""
        numbers = [self._picture(picture) for picture in pictures]
        drawn = "\n".join((*_marks(sheet), *map(_drawn, range(len(pictures)), sheet.places)))
        content = self._stream("", drawn.encode())
        named = " ".join(f"/P{place} {number} 0 R" for place, number in enumerate(numbers))
        size = f"{sheet.width * _POINTS:.3f} {sheet.height * _POINTS:.3f}"
        self._sheets.append(
            self._object(
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {size}] "
                f"/Resources << /XObject << {named} >> >> /Contents {content} 0 R >>"
            )
        )

    def end(self) -> None:
        """Write what a reader begins with."""
        kids = " ".join(f"{number} 0 R" for number in self._sheets)
        # A printer that shrinks the sheet would make pictures smaller than was asked for.
        whole = "/ViewerPreferences << /PrintScaling /None >>"
        self._object(f"<< /Type /Catalog /Pages {_PAGES} 0 R {whole} >>", _CATALOG)
        self._object(f"<< /Type /Pages /Kids [{kids}] /Count {len(self._sheets)} >>", _PAGES)
        self._object(f"<< /Producer ({self._program}) >>", _INFO)
        begin, count = self._at, self._last + 1
        lines = (f"{self._places[number]:010} 00000 n \n" for number in range(1, count))
        self._write(f"xref\n0 {count}\n0000000000 65535 f \n{''.join(lines)}".encode())
        told = f"<< /Size {count} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>"
        self._write(f"trailer\n{told}\nstartxref\n{begin}\n%%EOF\n".encode())

    def _picture(self, picture: PrintPicture) -> int:
        words = (
            f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
            f"/BitsPerComponent 8 {picture.words}"
        )
        number = self._stream(words, picture.stream)
        end = self._at - len(_END_OF_STREAM)
        length = len(picture.stream)
        sha256 = hashlib.sha256(picture.stream).hexdigest()
        self.held.append(HeldPicture(end - length, length, sha256))
        return number

    def _stream(self, words: str, content: bytes) -> int:
        number = self._begin()
        self._write(f"<< {words} /Length {len(content)} >>\nstream\n".encode())
        self._write(content)
        self._write(_END_OF_STREAM)
        return number

    def _object(self, words: str, number: int = 0) -> int:
        number = self._begin(number)
        self._write(f"{words}\nendobj\n".encode())
        return number

    def _begin(self, number: int = 0) -> int:
        if not number:
            self._last += 1
            number = self._last
        self._places[number] = self._at
        self._write(f"{number} 0 obj\n".encode())
        return number

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._at += len(content)


_END_OF_STREAM = b"\nendstream\nendobj\n"


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """Where a picture lies in the file: offset and length in bytes, and its SHA-256, hex."""

    at: int
    length: int
    sha256: str


def check_print_file(file: BinaryIO, held: Iterable[HeldPicture]) -> None:
    """Read the finished file again and find each picture in it as it was published.

    Raises:
        VerificationFailed: the disk did not keep one.
    """
    for picture in held:
        file.seek(picture.at)
        if hashlib.sha256(file.read(picture.length)).hexdigest() != picture.sha256:
            raise VerificationFailed(
                "The sheets were not kept as they were written.", "Save them in another folder."
            )


def _png(published: bytes) -> PrintPicture:
    if any(own_png_findings(published)):
        raise _not_ours()
    width, height = (int.from_bytes(published[at : at + 4], "big") for at in (16, 20))
    rows = f"/Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns {width}"
    words = f"/ColorSpace /DeviceRGB /Filter /FlateDecode /DecodeParms << {rows} >>"
    return PrintPicture(width, height, b"".join(_packed(published)), words)


def _packed(png: bytes) -> Iterable[bytes]:
    """Give the bodies of the picture's chunks; what they are was looked at before."""
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12


def _drawn(number: int, place: Standing) -> str:
    left, bottom, width, height = (
        length * _POINTS for length in (place.left, place.bottom, place.width, place.height)
    )
    if place.turned:  # its lower left corner comes to the lower right, its head to the left
        matrix = (0.0, height, -width, 0.0, left + width, bottom)
    else:
        matrix = (width, 0.0, 0.0, height, left, bottom)
    return f"q {' '.join(f'{value:.3f}' for value in matrix)} cm /P{number} Do Q"


def _marks(sheet: PrintSheet) -> Iterable[str]:
    if sheet.marks:
        yield f"{_HAIRLINE} w 0 G"
    for line in sheet.marks:
        x, y, to_x, to_y = (f"{length * _POINTS:.3f}" for length in line)
        yield f"{x} {y} m {to_x} {to_y} l S"


def _not_ours() -> DamagedPhoto:
    return DamagedPhoto("The copy is not as the program publishes them.", "Publish it again.")
