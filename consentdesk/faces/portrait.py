"""Whether a picture can enrol a pupil, and what would make a better one."""

from collections.abc import Sequence

import numpy as np

from consentdesk.faces.chip import Quality
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.turn import turn_of

SMALLEST_PORTRAIT = 80
"""Pixels of height; below, a portrait's own blur costs matches (face survey, 4.3)."""

GOOD_PORTRAIT = 100
"""Pixels of height; between 64 and 128 half of what smallness costs is won (face survey, 4.3)."""

_SURE = 0.5
"""Detector score of a face worth mentioning: one false box in six photos."""

_SECOND_FACE = 0.4
"""Share of the main face's height from which another face makes it unclear who is meant."""

_DARK = 50.0
_BLURRED = 0.08

# Halfway from what cannot be used to what a plain portrait has (face survey, 4.4).
_RATHER_DARK = 75.0
_RATHER_BLURRED = 0.1

_TURNED = 0.5
"""Way of the nose from the middle of the eyes over half their distance. Of 180 portraits of 30
adults, those turned farther (11) lay beyond the line for one portrait from 22 % of the other
photos of the same person, the others from 2 %."""

_CUT = 0.1
"""Share of the face's height. Of 30 adults' portraits cut through the eyes, through the mouth or
through one eye, 27 or more each lay within; of 180 that were not cut, none. A portrait cut through
the eyes lies 0.49 from its own uncut picture, about as far as the line for three portraits."""


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
        return ("No face was found in this picture. Choose one that shows it from the front.",)
    if len(faces) > 1 or quality is None:
        return ("More than one face is in this picture. Choose one of the pupil alone.",)
    found = []
    if faces[0].box.height < SMALLEST_PORTRAIT:
        found.append(f"The face is smaller than {SMALLEST_PORTRAIT} pixels. Take it from nearer.")
    if quality.light < _DARK:
        found.append("The face is too dark. Take it in better light.")
    if quality.sharpness < _BLURRED:
        found.append("The face is not sharp. Take it again, held still.")
    return tuple(found)


def portrait_advice(face: FoundFace, quality: Quality, width: int, height: int) -> tuple[str, ...]:
    """Return what would make a portrait better that can be used, in sentences for the office.

    Args:
        face: the only sitter.
        quality: of its chip.
        width, height: of the upright picture in pixels.
    """
    found = []
    if face.box.height < GOOD_PORTRAIT:
        found.append("The face is rather small. A picture from nearer is better.")
    if quality.light < _RATHER_DARK:
        found.append("The face is rather dark. One in better light is better.")
    if quality.sharpness < _RATHER_BLURRED:
        found.append("The face is not quite sharp. One held still is better.")
    turn = turn_of(face.points)
    if turn is None or turn > _TURNED:
        found.append("The head is turned aside. One that looks into the camera is better.")
    if _cut_off(face, width, height):
        found.append("The picture's edge cuts off the eyes or mouth. A whole face is better.")
    return tuple(found)


def _cut_off(face: FoundFace, width: int, height: int) -> bool:
    """Tell whether an eye or a corner of the mouth lies at the picture's edge or beyond."""
    left_eye, right_eye, _, *mouth = np.array(face.points, np.float64)
    seen = np.array([left_eye, right_eye, *mouth])
    room = np.minimum(seen, np.array([width, height]) - seen).min()
    return bool(room < _CUT * face.box.height)
