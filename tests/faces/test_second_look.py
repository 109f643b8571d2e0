"""A box in doubt is kept or dropped by what it looks like from close by."""

import numpy as np
import pytest

from consentdesk.domain.pixels import Box
from consentdesk.faces.centerface_network import CenterFaceNetwork
from consentdesk.faces.merge import COLUMNS
from consentdesk.faces.resize import as_array
from consentdesk.faces.second_look import HeatOf, second_look
from tests.faces.painted import Scene

pytestmark = pytest.mark.engine

USUAL = 0.175


@pytest.fixture(scope="module")
def heat_of() -> HeatOf:
    return CenterFaceNetwork().heat


def rows(*boxes: tuple[Box, float]) -> np.ndarray:
    table = np.zeros((len(boxes), COLUMNS), np.float32)
    for row, (box, score) in zip(table, boxes, strict=True):
        row[:5] = box.x, box.y, box.right, box.bottom, score
    return table


def test_a_doubtful_face_is_kept_and_gains(heat_of: HeatOf, scene: Scene) -> None:
    doubtful = rows(*((box, 0.12) for box in scene.boxes))
    kept = second_look(heat_of, as_array(scene.pixels), doubtful, USUAL)
    assert len(kept) == len(scene.boxes)
    assert (kept[:, 4] > 0.3).all()


def test_a_doubtful_piece_of_lawn_is_dropped(heat_of: HeatOf, scene: Scene) -> None:
    lawn = rows((Box(40, 900, 60, 80), 0.35), (Box(1600, 20, 30, 40), 0.12))
    assert len(second_look(heat_of, as_array(scene.pixels), lawn, USUAL)) == 0


def test_sure_boxes_are_left_as_they_are(heat_of: HeatOf, scene: Scene) -> None:
    sure = rows((scene.boxes[0], 0.8), (Box(40, 900, 60, 80), 0.5))
    assert np.array_equal(second_look(heat_of, as_array(scene.pixels), sure, USUAL), sure)


def test_nothing_found_stays_nothing(heat_of: HeatOf, scene: Scene) -> None:
    assert len(second_look(heat_of, as_array(scene.pixels), rows(), USUAL)) == 0
