"""What people did with a photo, folded from their actions; undo takes an action out.

Actions are only ever added or marked undone, so the history stays and undo has no limit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from consentdesk.domain.face import Disposition, Region
from consentdesk.domain.ids import ActionId, PersonId, PhotoId, RegionId


class ActionKind(StrEnum):
    """What a person did."""

    DECIDE = "decide"
    DRAW = "draw"
    LOOK = "look"
    HOLD = "hold"
    LET_GO = "let_go"
    EXCLUSION_CHECK = "exclusion_check"
    RECHECK = "recheck"


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
        reason: for a hold.
        look_outs: for an exclusion check: everybody it was made against.
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


@dataclass(frozen=True, slots=True)
class Decision:
    """The disposition that stands for a region, and when it was taken.

    Attributes:
        look_outs: whom the person had before the eyes in an exclusion check.
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
class PhotoReview:
    """A photo's review as it stands."""

    regions: tuple[Region, ...]
    decisions: Mapping[RegionId, Decision] = field(default_factory=dict)
    look: Look | None = None
    hold: str | None = None

    @property
    def undecided(self) -> tuple[Region, ...]:
        """Regions that still need a person."""
        return tuple(r for r in self.regions if r.id not in self.decisions)


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
    kept = tuple(r for r in regions if r.id not in drawn_by or drawn_by[r.id] in alive)
    decisions: dict[RegionId, Decision] = {}
    look: Look | None = None
    hold: str | None = None
    for action in standing:
        look = Look(action.by, action.register_version) if action.kind is ActionKind.LOOK else None
        if action.kind is ActionKind.HOLD:
            hold = action.reason or "Held by hand."
        elif action.kind is ActionKind.LET_GO:
            hold = None
        _settle(decisions, action)
    present = {region.id for region in kept}
    return PhotoReview(kept, {rid: d for rid, d in decisions.items() if rid in present}, look, hold)


def _settle(decisions: dict[RegionId, Decision], action: ReviewAction) -> None:
    for settled in action.settled:
        if settled.disposition is None:
            decisions.pop(settled.region_id, None)
        else:
            decisions[settled.region_id] = Decision(
                settled.disposition, action.by, action.register_version, action.look_outs
            )
