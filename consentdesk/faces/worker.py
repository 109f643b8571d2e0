"""What a worker process does with one photo; every function here runs in the child.

Importing this module loads no engine. The detector is loaded at its first use; the encoder only
when a gallery is given or a portrait is enrolled. Vectors of found faces go back to the scan, in
memory, and to nowhere else.
"""

import sys
import time
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from itertools import compress

from consentdesk.domain.errors import EngineError
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import USUAL_SEARCH, Search, SearchDepth
from consentdesk.faces.chip import cut_chip, quality_of
from consentdesk.faces.close_look import look_closely
from consentdesk.faces.compare import compare_all
from consentdesk.faces.engine_files import (
    DetectorFile,
    EncoderFile,
    read_detector,
    read_encoder,
)
from consentdesk.faces.portrait import portrait_advice, portrait_problems, sitters
from consentdesk.faces.ports import (
    BUILT_IN,
    CheckedFace,
    CheckedPhoto,
    ComparedFace,
    EngineFiles,
    FaceDetector,
    FaceMatcher,
    FoundFace,
    Gallery,
    PortraitCheck,
)
from consentdesk.faces.resize import as_array
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.thumbnails import (
    THUMBNAIL_EDGE,
    PreparedPhoto,
    face_picture,
    fingerprint,
    prepare,
    to_jpeg,
)

_ENGINE_MODULES = (
    "onnxruntime",
    "openvino",
    "consentdesk.faces.centerface",
    "consentdesk.faces.onnx_detector",
    "dlib",
    "_dlib_pybind11",
    "face_recognition",
    "face_recognition_models",
    "consentdesk.faces.dlib_encoder",
    "consentdesk.faces.onnx_encoder",
)


def _detector(engine: EngineFiles) -> FaceDetector:
    return _their_detector(read_detector(engine.detector)) if engine.detector else _our_detector()


def _encoder(engine: EngineFiles) -> FaceMatcher:
    return _their_encoder(read_encoder(engine.encoder)) if engine.encoder else _our_encoder()


@cache
def _our_detector() -> FaceDetector:
    from consentdesk.faces.centerface import CenterFace

    return CenterFace()


@cache
def _our_encoder() -> FaceMatcher:
    from consentdesk.faces.dlib_encoder import DlibEncoder

    return DlibEncoder()


# One each: a changed file has another version, and the worker forgets the one before.
@lru_cache(maxsize=1)
def _their_detector(described: DetectorFile) -> FaceDetector:
    from consentdesk.faces.onnx_detector import OnnxDetector

    return OnnxDetector(described)


@lru_cache(maxsize=1)
def _their_encoder(described: EncoderFile) -> FaceMatcher:
    from consentdesk.faces.onnx_encoder import OnnxEncoder

    return OnnxEncoder(described)


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


def faces_at_places(
    data: bytes, places: tuple[Box, ...], engine: EngineFiles = BUILT_IN
) -> tuple[tuple[Box, ...], ...]:
    """Find the faces in and around each of these places; loads no encoder.

    Args:
        data: the photo's file.
        places: in upright pixels of the photo; so are the boxes returned, a row for each place.
        engine: which detector.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: the detector does not work on this machine.
    """
    photo, detector = as_array(open_photo(data)), _detector(engine)
    return tuple(look_closely(detector, photo, place) for place in places)


def near_faces(data: bytes, engine: EngineFiles = BUILT_IN) -> tuple[FoundFace, ...]:
    """Find the near faces of a finished photo in one pass; loads no encoder.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: the detector does not work on this machine.
    """
    return _detector(engine).find(open_photo(data), Search(SearchDepth.NEAR, upright=True))


def upright_copy(data: bytes, max_edge: int, quality: int) -> bytes:
    """Return any photo as an upright JPEG without metadata.

    Args:
        data: the photo's file.
        max_edge: longest side of the result in pixels; smaller photos keep their size.
        quality: of the JPEG, 1 to 95.

    Raises:
        PhotoError: the bytes are no photo that can be read.
    """
    return to_jpeg(open_photo(data, max_edge=max_edge), quality)


def looks_of(data: bytes) -> int:
    """Return the difference hash of any picture, to find it under another name or size.

    Raises:
        PhotoError: the bytes are no photo that can be read.
    """
    return fingerprint(open_photo(data, max_edge=THUMBNAIL_EDGE))


def day_taken(data: bytes) -> date | None:
    """Return the day a photo was taken as its camera wrote it, None when it did not.

    Raises:
        PhotoError: the bytes are no photo that can be read.
    """
    taken_at = read_header(data).taken_at
    return None if taken_at is None else taken_at.date()


def judge_portrait(data: bytes, engine: EngineFiles = BUILT_IN) -> PortraitCheck:
    """Check whether a picture can enrol a pupil; makes no vector and loads no encoder.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: the detector does not work on this machine.
    """
    return _judged(open_photo(data), engine)[1]


def enrol_portrait(data: bytes, engine: EngineFiles = BUILT_IN) -> PortraitCheck:
    """Check a pupil's portrait and turn it into a vector.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: an engine does not work on this machine.
    """
    pixels = open_photo(data)
    faces, check = _judged(pixels, engine)
    if not check.ok:
        return check
    vector = _encoder(engine).vectors(pixels, faces)[0]
    return replace(check, vector=tuple(float(number) for number in vector))


def face_vector(data: bytes, engine: EngineFiles = BUILT_IN) -> tuple[float, ...] | None:
    """Turn the main face of a test photo into a vector, for measuring an encoder.

    None when there is no face, or one too small to be compared.

    Raises:
        PhotoError: the bytes are no photo that can be read.
        EngineError: an engine does not work on this machine.
    """
    pixels, encoder = open_photo(data), _encoder(engine)
    faces = sitters(_detector(engine).find(pixels, Search(SearchDepth.NEAR)))[:1]
    big = [face for face in faces if face.box.height >= encoder.lines.smallest]
    rows = encoder.vectors(pixels, big)
    return tuple(map(float, rows[0])) if big else None


def _judged(
    pixels: PixelBuffer, engine: EngineFiles
) -> tuple[tuple[FoundFace, ...], PortraitCheck]:
    """Return whom the picture shows and whether it can enrol a pupil, without a vector."""
    faces = sitters(_detector(engine).find(pixels, Search(SearchDepth.NEAR)))
    one = faces[0] if len(faces) == 1 else None
    quality = quality_of(cut_chip(as_array(pixels), one.points)) if one else None
    problems = portrait_problems(faces, quality)
    advice: tuple[str, ...] = ()
    if one and quality and not problems:
        advice = portrait_advice(one, quality, pixels.width, pixels.height)
    return faces, PortraitCheck(not problems, problems, None, advice)


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
    big = [face.box.height >= encoder.lines.smallest for face in faces]
    rows = iter(encoder.vectors(pixels, list(compress(faces, big))))
    vectors = [next(rows) if is_big else None for is_big in big]
    photo = as_array(pixels)
    qualities = [quality_of(cut_chip(photo, face.points)) for face in faces]
    answers = compare_all(vectors, qualities, faces, gallery, encoder.lines, search.sensitivity)
    return tuple(
        ComparedFace(answer, None if vector is None else tuple(map(float, vector)))
        for answer, vector in zip(answers, vectors, strict=True)
    )
