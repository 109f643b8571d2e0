"""A photo stored on its side or upside down, without a word about it, is searched that way too."""

import numpy as np
import pytest

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.merge import COLUMNS, turned_back
from consentdesk.faces.ports import FoundFace
from tests.faces.painted import ASH, ASIDE, BAY, FRONT, buffer, lawn, paint

WIDE, HIGH = 2600, 1900


@pytest.fixture(scope="module")
def detector() -> CenterFace:
    return CenterFace()


@pytest.fixture(scope="module")
def class_photo() -> tuple[np.ndarray, tuple[Box, ...]]:
    canvas = lawn(WIDE, HIGH)
    heads = ((ASH, FRONT), (BAY, ASIDE), (BAY, FRONT), (ASH, ASIDE))
    near = [paint(canvas, *heads[n], 330, 120 + 620 * n, 900) for n in range(4)]
    far = [paint(canvas, *heads[n % 4], 62, 150 + 300 * n, 400) for n in range(8)]
    return canvas, (*near, *far)


def as_stored(face: Box, turns: int) -> Box:
    """Return where a face of the upright photo lies in the photo turned to the left."""
    x, y, wide, high = face.x, face.y, face.width, face.height
    return (
        Box(x, y, wide, high),
        Box(y, WIDE - x - wide, high, wide),
        Box(WIDE - x - wide, HIGH - y - high, wide, high),
        Box(HIGH - y - high, x, high, wide),
    )[turns]


def stored(canvas: np.ndarray, turns: int) -> PixelBuffer:
    return buffer(np.ascontiguousarray(np.rot90(canvas, turns)))


def face_at(found: tuple[FoundFace, ...], true: Box) -> FoundFace | None:
    here = (face for face in found if face.box.overlap(true) > 0.5 * true.area)
    return max(here, key=lambda face: face.score, default=None)


@pytest.mark.engine
@pytest.mark.parametrize("depth", [SearchDepth.NEAR, SearchDepth.USUAL])
@pytest.mark.parametrize("turns", range(4))
def test_faces_are_found_as_in_the_upright_photo(
    detector: CenterFace,
    class_photo: tuple[np.ndarray, tuple[Box, ...]],
    turns: int,
    depth: SearchDepth,
) -> None:
    canvas, faces = class_photo
    found = detector.find(stored(canvas, turns), Search(depth))
    for true in faces if depth.whole else faces[:4]:
        face = face_at(found, as_stored(true, turns))
        assert face is not None
        assert face.usable
        assert _eyes_above_mouth(face, turns)


def _eyes_above_mouth(face: FoundFace, turns: int) -> bool:
    """Tell whether the points lie as in a face turned that way."""
    left_eye, right_eye, nose, left_mouth, right_mouth = (complex(*point) for point in face.points)
    to_upright = 1j**turns
    across, down = (
        (right_eye - left_eye) * to_upright,
        (left_mouth + right_mouth - 2 * nose) * to_upright,
    )
    return across.real > abs(across.imag) and down.imag > abs(down.real)


@pytest.mark.engine
def test_those_who_stand_are_found_behind_one_who_lies(detector: CenterFace) -> None:
    canvas = lawn(2600, 1900)
    standing = [paint(canvas, BAY, FRONT, 62, 150 + 300 * n, 1500) for n in range(8)]
    lying = lawn(700, 700)
    paint(lying, ASH, FRONT, 600, 50, 50)
    canvas[300:1000, 900:1600] = np.rot90(lying)
    found = detector.find(buffer(canvas), Search())
    assert all(face_at(found, face) for face in standing)
    assert any(face.box.height > 200 for face in found)


def test_boxes_and_points_are_turned_back() -> None:
    upright = np.array([[10, 20, 40, 70, 0.9, 15, 30, 35, 30, 25, 45, 18, 60, 33, 60]], np.float32)
    once = upright.copy()
    once[:, [0, 2, 5, 7, 9, 11, 13]] = upright[:, [1, 3, 6, 8, 10, 12, 14]]
    once[:, [3, 1, 6, 8, 10, 12, 14]] = 200 - upright[:, [0, 2, 5, 7, 9, 11, 13]]
    assert once.shape == (1, COLUMNS)
    assert np.allclose(turned_back(once, 1, 200, 100), upright)
    assert np.allclose(turned_back(upright, 0, 200, 100), upright)
    half = turned_back(turned_back(upright, 2, 200, 100), 2, 200, 100)
    assert np.allclose(half, upright)
    assert np.allclose(turned_back(turned_back(once, 3, 100, 200), 1, 200, 100), once, atol=1e-3)
