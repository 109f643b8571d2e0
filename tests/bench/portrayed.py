"""Turns the pictures of a corpus into what the product compares: vector, face and quality."""

import io
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.search import USUAL_SEARCH, Search, SearchDepth
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.chip import CHIP_EDGE, Quality, cut_chip, quality_of
from consentdesk.faces.dlib_encoder import DlibEncoder
from consentdesk.faces.portrait import sitters
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.resize import as_array
from consentdesk.faces.suggested_lines import MeasuredPeople
from consentdesk.media.open_photo import open_photo

_SOFTER, _JPEG = 0.6, 80
"""Blur in pixels and quality of a shrunken picture (face survey, sections 1 and 4.3)."""

_detector, _encoder = cache(CenterFace), cache(DlibEncoder)


@dataclass(frozen=True)
class Portrayed:
    """The main face of one picture; ``file`` is where the picture lies."""

    file: Path
    vector: NDArray[np.float32]
    face: FoundFace
    quality: Quality


@dataclass(frozen=True)
class People:
    """A corpus's portraits and other photos by person, strangers, and pictures without a face."""

    enrolled: dict[str, tuple[Portrayed, ...]]
    probes: dict[str, tuple[Portrayed, ...]]
    strangers: tuple[Portrayed, ...]
    without: int = 0

    def measured(self) -> MeasuredPeople:
        """Return the vectors alone."""
        return MeasuredPeople(
            {who: _vectors(faces) for who, faces in self.enrolled.items()},
            {who: _vectors(faces) for who, faces in self.probes.items()},
            _vectors(self.strangers),
        )


def read_people(folder: Path) -> People:
    """Read ``enrol/<who>/``, ``probe/<who>/`` and ``strangers/`` at their full size."""
    enrolled, probes = _by_person(folder / "enrol"), _by_person(folder / "probe")
    files = _files(folder / "strangers")
    strangers = _faces(files)
    taken = sum(map(len, (*enrolled.values(), *probes.values(), strangers)))
    given = sum(len(_files(who)) for part in ("enrol", "probe") for who in _files(folder / part))
    known = {who: faces for who, faces in probes.items() if who in enrolled}
    return People(enrolled, known, strangers, given + len(files) - taken)


def shrunken(portrayed: Portrayed, height: int) -> Portrayed | None:
    """Return the face at another height in pixels, looked for anew; None when it is not found."""
    with Image.open(portrayed.file) as opened:
        picture = opened.convert("RGB")
    scale = height / portrayed.face.box.height
    size = (round(picture.width * scale), round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(_SOFTER))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=_JPEG)
    return _portrayed(portrayed.file, open_photo(file.getvalue()), USUAL_SEARCH)


def encoding_cost(faces: int) -> float:
    """Return CPU seconds for the vectors of so many faces of one photo, the median of five runs."""
    chips = [np.full((CHIP_EDGE, CHIP_EDGE, 3), number, np.uint8) for number in range(faces)]
    spent = []
    for _ in range(5):
        begun = time.process_time()
        _encoder().of_chips(chips)
        spent.append(time.process_time() - begun)
    return float(np.median(spent))


def _portrayed(file: Path, pixels: PixelBuffer, search: Search) -> Portrayed | None:
    main = sitters(_detector().find(pixels, search))[:1]
    if not main:
        return None
    quality = quality_of(cut_chip(as_array(pixels), main[0].points))
    return Portrayed(file, _encoder().vectors(pixels, main)[0], main[0], quality)


def _by_person(folder: Path) -> dict[str, tuple[Portrayed, ...]]:
    found = {who.name: _faces(_files(who)) for who in _files(folder)}
    return {who: faces for who, faces in found.items() if faces}


def _faces(files: list[Path]) -> tuple[Portrayed, ...]:
    near = Search(SearchDepth.NEAR)
    found = (_portrayed(file, open_photo(file.read_bytes()), near) for file in files)
    return tuple(face for face in found if face is not None)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _vectors(faces: tuple[Portrayed, ...]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, face.vector)) for face in faces)
