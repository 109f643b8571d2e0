"""What the face engine answers, and the two ports behind which an engine sits.

Everything here is plain data that crosses from a worker process to the window. A face vector
appears in one place only, `Reference`: the enrolled pupils of a batch that runs with matching.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.face import Candidate, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.pixels import Box, PixelBuffer

Points = tuple[tuple[float, float], ...]
SizeClass = Literal["face", "maybe", "too_small"]

SMALLEST_USABLE = 24
"""Pixels of height below which nobody recognises a face reliably (face survey, section 2)."""

SURE_SCORE = 0.3
"""Detector score below which a box is listed as "maybe a face" (one false box a clean photo)."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face, or what the detector takes for one.

    Attributes:
        box: hairline to chin, in upright full-resolution pixels, inside the photo.
        score: 0 to 1, how sure the detector is.
        points: left eye, right eye, nose, left and right corner of the mouth as they appear in
            the photo, (x, y) in upright full-resolution pixels; may lie outside a cut-off photo.
        usable: big enough and sure enough to be asked about.
        size_class: ``too_small`` under 24 px of height, else ``maybe`` or ``face`` by score.
    """

    box: Box
    score: float
    points: Points
    usable: bool
    size_class: SizeClass

    @classmethod
    def sized(cls, box: Box, score: float, points: Points) -> "FoundFace":
        """Return the face with its class read off its height and score."""
        size_class: SizeClass = "face" if score >= SURE_SCORE else "maybe"
        if box.height < SMALLEST_USABLE:
            size_class = "too_small"
        return cls(box, score, points, size_class == "face", size_class)


class FaceDetector(Protocol):
    """Finds faces; knows nothing about whose they are."""

    version: str

    def find(self, pixels: PixelBuffer) -> tuple[FoundFace, ...]:
        """Return every face of a photo, the biggest first.

        Raises:
            EngineError: the engine does not work on this machine.
        """
        ...

    def find_near(self, pixels: PixelBuffer) -> tuple[FoundFace, ...]:
        """Return the faces that are big in the photo, as in a portrait; quicker than `find`.

        Raises:
            EngineError: the engine does not work on this machine.
        """
        ...


class FaceMatcher(Protocol):
    """Turns faces into vectors whose distance says how alike two faces are."""

    version: str

    def vectors(self, pixels: PixelBuffer, faces: Sequence[FoundFace]) -> NDArray[np.float32]:
        """Return one row of 128 numbers a face, in the order given.

        Raises:
            EngineError: the engine does not work on this machine.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """One enrolled pupil.

    Attributes:
        person_id: the store's number of the pupil.
        vector: mean of the vectors of the pupil's register photos, 128 numbers.
        photos: how many register photos the mean is made of.
        wider: compare generously, because missing this pupil would do harm.
    """

    person_id: PersonId
    vector: tuple[float, ...]
    photos: int
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Gallery:
    """The enrolled pupils of one batch and the matcher version that made their vectors."""

    references: tuple[Reference, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One face against the gallery: the outcome, at most three candidates best first, and why."""

    outcome: SuggestionOutcome
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PortraitCheck:
    """Whether a picture can enrol a pupil.

    Attributes:
        ok: True when there is no problem.
        problems: sentences for the office, empty when ok.
        vector: 128 numbers when ok, else None.
    """

    ok: bool
    problems: tuple[str, ...]
    vector: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class CheckedFace:
    """A found face with its enlarged picture (encoded) and, in a Match batch, its comparison."""

    found: FoundFace
    picture: bytes
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class CheckedPhoto:
    """All faces of one photo.

    Attributes:
        faces: the biggest first.
        width, height: of the upright photo in full resolution.
        seconds: wall time of the check.
        engine_version: of every engine that took part.
    """

    faces: tuple[CheckedFace, ...]
    width: int
    height: int
    seconds: float
    engine_version: str
