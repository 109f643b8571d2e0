"""The CenterFace network, run on pictures of any size by onnxruntime or the accelerator.

The upper half's maps are large and soon done with, so it goes over a picture in pieces that stay
in the processor's cache: less time than all at once, and less memory (docs/decisions/0007).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError
from consentdesk.faces.centerface_graph import COARSE, FINE, MAPS, PICTURE, centerface_halves
from consentdesk.faces.merge import COLUMNS, Detections
from consentdesk.faces.onnx_session import start_session
from consentdesk.faces.openvino_session import OpenVinoSession
from consentdesk.faces.resize import Picture

_MAP_STEP = 4
"""Pixels a cell of the results."""

_HANDED_ON = ((24, 4), (32, 8))
"""Channels of the upper half's fine and coarse maps, and pixels a cell."""

_PICTURE_STEP = 32
"""The network halves the picture five times."""

_PIECE = 224
"""Pixels a side of what a piece gives: its widest map takes six megabytes."""

_ACCELERATED_PIECE = 480
"""The accelerator keeps less at hand, and each call costs it more."""

_RIM = 16
"""Pixels around a piece that reach into its result: 13, in whole coarse cells."""

_COLDEST = np.float32(-80)
"""Below this the exponential leaves the range of 32-bit numbers."""

Maps = NDArray[np.float32]


class CenterFaceNetwork:
    """Says for each 4 x 4 pixels of a picture whether the middle of a face lies there."""

    def __init__(self, *, accelerated: bool = False) -> None:
        """Load the network.

        Args:
            accelerated: run it by OpenVINO with 16-bit floats.

        Raises:
            EngineError: its file is missing or cannot be run here.
        """
        self._piece = _ACCELERATED_PIECE if accelerated else _PIECE
        start = OpenVinoSession if accelerated else start_session
        # protobuf, onnxruntime and OpenVINO derive their errors from Exception and nothing nearer.
        try:
            self._upper, self._lower = map(start, centerface_halves())
        except Exception as reason:
            raise _broken() from reason

    def boxes(self, picture: Picture, threshold: float) -> Detections:
        """Return every box at least that sure, unmerged, in pixels of the picture."""
        try:
            maps = self._run_lower(*self._in_pieces(picture))
        except Exception as reason:
            raise _broken() from reason
        return _read_out(threshold, maps[0])

    def heat(self, pictures: Sequence[Picture]) -> NDArray[np.float32]:
        """Return for small pictures of one size how sure a face's middle lies in each cell."""
        packed = np.stack([_packed(picture, *_whole_steps(picture)) for picture in pictures])
        try:
            maps = self._run_lower(*self._run_upper(packed))
        except Exception as reason:
            raise _broken() from reason
        return _sureness(maps[:, 0])

    def _run_upper(self, packed: NDArray[np.float32]) -> list[Maps]:
        return list(self._upper.run([FINE, COARSE], {PICTURE: packed}))

    def _run_lower(self, fine: Maps, coarse: Maps) -> Maps:
        maps: Maps = self._lower.run([MAPS], {FINE: fine, COARSE: coarse})[0]
        # what is no number lies above no line: nobody would be found, without a word
        if not np.isfinite(maps[:, 0]).all():
            raise ValueError("the network gave something else than numbers")
        return maps

    def _in_pieces(self, picture: Picture) -> list[Maps]:
        """Return what the upper half gives for the whole picture."""
        height, width = _whole_steps(picture)
        wholes = [
            np.empty((1, channels, height // step, width // step), np.float32)
            for channels, step in _HANDED_ON
        ]
        for y in _spans(height, self._piece):
            for x in _spans(width, self._piece):
                part = picture[y.low : y.high, x.low : x.high]
                pieces = self._run_upper(_packed(part, y.high - y.low, x.high - x.low)[None])
                for whole, piece, (_, step) in zip(wholes, pieces, _HANDED_ON, strict=True):
                    inner = piece[:, :, y.inner(step), x.inner(step)]
                    whole[:, :, y.outer(step), x.outer(step)] = inner
        return wholes


@dataclass(frozen=True, slots=True)
class _Span:
    """One piece along one side of a picture, in pixels: start to end, seen from low to high."""

    start: int
    end: int
    low: int
    high: int

    def inner(self, step: int) -> slice:
        """Return the cells of the piece's own maps that are right."""
        return slice((self.start - self.low) // step, (self.end - self.low) // step)

    def outer(self, step: int) -> slice:
        """Return where in the maps of the whole picture they belong."""
        return slice(self.start // step, self.end // step)


def _spans(length: int, piece: int) -> list[_Span]:
    """Cut one side of a picture into pieces."""
    ends = [(start, min(length, start + piece)) for start in range(0, length, piece)]
    return [_Span(start, end, max(0, start - _RIM), min(length, end + _RIM)) for start, end in ends]


def _packed(picture: Picture, height: int, width: int) -> NDArray[np.float32]:
    """Return the picture as the network takes it: colour first, black below and to the right."""
    packed = np.zeros((3, height, width), np.float32)
    packed[:, : picture.shape[0], : picture.shape[1]] = picture.transpose(2, 0, 1)
    return packed


def _whole_steps(picture: Picture) -> tuple[int, int]:
    """Return the height and width that the network can halve five times."""
    height, width = (-(-side // _PICTURE_STEP) * _PICTURE_STEP for side in picture.shape[:2])
    return height, width


def _sureness(heat: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.maximum(heat, _COLDEST))), np.float32)


def _read_out(threshold: float, maps: Maps) -> Detections:
    """Turn the network's maps into boxes with points.

    Heat is how sure a face's middle lies in the cell; size is the logarithm of height and width
    in cells; offset is where in the cell the middle lies; points are shares of the box. Vertical
    values come before horizontal ones.
    """
    row, column = np.nonzero(maps[0] > np.log(threshold / (1 - threshold)))
    found = maps[:, row, column]
    high, wide = np.exp(found[1:3]) * _MAP_STEP
    left = (column + found[4] + 0.5) * _MAP_STEP - wide / 2
    top = (row + found[3] + 0.5) * _MAP_STEP - high / 2
    boxes = np.empty((len(row), COLUMNS), np.float32)
    boxes[:, :5] = np.stack([left, top, left + wide, top + high, _sureness(found[0])], axis=1)
    boxes[:, 5::2] = (found[6::2] * wide + left).T
    boxes[:, 6::2] = (found[5::2] * high + top).T
    return boxes


def _broken() -> EngineError:
    return EngineError(
        "The face finder does not work on this computer.",
        "Run the self-check (consentdesk doctor) and give its text to your technician.",
    )
