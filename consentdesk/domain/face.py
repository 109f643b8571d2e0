"""Faces in a photo: what the machine found, what it proposes, what a person decided."""

from collections.abc import Collection
from dataclasses import dataclass, replace
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


class RegionSubject(StrEnum):
    """What a region is around.

    A figure is a person whose face is not visible, or a whole body to be covered; writing is
    anything that names somebody or may be read: a label, a certificate, a screen, a plate.
    """

    FACE = "face"
    FIGURE = "figure"
    WRITING = "writing"


ENOUGH_MS = 400
"""Milliseconds for which a face must stand enlarged to count as compared with the look-outs: a
fixation and a glance beside it. Familiar faces are told apart within 0.2 to 0.4 s (Ramon et al.
2011, doi:10.1016/j.visres.2011.05.011); the lower end would be a reflex, not a comparison."""


@dataclass(frozen=True, slots=True)
class Region:
    """A face, or an area drawn by hand.

    Attributes:
        box: upright full-resolution pixels of the photo.
        score: the detector's, 0 to 1; 1 for a drawn region.
        picture: the face enlarged from full-resolution pixels, in the vault.
        seen_ms: for how long that picture stood before a person, milliseconds.
        turn: 0 face-on to 1 profile, None when it is not known.
        found_box: where the program found it, once a person gave it another box; else None.
    """

    id: RegionId
    photo_id: PhotoId
    box: Box
    origin: RegionOrigin
    size: RegionSize
    score: float
    picture: VaultKey
    seen_ms: int = 0
    subject: RegionSubject = RegionSubject.FACE
    turn: float | None = None
    found_box: Box | None = None

    @property
    def whole(self) -> Box:
        """The smallest box around where it was found and where a person put it.

        What hides or measures a face goes by it: a frame that was moved leaves nothing bare.
        """
        return self.box if self.found_box is None else self.box.around(self.found_box)

    @property
    def shown(self) -> bool:
        """Whether it stood enlarged before a person."""
        return self.seen_ms > 0

    @property
    def compared_by_eye(self) -> bool:
        """Whether it stood there long enough to be compared with the look-outs."""
        return self.seen_ms >= ENOUGH_MS


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face stood enlarged before a person; it counts for that picture of the face only.

    Attributes:
        picture: what was on the screen, as it lies in the vault.
        ms: for how long, milliseconds.
    """

    picture: VaultKey
    ms: int


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A box before it has a number: what the machine found or a person drew.

    Attributes:
        box: upright full-resolution pixels of the photo.
        score: the detector's, 0 to 1; 1 for a drawn region.
        picture: the face enlarged from full-resolution pixels, in the vault.
        turn: 0 face-on to 1 profile, None when it is not known.
    """

    box: Box
    size: RegionSize
    score: float
    picture: VaultKey
    subject: RegionSubject = RegionSubject.FACE
    turn: float | None = None


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

    def without(self, people: frozenset[PersonId]) -> "Suggestion":
        """Return it without the people a person said the face is not."""
        kept = tuple(c for c in self.candidates if c.person_id not in people)
        if len(kept) == len(self.candidates):
            return self
        if kept or self.outcome is SuggestionOutcome.CANNOT_TELL:
            return replace(self, candidates=kept)
        return Suggestion(self.region_id, SuggestionOutcome.NO_SUGGESTION)

    @property
    def likely(self) -> frozenset[PersonId]:
        """People whom the face resembles as much as the best candidate, or nearly so.

        A look-alike of a candidate is as likely as the candidate.
        """
        if self.outcome is not SuggestionOutcome.SUGGESTION or not self.candidates:
            return frozenset()
        near = self.candidates[0].distance + NEARLY_AS_ALIKE
        return frozenset(c.person_id for c in self.candidates if c.look_alike or c.distance <= near)


def names_any_of(suggestion: Suggestion | None, people: Collection[PersonId]) -> bool:
    """Tell whether any candidate is one of these people, also of a face the machine cannot tell."""
    return suggestion is not None and any(
        candidate.person_id in people for candidate in suggestion.candidates
    )


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
    MOSAIC = "mosaic"


@dataclass(frozen=True, slots=True)
class Disposition:
    """A decision about a region.

    `NO_LOOK_OUT` comes from an exclusion check only: the person stated that this is none of
    the look-outs and no stranger. `MOSAIC` states that it is none of the look-outs, be it a
    stranger: somebody who need not be hidden as well as a cover hides.

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
