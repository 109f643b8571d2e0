"""What people did with a photo, folded from their actions; undo takes an action out.

Actions are only ever added or marked undone, so the history stays and undo has no limit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from consentdesk.domain.face import Disposition, Region, RegionOrigin
from consentdesk.domain.ids import ActionId, ChannelId, PersonId, PhotoId, RegionId
from consentdesk.domain.photo_checks import CheckAnswers
from consentdesk.domain.pixels import Box
from consentdesk.domain.review_changes import (
    Answered,
    Change,
    Cropped,
    NotThese,
    Referee,
    ReferralAnswered,
    Referred,
    Regrouped,
    Removed,
    Reshaped,
    Smaller,
)


class ActionKind(StrEnum):
    """What a person did."""

    DECIDE = "decide"
    DRAW = "draw"
    LOOK = "look"
    HOLD = "hold"
    LET_GO = "let_go"
    EXCLUSION_CHECK = "exclusion_check"
    RECHECK = "recheck"
    RESHAPE = "reshape"
    REMOVE = "remove"
    CROP = "crop"
    CHECKS = "checks"
    SMALLER = "smaller"
    REFER = "refer"
    ANSWER_REFERRAL = "answer_referral"
    REGROUP = "regroup"
    NOT_THIS_PERSON = "not_this_person"
    CARRY = "carry"


SETTING_FACES_APART = frozenset({ActionKind.REGROUP, ActionKind.NOT_THIS_PERSON})
"""Actions that only help to decide: a look that was taken stays."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One region and what it became; None makes it undecided again."""

    region_id: RegionId
    disposition: Disposition | None


@dataclass(frozen=True, slots=True)
class ReviewAction:
    """One thing a person did to one photo.

    Attributes:
        register_version: of the register the person had before the eyes.
        settled: decisions it took; empty for looking and holding.
        drawn: the region it created, for a drawing.
        reason: for a hold or a referral.
        look_outs: for an exclusion check or a mosaic: everybody it was made against.
        change: what it changed besides.
        together: the first of several actions that are one thing a person did to several
            photos; they are taken back together.
    """

    id: ActionId
    photo_id: PhotoId
    kind: ActionKind
    by: str
    at: datetime
    register_version: int
    settled: tuple[Settled, ...] = ()
    drawn: RegionId | None = None
    reason: str = ""
    look_outs: frozenset[PersonId] = frozenset()
    change: Change | None = None
    together: ActionId | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The disposition that stands for a region, and when it was taken.

    Attributes:
        look_outs: whom the person had before the eyes in an exclusion check, or when saying that
            a face under a mosaic is none of them.
    """

    disposition: Disposition
    by: str
    register_version: int
    look_outs: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """A person looked at the whole photo after the last decision in it."""

    by: str
    register_version: int


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody else was asked and has not answered yet.

    Attributes:
        asked: the action that asked; the same words asked once more are another question.
    """

    to: Referee
    by: str
    reason: str
    asked: ActionId


@dataclass(frozen=True, slots=True)
class Refusal:
    """Whoever was asked said no; only a yes to a new question lifts it.

    Attributes:
        words: may be empty.
        to: as whom they were asked; the Head's no is lifted by the Head only.
    """

    who: str
    words: str
    to: Referee = Referee.HEAD


@dataclass(frozen=True, slots=True)
class PhotoReview:
    """A photo's review as it stands.

    Attributes:
        crop: the part a person chose to keep, upright full-resolution pixels; None is all.
        checks: answers to the checks of the photo.
        smaller: for a channel, the longest side it may have there, pixels.
        not_these: people a person said a face is not.
        refusal: the no of who was asked; a hold comes and goes beside it.
        last_action: the newest action that stands, a look too; another one or none tells that
            something was done to the photo, or taken back.
    """

    regions: tuple[Region, ...]
    decisions: Mapping[RegionId, Decision] = field(default_factory=dict)
    look: Look | None = None
    hold: str | None = None
    referral: Referral | None = None
    crop: Box | None = None
    checks: CheckAnswers = field(default_factory=dict)
    smaller: Mapping[ChannelId, int] = field(default_factory=dict)
    not_these: Mapping[RegionId, frozenset[PersonId]] = field(default_factory=dict)
    last_action: ActionId | None = None
    refusal: Refusal | None = None

    @property
    def undecided(self) -> tuple[Region, ...]:
        """Regions that still need a person."""
        return tuple(r for r in self.regions if r.id not in self.decisions)

    @property
    def people(self) -> frozenset[PersonId]:
        """Who was recognised in the photo, by a person."""
        people = (decision.disposition.person_id for decision in self.decisions.values())
        return frozenset(person for person in people if person is not None)


def fold(
    regions: Iterable[Region],
    drawn_by: Mapping[RegionId, ActionId],
    actions: Iterable[ReviewAction],
) -> PhotoReview:
    """Make the standing review from the actions that were not undone.

    `drawn_by` names the action that drew each hand-drawn region; the region exists only while
    that action stands. Any action after a look ends the look: the photo must be looked at
    again.
    """
    standing = sorted(actions, key=lambda action: action.id)
    alive = {action.id for action in standing}
    kept = {r.id: r for r in regions if r.id not in drawn_by or drawn_by[r.id] in alive}
    review = _Folding(kept)
    for action in standing:
        review.take(action)
    return review.folded()


