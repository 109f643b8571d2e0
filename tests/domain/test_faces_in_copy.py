"""Where regions lie in a copy, and which faces of a copy belong to none of them."""

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.faces_in_copy import place_in_words, regions_in_copy, undecided_faces
from consentdesk.domain.ids import BatchId, ImportId, PhotoId, RegionId, VaultKey
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Decision, PhotoReview

DETAILS = PhotoDetails(
    "IMG_1.JPG", "00", "jpeg", 4000, 3000, VaultKey("o"), VaultKey("t"), VaultKey("s")
)
PHOTO = Photo(PhotoId(1), BatchId(1), ImportId(1), DETAILS, PhotoState.CHECKED)


def _region(number: int, box: Box) -> Region:
    found = (RegionOrigin.FOUND, RegionSize.FACE, 0.9, VaultKey("p"))
    return Region(RegionId(number), PhotoId(1), box, *found)


def _review(*boxes: Box, crop: Box | None = None) -> PhotoReview:
    regions = tuple(_region(number, box) for number, box in enumerate(boxes, start=1))
    seen = Decision(Disposition(DispositionKind.CANNOT_BE_RECOGNISED), "Ann", 1)
    return PhotoReview(regions, {region.id: seen for region in regions}, crop=crop)


def test_a_region_shrinks_with_the_copy() -> None:
    places = regions_in_copy(PHOTO, _review(Box(400, 800, 200, 400)), 1000, 750)
    assert places == (Box(100, 200, 50, 100),)


def test_in_a_crop_a_region_moves_and_what_lies_outside_is_no_place() -> None:
    crop = Box(2000, 0, 2000, 3000)
    review = _review(Box(2100, 300, 200, 200), Box(100, 300, 200, 200), crop=crop)
    assert regions_in_copy(PHOTO, review, 1000, 1500) == (Box(50, 150, 100, 100),)


def test_a_copy_that_cannot_be_made_has_no_places() -> None:
    whole = _region(1, Box(0, 0, 4000, 3000))
    away = Decision(Disposition(DispositionKind.CROP_AWAY), "Ann", 1)
    assert regions_in_copy(PHOTO, PhotoReview((whole,), {whole.id: away}), 1000, 750) == ()


_SIZES = st.sampled_from([(320, 240), (1080, 810), (1600, 1200), (4000, 3000)])
_BOXES = st.builds(
    Box, st.integers(0, 3900), st.integers(0, 2900), st.integers(1, 100), st.integers(1, 100)
)


@given(st.lists(_BOXES, min_size=1, max_size=6), _SIZES)
def test_every_place_lies_in_the_copy_and_its_face_belongs_to_it(
    boxes: list[Box], size: tuple[int, int]
) -> None:
    places = regions_in_copy(PHOTO, _review(*boxes), *size)
    assert len(places) == len(boxes)
    for place in places:
        assert place.area > 0
        assert place.overlap(Box(0, 0, *size)) == place.area
    assert undecided_faces(places, places) == ()


def test_a_face_beside_every_region_is_nobodys() -> None:
    region, beside = Box(100, 100, 50, 60), Box(300, 100, 50, 60)
    assert undecided_faces([Box(104, 96, 52, 64), beside], [region]) == (beside,)
    assert undecided_faces([beside], []) == (beside,)


def test_a_face_in_a_figure_and_a_face_around_a_smaller_frame_belong_to_it() -> None:
    face = Box(100, 100, 50, 60)
    assert undecided_faces([face], [Box(80, 80, 120, 400)]) == ()
    assert undecided_faces([face], [Box(118, 120, 14, 16)]) == ()


def test_a_place_is_told_by_thirds_of_the_picture() -> None:
    told = [
        place_in_words(Box(x, y, 20, 20), 600, 300)
        for x, y in ((0, 0), (290, 140), (590, 290), (0, 140), (290, 0), (-30, 290))
    ]
    assert told == [
        "at the top left",
        "in the middle",
        "at the bottom right",
        "on the left",
        "at the top",
        "at the bottom left",
    ]
