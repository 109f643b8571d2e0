"""Faces in a photo: what the machine found, what it proposes, what a person decided."""

from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.ids import PersonId, PhotoId, RegionId, VaultKey
from consentdesk.domain.pixels import Box


class RegionOrigin(StrEnum):
    """Who drew the box."""

    FOUND = "found"
    DRAWN = "drawn"


class RegionSize(StrEnum):
    """What the machine says about a box it found."""

    FACE = "face"
    MAYBE = "maybe"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Region:
    """A face, or an area drawn by hand.

    Attributes:
        box: upright full-resolution pixels of the photo.
        score: the detector's, 0 to 1; 1 for a drawn region.
        picture: the face enlarged from full-resolution pixels, in the vault.
        shown: whether it stood enlarged before a person.
    """

    id: RegionId
    photo_id: PhotoId
    box: Box
    origin: RegionOrigin
    size: RegionSize
    score: float
    picture: VaultKey
    shown: bool = False


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A box before it has a number: what the machine found or a person drew.

    Attributes:
        box: upright full-resolution pixels of the photo.
        score: the detector's, 0 to 1; 1 for a drawn region.
        picture: the face enlarged from full-resolution pixels, in the vault.
    """

    box: Box
    size: RegionSize
    score: float
    picture: VaultKey


SAME_FACE = 0.5
"""Common area over joint area from which two boxes are one face: the customary line of
detection benchmarks."""


def shared_area(one: Box, other: Box) -> float:
    """Return the common area of two boxes over their joint area, 0 to 1."""
    common = one.overlap(other)
    return common / (one.area + other.area - common)


@dataclass(frozen=True, slots=True)
class KnownFace:
    """What a detector found in a file, so that it need not look again.

    Attributes:
        box: upright full-resolution pixels of the photo.
        score: the detector's, 0 to 1.
        points: eyes, nose and corners of the mouth, (x, y) in the same pixels.
    """

    box: Box
    score: float
    points: tuple[tuple[float, float], ...]


class SuggestionOutcome(StrEnum):
    """What comparing said about a face; never a decision."""

    SUGGESTION = "suggestion"
    NO_SUGGESTION = "no_suggestion"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person a face may be.

    Attributes:
        distance: of the vectors; smaller is more alike.
        words: the distance in words.
        look_alike: named because this person and a better candidate, such as twins, look so
            alike that distance cannot tell them apart.
    """

    person_id: PersonId
    distance: float
    words: str
    look_alike: bool = False


NEARLY_AS_ALIKE = 0.06
"""Difference of distances that decides nothing: our own choice, twice the engine's band of
doubt. It orders the queue and marks faces; it clears nothing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine proposes about one region; candidates best first."""

    region_id: RegionId
    outcome: SuggestionOutcome
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""

    @property
    def likely(self) -> frozenset[PersonId]:
        """People whom the face resembles as much as the best candidate, or nearly so.

        A look-alike of a candidate is as likely as the candidate.
        """
        if self.outcome is not SuggestionOutcome.SUGGESTION or not self.candidates:
            return frozenset()
        near = self.candidates[0].distance + NEARLY_AS_ALIKE
        return frozenset(c.person_id for c in self.candidates if c.look_alike or c.distance <= near)


class DispositionKind(StrEnum):
    """What a person decided about a face."""

    THIS_PUPIL = "this_pupil"
    THIS_ADULT = "this_adult"
    VISITOR = "visitor"
    CANNOT_BE_RECOGNISED = "cannot_be_recognised"
    NOT_A_FACE = "not_a_face"
    COVER = "cover"
    CROP_AWAY = "crop_away"
    NO_LOOK_OUT = "no_look_out"


@dataclass(frozen=True, slots=True)
class Disposition:
    """A decision about a region.

    `NO_LOOK_OUT` comes from an exclusion check only: the person stated that this is none of
    the look-outs and no stranger.

    Raises:
        ValueError: a name is missing where the kind needs one, or given where it does not.
    """

    kind: DispositionKind
    person_id: PersonId | None = None

    def __post_init__(self) -> None:
        """Refuse a pupil without a name and a name without a pupil."""
        named = self.kind in {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}
        if named != (self.person_id is not None):
            raise ValueError(f"{self.kind} and person {self.person_id} do not go together")
