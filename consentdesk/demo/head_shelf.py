"""The drawn heads that travel with the program, taken from the shelf when a scene needs them."""

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from consentdesk.media.cutout import load_cutout
from consentdesk.shipped import shipped_file

SCENE_VIEWS = ("ahead", "smiling", "left", "cheering", "calm", "aside")
PORTRAIT_VIEWS = ("portrait_1", "portrait_2", "portrait_3")


@dataclass(frozen=True, slots=True)
class HeadCutout:
    """One head in one view.

    Attributes:
        pixels: (height, width, 4) bytes, sRGB and opacity.
        face: x, y, width, height of the face, hairline to chin, as shares of the picture.
    """

    pixels: NDArray[np.uint8]
    face: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class HeadNotes:
    """What is known of a head besides its pictures: age from 0 to 1, sRGB skin, face boxes."""

    grown: float
    skin: tuple[int, int, int]
    faces: dict[str, tuple[float, float, float, float]]


@lru_cache(maxsize=1)
def head_notes() -> dict[str, HeadNotes]:
    """Return the notes of every head on the shelf, by key."""
    text = shipped_file("resources", "demo", "heads.json").read_text(encoding="utf-8")
    return {key: _notes(entry) for key, entry in json.loads(text).items()}


def _notes(entry: dict[str, object]) -> HeadNotes:
    skin, faces, grown = entry["skin"], entry["faces"], entry["grown"]
    assert isinstance(skin, list)
    assert isinstance(faces, dict)
    assert isinstance(grown, int | float)
    boxes = {view: (box[0], box[1], box[2], box[3]) for view, box in faces.items()}
    return HeadNotes(float(grown), (skin[0], skin[1], skin[2]), boxes)


@lru_cache(maxsize=64)
def take_head(key: str, view: str) -> HeadCutout:
    """Return a head by its key and view.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    data = shipped_file("resources", "demo", "heads", f"{key}_{view}.webp").read_bytes()
    width, height, rgba = load_cutout(data)
    pixels = np.frombuffer(rgba, np.uint8).reshape(height, width, 4)
    return HeadCutout(pixels, head_notes()[key].faces[view])
