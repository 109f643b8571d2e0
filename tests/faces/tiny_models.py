"""A detector and an encoder of a few operators, as a technician would bring them along.

The detector finds the drawn heads of these tests: skin with none to its left, right and above.
The encoder takes the coarse colours of a chip for its vector. Each is an ONNX file beside its
description.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

EDGE = 512
CHIP = 112

_CELL = 4
_HEIGHTS = (6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60)
_BEST = 600
_RULES, _FORMAT = 17, 8

DETECTOR = """
kind = "detector"
name = "tiny-skin"
model = "detector.onnx"
colours = "bgr"
mean = 128
scale = [64, 64, 64]
edge = 512
tile = 512
overlap = 160

[outputs]
boxes = "boxes"
scores = "scores"
points = "points"

[thresholds]
usual = 0.45
more = 0.4
most = 0.35
sure = 0.45
"""

ENCODER = """
kind = "encoder"
name = "tiny-colours"
model = "encoder.onnx"
colours = "rgb"
mean = [127.5, 127.5, 127.5]
scale = 127.5
edge = 112
template = [[38.3, 51.7], [73.5, 51.5], [56.0, 71.7], [41.5, 92.4], [70.7, 92.2]]
mirror = true
normalise = true

[lines]
one_photo = 0.6
two_photos = 0.55
more_photos = 0.5
small_more = 0.05
wider_more = 0.05
doubt = 0.05
alike = 0.2
very_alike = 0.1
group = 0.25
look_alike = 0.28
smallest = 40
small = 64
"""


def write_detector(folder: Path, *, mirrored_points: bool = False) -> str:
    """Write the detector into a folder; return its description."""
    onnx.save(_detector(mirrored_points), folder / "detector.onnx")
    (folder / "detector.toml").write_text(DETECTOR, encoding="utf-8")
    return str(folder / "detector.toml")


def write_encoder(folder: Path) -> str:
    """Write the encoder into a folder; return its description."""
    onnx.save(encoder_model(), folder / "encoder.onnx")
    (folder / "encoder.toml").write_text(ENCODER, encoding="utf-8")
    return str(folder / "encoder.toml")


def encoder_model(at_once: int | str = "faces", edge: int = CHIP) -> onnx.ModelProto:
    """Average the colours over squares of 8 pixels."""
    nodes = [
        helper.make_node(
            "AveragePool", ["chips"], ["squares"], kernel_shape=[8, 8], strides=[8, 8]
        ),
        helper.make_node("Flatten", ["squares"], ["vectors"]),
    ]
    return model(nodes, {"chips": [at_once, 3, edge, edge]}, {"vectors": [at_once, None]})


def model(
    nodes: list[onnx.NodeProto],
    inputs: dict[str, list[Any]],
    outputs: dict[str, list[Any]],
    constants: dict[str, NDArray[Any]] | None = None,
) -> onnx.ModelProto:
    """Put a model together."""
    given, results = _values(inputs), _values(outputs)
    weights = [numpy_helper.from_array(value, name) for name, value in (constants or {}).items()]
    graph = helper.make_graph(nodes, "tiny", given, results, weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _RULES)])
    made.ir_version = _FORMAT
    return made


def _values(shapes: dict[str, list[Any]]) -> list[onnx.ValueInfoProto]:
    number = TensorProto.FLOAT
    return [helper.make_tensor_value_info(name, number, shape) for name, shape in shapes.items()]


def _detector(mirrored_points: bool) -> onnx.ModelProto:
    constants: dict[str, NDArray[Any]] = {
        # 64 makes colours of 0 to 255 again; blue comes first.
        "redness": np.array([0, -64, 64], np.float32).reshape(1, 3, 1, 1) / 10,
        "red": np.array([0, 0, 64], np.float32).reshape(1, 3, 1, 1) / 10,
        "hardly_red": np.array(1.5, np.float32),
        "dark": np.array((80 - 128) / 10, np.float32),
        "none": np.array(0, np.float32),
        "all": np.array(1, np.float32),
        "best": np.array([_BEST], np.int64),
        "1_and_3": np.array([1, 3], np.int64),
        "flat": np.array([-1], np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Conv", ["picture", "redness"], ["reddish"]),
        node("Sub", ["reddish", "hardly_red"], ["redder"]),
        node("Clip", ["redder", "none", "all"], ["is_red"]),
        node("Conv", ["picture", "red"], ["light"]),
        node("Sub", ["light", "dark"], ["lighter"]),
        node("Clip", ["lighter", "none", "all"], ["is_light"]),
        node("Mul", ["is_red", "is_light"], ["skin"]),
        node("AveragePool", ["skin"], ["cells"], kernel_shape=[_CELL] * 2, strides=[_CELL] * 2),
    ]
    for height in _HEIGHTS:
        nodes += _look_at(height, constants)
    boxes = np.concatenate([_boxes(height) for height in _HEIGHTS])
    constants["every_box"] = boxes
    points = _points(boxes)
    constants["every_face"] = points[:, [2, 3, 0, 1, *range(4, 10)]] if mirrored_points else points
    nodes += [
        node("Concat", [f"score_{height}" for height in _HEIGHTS], ["every_score"], axis=0),
        node("TopK", ["every_score", "best"], ["scores", "which"]),
        node("Gather", ["every_box", "which"], ["boxes"]),
        node("Gather", ["every_face", "which"], ["points"]),
    ]
    outputs: dict[str, list[Any]] = {"boxes": [_BEST, 4], "scores": [_BEST], "points": [_BEST, 10]}
    return model(nodes, {"picture": [1, 3, EDGE, EDGE]}, outputs, constants)


def _look_at(height: int, constants: dict[str, NDArray[Any]]) -> list[onnx.NodeProto]:
    """Score every place of a window of that many cells: its skin less that beside and above it."""
    width, beside = _width(height), max(2, height // 4)
    parts = np.zeros((4, 1, height + beside, width + 2 * beside), np.float32)
    down, across = slice(beside, None), slice(beside, beside + width)
    parts[0, 0, down, across] = 1 / (height * width)
    parts[1, 0, down, :beside] = parts[2, 0, down, -beside:] = 1 / (height * beside)
    parts[3, 0, :beside, across] = 1 / (beside * width)
    constants[f"parts_{height}"] = parts
    node, pads = helper.make_node, [beside, beside, 0, beside]
    return [
        node("Conv", ["cells", f"parts_{height}"], [f"all_{height}"], pads=pads),
        node("Split", [f"all_{height}", "1_and_3"], [f"in_{height}", f"rim_{height}"], axis=1),
        node("ReduceMax", [f"rim_{height}"], [f"most_{height}"], axes=[1], keepdims=1),
        node("Sub", [f"in_{height}", f"most_{height}"], [f"map_{height}"]),
        node("Reshape", [f"map_{height}", "flat"], [f"score_{height}"]),
    ]


def _width(height: int) -> int:
    return round(0.8 * height)


def _boxes(height: int) -> NDArray[np.float32]:
    """Return left, top, right, bottom of every place of a window, in the order of its scores."""
    cells, width = EDGE // _CELL, _width(height)
    top, left = np.mgrid[: cells - height + 1, : cells - width + 1].reshape(2, -1)
    corners = np.stack([left, top, left + width, top + height], axis=1)
    return (corners * _CELL).astype(np.float32)


def _points(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    shares = np.array([[0.25, 0.38], [0.73, 0.38], [0.49, 0.6], [0.28, 0.75], [0.68, 0.75]])
    points = boxes[:, None, :2] + shares * (boxes[:, None, 2:] - boxes[:, None, :2])
    return points.reshape(-1, 10).astype(np.float32)
