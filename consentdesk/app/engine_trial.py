"""Tries a face engine on drawn portraits: before it is chosen, and in the self-check."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from consentdesk.demo.portraits import paint_portrait
from consentdesk.domain.errors import EngineError
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.search import USUAL_SEARCH
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedPhoto, EngineFiles, FoundFace
from consentdesk.faces.worker import check_photo, enrol_portrait
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.services.finding.face_engine import matcher_version_of

T = TypeVar("T")

_HEADS = ("a02", "p02", "p04")
"""Drawn heads that travel with the program: pale, brown and dark."""


def try_detector(pool: FacePool, engine: EngineFiles) -> str:
    """Look for the face in each of three drawn portraits; return what came of it.

    Raises:
        EngineError: the detector does not work, misses one, or mixes up a face's points.
    """
    jobs = [(_portrait(head, 1), None, USUAL_SEARCH, None, engine) for head in _HEADS]
    photos = _answers(pool, check_photo, jobs)
    for photo in photos:
        faces = [face.found for face in photo.faces if _is_the_face(face.found, photo)]
        if not faces:
            raise _unfit("does not find the face of a drawn portrait")
        if not all(_upright(face) for face in faces):
            raise _unfit("does not give a face's points as left eye, right eye, nose, mouth")
    extra = sum(face.found.usable for photo in photos for face in photo.faces) - len(photos)
    words = f" and {extra} boxes beside them" if extra > 0 else ""
    return f"The detector finds drawn faces{words} ({photos[0].engine_version})."


def try_encoder(pool: FacePool, engine: EngineFiles) -> str:
    """Compare two portraits of one drawn head and one of another; return what came of it.

    Raises:
        EngineError: the encoder does not work or cannot tell the two apart.
    """
    first, other, _ = _HEADS
    shown = [(first, 1), (first, 2), (other, 1)]
    checks = _answers(pool, enrol_portrait, [(_portrait(*one), engine) for one in shown])
    here, again, elsewhere = (check.vector or () for check in checks)
    if not (here and again and elsewhere):
        raise _unfit("cannot be tried: the detector takes no drawn portrait for a portrait")
    same, different = math.dist(here, again), math.dist(here, elsewhere)
    if not same < different:
        raise _unfit(f"puts one drawn head {same:.3f} apart and two heads {different:.3f}")
    version = matcher_version_of(engine)
    return (
        f"The encoder puts one drawn head {same:.2f} apart, two heads {different:.2f} ({version})."
    )


def _portrait(head: str, number: int) -> bytes:
    return to_jpeg(paint_portrait(head, number))


def _answers(
    pool: FacePool, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]
) -> tuple[T, ...]:
    """Return what a worker answers to each job, in order."""
    values: dict[int, T] = {}
    for answer in pool.run(work, enumerate(jobs), cancel=CancelToken()):
        if answer.value is None:
            raise answer.error or _unfit("does not work")
        values[answer.key] = answer.value
    return tuple(values[number] for number in range(len(jobs)))


def _is_the_face(face: FoundFace, photo: CheckedPhoto) -> bool:
    """Whether the box lies in the middle of a portrait and is as big as a face in one."""
    box = face.box
    across, down = (box.x + box.width / 2) / photo.width, (box.y + box.height / 2) / photo.height
    middle = abs(across - 0.5) < 0.1 and abs(down - 0.5) < 0.12
    return face.usable and middle and 0.2 < box.height / photo.height < 0.6


def _upright(face: FoundFace) -> bool:
    left_eye, right_eye, nose, left_mouth, right_mouth = face.points
    across = left_eye[0] < nose[0] < right_eye[0] and left_mouth[0] < right_mouth[0]
    eyes, mouth = max(left_eye[1], right_eye[1]), min(left_mouth[1], right_mouth[1])
    return across and eyes < nose[1] < mouth


def _unfit(what: str) -> EngineError:
    return EngineError(
        f"The face engine {what}.",
        "Correct its description (docs/engines.md), or go back to the built-in engine.",
    )
