"""A mosaic leaves a handful of flat colours, the same in every copy, and lies over no cover."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.media.cover import colour_around
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.hidden_places import View
from consentdesk.media.mosaic import BLOCK, CELLS_ACROSS, Mosaic, cells_over, colours_of
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered, check_mosaics

Pixels = NDArray[np.uint8]
FACE = Box(240, 160, 160, 200)


def _noise(width: int, height: int, seed: int = 1) -> Pixels:
    """Return lights and darks of a few pixels each, so that means of cells differ, too."""
    coarse = np.random.default_rng(seed).integers(0, 256, (height // 8, width // 8, 3), np.uint8)
    return np.kron(coarse, np.ones((8, 8, 1), np.uint8))


def _file(pixels: Pixels, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, kind, quality=95)
    return out.getvalue()


def _shown(finished: FinishedPhoto) -> Pixels:
    pixels = open_photo(finished.content)
    flat = np.frombuffer(pixels.data, np.uint8)
    return flat.reshape(pixels.height, pixels.stride)[:, : 3 * pixels.width].reshape(
        pixels.height, pixels.width, 3
    )


def _in(picture: Pixels, box: Box) -> Pixels:
    return picture[box.y : box.bottom, box.x : box.right]


def _colours(finished: FinishedPhoto) -> set[tuple[int, ...]]:
    (mosaic,) = finished.mosaics
    return {tuple(map(int, c)) for c in _in(_shown(finished), mosaic.box).reshape(-1, 3)}


@pytest.mark.parametrize("quality", [60, 85, 95])
@pytest.mark.parametrize("long_edge", [333, 800, 1600])
def test_every_cell_of_the_file_shows_one_colour(long_edge: int, quality: int) -> None:
    places = [FACE, Box(700, 400, 37, 41), Box(500, 300, 300, 390), Box(1540, 1100, 60, 100)]
    original = _file(_noise(1600, 1200), "JPEG")
    finished = finish(original, long_edge=long_edge, quality=quality, mosaics=places)
    assert len(finished.mosaics) == len(places)
    check_mosaics(open_photo(finished.content), finished.mosaics)
    share = finished.width / 1600
    for place, mosaic in zip(places, finished.mosaics, strict=True):
        scaled = [round(v * share) for v in (place.x, place.y, place.right, place.bottom)]
        assert mosaic.box.x <= scaled[0]
        assert mosaic.box.y <= scaled[1]
        assert mosaic.box.right >= min(scaled[2], finished.width)
        assert mosaic.box.bottom >= min(scaled[3], finished.height)


def test_nothing_but_the_means_of_the_cells_is_in_the_file() -> None:
    """Turning every cell of the original upside down changes no byte of what is published."""
    pixels = _noise(800, 640)
    turned = pixels.copy()
    for row in np.array_split(np.arange(FACE.y, FACE.bottom), 5):
        for column in np.array_split(np.arange(FACE.x, FACE.right), 4):
            cell = turned[row[0] : row[-1] + 1, column[0] : column[-1] + 1]
            cell[:] = cell[::-1, ::-1].copy()
    assert not np.array_equal(pixels, turned)
    one, other = (
        finish(_file(each), long_edge=500, mosaics=[FACE], file_type=FileType.PNG)
        for each in (pixels, turned)
    )
    assert one.content == other.content


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_copies_of_all_sizes_tell_the_same(kind: str) -> None:
    """Cells that lie elsewhere in each copy would, laid over each other, show a finer picture."""
    original = _file(_noise(1600, 1200), kind)
    copies = [
        finish(original, long_edge=edge, mosaics=[FACE], file_type=FileType.PNG)
        for edge in (1600, 1511, 1003, 640, 480)
    ]
    with Image.open(BytesIO(original)) as image:
        rows = colours_of(image, FACE, FACE, colour_around(image, FACE)).rows
    assert [len(row) for row in rows] == [CELLS_ACROSS] * 5
    for copy in copies:
        assert _colours(copy) <= {colour for row in rows for colour in row}


def test_colours_are_few_and_near_what_lies_around() -> None:
    pixels = np.full((640, 800, 3), 200, np.uint8)
    _in(pixels, FACE)[:] = np.random.default_rng(3).integers(0, 256, (200, 160, 3), np.uint8)
    _in(pixels, FACE)[:100] //= 4
    finished = finish(_file(pixels), long_edge=800, mosaics=[FACE], file_type=FileType.PNG)
    colours = _colours(finished)
    assert 2 <= len({red for red, _, _ in colours}) <= 4
    assert min(min(colour) for colour in colours) >= 100


boxes = st.builds(
    Box, st.integers(0, 700), st.integers(0, 500), st.integers(8, 300), st.integers(8, 300)
)


@given(boxes, st.floats(0.02, 1.0))
def test_cells_meet_between_blocks_and_are_at_least_a_quarter_of_the_place(
    place: Box, scale: float
) -> None:
    width, height = max(9, round(1001 * scale)), max(9, round(803 * scale))
    part = View(Box(0, 0, 1001, 803), scale, scale).outward(place)
    shorter = min(place.width, place.height) * scale
    mosaic = cells_over(part, shorter, width, height)
    assert sum(cell.area for cell in mosaic.cells) == mosaic.box.area
    for cell in mosaic.cells:
        for begin, end, first, last, edge in (
            (cell.x, cell.right, mosaic.box.x, mosaic.box.right, width),
            (cell.y, cell.bottom, mosaic.box.y, mosaic.box.bottom, height),
        ):
            assert begin % BLOCK == 0 or begin == first
            assert end % BLOCK == 0 or end == last
            assert end - begin >= shorter / CELLS_ACROSS or (begin, end) == (first, last)
            blocks = range(-(-begin // BLOCK) * BLOCK, end, BLOCK)
            assert any(min(block + BLOCK, edge) <= end for block in blocks)


@given(boxes, st.floats(0.1, 1.0))
def test_a_mosaic_reaches_beyond_its_place_only_where_no_block_lies_within(
    place: Box, scale: float
) -> None:
    part = View(Box(0, 0, 1001, 803), scale, scale).outward(place)
    box = cells_over(part, min(place.width, place.height) * scale, 1001, 803).box
    for (x, right), (begin, end) in (
        ((box.x, box.right), (part.x, part.right)),
        ((box.y, box.bottom), (part.y, part.bottom)),
    ):
        assert x <= begin < end <= right
        length, reach = end - begin, max(begin - x, right - end)
        most = 0 if length >= 2 * BLOCK - 1 else 3 if length > BLOCK else BLOCK - 1
        assert reach <= most


@pytest.mark.parametrize("long_edge", [640, 1080, 1600, 2048])
@pytest.mark.parametrize("face", [20, 40, 60, 100])
def test_a_neighbour_stays_as_open_as_beside_a_cover(face: int, long_edge: int) -> None:
    """What is drawn in the file right beside the place is what is drawn there without a mosaic."""
    pixels = np.full((1536, 2048, 3), 200, np.uint8)
    place = Box(1000, 700, round(1.6 * face), round(1.9 * face))
    neighbour = Box(place.right, place.y, face, face)
    _in(pixels, neighbour)[:] = _noise(2048, 1536, 5)[:face, :face]
    copies = [
        finish(_file(pixels), long_edge=long_edge, file_type=FileType.PNG, **how)  # type: ignore[arg-type]
        for how in ({"mosaics": [place]}, {})
    ]
    with_mosaic, plain = (_shown(copy).astype(int) for copy in copies)
    box = copies[0].mosaics[0].box
    share = long_edge / 2048
    assert box.right <= place.right * share + (1 if place.width * share >= 15 else 8)
    kernel = 4  # pixels beside the place into which making it smaller mixes its own
    right = _in(with_mosaic - plain, Box(box.right + kernel, box.y, long_edge // 20, box.height))
    assert np.abs(right).max() == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(boxes, min_size=1, max_size=4),
    st.lists(boxes, max_size=3),
    st.sampled_from([None, Box(200, 100, 400, 350)]),
    st.sampled_from([300, 512, 800]),
    st.sampled_from([60, 90]),
)
def test_mosaics_and_covers_side_by_side_stay_even(
    mosaics: list[Box], covers: list[Box], crop: Box | None, long_edge: int, quality: int
) -> None:
    how = {"long_edge": long_edge, "quality": quality, "crop": crop}
    finished = finish(_file(_noise(800, 640)), covers=covers, mosaics=mosaics, **how)  # type: ignore[arg-type]
    pixels = open_photo(finished.content)
    check_mosaics(pixels, finished.mosaics, finished.covers)
    for cover in finished.covers:
        check_covered(pixels, cover)


def test_a_cover_lies_over_a_mosaic_and_nothing_below_it_colours_a_cell() -> None:
    pixels = _noise(800, 640)
    cover = Box(FACE.x + 60, FACE.y + 40, 200, 160)
    other = pixels.copy()
    _in(other, cover)[:] = 255 - _in(other, cover)
    one, two = (
        finish(_file(each), long_edge=800, covers=[cover], mosaics=[FACE], file_type=FileType.PNG)
        for each in (pixels, other)
    )
    assert one.content == two.content
    assert len(np.unique(_in(_shown(one), cover).reshape(-1, 3), axis=0)) == 1
    assert one.hidden == (cover, one.mosaics[0].box)


def test_a_mosaic_outside_of_the_kept_part_is_none() -> None:
    original, crop = _file(_noise(800, 640)), Box(0, 0, 200, 200)
    finished = finish(original, long_edge=200, crop=crop, mosaics=[FACE, Box(150, 150, 90, 90)])
    (mosaic,) = finished.mosaics
    assert (mosaic.box.right, mosaic.box.bottom) == (200, 200)


def test_a_photo_without_mosaics_is_what_it_was_before_there_were_any() -> None:
    original, covers = _file(_noise(800, 640)), [FACE]
    plain = finish(original, long_edge=500, covers=covers)
    assert plain.mosaics == ()
    assert plain.hidden == plain.covers
    check_mosaics(open_photo(plain.content), ())


@pytest.mark.parametrize("what", ["the face itself", "one finer cell", "a stripe"])
def test_anything_more_than_flat_cells_is_refused(what: str) -> None:
    pixels = _noise(800, 640)
    finished = finish(_file(pixels), long_edge=800, mosaics=[FACE], file_type=FileType.PNG)
    (mosaic,) = finished.mosaics
    picture = _shown(finished).copy()
    cell = mosaic.cells[0]
    if what == "the face itself":
        _in(picture, mosaic.box)[:] = _in(pixels, mosaic.box)
    elif what == "one finer cell":
        _in(picture, Box(cell.x, cell.y, BLOCK, BLOCK))[:] += 8
    else:
        _in(picture, Box(cell.x, cell.y + 7, cell.width, 1))[:] += 8
    with pytest.raises(VerificationFailed, match="under a mosaic"):
        check_mosaics(open_photo(_file(picture)), finished.mosaics)


def test_the_file_is_judged_where_the_mosaic_should_be() -> None:
    """A renderer that forgets a mosaic is caught by the places it was asked for."""
    finished = finish(_file(_noise(800, 640)), long_edge=800)
    asked = Mosaic(Box(240, 160, 160, 208), (Box(240, 160, 160, 208),))
    with pytest.raises(VerificationFailed):
        check_mosaics(open_photo(finished.content), (asked,))
