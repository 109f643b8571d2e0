"""The product's detector and matcher as a face bench wants them: ``module:function``."""

from functools import cache
from pathlib import Path
from typing import Any

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.dlib_encoder import DlibEncoder
from consentdesk.faces.ports import FoundFace
from consentdesk.media.open_photo import open_photo

_detector = cache(CenterFace)
_encoder = cache(DlibEncoder)


def find_faces(path: str) -> list[dict[str, Any]]:
    """Return a dict a face: ``box`` (left, top, right, bottom) and ``score``, as in Look."""
    return [_as_dict(face) for face in _found(path)[1]]


def find_faces_with_vectors(path: str) -> list[dict[str, Any]]:
    """Return the same with ``embedding``, 128 numbers a face, as in Match."""
    return _with_vectors(*_found(path))


def enrol_with_vectors(path: str) -> list[dict[str, Any]]:
    """Return the same for a portrait, found as when a pupil is enrolled."""
    pixels = open_photo(Path(path).read_bytes())
    return _with_vectors(pixels, _detector().find(pixels, Search(SearchDepth.NEAR)))


def _with_vectors(pixels: PixelBuffer, faces: tuple[FoundFace, ...]) -> list[dict[str, Any]]:
    rows = _encoder().vectors(pixels, faces)
    return [{**_as_dict(face), "embedding": row} for face, row in zip(faces, rows, strict=True)]


def _found(path: str) -> tuple[PixelBuffer, tuple[FoundFace, ...]]:
    pixels = open_photo(Path(path).read_bytes())
    return pixels, _detector().find(pixels, Search())


def _as_dict(face: FoundFace) -> dict[str, Any]:
    box = face.box
    return {"box": (box.x, box.y, box.right, box.bottom), "score": face.score}
