"""What a worker process does with one photo; every function here runs in the child.

Importing this module loads no engine. The detector is loaded at its first use; the encoder only
when a gallery is given or a portrait is enrolled. Vectors of found faces go back to the scan, in
memory, and to nowhere else.
"""

import sys
import time
from functools import cache
from typing import TYPE_CHECKING

from consentdesk.domain.errors import EngineError
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.search import USUAL_SEARCH, Search, SearchDepth
from consentdesk.faces.chip import cut_chip, quality_of
from consentdesk.faces.compare import compare_all
from consentdesk.faces.portrait import portrait_problems, sitters
from consentdesk.faces.ports import (
    BUILT_IN,
    CheckedFace,
    CheckedPhoto,
    ComparedFace,
    EngineFiles,
    FaceDetector,
    FoundFace,
    Gallery,
    PortraitCheck,
)
from consentdesk.faces.resize import as_array
from consentdesk.media.open_photo import open_photo
from consentdesk.media.thumbnails import PreparedPhoto, face_picture, prepare

if TYPE_CHECKING:
    from consentdesk.faces.dlib_encoder import DlibEncoder

_ENGINE_MODULES = (
    "onnxruntime",
    "consentdesk.faces.centerface",
    "dlib",
    "_dlib_pybind11",
    "face_recognition",
    "face_recognition_models",
    "consentdesk.faces.dlib_encoder",
)


@cache
def _detector(engine: EngineFiles) -> FaceDetector:
    from consentdesk.faces.centerface import CenterFace

    return CenterFace()


@cache
def _encoder(engine: EngineFiles) -> "DlibEncoder":
    from consentdesk.faces.dlib_encoder import DlibEncoder

    return DlibEncoder()


def load_detector(engine: EngineFiles = BUILT_IN) -> str:
    """Load the detector, so that the first photo is quick; return its version.

    Raises:
        EngineError: it does not work on this machine.
    """
    return _detector(engine).version


def loaded_models() -> tuple[str, ...]:
    """Return which engine modules this worker has loaded, for the proof that Look loads no more."""
    return tuple(name for name in _ENGINE_MODULES if name in sys.modules)


def prepare_photo(data: bytes) -> PreparedPhoto:
    """Make the small pictures of a photo.

    Raises:
        PhotoError: the bytes are no photo that can be read.
    """
    return prepare(data)


def check_photo(
    data: bytes,
    gallery: Gallery | None,
    search: Search = USUAL_SEARCH,
    known: tuple[FoundFace, ...] | None = None,
    engine: EngineFiles = BUILT_IN,
) -> CheckedPhoto:
    """Find the faces of a photo and, when a gallery is given, compare them with it.

    Args:
        data: the photo's file.
        gallery: the enrolled pupils of a Match batch; None looks for faces only.
        search: how deep and how readily.
        known: what this detector found in the same file by the same search before; None looks.
        engine: which detector and encoder.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: an engine does not work, or the gallery was made by another version of it.
    """
    began = time.perf_counter()
    pixels = open_photo(data)
    detector = _detector(engine)
    found = detector.find(pixels, search) if known is None else known
    version = detector.version
    compared: tuple[ComparedFace | None, ...] = (None,) * len(found)
    if gallery is not None:
        compared = _compared(pixels, found, gallery, search, engine)
        version = f"{version} {gallery.version}"
    faces = tuple(
        CheckedFace(face, face_picture(pixels, face.box), answer)
        for face, answer in zip(found, compared, strict=True)
    )
    seconds = time.perf_counter() - began
    return CheckedPhoto(faces, pixels.width, pixels.height, seconds, version)


def compare_photo(
    data: bytes,
    gallery: Gallery,
    search: Search,
    known: tuple[FoundFace, ...],
    engine: EngineFiles = BUILT_IN,
) -> tuple[ComparedFace, ...]:
    """Compare the faces found before with a gallery; looks for no face and makes no picture.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: the encoder does not work, or the gallery was made by another version of it.
    """
    return _compared(open_photo(data), known, gallery, search, engine)


def enrol_portrait(data: bytes, engine: EngineFiles = BUILT_IN) -> PortraitCheck:
    """Check a pupil's portrait and turn it into a vector.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: an engine does not work on this machine.
    """
    pixels = open_photo(data)
    faces = sitters(_detector(engine).find(pixels, Search(SearchDepth.NEAR)))
    chips = [cut_chip(as_array(pixels), face.points) for face in faces[:2]]
    quality = quality_of(chips[0]) if len(chips) == 1 else None
    problems = portrait_problems(faces, quality)
    if problems:
        return PortraitCheck(False, problems, None)
    vector = _encoder(engine).of_chips(chips)[0]
    return PortraitCheck(True, (), tuple(float(number) for number in vector))


def _compared(
    pixels: PixelBuffer,
    faces: tuple[FoundFace, ...],
    gallery: Gallery,
    search: Search,
    engine: EngineFiles,
) -> tuple[ComparedFace, ...]:
    """Compare the faces; those too small to be recognised are spared a vector."""
    encoder = _encoder(engine)
    if gallery.version != encoder.version:
        raise EngineError(
            "The portraits were enrolled with another version of the face comparison.",
            "Enrol the portraits again, then check the photos.",
        )
    photo = as_array(pixels)
    chips = [cut_chip(photo, face.points) for face in faces]
    big = [face.box.height >= encoder.lines.smallest for face in faces]
    rows = iter(encoder.of_chips([chip for chip, is_big in zip(chips, big, strict=True) if is_big]))
    vectors = [next(rows) if is_big else None for is_big in big]
    qualities = [quality_of(chip) for chip in chips]
    answers = compare_all(vectors, qualities, faces, gallery, encoder.lines, search.sensitivity)
    return tuple(
        ComparedFace(answer, None if vector is None else tuple(map(float, vector)))
        for answer, vector in zip(answers, vectors, strict=True)
    )
