"""A model that cannot be what its description promises is refused when it is loaded."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper

from consentdesk.domain.errors import EngineError
from consentdesk.domain.search import Search
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.dlib_encoder import DlibEncoder, _model_file, _network
from consentdesk.faces.dlib_weights import read_weights
from consentdesk.faces.engine_files import read_detector, read_encoder
from consentdesk.faces.onnx_detector import OnnxDetector
from consentdesk.faces.onnx_encoder import OnnxEncoder
from tests.faces.centerface_file import write_centerface
from tests.faces.painted import Scene
from tests.faces.planted import PlantedFaces
from tests.faces.tiny_models import CHIP, encoder_model, model, write_detector, write_encoder

pytestmark = pytest.mark.engine

CHIPS = ["faces", 3, CHIP, CHIP]


def encoder_of(made: onnx.ModelProto, folder: Path) -> OnnxEncoder:
    file = write_encoder(folder)
    onnx.save(made, folder / "encoder.onnx")
    return OnnxEncoder(read_encoder(file))


def refused(made: onnx.ModelProto, folder: Path) -> str:
    with pytest.raises(EngineError) as told:
        encoder_of(made, folder)
    assert "encoder.onnx" in told.value.sentence
    return told.value.sentence


def one_step(kind: str, *, domain: str = "", **settings: object) -> onnx.ModelProto:
    node = helper.make_node(kind, ["chips"], ["vectors"], domain=domain, **settings)
    return model([node], {"chips": CHIPS}, {"vectors": ["faces", None]})


def test_a_damaged_model(tmp_path: Path) -> None:
    file = write_encoder(tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"no network at all")
    with pytest.raises(EngineError, match="cannot be loaded"):
        OnnxEncoder(read_encoder(file))


def test_operators_of_somebody_else(tmp_path: Path) -> None:
    assert "operators" in refused(one_step("Flatten", domain="somebody.else"), tmp_path)


def test_operators_of_somebody_else_inside_a_branch(tmp_path: Path) -> None:
    result = helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, None)
    node = helper.make_node("Spy", ["chips"], ["out"], domain="somebody.else")
    branch = helper.make_graph([node], "branch", [], [result])
    yes = helper.make_node("Constant", [], ["yes"], value=helper.make_tensor("v", 9, [], [True]))
    fork = helper.make_node("If", ["yes"], ["vectors"], then_branch=branch, else_branch=branch)
    made = model([yes, fork], {"chips": CHIPS}, {"vectors": ["faces", None]})
    assert "operators" in refused(made, tmp_path)


def test_weights_in_another_file(tmp_path: Path) -> None:
    weights = np.ones((3 * CHIP * CHIP, 4), np.float32)
    nodes = [
        helper.make_node("Flatten", ["chips"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["vectors"]),
    ]
    made = model(nodes, {"chips": CHIPS}, {"vectors": ["faces", 4]}, {"weights": weights})
    write_encoder(tmp_path)
    onnx.save(made, tmp_path / "encoder.onnx", save_as_external_data=True, location="weights.bin")
    with pytest.raises(EngineError, match="another file"):
        OnnxEncoder(read_encoder(str(tmp_path / "encoder.toml")))


def test_an_input_that_is_no_picture(tmp_path: Path) -> None:
    flat = model(
        [helper.make_node("Identity", ["chips"], ["vectors"])],
        {"chips": ["faces", 3]},
        {"vectors": ["faces", 3]},
    )
    assert "rows x columns" in refused(flat, tmp_path)


def test_chips_of_another_size(tmp_path: Path) -> None:
    assert "112 x 112" in refused(encoder_model(edge=96), tmp_path)


def test_a_result_that_is_no_row_a_face(tmp_path: Path) -> None:
    assert "one row" in refused(one_step("Identity"), tmp_path)


def test_two_results(tmp_path: Path) -> None:
    nodes = [helper.make_node("Flatten", ["chips"], [name]) for name in ("vectors", "more")]
    made = model(nodes, {"chips": CHIPS}, {"vectors": ["faces", None], "more": ["faces", None]})
    assert "no more" in refused(made, tmp_path)


def test_a_vector_that_is_no_number(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("Flatten", ["chips"], ["flat"]),
        helper.make_node("Sub", ["flat", "flat"], ["nought"]),
        helper.make_node("Div", ["nought", "nought"], ["vectors"]),
    ]
    made = model(nodes, {"chips": CHIPS}, {"vectors": ["faces", None]})
    assert "numbers" in refused(made, tmp_path)


def test_a_model_for_four_faces_at_once_gives_the_same(scene: Scene, tmp_path: Path) -> None:
    faces = PlantedFaces(scene.boxes).find(scene.pixels)
    free = encoder_of(encoder_model(), tmp_path).vectors(scene.pixels, faces * 2)
    four = encoder_of(encoder_model(at_once=4), tmp_path).vectors(scene.pixels, faces * 2)
    assert np.allclose(free, four, atol=1e-5)
    assert np.allclose(np.linalg.norm(free, axis=1), 1)


def detector_with(folder: Path, change: Callable[[str], str]) -> OnnxDetector:
    file = Path(write_detector(folder))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return OnnxDetector(read_detector(str(file)))


@pytest.mark.parametrize(
    ("right", "wrong", "word"),
    [
        ('boxes = "boxes"', 'boxes = "squares"', "squares"),
        ('points = "points"', 'points = "boxes"', "as many"),
        ("tile = 512", "tile = 640", "640"),
    ],
)
def test_a_detector_that_breaks_its_promise(
    right: str, wrong: str, word: str, tmp_path: Path
) -> None:
    with pytest.raises(EngineError, match=word):
        detector_with(tmp_path, lambda text: text.replace(right, wrong))


def test_doubtful_boxes_are_listed_as_doubtful(scene: Scene, tmp_path: Path) -> None:
    strict = detector_with(tmp_path, lambda text: text.replace("sure = 0.45", "sure = 0.9"))
    classes = {face.size_class for face in strict.find(scene.pixels, Search())}
    assert classes == {"maybe"}


def test_the_built_in_network_brought_along_gives_the_same_vectors(
    scene: Scene, tmp_path: Path
) -> None:
    write_encoder(tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(_network(read_weights(_model_file())))
    own = {
        "edge": "150",
        "mean": "[122.782, 117.001, 104.298]",
        "scale": "256",
        "normalise": "false",
        "template": "[[46.7, 47.1], [103.0, 45.8], [75.2, 79.0], [50.4, 104.6], [98.2, 103.4]]",
    }
    file = tmp_path / "encoder.toml"
    text = file.read_text(encoding="utf-8")
    for field, value in own.items():
        text = re.sub(rf"(?m)^{field} = .*$", f"{field} = {value}", text)
    file.write_text(text, encoding="utf-8")
    faces = PlantedFaces(scene.boxes).find(scene.pixels)
    brought = OnnxEncoder(read_encoder(str(file))).vectors(scene.pixels, faces)
    assert np.abs(brought - DlibEncoder().vectors(scene.pixels, faces)).max() < 1e-5


def test_a_published_network_finds_what_it_finds_built_in(scene: Scene, tmp_path: Path) -> None:
    brought = OnnxDetector(read_detector(write_centerface(tmp_path)))
    found = [face for face in brought.find(scene.pixels, Search()) if face.usable]
    built_in = [face for face in CenterFace().find(scene.pixels, Search()) if face.usable]
    assert len(found) == len(built_in) == len(scene.boxes)
    for one, other in zip(found, built_in, strict=True):
        assert one.box.overlap(other.box) > 0.7 * max(one.box.area, other.box.area)
        assert np.abs(np.array(one.points) - other.points).max() < 0.15 * other.box.height
