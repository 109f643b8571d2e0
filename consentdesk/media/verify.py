"""Proof that a file to be published holds a picture and nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import PhotoError, VerificationFailed
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.media.container_findings import container_findings
from consentdesk.media.cover import RIM, patch_over
from consentdesk.media.decoder import open_photo_file
from consentdesk.media.finding import Finding
from consentdesk.media.jpeg_findings import (
    PICTURE_PARTS,
    is_plain_jfif,
    jpeg_findings,
    own_jpeg_findings,
)
from consentdesk.media.jpeg_parts import DHT, DQT, jpeg_parts
from consentdesk.media.jpeg_surplus import SURPLUS, read_to_its_end, surplus_findings
from consentdesk.media.metadata_strings import metadata_strings
from consentdesk.media.mosaic import BLOCK, Mosaic
from consentdesk.media.open_photo import open_photo
from consentdesk.media.photo_header import PhotoHeader, header_of
from consentdesk.media.photo_kind import HEAD_BYTES, kind_of
from consentdesk.media.picture import buffer_of
from consentdesk.media.png_findings import beside_the_pixels, own_png_findings

__all__ = ["Finding", "check_covered", "check_finished", "check_mosaics", "reveals"]

_UNMISTAKABLE = 7
"""A string this long does not occur by chance in the compressed picture; a shorter one is
searched outside of it only."""

_EDGE_OF_COVER = 16
"""JPEG mixes the colours inside a block of 16 pixels (4:2:0), so the rim is not judged."""

_EVENNESS = 12
"""Largest deviation, of 255, that JPEG leaves in an area of one colour at quality 60 up."""

_EVENNESS_OF_CELL = 3
"""The same in whole blocks of a mosaic's cell; 0 was measured at every quality from 60 to 95."""


def reveals(data: bytes, original: bytes | None = None) -> tuple[Finding, ...]:
    """Tell what a file gives away beside its picture; empty means nothing.

    JPEG is read against a list of the only parts allowed. Of other formats the known
    hiding places are reported; `check_finished` is stricter with what the program writes.

    Args:
        data: any file.
        original: the photo it was made from; its metadata is searched in ``data``.
    """
    return tuple(dict.fromkeys([*_beside_the_picture(data, original), *_behind_passes(data)]))


def check_finished(
    data: bytes,
    *,
    expect_size: tuple[int, int],
    original: bytes | None,
    file_type: FileType = FileType.JPEG,
) -> PixelBuffer:
    """Make sure that a file may be published; return its pixels.

    Args:
        data: read back from where it was written.
        expect_size: width and height in pixels.
        original: the photo it was made from, as for `reveals`.
        file_type: what the channel wants.

    Raises:
        VerificationFailed: it reveals something, is no whole file of that type, or has
            another size.
    """
    if kind_of(data[:HEAD_BYTES]) != file_type.value:
        raise _failed(f"is not a {file_type.name}")
    findings = list(_beside_the_picture(data, original))
    own_findings = own_png_findings if file_type is FileType.PNG else own_jpeg_findings
    findings += own_findings(data)
    if findings:
        raise _failed(f"still carries {findings[0].code.replace('_', ' ')} data")
    pixels = _read(data, file_type)
    if (pixels.width, pixels.height) != expect_size:
        raise _failed("has another size than it should")
    return pixels


