"""What the face engine answers, and the two ports behind which an engine sits.

Everything here is plain data that crosses from a worker process to the window. Face vectors
appear in two places: in `Reference`, the enrolled pupils of a batch that runs with matching, and
in `CheckedFace`, where they live in memory until the scan ends and are never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.face import Candidate, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search

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

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return the faces of a photo, the biggest first.

        At depth NEAR those that are big in the photo, as in a portrait, in a fraction of the
        time; else every face.

        Raises:
            EngineError: the engine does not work on this machine.
        """
        ...


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The engines a school chose: description files, or empty for those that are built in."""

    detector: str = ""
    encoder: str = ""


BUILT_IN = EngineFiles()


@dataclass(frozen=True, slots=True)
class Lines:
    """Distances at which one encoder's answers change; measured for that very encoder.

    Attributes:
        one_photo, two_photos, more_photos: up to here a face is suggested, by the number of
            register photos of the pupil.
        small_more: farther for a face between `smallest` and `small` pixels of height.
        wider_more: farther for a pupil whom to miss would do harm.
        doubt: as far above the line the machine cannot tell.
        alike, very_alike: up to here a distance is put into those words.
        group: mean distance up to which faces of one batch are one person.
        look_alike: distance of two pupils' references under which they count as look-alikes.
        smallest: pixels of height under which distances say nothing.
        small: pixels of height under which a face lies farther from its own portrait.
    """

    one_photo: float
    two_photos: float
    more_photos: float
    small_more: float
    wider_more: float
    doubt: float
    alike: float
    very_alike: float
    group: float
    look_alike: float
    smallest: int = 40
    small: int = 64


class FaceMatcher(Protocol):
    """Turns faces into vectors whose distance says how alike two faces are.

    Attributes:
        version: names the network, its file and how it is used.
        lines: at which distances its answers change.
    """

    version: str
    lines: Lines

    def vectors(self, pixels: PixelBuffer, faces: Sequence[FoundFace]) -> NDArray[np.float32]:
        """Return one row of numbers a face, in the order given; every row equally long.

        Raises:
            EngineError: the engine does not work on this machine.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """One enrolled pupil.

    Attributes:
        person_id: the store's number of the pupil.
        vector: mean of the vectors of the pupil's register photos.
        photos: how many register photos the mean is made of.
        wider: compare generously, because missing this pupil would do harm.
        look_alikes: enrolled pupils, such as a twin, who are never told apart by distance alone.
    """

    person_id: PersonId
    vector: tuple[float, ...] = field(repr=False)
    photos: int
    wider: bool = False
    look_alikes: frozenset[PersonId] = frozenset()


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
        problems: why it cannot enrol, in sentences for the office; empty when ok.
        vector: the numbers of the face when ok, else None.
        advice: what would make it a better portrait; it enrols all the same.
    """

    ok: bool
    problems: tuple[str, ...]
    vector: tuple[float, ...] | None = field(repr=False)
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFace:
    """What comparing said about a face, and the vector it was compared by.

    Attributes:
        vector: lives in memory until the scan ends; None for a face too small to have one.
    """

    comparison: Comparison
    vector: tuple[float, ...] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckedFace:
    """A found face with its enlarged picture (encoded) and, in a Match batch, its comparison."""

    found: FoundFace
    picture: bytes = field(repr=False)
    compared: ComparedFace | None


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
