"""The encoder is dlib's own network: same chip, same vector."""

import numpy as np
import pytest

from consentdesk.faces.chip import cut_chip
from consentdesk.faces.dlib_encoder import DlibEncoder, _model_file
from consentdesk.faces.resize import as_array
from tests.faces.painted import Scene
from tests.faces.planted import planted_face

pytestmark = pytest.mark.engine


def test_vectors_are_those_of_dlib(scene: Scene) -> None:
    dlib = pytest.importorskip("dlib", reason="dlib itself is not installed")
    theirs = dlib.face_recognition_model_v1(str(_model_file()))
    photo = as_array(scene.pixels)
    chips = [cut_chip(photo, planted_face(box).points) for box in scene.boxes]
    chips += list(np.random.default_rng(6).integers(0, 256, (7, 150, 150, 3), np.uint8))
    both = [(chip, np.ascontiguousarray(chip[:, ::-1])) for chip in chips]
    expected = [
        np.mean([theirs.compute_face_descriptor(view) for view in views], axis=0) for views in both
    ]
    assert np.abs(DlibEncoder().of_chips(chips) - np.array(expected)).max() < 1e-5
