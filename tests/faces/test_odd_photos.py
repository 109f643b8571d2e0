"""Photos nobody planned for, through the real detector: faces found, or a reason, never a crash."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

import pytest
from PIL import Image

from consentdesk.demo.sports_day import IPADS
from consentdesk.domain.errors import NotAPhoto, PhotoTooLarge
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.faces.ports import CheckedPhoto
from consentdesk.faces.worker import check_photo, prepare_photo
from consentdesk.media.ipad_camera import photograph
from tests.faces import odd_pictures as odd

pytestmark = pytest.mark.engine

PEOPLE = len(odd.THREE)


def all_found(photo: CheckedPhoto) -> bool:
    """Tell whether each of the three has a box that a person is asked about, and little else."""
    return all(any(_holds(box, face) for box in asked(photo)) for face in _true_faces()) and (
        len(photo.faces) <= PEOPLE + 1
    )


def _true_faces() -> list[tuple[float, float]]:
    """Return the middle of each face."""
    middles = []
    for key, view, height, x, y in odd.THREE:
        left, top, wide, high = odd.face_of(key, view, height)
        middles.append((x + left + wide / 2, y + top + high / 2))
    return middles


def _holds(box: Box, middle: tuple[float, float]) -> bool:
    return box.x < middle[0] < box.right and box.y < middle[1] < box.bottom


def asked(photo: CheckedPhoto) -> list[Box]:
    """Return the faces a person is asked about."""
    return [face.found.box for face in photo.faces if face.found.usable]


THREE_IN: dict[str, Callable[[], bytes]] = {
    "grey": lambda: odd.file_of(odd.group().convert("L")),
    "CMYK": lambda: odd.file_of(odd.group().convert("CMYK")),
    "16-bit PNG": lambda: odd.deep_png(odd.group()),
    "palette PNG": lambda: odd.file_of(odd.in_palette(odd.group()), "PNG"),
    "see-through PNG": lambda: odd.file_of(odd.group().convert("RGBA"), "PNG"),
    "progressive": lambda: odd.file_of(odd.group(), progressive=True),
    "still of a video": odd.still_of_a_video,
    "masks": lambda: odd.file_of(odd.masked()),
}


@pytest.mark.parametrize("kind", THREE_IN)
def test_faces_are_found_whatever_the_file(kind: str) -> None:
    assert all_found(check_photo(THREE_IN[kind](), None))


TURNS = {
    "upside down": Image.Transpose.ROTATE_180,
    "on its left side": Image.Transpose.ROTATE_90,
    "on its right side": Image.Transpose.ROTATE_270,
    "in a mirror": Image.Transpose.FLIP_LEFT_RIGHT,
}


@pytest.mark.parametrize("turn", TURNS)
def test_faces_are_found_in_a_photo_turned_without_a_tag(turn: str) -> None:
    photo = check_photo(odd.file_of(odd.group().transpose(TURNS[turn])), None)
    assert len(asked(photo)) == PEOPLE


@cache
def boxes_stored(kind: str, orientation: int) -> list[Box]:
    picture = odd.group()
    width, height = picture.size
    data = photograph(
        PixelBuffer(width, height, picture.tobytes(), 3 * width),
        kind=kind,  # type: ignore[arg-type]
        taken_at=datetime(2026, 10, 2, 9, 30),
        device=IPADS[0],
        location=None,
        orientation=orientation,
        quality=95,
    )
    return asked(check_photo(data, None))


@pytest.mark.parametrize(
    ("kind", "orientation"),
    [("jpeg", 3), ("jpeg", 6), ("jpeg", 8), ("heic", 1), ("heic", 6)],
)
def test_a_photo_stored_otherwise_shows_the_same_boxes(kind: str, orientation: int) -> None:
    upright, again = boxes_stored("jpeg", 1), boxes_stored(kind, orientation)
    assert len(upright) == len(again) == PEOPLE
    for one, other in zip(upright, again, strict=True):
        shared = one.overlap(other)
        assert shared >= 0.9 * (one.area + other.area - shared)


def test_a_picture_of_40_pixels_says_that_its_face_is_too_small() -> None:
    data = odd.file_of(odd.group((40, 40), [("p03", "ahead", 38, 4, 1)]))
    assert all(face.found.size_class == "too_small" for face in check_photo(data, None).faces)


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (6000, 3)])
def test_a_picture_without_room_for_a_face_is_checked(size: tuple[int, int]) -> None:
    photo = check_photo(odd.file_of(Image.new("RGB", size, odd.LAWN)), None)
    assert (photo.width, photo.height, photo.faces) == (*size, ())


@pytest.mark.parametrize("draw", [odd.smiley, odd.doll, odd.statue])
def test_what_only_looks_like_a_person_is_checked(draw: Callable[[], Image.Image]) -> None:
    """A box on a doll costs a click; that the check ends is what counts."""
    picture = draw()
    photo = check_photo(odd.file_of(picture), None)
    assert (photo.width, photo.height) == picture.size
    assert len(photo.faces) <= 3


@pytest.mark.slow
def test_each_face_on_a_wall_of_300_portraits_is_found() -> None:
    assert len(asked(check_photo(odd.wall_of_portraits(), None))) >= 297


@pytest.mark.slow
def test_a_panorama_of_100_megapixels_is_checked() -> None:
    assert len(asked(check_photo(odd.panorama(), None))) == 4


def test_one_pixel_more_than_is_decoded_is_refused_by_its_header() -> None:
    huge = odd.deep_png(Image.new("RGB", (8, 8)))
    width = (10_001).to_bytes(4, "big")
    header = b"IHDR" + width + (10_000).to_bytes(4, "big") + huge[24:29]
    data = huge[:8] + odd.chunk(b"IHDR", header[4:]) + huge[33:]
    for work in (prepare_photo, lambda bytes_: check_photo(bytes_, None)):
        with pytest.raises(PhotoTooLarge) as told:
            work(data)
        assert told.value.next_step


@pytest.mark.parametrize("brand", [b"qt  ", b"mp42", b"isom"])
def test_a_film_is_refused_as_a_film(brand: bytes) -> None:
    with pytest.raises(NotAPhoto) as told:
        prepare_photo(odd.movie(brand))
    assert "video" in told.value.sentence
    assert told.value.next_step
