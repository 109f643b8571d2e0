"""May this photo go to this channel? The one function that can say "cleared".

Cleared means decided, never "no alarm" (design rule 1). Whatever is missing, unknown, failed,
stale or unread keeps the photo back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Limit, Permission, strictest
from consentdesk.domain.face import DispositionKind, Region, RegionSubject
from consentdesk.domain.identifiability import Identifiability, within
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.mosaic import STATES_NO_LOOK_OUT
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.photo_checks import FAILED, failed, unanswered
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import (
    HIDDEN,
    company_in_picture,
    identifiability_on,
    in_picture,
    kind_of,
    published_frame,
)
from consentdesk.domain.review import Decision, PhotoReview
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.said_elsewhere import NamedElsewhere, shown_unnamed

GROUP_SIZE = 3
"""People whose faces must be in a picture for a pupil who agreed to group photos only."""

CLOSE_UP_SHARE = 0.25
"""A face taller than this share of the published picture is a close-up."""

OF_WRITING = frozenset({*HIDDEN, DispositionKind.NOT_A_FACE})
"""What can become of something that may be read."""

EXCLUSION_OUTDATED, MOSAIC_ALIKE = "exclusion_outdated", "mosaic_alike"
SAID_OTHERWISE = "said_otherwise"

DECIDE_AGAIN = frozenset({EXCLUSION_OUTDATED, MOSAIC_ALIKE, SAID_OTHERWISE})
"""Codes of reasons for which a face that was decided needs a decision again."""

_WAITS_FOR = {
    Referee.HEAD: "The photo waits for the Head's answer.",
    Referee.SECOND_OPINION: "The photo waits for a second opinion.",
}


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
    """The answer for one photo and one channel, with every reason.

    Attributes:
        besides: what also needs a decision in a photo that is held; no work while it is.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    besides: tuple[Reason, ...] = ()

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
        channel_closed: why nothing may go to the channel today; empty when it is open.
        taken: whether the channel takes photos of such an event.
        look_outs: the restricted people on the batch's roster today.
        alike: the faces that comparing takes for one of the look-outs, or cannot tell from one.
        named_elsewhere: the faces that somebody recognised in the same file in other batches.
        alone: of each person, to be in a picture alone; counts where the channel asks for it.
    """

    photo: Photo
    review: PhotoReview
    channel: Channel
    permissions: Mapping[PersonId, Permission]
    register_version: int
    closed_roster: bool
    channel_closed: str
    taken: bool
    look_outs: frozenset[PersonId] = frozenset()
    alone: Mapping[PersonId, Permission] = field(default_factory=dict)
    alike: frozenset[RegionId] = frozenset()
    named_elsewhere: tuple[NamedElsewhere, ...] = ()


def verdict(facts: PhotoFacts) -> Verdict:
    """Return whether the photo is cleared for the channel, and every reason if not."""
    held, missing = _held(facts), _missing(facts)
    if held:
        return Verdict(Outcome.HELD, held, missing)
    if missing:
        return Verdict(Outcome.NEEDS_DECISION, missing)
    return Verdict(Outcome.CLEARED)


def _held(facts: PhotoFacts) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    photo, review = facts.photo, facts.review
    if facts.channel_closed:
        by_hand = not facts.channel.details.is_open
        code = "channel_closed" if by_hand else "channel_not_approved"
        reasons.append(Reason(code, facts.channel_closed))
    if not facts.taken:
        text = "This channel does not take photos of such an event."
        reasons.append(Reason("event_not_taken", text))
    if photo.state is PhotoState.FAILED:
        reasons.append(Reason("failed", photo.problem or "The photo could not be checked."))
    if photo.state is PhotoState.SET_ASIDE:
        reasons.append(Reason("set_aside", photo.problem or "The photo was set aside."))
    if photo.state is PhotoState.DELETED:
        reasons.append(Reason("deleted", photo.problem or "The photo was deleted."))
    if photo.state is PhotoState.RETIRED:
        reasons.append(Reason("retired", photo.problem or "The photo was kept as long as stated."))
    reasons.extend(_held_by_people(review))
    reasons.extend(Reason(f"check_{check}", FAILED[check]) for check in failed(review.checks))
    frame = published_frame(photo, review)
    if frame is None:
        reasons.append(
            Reason("crop_impossible", "A face cannot be cropped away here; cover it instead.")
        )
    else:
        reasons.extend(_too_identifiable(facts))
    for region in review.regions:
        by_face = _held_by_face(facts, region, frame)
        if by_face and (frame is None or in_picture(photo, region, frame)):
            reasons.extend(by_face)
    return tuple(reasons)


def _held_by_people(review: PhotoReview) -> list[Reason]:
    reasons = []
    if review.hold is not None:
        reasons.append(Reason("held_by_hand", review.hold))
    if review.referral is not None:
        reasons.append(Reason("referred", _WAITS_FOR[review.referral.to]))
    if review.refusal is not None:
        reasons.append(Reason("refused", review.refusal.words or "The answer was no."))
    return reasons


def _too_identifiable(facts: PhotoFacts) -> list[Reason]:
    limit = facts.channel.details.most_identifiable
    if limit is Identifiability.PORTRAIT:
        return []
    found = identifiability_on(facts.channel, facts.photo, facts.review)
    if found is None or within(found.level, limit):
        return []
    text = "A child would be easier to recognise here than this channel allows."
    return [Reason("too_identifiable", text, found.region_id)]


def _held_by_face(facts: PhotoFacts, region: Region, frame: Box | None) -> list[Reason]:
    decision = facts.review.decisions.get(region.id)
    if decision is None:
        return []
    kind = decision.disposition.kind
    if kind is DispositionKind.VISITOR:
        return [Reason("visitor", "A visitor is in the photo; cover or crop the face.", region.id)]
    if kind in {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}:
        return _held_by_person(facts, region, decision, frame)
    if kind is DispositionKind.NO_LOOK_OUT and _alone(facts, frame):
        text = "One person alone is in the photo; say who it is."
        return [Reason("alone_unnamed", text, region.id)]
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
    if _alone(facts, frame):
        alone = None if person is None else facts.alone.get(person)
        if alone is None or not alone.allowed:
            text = "A person here did not agree to be in a picture alone."
            return [Reason("not_alone", text, region.id)]
        permission = strictest((permission, alone))
    return _held_by_limit(facts, region, permission, frame)


def _held_by_limit(
    facts: PhotoFacts, region: Region, permission: Permission, frame: Box | None
) -> list[Reason]:
    reasons = []
    if Limit.GROUP_ONLY in permission.limits and _people_seen(facts, frame) < GROUP_SIZE:
        text = "A person here may appear in group photos only."
        reasons.append(Reason("group_only", text, region.id))
    height = 0 if frame is None else frame.height
    close = region.subject is RegionSubject.FACE and region.whole.height > CLOSE_UP_SHARE * height
    if Limit.NOT_CLOSE_UP in permission.limits and close:
        text = "A person here may not be shown close up."
        reasons.append(Reason("close_up", text, region.id))
    return reasons


def _alone(facts: PhotoFacts, frame: Box | None) -> bool:
    """Whether nobody else can be seen and the channel asks for more in this case."""
    return bool(facts.channel.details.alone_purposes) and _people_seen(facts, frame) <= 1


def _people_seen(facts: PhotoFacts, frame: Box | None) -> int:
    return 0 if frame is None else len(company_in_picture(facts.review, frame))


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
        reasons.extend(_unfit(review, region))
        reasons.extend(_stale_exclusion(facts, region))
    reasons.extend(_said_otherwise(facts))
    if unanswered(review.checks):
        reasons.append(Reason("checks_open", "The questions about this photo are not answered."))
    if review.look is None:
        reasons.append(Reason("not_looked_at", "Nobody has finished looking at this photo."))
    elif review.look.register_version != facts.register_version:
        text = "The register changed after this photo was checked; look at it again."
        reasons.append(Reason("register_changed", text))
    return tuple(reasons)


def _unfit(review: PhotoReview, region: Region) -> list[Reason]:
    """Return why a decision does not count: nobody saw the face, or it is none for writing."""
    kind = kind_of(review, region)
    if kind is None or kind in HIDDEN:
        return []
    if region.subject is RegionSubject.WRITING and kind not in OF_WRITING:
        return [Reason("undecided", "Something that can be read needs a decision.", region.id)]
    if not region.shown:
        return [Reason("not_seen", "A face was never on the screen enlarged.", region.id)]
    return []


def _not_scanned(photo: Photo) -> str:
    if photo.searched is None:
        return "Faces have not been looked for yet."
    return "The search for faces has not ended yet."


def _stale_exclusion(facts: PhotoFacts, region: Region) -> list[Reason]:
    """Return why it does not count any more that a face was said to be none of the look-outs."""
    decision = facts.review.decisions.get(region.id)
    if decision is None or decision.disposition.kind not in STATES_NO_LOOK_OUT:
        return []
    is_mosaic = decision.disposition.kind is DispositionKind.MOSAIC
    if region.id in facts.alike:
        return [_looks_like_a_look_out(region, is_mosaic=is_mosaic)]
    # that no stranger is there can be said of a closed roster only; a mosaic does not say it
    if facts.look_outs <= decision.look_outs and (is_mosaic or facts.closed_roster):
        return []
    text = "The look-outs changed after this face was checked against them."
    return [Reason(EXCLUSION_OUTDATED, text, region.id)]


def _looks_like_a_look_out(region: Region, *, is_mosaic: bool) -> Reason:
    """Return why a face cannot count as none of the look-outs since comparing said otherwise."""
    if is_mosaic:
        text = "A face to be made a mosaic looks like somebody on the look-out list; cover it."
        return Reason(MOSAIC_ALIKE, text, region.id)
    text = "A face said to be no look-out looks like one of them; decide it by itself."
    return Reason(EXCLUSION_OUTDATED, text, region.id)


def _said_otherwise(facts: PhotoFacts) -> list[Reason]:
    """Return the faces of somebody who may not freely appear here, by what was said elsewhere."""
    text = "In another batch this face was said to be somebody who may not freely appear here."
    kept_out = (
        each
        for each in facts.named_elsewhere
        if (own := facts.permissions.get(each.person_id)) is None or own.restricts_pictures
    )
    return [
        Reason(SAID_OTHERWISE, text, region_id)
        for each in kept_out
        for region_id in shown_unnamed(facts.photo, facts.review, each)
    ]
