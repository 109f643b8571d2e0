"""Faces are found in photos of unusual size."""

import numpy as np
import pytest

from consentdesk.domain.pixels import Box
from consentdesk.domain.search import Search
from consentdesk.faces.centerface import CenterFace
from tests.faces.painted import ASH, ASIDE, BAY, FRONT, buffer, lawn, paint

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def detector() -> CenterFace:
    return CenterFace()


def found(detector: CenterFace, width: int, height: int, size: int) -> tuple[Box, list[Box]]:
    """Return the true face and what was found, the head in the middle of the picture."""
    canvas = lawn(width, height)
    true = paint(canvas, ASH, FRONT, size, width // 2 - size // 2, height // 2 - size // 2)
    return true, [face.box for face in detector.find(buffer(canvas), Search()) if face.usable]


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        pytest.param(4400, 900, 560, id="panorama, near face"),
        pytest.param(4700, 3500, 120, id="over 16 megapixels, far face"),
        pytest.param(300, 260, 80, id="thumbnail"),
        pytest.param(700, 700, 700, id="close-up"),
    ],
)
def test_the_face_is_found_once(detector: CenterFace, width: int, height: int, size: int) -> None:
    true, boxes = found(detector, width, height, size)
    assert len(boxes) == 1
    assert boxes[0].overlap(true) > 0.5 * max(boxes[0].area, true.area)


def test_far_faces_get_no_second_box_beside_them(detector: CenterFace) -> None:
    canvas, true, chance = lawn(4032, 3024), [], np.random.default_rng(0)
    for number in range(60):
        row, column = divmod(number, 10)
        x, y, size = chance.integers((0, 0, 5), (16, 16, 9)) * (1, 1, 10)
        head = (ASH, BAY)[number // 2 % 2], (FRONT, ASIDE)[number % 2]
        true.append(paint(canvas, *head, int(size), 200 + 370 * column + x, 200 + 450 * row + y))
    boxes = [face.box for face in detector.find(buffer(canvas), Search())]
    assert len(boxes) == len(true)
    assert all(sum(box.overlap(face) > 0 for box in boxes) == 1 for face in true)


@pytest.mark.parametrize(("width", "height"), [(1, 9000), (9000, 1), (40, 30), (20_000, 12)])
def test_a_sliver_shows_nobody(detector: CenterFace, width: int, height: int) -> None:
    assert detector.find(buffer(lawn(width, height)), Search()) == ()
