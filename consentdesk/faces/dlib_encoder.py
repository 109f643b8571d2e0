"""The face matcher: dlib's face encoder fed with the detector's five points.

Imported in a worker, and only when a gallery is given or a portrait is enrolled: a program that
only looks for faces must never load a recognition model.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.faces.chip import Chip, cut_chip
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array
from consentdesk.faces.versions import MATCHER_VERSION

VECTOR_LENGTH = 128


class DlibEncoder:
    """Turns faces into vectors: the mean of the face's and of its mirror image's.

    The mirror image halves the distance noise at the cost of a second run (face survey, 4.2).
    """

    version = MATCHER_VERSION

    def __init__(self) -> None:
        """Load the model.

        Raises:
            EngineError: dlib or its model is missing or cannot be run here.
        """
        try:
            # Here, not above: importing this module alone must not load the library.
            import dlib

            self._network = dlib.face_recognition_model_v1(str(_model_file()))
        except (ImportError, OSError, RuntimeError, SystemExit) as reason:
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
        try:
            for row, chip in zip(rows, chips, strict=True):
                row[:] = self._vector(chip)
        except (RuntimeError, MemoryError) as reason:
            raise _broken() from reason
        return rows

    def _vector(self, chip: Chip) -> NDArray[np.float64]:
        mirrored = np.ascontiguousarray(chip[:, ::-1])
        one, other = (self._network.compute_face_descriptor(view) for view in (chip, mirrored))
        return (np.array(one, np.float64) + np.array(other, np.float64)) / 2


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
