"""The built-in detector's network as a file that somebody brings along: maps turned into boxes.

A worked example of docs/engines.md: what has to be added to a published network.
"""

import re
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, version_converter

from consentdesk.faces.centerface_graph import _network_file
from tests.faces.tiny_models import DETECTOR

_HEAT, _SIZE, _OFFSET, _POINTS = "537", "538", "539", "540"
_WORTH_A_ROW = 0.05
_RULES = 13

_OWN = {
    "name": '"centerface-file"',
    "colours": '"rgb"',
    "mean": "0",
    "scale": "1",
    "edge": "1024",
    "tile": "1024",
    "usual": "0.2",
    "more": "0.15",
    "most": "0.1",
    "sure": "0.3",
}


def write_centerface(folder: Path) -> str:
    """Write network and description into a folder; return the description."""
    model = onnx.load(_network_file())
    weights = {weight.name for weight in model.graph.initializer}
    (picture,) = [given for given in model.graph.input if given.name not in weights]
    for axis in (0, 2, 3):
        picture.type.tensor_type.shape.dim[axis].dim_param = f"side_{axis}"
    model = version_converter.convert_version(model, _RULES)
    _turn_maps_into_boxes(model.graph)
    onnx.save(model, folder / "detector.onnx")
    text = DETECTOR
    for field, value in _OWN.items():
        text = re.sub(rf"(?m)^{field} = .*$", f"{field} = {value}", text)
    (folder / "detector.toml").write_text(text, encoding="utf-8")
    return str(folder / "detector.toml")


def _turn_maps_into_boxes(graph: onnx.GraphProto) -> None:
    """Read the maps out at each cell that may hold a face's middle, as `_read_out` does."""
    constants = {
        "least": np.array(_WORTH_A_ROW, np.float32),
        "half": np.array(0.5, np.float32),
        "cell": np.array(4, np.float32),
        "without_channel": np.array([0, 2, 3], np.int64),
        "row_and_column": np.array([2, 3], np.int64),
        "across_first": np.array([1, 0], np.int64),
        "points_across_first": np.array([1, 0, 3, 2, 5, 4, 7, 6, 9, 8], np.int64),
        "five_times": np.array([1, 5], np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Greater", [_HEAT, "least"], ["is_warm"]),
        node("NonZero", ["is_warm"], ["warm_axes"]),
        node("Transpose", ["warm_axes"], ["warm"], perm=[1, 0]),
        node("GatherND", [_HEAT, "warm"], ["scores"]),
        node("Gather", ["warm", "without_channel"], ["where"], axis=1),
        *_at_warm_cells(_SIZE, "log_size"),
        *_at_warm_cells(_OFFSET, "offset"),
        *_at_warm_cells(_POINTS, "shares"),
        node("Gather", ["log_size", "across_first"], ["log_wide_high"], axis=1),
        node("Exp", ["log_wide_high"], ["cells_wide_high"]),
        node("Mul", ["cells_wide_high", "cell"], ["wide_high"]),
        node("Gather", ["warm", "row_and_column"], ["whole_cell"], axis=1),
        node("Cast", ["whole_cell"], ["at_cell"], to=TensorProto.FLOAT),
        node("Add", ["at_cell", "offset"], ["in_cell"]),
        node("Add", ["in_cell", "half"], ["middle_cell"]),
        node("Mul", ["middle_cell", "cell"], ["down_across"]),
        node("Gather", ["down_across", "across_first"], ["middle"], axis=1),
        node("Mul", ["wide_high", "half"], ["reach"]),
        node("Sub", ["middle", "reach"], ["left_top"]),
        node("Add", ["middle", "reach"], ["right_bottom"]),
        node("Concat", ["left_top", "right_bottom"], ["boxes"], axis=1),
        node("Gather", ["shares", "points_across_first"], ["across_down"], axis=1),
        node("Tile", ["wide_high", "five_times"], ["five_sizes"]),
        node("Tile", ["left_top", "five_times"], ["five_corners"]),
        node("Mul", ["across_down", "five_sizes"], ["from_corner"]),
        node("Add", ["from_corner", "five_corners"], ["points"]),
    ]
    graph.node.extend(nodes)
    graph.initializer.extend(numpy_helper.from_array(v, name) for name, v in constants.items())
    del graph.output[:]
    for name, shape in (("boxes", ["n", 4]), ("scores", ["n"]), ("points", ["n", 10])):
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))


def _at_warm_cells(maps: str, values: str) -> list[onnx.NodeProto]:
    """Take all channels of a map at the warm cells."""
    return [
        helper.make_node("Transpose", [maps], [f"{values}_last"], perm=[0, 2, 3, 1]),
        helper.make_node("GatherND", [f"{values}_last", "where"], [values]),
    ]
