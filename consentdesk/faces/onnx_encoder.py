"""An encoder that a school brought along, as its description says.

Loaded in a worker, and only when a gallery is given or a portrait is enrolled.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.faces.chip import cut_chip
from consentdesk.faces.engine_files import EncoderFile
from consentdesk.faces.onnx_session import ModelFile
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array

_AT_ONCE = 8
"""Faces a run of the network; more at once cost memory and save no time."""

_TINY = 1e-9


class OnnxEncoder:
    """Turns faces into vectors with a school's own network."""

    def __init__(self, described: EncoderFile) -> None:
        """Load the model.

        Raises:
            EngineError: it cannot be loaded, or it does not take or give what an encoder must.
        """
        self.version = described.version
        self.lines = described.lines
        self._described = described
        self._template = np.array(described.template, np.float64)
        self._model = ModelFile(described.model)
        edge = described.edge
        if any(side not in {None, edge} for side in self._model.sides):
            raise self._model.refusal(f"does not take chips of {edge} x {edge} pixels")
        if len(self._model.outputs) != 1:
            raise self._model.refusal("must give the vectors and no more")
        # A grey chip's vector tells how long all are, and that the model runs at all.
        grey = np.full((1, edge, edge, 3), 128, np.uint8)
        self._length = self._run(grey).shape[1]

    def vectors(self, pixels: PixelBuffer, faces: Sequence[FoundFace]) -> NDArray[np.float32]:
        """Return one row of numbers a face, in the order given.

        Raises:
            EngineError: the model cannot be run or gives no vectors.
        """
        photo, edge = as_array(pixels), self._described.edge
        at_once = self._model.at_once or _AT_ONCE
        rows = np.empty((len(faces), self._length), np.float32)
        for first in range(0, len(faces), at_once):
            some = faces[first : first + at_once]
            chips = np.stack([cut_chip(photo, face.points, self._template, edge) for face in some])
            rows[first : first + at_once] = self._of_chips(chips)
        return rows

    def _of_chips(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        rows = self._run(chips)
        if self._described.mirror:
            rows += self._run(chips[:, :, ::-1])
            rows /= 2
        if self._described.normalise:
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
        return rows

    def _run(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return one row of numbers a chip."""
        count = len(chips)
        shown = self._described.shown.packed(chips)
        if self._model.at_once and count < self._model.at_once:
            missing = self._model.at_once - count
            shown = np.concatenate([shown, np.zeros((missing, *shown.shape[1:]), np.float32)])
        (name,) = self._model.outputs
        rows = np.asarray(self._model.run(shown, [name])[name], np.float32)
        if rows.ndim != 2 or len(rows) != len(shown) or not rows.shape[1]:
            raise self._model.refusal("does not give one row of numbers a face")
        return rows[:count]
