"""Zip files that say of themselves what is not so."""

import bz2
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry as it stands in the file, whatever would come out of it.

    Attributes:
        content: packed bytes.
        method: number of the way of packing.
        said: size that the entry claims, bytes.
        checksum: of what a reader gets that believes the size.
    """

    content: bytes
    method: int
    said: int
    checksum: int


def honest(content: bytes) -> Packed:
    """Return an entry that is what it says."""
    return Packed(_deflated([content]), zipfile.ZIP_DEFLATED, len(content), zlib.crc32(content))


def lying(start: bytes, megabytes: int, *, said: int, method: int = zipfile.ZIP_DEFLATED) -> Packed:
    """Return an entry that unpacks to far more than it says, and holds against its checksum."""
    pieces = [start, *[bytes(1_000_000)] * megabytes]
    if method == zipfile.ZIP_BZIP2:
        engine = bz2.BZ2Compressor(9)
        content = b"".join(map(engine.compress, pieces)) + engine.flush()
    else:
        content = _deflated(pieces)
    return Packed(content, method, said, zlib.crc32((start + bytes(said))[:said]))


def zip_of(entries: Mapping[str, Packed], *, shared: int = 0) -> bytes:
    """Return a zip file.

    Args:
        entries: by name.
        shared: so many more entries, under names of their own, of the same bytes as the last.
    """
    body, directory, count = io.BytesIO(), io.BytesIO(), 0
    for name, packed in entries.items():
        at, said = body.tell(), name.encode()
        rest = (packed.method, 0, 0x21, packed.checksum, len(packed.content), packed.said)
        header = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, *rest, len(said), 0)
        body.write(header + said + packed.content)
        last = name == list(entries)[-1]
        for _ in range(1 + (shared if last else 0)):
            count += 1
            directory.write(
                struct.pack("<4sHHHHHHIIIHH", b"PK\1\2", 20, 20, 0, *rest, len(said), 0)
                + struct.pack("<HHHII", 0, 0, 0, 0, at)
                + said
            )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, directory.tell(), body.tell(), 0)
    return body.getvalue() + directory.getvalue() + end


def _deflated(pieces: list[bytes]) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"".join(map(engine.compress, pieces)) + engine.flush()
