"""May this photo go to this channel? The one function that can say "cleared".

Cleared means decided, never "no alarm" (design rule 1). Whatever is missing, unknown, failed,
stale or unread keeps the photo back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Limit, Permission
from consentdesk.domain.crop import crop_without
from consentdesk.domain.face import DispositionKind, Region
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Decision, PhotoReview

GROUP_SIZE = 3
"""People who must be in a picture for a pupil who agreed to group photos only."""

CLOSE_UP_SHARE = 0.25
"""A face taller than this share of the published picture is a close-up."""

VISIBLE_PEOPLE = frozenset(
    {
        DispositionKind.THIS_PUPIL,
        DispositionKind.THIS_ADULT,
        DispositionKind.VISITOR,
        DispositionKind.NO_LOOK_OUT,
    }
)


class Outcome(StrEnum):
    """The three answers; only one of them publishes."""

    CLEARED = "cleared"
    NEEDS_DECISION = "needs_decision"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a photo is not cleared.

    Attributes:
        code: stable word.
        text: sentence for the desk; names nobody.
        region_id: the face it is about, if any.
    """

    code: str
    text: str
    region_id: RegionId | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one photo and one channel, with every reason."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()

    @property
    def cleared(self) -> bool:
        """Whether the photo may be published on the channel now."""
        return self.outcome is Outcome.CLEARED


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Everything a verdict rests on.

    Attributes:
        permissions: of each person for the channel, today; a person who is not in it is
            unknown and not allowed.
        register_version: of the register now.
        closed_roster: whether the batch still has a stated closed roster with its classes.
        look_outs: the restricted people on the batch's roster today.
    """

    photo: Photo
    review: PhotoReview
    channel: Channel
    permissions: Mapping[PersonId, Permission]
    register_version: int
    closed_roster: bool
    look_outs: frozenset[PersonId] = frozenset()


def verdict(facts: PhotoFacts) -> Verdict:
    """Return whether the photo is cleared for the channel, and every reason if not."""
    held = _held(facts)
    if held:
        return Verdict(Outcome.HELD, held)
    missing = _missing(facts)
    if missing:
        return Verdict(Outcome.NEEDS_DECISION, missing)
    return Verdict(Outcome.CLEARED)


def published_frame(photo: Photo, review: PhotoReview) -> Box | None:
    """Return the part of the photo that is published, upright full-resolution pixels.

    None when a face cannot be cropped away without losing the photo.
    """
    away = [r.box for r in review.regions if _kind(review, r) is DispositionKind.CROP_AWAY]
    keep = [r.box for r in review.regions if _kind(review, r) in VISIBLE_PEOPLE]
    return crop_without(photo.details.width, photo.details.height, away, keep)


def covered_boxes(review: PhotoReview) -> tuple[Box, ...]:
    """Return the boxes that a solid cover hides in the published copy."""
    return tuple(r.box for r in review.regions if _kind(review, r) is DispositionKind.COVER)


def _kind(review: PhotoReview, region: Region) -> DispositionKind | None:
    decision = review.decisions.get(region.id)
    return None if decision is None else decision.disposition.kind


def _held(facts: PhotoFacts) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    photo, review = facts.photo, facts.review
    if not facts.channel.details.is_open:
        reasons.append(Reason("channel_closed", "This channel is closed."))
    if photo.state is PhotoState.FAILED:
        reasons.append(Reason("failed", photo.problem or "The photo could not be checked."))
    if photo.state is PhotoState.SET_ASIDE:
        reasons.append(Reason("set_aside", photo.problem or "The photo was set aside."))
    if review.hold is not None:
        reasons.append(Reason("held_by_hand", review.hold))
    frame = published_frame(photo, review)
    if frame is None:
        reasons.append(
            Reason("crop_impossible", "A face cannot be cropped away here; cover it instead.")
        )
    for region in review.regions:
        reasons.extend(_held_by_face(facts, region, frame))
    return tuple(reasons)


def _held_by_face(facts: PhotoFacts, region: Region, frame: Box | None) -> list[Reason]:
    decision = facts.review.decisions.get(region.id)
    if decision is None:
        return []
    kind = decision.disposition.kind
    if kind is DispositionKind.VISITOR:
        return [Reason("visitor", "A visitor is in the photo; cover or crop the face.", region.id)]
    if kind in {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}:
        return _held_by_person(facts, region, decision, frame)
    return []


def _held_by_person(
    facts: PhotoFacts, region: Region, decision: Decision, frame: Box | None
) -> list[Reason]:
    person = decision.disposition.person_id
    permission = None if person is None else facts.permissions.get(person)
    if permission is None:
        text = "A person in the photo is not on the school's roll."
        return [Reason("unknown_person", text, region.id)]
    if not permission.allowed:
        text = "A person in the photo may not appear on this channel."
        return [Reason("not_allowed", text, region.id)]
    return _held_by_limit(facts.review, region, permission, frame)


def _held_by_limit(
    review: PhotoReview, region: Region, permission: Permission, frame: Box | None
) -> list[Reason]:
    reasons = []
    people = sum(1 for r in review.regions if _kind(review, r) in VISIBLE_PEOPLE)
    if Limit.GROUP_ONLY in permission.limits and people < GROUP_SIZE:
        text = "A person here may appear in group photos only."
        reasons.append(Reason("group_only", text, region.id))
    height = 0 if frame is None else frame.height
    if Limit.NOT_CLOSE_UP in permission.limits and region.box.height > CLOSE_UP_SHARE * height:
        text = "A person here may not be shown close up."
        reasons.append(Reason("close_up", text, region.id))
    return reasons


def _missing(facts: PhotoFacts) -> tuple[Reason, ...]:
    review = facts.review
    reasons: list[Reason] = []
    searched, wanted = facts.photo.searched, facts.photo.wanted
    too_shallow = searched is not None and not searched.reaches(wanted)
    if facts.photo.state is PhotoState.BROUGHT_IN or too_shallow:
        reasons.append(Reason("not_scanned", _not_scanned(facts.photo)))
    for region in review.undecided:
        reasons.append(Reason("undecided", "A face still needs a decision.", region.id))
    for region in review.regions:
        reasons.extend(_stale_exclusion(facts, region))
    if review.look is None:
        reasons.append(Reason("not_looked_at", "Nobody has finished looking at this photo."))
    elif review.look.register_version != facts.register_version:
        text = "The register changed after this photo was checked; look at it again."
        reasons.append(Reason("register_changed", text))
    return tuple(reasons)


def _not_scanned(photo: Photo) -> str:
    if photo.searched is None:
        return "Faces have not been looked for yet."
    return "The search for faces has not ended yet."


def _stale_exclusion(facts: PhotoFacts, region: Region) -> list[Reason]:
    decision = facts.review.decisions.get(region.id)
    if decision is None or decision.disposition.kind is not DispositionKind.NO_LOOK_OUT:
        return []
    if facts.closed_roster and facts.look_outs <= decision.look_outs:
        return []
    text = "The look-outs changed after this face was checked against them."
    return [Reason("exclusion_outdated", text, region.id)]
