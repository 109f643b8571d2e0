"""How a photo stands: what the grid, its filters and the counts need to know of it."""

from dataclasses import dataclass

from consentdesk.domain.ids import ChannelId, RegionId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.verdict import DECIDE_AGAIN, Outcome
from consentdesk.services.deciding.desk import PhotoOnDesk


@dataclass(frozen=True, slots=True)
class Standing:
    """A photo in short.

    Attributes:
        needs_person: something is left to decide or to look at.
        open_faces: how many faces need a decision, or need it again.
        flagged: an undecided face looks like a look-out.
        waits: the Head or a colleague was asked and has not answered.
        cleared_for: the channels it is cleared for now.
        mark: differs as soon as a decision, a hold, what is asked, a no or a verdict differs.
    """

    needs_person: bool
    open_faces: int
    flagged: bool
    waits: bool
    state: PhotoState
    status: Outcome
    cleared_for: frozenset[ChannelId]
    mark: int


def standing_of(entry: PhotoOnDesk, register_version: int) -> Standing:
    """Return how a photo stands under this version of the register."""
    status, open_faces = entry.status, open_count(entry)
    return Standing(
        _needs_person(entry, status, open_faces, register_version),
        open_faces,
        entry.flagged,
        entry.review.referral is not None,
        entry.photo.state,
        status,
        frozenset(c for c, answer in entry.verdicts.items() if answer.outcome is Outcome.CLEARED),
        _mark(entry),
    )


def open_count(entry: PhotoOnDesk) -> int:
    """Return how many faces need a decision, or need it again."""
    if not faces_known(entry.photo):
        return 0
    review, outdated = entry.review, outdated_faces(entry)
    decided = review.decisions
    return sum(1 for r in review.regions if r.id not in decided or r.id in outdated)


def faces_known(photo: Photo) -> bool:
    """Whether faces of the photo can be decided, be it that more may be found."""
    begun = photo.state is PhotoState.BROUGHT_IN and photo.searched is not None
    return begun or photo.state is PhotoState.CHECKED


def outdated_faces(entry: PhotoOnDesk) -> frozenset[RegionId]:
    """Return the faces of which a decision does not count any more."""
    return frozenset(
        reason.region_id
        for verdict in entry.verdicts.values()
        for reason in verdict.reasons
        if reason.code in DECIDE_AGAIN and reason.region_id is not None
    )


def _needs_person(
    entry: PhotoOnDesk, status: Outcome, open_faces: int, register_version: int
) -> bool:
    if entry.photo.state is PhotoState.BROUGHT_IN:
        kept_back = entry.review.hold is not None or entry.review.refusal is not None
        return open_faces > 0 and not kept_back
    if entry.photo.state is not PhotoState.CHECKED or status is Outcome.HELD:
        return False
    look = entry.review.look
    return look is None or look.register_version != register_version or open_faces > 0


def _mark(entry: PhotoOnDesk) -> int:
    decisions = entry.review.decisions.items()
    settled = tuple((r, d.disposition.kind, d.disposition.person_id) for r, d in decisions)
    outcomes = tuple((c, answer.outcome) for c, answer in entry.verdicts.items())
    asked = entry.review.referral is not None
    kept_back = entry.review.hold, entry.review.refusal
    return hash((frozenset(settled), kept_back, asked, frozenset(outcomes)))