class _Folding:
    """The review while actions are laid onto it, one after another."""

    def __init__(self, regions: dict[RegionId, Region]) -> None:
        self._regions = regions
        self._decisions: dict[RegionId, Decision] = {}
        self._look: Look | None = None
        self._hold: str | None = None
        self._referral: Referral | None = None
        self._refusal: Refusal | None = None
        self._crop: Box | None = None
        self._checks: CheckAnswers = {}
        self._smaller: dict[ChannelId, int] = {}
        self._not_these: dict[RegionId, frozenset[PersonId]] = {}
        self._last_action: ActionId | None = None

    def take(self, action: ReviewAction) -> None:
        """Lay the next action onto the review."""
        self._last_action = action.id
        if action.kind is ActionKind.LOOK:
            self._look = Look(action.by, action.register_version)
        elif action.kind not in SETTING_FACES_APART:
            self._look = None
        if action.kind is ActionKind.HOLD:
            self._hold = action.reason or "Held by hand."
        elif action.kind is ActionKind.LET_GO:
            self._hold = None
        self._settle(action)
        self._take_change(action)

    def folded(self) -> PhotoReview:
        """Return the review as it stands now."""
        present = self._regions.keys()
        return PhotoReview(
            tuple(self._regions.values()),
            {id_: each for id_, each in self._decisions.items() if id_ in present},
            self._look,
            self._hold,
            self._referral,
            self._crop,
            self._checks,
            self._smaller,
            {id_: people for id_, people in self._not_these.items() if id_ in present},
            last_action=self._last_action,
            refusal=self._refusal,
        )

    def _settle(self, action: ReviewAction) -> None:
        for settled in action.settled:
            if settled.disposition is None:
                self._decisions.pop(settled.region_id, None)
            else:
                self._decisions[settled.region_id] = Decision(
                    settled.disposition, action.by, action.register_version, action.look_outs
                )

    def _take_change(self, action: ReviewAction) -> None:
        match action.change:
            case Reshaped():
                self._take_reshaped(action.change)
            case Removed(region_id):
                self._regions.pop(region_id, None)
            case Cropped(box):
                self._crop = box
            case Answered(answers):
                self._checks = {**self._checks, **answers}
            case Smaller(channel_id, long_edge):
                self._take_smaller(channel_id, long_edge)
            case NotThese(people):
                self._take_not_these(people)
            case Referred() | ReferralAnswered():
                self._take_referral(action, action.change)

    def _take_reshaped(self, change: Reshaped) -> None:
        before = self._regions.get(change.region_id)
        if before is None:
            return
        found = before.found_box
        if before.origin is RegionOrigin.FOUND and found is None:
            found = before.box
        self._regions[change.region_id] = replace(
            before, box=change.box, picture=change.picture, found_box=found
        )

    def _take_referral(self, action: ReviewAction, change: Referred | ReferralAnswered) -> None:
        if isinstance(change, Referred):
            self._referral = Referral(change.to, action.by, action.reason, action.id)
            return
        asked, self._referral = self._referral, None
        unasked = Referee.SECOND_OPINION if change.may_go else Referee.HEAD
        to = unasked if asked is None else asked.to
        stays = (
            self._refusal is not None
            and self._refusal.to is Referee.HEAD
            and to is not Referee.HEAD
        )
        if not stays:
            refused = Refusal(change.answerer, action.reason, to)
            self._refusal = None if change.may_go else refused

    def _take_smaller(self, channel_id: ChannelId, long_edge: int | None) -> None:
        if long_edge is None:
            self._smaller.pop(channel_id, None)
        else:
            self._smaller[channel_id] = long_edge

    def _take_not_these(self, people: Mapping[RegionId, frozenset[PersonId]]) -> None:
        for region_id, persons in people.items():
            self._not_these[region_id] = self._not_these.get(region_id, frozenset()) | persons


def regrouped(
    groups: Mapping[RegionId, int], actions: Iterable[ReviewAction]
) -> Mapping[RegionId, int]:
    """Return the group of each face after what people said about groups, one after another.

    `groups` are the machine's, numbered by one of their faces. A face that was put to another
    joins the group which that one is in at that moment and stays there when it leaves. A group
    that a person began has a negative number, so that it never runs together with one of the
    machine's or with another that a person began.
    """
    now, begun = dict(groups), 0
    for action in sorted(actions, key=lambda action: action.id):
        if not isinstance(action.change, Regrouped):
            continue
        with_face = action.change.with_face
        for face in (face for face, other in with_face.items() if face == other):
            begun += 1
            now[face] = -begun
        for other in with_face.values():
            now.setdefault(other, other)
        now |= {face: now[other] for face, other in with_face.items()}
    return now