def check_covered(pixels: PixelBuffer, box: Box) -> None:
    """Make sure that a covered area shows one colour only.

    Args:
        pixels: of the finished file, decoded again.
        box: the cover in these pixels, as in `finished_photo.FinishedPhoto.covers`.

    Raises:
        VerificationFailed: something can be seen there.
    """
    rim_x, rim_y = min(_EDGE_OF_COVER, box.width // 4), min(_EDGE_OF_COVER, box.height // 4)
    area = _picture(pixels)[
        box.y + rim_y : box.bottom - rim_y, box.x + rim_x : box.right - rim_x
    ].astype(np.int16)
    if area.size == 0:
        return
    middle = np.median(area, axis=(0, 1))
    if np.abs(area - middle).max() > _EVENNESS:
        raise _failed("still shows something under a cover")


def check_mosaics(
    pixels: PixelBuffer, mosaics: Sequence[Mosaic], covers: Sequence[Box] = ()
) -> None:
    """Make sure that each cell of each mosaic shows one colour only.

    Judged are the JPEG blocks that lie within a cell; what shares a block with the picture
    beside the mosaic takes some of its colours on. That may be less than a block at each side.

    Args:
        pixels: of the finished file, decoded again.
        mosaics: as in `finished_photo.FinishedPhoto.mosaics`; a later one lies over an earlier.
        covers: as there; what lies under one is judged by `check_covered`.

    Raises:
        VerificationFailed: more than a cell's colour can be seen there.
    """
    if not mosaics:
        return
    picture = _picture(pixels)
    judged = np.ones(picture.shape[:2], dtype=np.bool_)
    for box in covers:
        # a cover's box is what it hides whole; its patch and rim go on by a pixel on each side
        rim = box.widened(RIM + 2, pixels.width, pixels.height)
        _take(judged, patch_over(rim))
    for mosaic in reversed(mosaics):
        for cell in mosaic.cells:
            _check_cell(picture, judged, cell)
        _take(judged, mosaic.box)


def _check_cell(picture: NDArray[np.uint8], judged: NDArray[np.bool_], cell: Box) -> None:
    height, width = judged.shape
    down, across = (
        _whole_blocks(cell.y, cell.bottom, height),
        _whole_blocks(cell.x, cell.right, width),
    )
    colours = picture[down, across][judged[down, across]].astype(np.int16)
    if colours.size and np.abs(colours - np.median(colours, axis=0)).max() > _EVENNESS_OF_CELL:
        raise _failed("still shows something under a mosaic")


def _whole_blocks(start: int, end: int, edge: int) -> slice:
    """Return the blocks within a stretch; the last one of a picture may be cut by its edge."""
    return slice(-(-start // BLOCK) * BLOCK, end if end >= edge else end // BLOCK * BLOCK)


def _take(judged: NDArray[np.bool_], box: Box) -> None:
    """Judge none of the blocks that a box touches, for colours are mixed within them."""
    x, y = max(0, box.x) // BLOCK * BLOCK, max(0, box.y) // BLOCK * BLOCK
    judged[y : -(-box.bottom // BLOCK) * BLOCK, x : -(-box.right // BLOCK) * BLOCK] = False


def _picture(pixels: PixelBuffer) -> NDArray[np.uint8]:
    """Return the pixels as rows x columns x RGB."""
    rows = np.frombuffer(pixels.data, dtype=np.uint8, count=pixels.height * pixels.stride)
    picture = rows.reshape(pixels.height, pixels.stride)[:, : 3 * pixels.width]
    return picture.reshape(pixels.height, pixels.width, 3)


def _read(data: bytes, file_type: FileType) -> PixelBuffer:
    """Return the pixels of a file whose parts are those that the program writes."""
    try:
        if file_type is not FileType.JPEG:
            return open_photo(data)
        read = read_to_its_end(data, open_photo_file(data).image)
    except PhotoError as fault:
        raise _failed("cannot be opened") from fault
    if read.goes_on:
        raise _failed(f"still carries {SURPLUS.code} data")
    if read.pixels is None:
        raise _failed("cannot be opened")
    return buffer_of(read.pixels)


def _beside_the_picture(data: bytes, original: bytes | None) -> Iterator[Finding]:
    yield from _structure(data)
    if original is not None:
        yield from _surviving(data, metadata_strings(original))


def _behind_passes(data: bytes) -> Iterator[Finding]:
    if kind_of(data[:HEAD_BYTES]) == "jpeg":
        with suppress(PhotoError):
            yield from surplus_findings(data, open_photo_file(data).image)


def _structure(data: bytes) -> Iterator[Finding]:
    is_jpeg = kind_of(data[:HEAD_BYTES]) == "jpeg"
    if is_jpeg:
        yield from jpeg_findings(data)
    try:
        photo = open_photo_file(data)
        yield from _told(header_of(photo))
        if not is_jpeg:
            yield from container_findings(data, photo)
    except PhotoError as fault:
        code = "not_a_photo" if fault.code == "not_a_photo" else "damaged"
        yield Finding(code, "file", fault.sentence)


def _told(header: PhotoHeader) -> Iterator[Finding]:
    """Yield in plain words what the metadata says."""
    if header.has_location:
        yield Finding("location", "metadata", "the place where the photo was taken")
    if header.device is not None:
        device = header.device
        serial = f", serial number {device.serial}" if device.serial else ""
        yield Finding("device", "metadata", f"{device.make} {device.model}{serial}".strip())
    if header.taken_at is not None:
        yield Finding("date", "metadata", f"taken at {header.taken_at:%Y-%m-%d %H:%M}")


def _surviving(data: bytes, needles: frozenset[bytes]) -> Iterator[Finding]:
    plain, whole = _outside_the_picture(data), _without_tables(data)
    for needle in sorted(needles):
        if needle in (whole if len(needle) >= _UNMISTAKABLE else plain):
            readable = needle.replace(b"\0", b"").decode("utf-8", "replace")
            yield Finding("string", "file", f"a string of the original: {readable[:40]!r}")


def _without_tables(data: bytes) -> bytes:
    """Return a JPEG without its code tables.

    They hold the alphabet in its order. So does the small picture in many a maker note, and
    what looks like a text of the original there would be found again in every large JPEG.
    """
    if kind_of(data[:HEAD_BYTES]) != "jpeg":
        return data
    parts = (part for part in jpeg_parts(data) if part.marker not in (DHT, DQT))
    return b"\0".join(data[part.start : part.end] for part in parts)


def _outside_the_picture(data: bytes) -> bytes:
    """Return what a JPEG or PNG holds beside the parts that hold any byte by chance."""
    kind = kind_of(data[:HEAD_BYTES])
    if kind == "png":
        return beside_the_pixels(data)
    if kind != "jpeg":
        return data
    foreign = (
        part.body
        for part in jpeg_parts(data)
        if part.marker not in PICTURE_PARTS and not is_plain_jfif(part)
    )
    return b"\0".join(foreign)


def _failed(what: str) -> VerificationFailed:
    return VerificationFailed(
        f"The finished photo {what}; it was not published.",
        "Publish the photo again; if this repeats, report it to the technician.",
    )
