"""The arithmetic between photo and engine: sizes, tiles, merging, chips, quality, portraits."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.pixels import Box
from consentdesk.faces.chip import Quality, cut_chip, quality_of
from consentdesk.faces.merge import COLUMNS, merge, without_shadows
from consentdesk.faces.portrait import portrait_problems, sitters
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array, resize
from consentdesk.faces.tiles import OVERLAP, Tile, cut_into_tiles
from tests.faces.painted import Scene
from tests.faces.planted import planted_face

sides = st.integers(1, 6000)


def ramp(width: int, height: int) -> np.ndarray:
    across = np.linspace(0, 200, width, dtype=np.float32)
    return np.repeat(np.tile(across, (height, 1))[:, :, None], 3, axis=2).astype(np.uint8)


def boxes(*rows: tuple[float, ...]) -> np.ndarray:
    table = np.zeros((len(rows), COLUMNS), np.float32)
    for line, row in zip(table, rows, strict=True):
        line[:5] = row
    return table


def test_shrinking_takes_the_mean_of_the_covered_area() -> None:
    image = np.random.default_rng(3).integers(0, 256, (40, 60, 3), np.uint8)
    means = image.reshape(10, 4, 15, 4, 3).mean(axis=(1, 3))
    assert np.allclose(resize(image, 15, 10), means, atol=1e-3)


@given(st.integers(1, 90), st.integers(1, 90))
def test_an_even_picture_stays_even_at_any_size(width: int, height: int) -> None:
    even = np.full((37, 53, 3), 77, np.uint8)
    resized = resize(even, width, height)
    assert resized.shape == (height, width, 3)
    assert np.allclose(resized, 77, atol=1e-3)


def test_enlarging_is_smooth_and_in_place() -> None:
    image = ramp(50, 20)
    large = resize(image, 200, 80)
    assert np.abs(resize(large.astype(np.uint8), 50, 20) - image).max() <= 3


@given(sides, sides)
def test_tiles_cover_the_photo_are_alike_and_share_enough(width: int, height: int) -> None:
    tiles = cut_into_tiles(width, height)
    assert {(tile.width, tile.height) for tile in tiles} == {(tiles[0].width, tiles[0].height)}
    for starts, size, length in (
        (sorted({tile.x for tile in tiles}), tiles[0].width, width),
        (sorted({tile.y for tile in tiles}), tiles[0].height, height),
    ):
        assert starts[0] == 0
        assert starts[-1] + size == length
        steps = [after - before for before, after in pairwise(starts)]
        assert all(size - step >= OVERLAP for step in steps)


def test_a_box_cut_by_an_inner_edge_is_left_to_the_next_tile() -> None:
    found = boxes((0, 50, 40, 90, 1), (50, 50, 90, 90, 1), (160, 50, 200, 90, 1))
    left, right = Tile(0, 0, 200, 200), Tile(100, 0, 200, 200)
    assert left.whole_in_tile(found, 300, 200).tolist() == [True, True, False]
    assert right.whole_in_tile(found, 300, 200).tolist() == [False, True, True]


def test_one_box_a_face_stays_the_surest() -> None:
    merged = merge(boxes((0, 0, 100, 100, 0.4), (5, 5, 105, 105, 0.9), (300, 0, 340, 40, 0.3)))
    assert merged[:, 4].tolist() == pytest.approx([0.9, 0.3])


def test_a_box_inside_a_surer_one_is_the_same_face() -> None:
    assert len(merge(boxes((0, 0, 100, 100, 0.9), (30, 30, 60, 60, 0.5)))) == 1


def test_a_coarse_box_beside_a_surer_fine_one_is_its_shadow() -> None:
    coarse = boxes((20, 20, 60, 60, 0.3), (20, 200, 60, 240, 0.3), (200, 20, 240, 60, 0.3))
    fine = boxes((0, 0, 30, 30, 0.8), (190, 10, 210, 30, 0.1))
    assert np.array_equal(without_shadows(coarse, fine), coarse[1:])


def test_neighbours_are_two_faces() -> None:
    assert len(merge(boxes((0, 0, 100, 100, 0.9), (70, 0, 170, 100, 0.5)))) == 2


TEMPLATE = ((46.7, 47.1), (103.0, 45.8), (75.2, 79.0), (50.4, 104.6), (98.2, 103.4))


def test_a_face_that_stands_as_the_template_is_cut_unchanged() -> None:
    photo = np.random.default_rng(4).integers(0, 256, (150, 150, 3), np.uint8)
    assert np.abs(cut_chip(photo, TEMPLATE).astype(int) - photo).max() <= 1


def test_a_turned_face_is_cut_upright() -> None:
    photo = np.random.default_rng(5).integers(0, 256, (150, 150, 3), np.uint8)
    points = tuple((149 - y, x) for x, y in TEMPLATE)
    turned = np.ascontiguousarray(np.rot90(photo, -1))
    assert np.abs(cut_chip(turned, points).astype(int) - photo).max() <= 1


def test_one_misplaced_point_does_not_shift_the_chip() -> None:
    photo = ramp(150, 150)
    points = (*TEMPLATE[:4], (140.0, 20.0))
    assert np.abs(cut_chip(photo, points).astype(int) - photo).max() <= 1


def test_a_big_face_is_shrunk_by_area() -> None:
    photo = np.zeros((600, 600, 3), np.uint8)
    photo[::2] = 200
    points = tuple((4 * x, 4 * y) for x, y in TEMPLATE)
    assert abs(int(cut_chip(photo, points)[75, 75, 0]) - 100) <= 2


def test_a_face_half_outside_the_photo_still_gives_a_chip() -> None:
    points = tuple((x - 90, y - 200) for x, y in TEMPLATE)
    assert cut_chip(ramp(150, 150), points).shape == (150, 150, 3)


def chip_of(scene: Scene, number: int) -> np.ndarray:
    return cut_chip(as_array(scene.pixels), planted_face(scene.boxes[number]).points)


def test_quality_tells_light_and_sharp_from_dark_and_blurred(scene: Scene) -> None:
    good = chip_of(scene, 0)
    blurred = resize(resize(good, 25, 25).astype(np.uint8), 150, 150).astype(np.uint8)
    dark = (good * 0.3).astype(np.uint8)
    assert quality_of(blurred).sharpness < 0.6 * quality_of(good).sharpness
    assert quality_of(dark).light < 0.4 * quality_of(good).light
    assert quality_of(dark).contrast < 0.4 * quality_of(good).contrast


@pytest.mark.parametrize(
    ("height", "score", "size_class", "usable"),
    [(23, 0.9, "too_small", False), (24, 0.3, "face", True), (90, 0.29, "maybe", False)],
)
def test_a_face_is_classed_by_height_and_score(
    height: int, score: float, size_class: str, usable: bool
) -> None:
    face = planted_face(Box(0, 0, 20, height), score)
    assert (face.size_class, face.usable) == (size_class, usable)


GOOD = Quality(light=120, contrast=45, sharpness=0.18)
MAIN = planted_face(Box(0, 0, 90, 120))


def test_a_person_far_behind_does_not_spoil_a_portrait() -> None:
    assert sitters([MAIN, planted_face(Box(200, 0, 30, 40))]) == (MAIN,)
    assert sitters([MAIN, planted_face(Box(200, 0, 60, 80), score=0.3)]) == (MAIN,)
    assert len(sitters([MAIN, planted_face(Box(200, 0, 60, 80))])) == 2


@pytest.mark.parametrize(
    ("face", "quality", "word"),
    [
        (planted_face(Box(0, 0, 50, 79)), GOOD, "smaller"),
        (MAIN, Quality(light=40, contrast=45, sharpness=0.18), "dark"),
        (MAIN, Quality(light=120, contrast=45, sharpness=0.05), "sharp"),
    ],
)
def test_a_poor_portrait_is_refused_with_a_sentence(
    face: FoundFace, quality: Quality, word: str
) -> None:
    (problem,) = portrait_problems([face], quality)
    assert word in problem


def test_a_good_portrait_has_no_problem() -> None:
    assert portrait_problems([MAIN], GOOD) == ()
