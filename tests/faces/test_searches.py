"""How deep and how readily is searched: more is never less."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.faces.centerface import CenterFace
from tests.faces.painted import ASH, ASIDE, BAY, FRONT, buffer, lawn, paint

pytestmark = pytest.mark.engine

NEAR, USUAL, THOROUGH = (Search(depth) for depth in SearchDepth)


@pytest.fixture(scope="module")
def detector() -> CenterFace:
    return CenterFace()


@pytest.fixture(scope="module")
def dim_crowd() -> tuple[PixelBuffer, tuple[Box, ...]]:
    """Twenty small heads on a restless ground, the farther down the darker."""
    chance = np.random.default_rng(8)
    canvas, true = lawn(1600, 1600), []
    for number in range(20):
        row, column = divmod(number, 4)
        head = (ASH, BAY)[number % 2], (FRONT, ASIDE)[number // 2 % 2]
        size = 30 + 7 * int(chance.integers(5))
        true.append(paint(canvas, *head, size, 60 + 390 * column, 60 + 300 * row))
    light = np.linspace(1, 0.25, len(canvas))[:, None, None]
    dimmed = canvas * light + chance.normal(0, 9, canvas.shape)
    return buffer(np.clip(dimmed, 0, 255).astype(np.uint8)), tuple(true)


def boxes(detector: CenterFace, photo: PixelBuffer, search: Search) -> set[Box]:
    return {face.box for face in detector.find(photo, search)}


@pytest.fixture(scope="module")
def crowd_boxes(
    detector: CenterFace, dim_crowd: tuple[PixelBuffer, tuple[Box, ...]]
) -> Callable[[Search], set[Box]]:
    """The boxes in the crowd; each search is made once."""
    return cache(partial(boxes, detector, dim_crowd[0]))


def seen(found: set[Box], true: tuple[Box, ...]) -> set[Box]:
    return {face for face in true if any(box.overlap(face) > 0.4 * face.area for box in found)}


def test_a_higher_sensitivity_lists_all_that_a_lower_one_does(
    crowd_boxes: Callable[[Search], set[Box]], dim_crowd: tuple[PixelBuffer, tuple[Box, ...]]
) -> None:
    true = dim_crowd[1]
    usual, more, most = (crowd_boxes(Search(sensitivity=each)) for each in Sensitivity)
    assert usual < more < most
    assert seen(usual, true) <= seen(most, true)


def test_a_deeper_search_finds_all_that_a_shallower_one_does(
    crowd_boxes: Callable[[Search], set[Box]], dim_crowd: tuple[PixelBuffer, tuple[Box, ...]]
) -> None:
    true = dim_crowd[1]
    near, usual, thorough = (seen(crowd_boxes(each), true) for each in (NEAR, USUAL, THOROUGH))
    assert near <= usual <= thorough
    assert len(near) < len(thorough)


def test_a_thorough_search_finds_far_faces(detector: CenterFace) -> None:
    canvas = lawn(1500, 1100)
    true = tuple(paint(canvas, ASH, FRONT, 36, 100 + 130 * n, 500) for n in range(10))
    photo = buffer(canvas)
    found = seen(boxes(detector, photo, THOROUGH), true)
    assert len(found) >= 9
    assert seen(boxes(detector, photo, USUAL), true) <= found


def test_a_search_of_nothing_but_noise_comes_to_an_end(detector: CenterFace) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (520, 700, 3)).astype(np.uint8)
    most = Search(SearchDepth.THOROUGH, Sensitivity.MOST)
    assert len(detector.find(buffer(noise), most)) < 50
