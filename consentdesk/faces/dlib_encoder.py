"""The face matcher: dlib's face encoder fed with the detector's five points.

The network is dlib's to the sixth decimal, but run by onnxruntime. Loaded in a worker, and only
when a gallery is given or a portrait is enrolled: a program that only looks for faces must never
load a recognition model.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.faces.chip import CHIP_EDGE, Chip, cut_chip
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.dlib_weights import (
    STAGES,
    VECTOR_LENGTH,
    Convolution,
    EncoderWeights,
    read_weights,
)
from consentdesk.faces.onnx_session import start_session
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array
from consentdesk.faces.versions import MATCHER_VERSION

_MEAN_COLOUR = np.array([122.782, 117.001, 104.298], np.float32)
_COLOUR_RANGE = 256
"""How dlib prepares red, green and blue (input_rgb_image_sized)."""

_AT_ONCE = 8
"""Faces a run of the network; more at once save no time."""

_INPUT = "chips"
_ONNX_RULES = 17
_ONNX_FORMAT = 8


class DlibEncoder:
    """Turns faces into vectors: the mean of the face's and of its mirror image's.

    The mirror image halves the distance noise (face survey, 4.2).
    """

    version = MATCHER_VERSION
    lines = DLIB_LINES

    def __init__(self) -> None:
        """Load the model.

        Raises:
            EngineError: its file is missing or damaged, or it cannot be run here.
        """
        # onnx and onnxruntime derive their errors from Exception and nothing nearer.
        try:
            self._session = start_session(_network(read_weights(_model_file())))
        except Exception as reason:
            raise _broken() from reason

    def vectors(self, pixels: PixelBuffer, faces: Sequence[FoundFace]) -> NDArray[np.float32]:
        """Return one row of 128 numbers a face, in the order given.

        Raises:
            EngineError: the model cannot be run.
        """
        photo = as_array(pixels)
        return self.of_chips([cut_chip(photo, face.points) for face in faces])

    def of_chips(self, chips: Sequence[Chip]) -> NDArray[np.float32]:
        """Return one row of 128 numbers a chip, in the order given.

        Raises:
            EngineError: the model cannot be run.
        """
        rows = np.empty((len(chips), VECTOR_LENGTH), np.float32)
        for first in range(0, len(chips), _AT_ONCE):
            some = np.stack(chips[first : first + _AT_ONCE])
            rows[first : first + _AT_ONCE] = (self._run(some) + self._run(some[:, :, ::-1])) / 2
        return rows

    def _run(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        prepared = ((chips - _MEAN_COLOUR) / _COLOUR_RANGE).transpose(0, 3, 1, 2)
        try:
            (rows,) = self._session.run(None, {_INPUT: np.ascontiguousarray(prepared)})
        except Exception as reason:
            raise _broken() from reason
        return np.asarray(rows, np.float32)


class _Graph:
    """An onnx graph in the making; a value is known by its name."""

    def __init__(self) -> None:
        import onnx

        self._onnx = onnx
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, values: NDArray[np.generic]) -> str:
        """Add fixed numbers; return their name."""
        name = f"constant_{len(self._constants)}"
        self._constants.append(self._onnx.numpy_helper.from_array(values, name))
        return name

    def add(self, kind: str, *inputs: str, **settings: Any) -> str:
        """Add a step; return the name of its result."""
        name = f"step_{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(kind, inputs, [name], **settings))
        return name

    def convolution(self, given: str, layer: Convolution, step: int, margin: int = 0) -> str:
        """Add a convolution that moves by ``step`` pixels."""
        weights, bias = self.constant(layer.weights), self.constant(layer.bias)
        return self.add("Conv", given, weights, bias, strides=[step] * 2, pads=[margin] * 4)

    def padded(self, given: str, channels: int, pixels: int) -> str:
        """Add zero channels behind and zero pixels at the right and below."""
        if not channels and not pixels:
            return given
        ends = np.array([0, 0, 0, 0, 0, channels, pixels, pixels], np.int64)
        return self.add("Pad", given, self.constant(ends))

    def packed(self, result: str) -> bytes:
        """Return the finished network as onnxruntime takes it."""
        helper, number = self._onnx.helper, self._onnx.TensorProto.FLOAT
        shape = ["faces", 3, CHIP_EDGE, CHIP_EDGE]
        given = helper.make_tensor_value_info(_INPUT, number, shape)
        answer = helper.make_tensor_value_info(result, number, ["faces", VECTOR_LENGTH])
        graph = helper.make_graph(self._nodes, "encoder", [given], [answer], self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _ONNX_RULES)])
        model.ir_version = _ONNX_FORMAT
        return bytes(model.SerializeToString())


def _network(weights: EncoderWeights) -> bytes:
    """Build dlib's network (its examples call it anet_type): 29 convolutions with short cuts."""
    graph = _Graph()
    first, *rest = weights.convolutions
    layers = iter(rest)
    value = graph.add("Relu", graph.convolution(_INPUT, first, step=2))
    value = graph.add("MaxPool", value, kernel_shape=[3, 3], strides=[2, 2])
    side, channels = 35, STAGES[0][0]
    for number, (wanted, blocks) in enumerate(STAGES):
        for block in range(blocks):
            pair = next(layers), next(layers)
            if number > 0 and block == 0:
                value = _halving_block(graph, value, pair, side, wanted - channels)
                side, channels = side // 2, wanted
            else:
                value = graph.add("Relu", graph.add("Add", _two(graph, value, pair, 1), value))
    value = graph.add("Flatten", graph.add("GlobalAveragePool", value))
    return graph.packed(graph.add("MatMul", value, graph.constant(weights.last)))


def _halving_block(
    graph: _Graph, value: str, pair: tuple[Convolution, Convolution], side: int, more: int
) -> str:
    """Add a block that halves a picture of ``side`` pixels and adds ``more`` channels.

    The convolution, which has no margin here, may yield a pixel less than the short cut; dlib
    fills what is missing on either way with zeros.
    """
    way = graph.padded(_two(graph, value, pair, 2), 0, side // 2 - (side - 1) // 2)
    short_cut = graph.add("AveragePool", value, kernel_shape=[2, 2], strides=[2, 2])
    return graph.add("Relu", graph.add("Add", way, graph.padded(short_cut, more, 0)))


def _two(graph: _Graph, value: str, pair: tuple[Convolution, Convolution], step: int) -> str:
    """Add a block's two convolutions; the first moves by ``step`` pixels."""
    margin = 1 if step == 1 else 0
    value = graph.add("Relu", graph.convolution(value, pair[0], step, margin))
    return graph.convolution(value, pair[1], step=1, margin=1)


def _model_file() -> Path:
    """Return where the model lies; its package is not imported, for that would fail or quit.

    `face_recognition_models` needs a module that newer setuptools no longer bring, and
    `face_recognition` ends the program when it fails (ageitgey/face_recognition_models#19).
    """
    package = importlib.util.find_spec("face_recognition_models")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("face_recognition_models")
    folder = Path(package.submodule_search_locations[0], "models")
    return folder / "dlib_face_recognition_resnet_model_v1.dat"


def _broken() -> EngineError:
    return EngineError(
        "Faces cannot be compared on this computer.",
        "Work without suggestions, or run the self-check and give its text to your technician.",
    )
