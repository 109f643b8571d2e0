"""What every detector and every matcher must do, the real ones and the test doubles alike."""

from dataclasses import replace

import numpy as np
import pytest

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.accelerator import why_not
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.dlib_encoder import DlibEncoder
from consentdesk.faces.engine_files import read_detector, read_encoder
from consentdesk.faces.onnx_detector import OnnxDetector
from consentdesk.faces.onnx_encoder import OnnxEncoder
from consentdesk.faces.ports import FaceDetector, FaceMatcher
from consentdesk.faces.resize import as_array
from tests.faces.painted import Scene, buffer, lawn
from tests.faces.planted import ColourMatcher, PlantedFaces
from tests.faces.tiny_models import write_detector, write_encoder

USUAL, NEAR = Search(), Search(SearchDepth.NEAR)


BUILT_IN = pytest.param("built in", marks=pytest.mark.engine)
ACCELERATED = pytest.param(
    "accelerated",
    marks=[pytest.mark.engine, pytest.mark.skipif(bool(why_not()), reason=why_not())],
)
BROUGHT = pytest.param("brought along", marks=pytest.mark.engine)


@pytest.fixture(scope="module", params=["planted", BUILT_IN, ACCELERATED, BROUGHT])
def detector(
    request: pytest.FixtureRequest, scene: Scene, tmp_path_factory: pytest.TempPathFactory
) -> FaceDetector:
    if request.param == "brought along":
        return OnnxDetector(read_detector(write_detector(tmp_path_factory.mktemp("detector"))))
    if request.param == "planted":
        return PlantedFaces(scene.boxes)
    return CenterFace(accelerated=request.param == "accelerated")


@pytest.fixture(scope="module", params=["colour", BUILT_IN, BROUGHT])
def matcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> FaceMatcher:
    if request.param == "brought along":
        return OnnxEncoder(read_encoder(write_encoder(tmp_path_factory.mktemp("encoder"))))
    return DlibEncoder() if request.param == "built in" else ColourMatcher()


def half_of_each(found: Box, true: Box) -> bool:
    return found.overlap(true) > 0.5 * max(found.area, true.area)


def test_every_face_is_found_once_the_biggest_first(detector: FaceDetector, scene: Scene) -> None:
    found = [face.box for face in detector.find(scene.pixels, USUAL) if face.usable]
    assert len(found) == len(scene.boxes)
    assert all(half_of_each(box, true) for box, true in zip(found, scene.boxes, strict=True))


def test_the_near_faces_are_found_alone_as_well(detector: FaceDetector, scene: Scene) -> None:
    near = [face.box for face in detector.find(scene.pixels, NEAR) if face.usable]
    assert all(half_of_each(box, true) for box, true in zip(near[:2], scene.boxes, strict=False))
    assert len(near) >= 2


def test_boxes_lie_inside_the_photo_and_points_inside_the_boxes(
    detector: FaceDetector, scene: Scene
) -> None:
    for face in detector.find(scene.pixels, USUAL):
        box = face.box
        assert 0 <= box.x < box.right <= scene.pixels.width
        assert 0 <= box.y < box.bottom <= scene.pixels.height
        left_eye, right_eye, nose, left_mouth, right_mouth = face.points
        assert all(box.x < x < box.right and box.y < y < box.bottom for x, y in face.points)
        assert left_eye[0] < nose[0] < right_eye[0]
        assert max(left_eye[1], right_eye[1]) < min(left_mouth[1], right_mouth[1])


def test_the_same_photo_gives_the_same_answer(detector: FaceDetector, scene: Scene) -> None:
    assert detector.find(scene.pixels, USUAL) == detector.find(scene.pixels, USUAL)


def test_a_photo_without_faces_gives_none(detector: FaceDetector) -> None:
    assert detector.find(buffer(lawn(1700, 1200)), USUAL) == ()


def test_rows_with_padding_are_read_right(detector: FaceDetector, scene: Scene) -> None:
    padded = np.zeros((scene.pixels.height, scene.pixels.stride + 5), np.uint8)
    padded[:, :-5] = as_array(scene.pixels).reshape(scene.pixels.height, -1)
    wide = replace(scene.pixels, data=padded.tobytes(), stride=padded.shape[1])
    assert detector.find(wide, USUAL) == detector.find(scene.pixels, USUAL)


def test_a_one_pixel_photo_is_no_accident(detector: FaceDetector) -> None:
    assert detector.find(PixelBuffer(1, 1, b"abc", 3), USUAL) == ()


def test_one_vector_a_face_in_the_order_given(matcher: FaceMatcher, scene: Scene) -> None:
    faces = PlantedFaces(scene.boxes).find(scene.pixels)
    rows = matcher.vectors(scene.pixels, faces)
    back = matcher.vectors(scene.pixels, faces[::-1])
    assert rows.ndim == 2
    assert len(rows) == 3
    assert rows.dtype == np.float32
    assert np.allclose(rows, back[::-1])


def test_no_faces_no_vectors(matcher: FaceMatcher, scene: Scene) -> None:
    one = matcher.vectors(scene.pixels, PlantedFaces(scene.boxes[:1]).find(scene.pixels))
    assert matcher.vectors(scene.pixels, ()).shape == (0, one.shape[1])


def test_the_same_person_is_nearer_than_another(matcher: FaceMatcher, scene: Scene) -> None:
    faces = PlantedFaces(scene.boxes).find(scene.pixels)
    ash, bay, ash_again = matcher.vectors(scene.pixels, faces)
    assert np.linalg.norm(ash - ash_again) < np.linalg.norm(ash - bay)
