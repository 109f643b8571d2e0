"""Archives that unpack to more than they say: nothing larger than a photo is ever held."""

import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from consentdesk.domain.errors import FileUnreadable, KnownError, PhotoTooLarge
from consentdesk.media.intake import gather, sort_out
from tests.hostile.lying_zips import Packed, honest, lying, zip_of
from tests.small_workspace import photo_bytes

_ENOUGH = 20_000_000
"""Bytes that reading the archives below may take at most; believing them takes 60 MB."""


@contextmanager
def little_memory() -> Iterator[None]:
    """Check that no more than `_ENOUGH` bytes were held at any time."""
    tracemalloc.start(1)
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < _ENOUGH
    finally:
        tracemalloc.stop()


def archive_of(folder: Path, entry: Packed, *, shared: int = 0) -> Path:
    path = folder / "photos.zip"
    whole = honest(photo_bytes(1))
    path.write_bytes(zip_of({"IMG_1.JPG": whole, "IMG_2.JPG": entry}, shared=shared))
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_an_entry_that_lies_about_its_size_is_never_unpacked_whole(
    tmp_path: Path, method: int
) -> None:
    path = archive_of(tmp_path, lying(b"\xff\xd8\xff", 60, said=1_000, method=method))
    assert path.stat().st_size < 1_000_000
    with little_memory():
        plan = sort_out(gather([path]))
        for photo in plan.photos:
            with suppress(KnownError):
                assert len(photo.read()) <= len(photo_bytes(1))
    assert "photos.zip/IMG_1.JPG" in {photo.name for photo in plan.photos}


def test_a_rare_way_of_packing_is_listed_with_a_next_step(tmp_path: Path) -> None:
    path = archive_of(tmp_path, lying(b"", 1, said=9, method=zipfile.ZIP_BZIP2))
    plan = sort_out(gather([path]))
    assert [(e.file_name, e.code) for e in plan.listed] == [
        ("photos.zip/IMG_2.JPG", "file_unreadable")
    ]
    packed = {file.name: file for file in gather([path])}["photos.zip/IMG_2.JPG"]
    with pytest.raises(FileUnreadable, match="packed in a way") as told:
        packed.read()
    assert "Unpack" in told.value.next_step


def test_entries_without_a_name_are_photos_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(zip_of({"": honest(photo_bytes(1))}, shared=2))
    photos = sort_out(gather([path])).photos
    assert len({photo.name for photo in photos}) == 3
    assert {photo.read() for photo in photos} == {photo_bytes(1)}


def test_entries_that_share_their_bytes_are_one_bomb(tmp_path: Path) -> None:
    entry = lying(b"\xff\xd8\xff", 20, said=20_000_003)
    path = archive_of(tmp_path, entry, shared=5_000)
    with little_memory():
        plan = sort_out(gather([path]))
    assert plan.photos == ()
    assert [entry.code for entry in plan.listed] == [PhotoTooLarge.code]
