"""The parts of a zip package, unpacked once and counted as they come, before anything reads them.

A package says how large each part is, and whoever made it may lie. Python's zip reader unpacks a
part whole and only then cuts it to what was said, and its XML reader makes an object of each tag
and reads an unfinished tag from its start again with each piece. A megabyte of file can so take
gigabytes or minutes. Nothing here keeps more than a piece at a time.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_CHUNK = 1024 * 1024

_SIZES_OF_NAMES = struct.Struct("<26x2H")
"""In the header before a part: how long its name and the extra field are, which come next."""

_ENTITY = "<!ENTITY"
_ENTITIES = tuple(_ENTITY.encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
"""No workbook declares entities; a few lines of them unpack to gigabytes or name other files."""

_TABLES = ("xl/worksheets/", "xl/sharedStrings.xml", "content.xml")
"""Parts that hold a tag or more for each cell; they are read row by row."""

_MOST_TAGS_OF_TABLE = 12_000_000
"""Two million cells have six each at most (`sheet_size.MOST_CELLS`)."""

_MOST_TAGS = 2_000_000
"""Of any other part. Read whole, so many take 250 MB; styles of a worn workbook have 200,000."""

_MOST_ATTRIBUTES = 16_000_000

_LONGEST_STRETCH = 1_000_000
"""Bytes from one tag to the next. The longest text of a cell has 32,767 letters."""

_PLAIN_ONLY = 4_000_000
"""Bytes from which a part has neither remarks nor instructions nor wide letters, which could hide
a longer stretch. No program writes them into a long table."""

_BEGINNINGS = (b"<!--", b"<?")
_LONGEST_DECLARATION = 200


class PartRefused(Exception):
    """A part that is not what the package says, or that no spreadsheet program writes."""


class PartTooLarge(PartRefused):
    """A part that would take far more than a table needs."""


def look_through(data: bytes, package: zipfile.ZipFile) -> None:
    """Unpack every part once and refuse what would harm whoever reads it.

    Args:
        data: the whole file.
        package: the same, opened; no part of it was read.

    Raises:
        PartTooLarge: more tags, or longer ones, than any table has.
        PartRefused: sizes that are lied about, a rare way of packing, declared entities.
        zipfile.BadZipFile, zlib.error, struct.error: not packed as the package says.
    """
    for part in package.infolist():
        package.open(part).close()  # looks at what stands before the part, and unpacks nothing
        seen = _Seen(part.filename)
        for piece in _unpacked(data, part):
            seen.take(piece)
            if seen.size > part.file_size:
                raise PartRefused("unpacks to more than it says")
        if (seen.size, seen.checksum) != (part.file_size, part.CRC):
            raise PartRefused("is not what it says")


@dataclass(slots=True)
class _Seen:
    """What was seen of one part so far."""

    name: str
    size: int = 0
    checksum: int = 0
    _tail: bytes = b""
    _is_xml: bool = False
    _hides: bool = False
    _tags: int = 0
    _attributes: int = 0
    _since_tag: int = 0

    def take(self, piece: bytes) -> None:
        first = self.size == 0
        self.size += len(piece)
        self.checksum = zlib.crc32(piece, self.checksum)
        joined = self._tail + piece
        self._tail = joined[-max(map(len, _ENTITIES)) :]
        if any(entity in joined for entity in _ENTITIES):
            raise PartRefused("declares entities")
        if first:
            self._is_xml = _begins_like_xml(piece)
        if self._is_xml:
            self._count(piece)
            self._hides = self._hides or _may_hide(_after_declaration(piece) if first else joined)
            if self._hides and self.size > _PLAIN_ONLY:
                raise PartTooLarge("holds what no long table has")

    def _count(self, piece: bytes) -> None:
        self._tags += piece.count(b"<")
        self._attributes += piece.count(b"=")
        most = _MOST_TAGS_OF_TABLE if self.name.startswith(_TABLES) else _MOST_TAGS
        if self._tags > most or self._attributes > _MOST_ATTRIBUTES:
            raise PartTooLarge("holds too many tags")
        texts = piece.split(b"<")
        longest = max(map(len, texts[1:-1]), default=0)
        before = self._since_tag + len(texts[0])
        self._since_tag = before if len(texts) == 1 else len(texts[-1])
        if max(before, longest, self._since_tag) > _LONGEST_STRETCH:
            raise PartTooLarge("holds a tag or a text without an end")


def _may_hide(piece: bytes) -> bool:
    return b"\x00" in piece or any(beginning in piece for beginning in _BEGINNINGS)


def _after_declaration(piece: bytes) -> bytes:
    """Return the start of a part without the line that every part begins with."""
    declared, end, rest = piece[:_LONGEST_DECLARATION].partition(b"?>")
    if end and declared.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml "):
        return rest + piece[_LONGEST_DECLARATION:]
    return piece


def _begins_like_xml(piece: bytes) -> bool:
    """Whether an XML reader would read on, in any encoding; spaces may come first."""
    return piece.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")[:1] in (b"<", b"")


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces of at most `_CHUNK` bytes, whatever is said about its size."""
    name, extra = _SIZES_OF_NAMES.unpack_from(data, part.header_offset)
    start = part.header_offset + _SIZES_OF_NAMES.size + name + extra
    packed = memoryview(data)[start : start + part.compress_size]
    pieces = (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
    if part.compress_type == zipfile.ZIP_STORED:
        yield from pieces
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        for piece in pieces:
            left = piece
            while left:
                yield engine.decompress(left, _CHUNK)
                left = engine.unconsumed_tail
        yield engine.flush()
    else:
        raise PartRefused("is packed in a way that no spreadsheet program uses")
