"""Whether a picture can enrol a pupil: one face, big, sharp and light enough."""

from collections.abc import Sequence

from consentdesk.faces.chip import Quality
from consentdesk.faces.ports import FoundFace

SMALLEST_PORTRAIT = 80
"""Pixels of height; below, a portrait's own blur costs matches (face survey, 4.3)."""

_SURE = 0.5
"""Detector score of a face worth mentioning: one false box in six photos."""

_SECOND_FACE = 0.4
"""Share of the main face's height from which another face makes it unclear who is meant."""

_DARK = 50.0
_BLURRED = 0.08


def sitters(faces: Sequence[FoundFace]) -> tuple[FoundFace, ...]:
    """Return the faces the picture may be a portrait of, the main one first.

    Args:
        faces: as found, the biggest first.
    """
    sure = [face for face in faces if face.score >= _SURE]
    return tuple(face for face in sure if face.box.height >= _SECOND_FACE * sure[0].box.height)


def portrait_problems(faces: Sequence[FoundFace], quality: Quality | None) -> tuple[str, ...]:
    """Return what stands against enrolling the picture, in sentences for the office.

    Args:
        faces: of `sitters`.
        quality: of the only sitter's chip, None unless there is exactly one.
    """
    if not faces:
        return ("No face was found in this picture.",)
    if len(faces) > 1 or quality is None:
        return ("More than one face is in this picture; choose one that shows the pupil alone.",)
    found = []
    if faces[0].box.height < SMALLEST_PORTRAIT:
        found.append(f"The face is smaller than {SMALLEST_PORTRAIT} pixels.")
    if quality.light < _DARK:
        found.append("The face is too dark.")
    if quality.sharpness < _BLURRED:
        found.append("The face is not sharp.")
    return tuple(found)
