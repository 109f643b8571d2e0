"""Copies for the web: every size and kind, read again, and nothing in them but the picture."""

from dataclasses import replace

import pytest
from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import NotAPhoto, VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import reveals
from consentdesk.media.web_copies import check_web_copy, small_picture, web_copies
from tests.small_workspace import photo_bytes


def published(file_type: FileType = FileType.JPEG, size: tuple[int, int] = (1000, 750)) -> bytes:
    return finish(photo_bytes(size=size), long_edge=1000, file_type=file_type).content


@pytest.mark.parametrize("file_type", list(FileType))
def test_each_size_is_there_in_its_own_kind_and_as_webp(file_type: FileType) -> None:
    copies = web_copies(published(file_type))
    assert [(c.edge, c.suffix, c.width, c.height) for c in copies] == [
        (None, ".webp", 1000, 750),
        (800, file_type.suffix, 800, 600),
        (800, ".webp", 800, 600),
        (400, file_type.suffix, 400, 300),
        (400, ".webp", 400, 300),
    ]
    for copy in copies:
        pixels = open_photo(copy.content)
        assert (pixels.width, pixels.height) == (copy.width, copy.height)
        assert reveals(copy.content) == ()


def test_a_picture_is_never_enlarged() -> None:
    copies = web_copies(published(size=(400, 300)))
    assert [(c.edge, c.suffix) for c in copies] == [(None, ".webp")]


def test_the_small_picture_for_paper_is_a_plain_jpeg() -> None:
    content = small_picture(published(FileType.PNG))
    pixels = open_photo(content)
    assert (pixels.width, pixels.height) == (400, 300)
    assert content.startswith(b"\xff\xd8")
    assert reveals(content) == ()


def test_a_webp_with_anything_beside_its_picture_is_refused() -> None:
    webp = web_copies(published())[0]
    out = webp.content
    exif = b"EXIF" + (4).to_bytes(4, "little") + b"Ada!"
    grown = b"RIFF" + (len(out) - 8 + len(exif)).to_bytes(4, "little") + out[8:] + exif
    for spoilt in (grown, out + b"Ada Okorowa", out[:-40], published(), b""):
        with pytest.raises(VerificationFailed):
            check_web_copy(replace(webp, content=spoilt))
    with pytest.raises(VerificationFailed):
        check_web_copy(replace(webp, width=999))
    check_web_copy(webp)


def test_a_webp_that_goes_on_behind_its_last_pixel_is_refused() -> None:
    """Inside of its one part, where a decoder reads no further."""
    for copy in web_copies(published()):
        if copy.suffix != ".webp":
            continue
        part = copy.content[12:] + b"Ada, class 4B."
        part = part[:4] + (len(part) - 8).to_bytes(4, "little") + part[8:]
        longer = b"RIFF" + (4 + len(part)).to_bytes(4, "little") + b"WEBP" + part
        assert open_photo(longer) == open_photo(copy.content)
        with pytest.raises(VerificationFailed):
            check_web_copy(replace(copy, content=longer))


def test_a_smaller_jpeg_with_a_comment_is_refused() -> None:
    smaller = next(c for c in web_copies(published()) if c.suffix == ".jpg")
    comment = b"\xff\xfe\x00\x05Ada"
    spoilt = replace(smaller, content=smaller.content[:2] + comment + smaller.content[2:])
    with pytest.raises(VerificationFailed):
        check_web_copy(spoilt)


def test_what_is_no_picture_makes_no_copies() -> None:
    with pytest.raises(NotAPhoto):
        web_copies(b"a note of the web editor")


def test_a_copy_shows_the_published_picture_and_no_more() -> None:
    """A cover stays one colour at every size."""
    photo, cover = photo_bytes(size=(1000, 750)), Box(300, 300, 200, 200)
    covered = finish(photo, long_edge=1000, covers=[cover])
    for copy in web_copies(covered.content):
        pixels = open_photo(copy.content)
        picture = Image.frombuffer("RGB", (copy.width, copy.height), pixels.data, "raw", "RGB")
        share = copy.width / 1000
        inside = picture.crop(tuple(round(n * share) for n in (330, 330, 470, 470)))
        assert all(high - low <= 12 for low, high in inside.getextrema())
