"""Everything that the bytes and pixels of a finished copy must prove, in one go for a worker."""

from collections.abc import Sequence

from consentdesk.domain.channel import FileType
from consentdesk.domain.pixels import Box
from consentdesk.media.mosaic import Mosaic
from consentdesk.media.thumbnails import fingerprint
from consentdesk.media.verify import check_covered, check_finished, check_mosaics


def check_copy(
    data: bytes,
    original: bytes,
    *,
    expect_size: tuple[int, int],
    file_type: FileType,
    covers: Sequence[Box],
    mosaics: Sequence[Mosaic],
) -> int:
    """Make sure that a copy may be published; return the difference hash of its pixels.

    Args:
        data: the whole file as the disk keeps it.
        original: the photo it was made from, whose metadata must not be in it.
        expect_size: width and height in pixels.
        file_type: what the channel wants.
        covers, mosaics: as in `finished_photo.FinishedPhoto`.

    Raises:
        VerificationFailed: it may not.
    """
    pixels = check_finished(data, expect_size=expect_size, original=original, file_type=file_type)
    for box in covers:
        check_covered(pixels, box)
    check_mosaics(pixels, mosaics, covers)
    return fingerprint(pixels)
