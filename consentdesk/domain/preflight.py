"""What is looked at before photos are published: each rule's answer, each channel's share."""

from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.release import SignOff


class RuleState(StrEnum):
    """How a rule stands; only `STOP` keeps publishing from starting."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"


class Elsewhere(StrEnum):
    """Where outside the steps of a batch something is put right.

    `BATCH_FORM`: what is stated about the batch. `DEVICES`: the school's cameras and iPads,
    listed below the channels. `POLICY`, `STAFF`: parts of the school.
    """

    BATCH_FORM = "batch_form"
    REGISTER = "register"
    DEVICES = "devices"
    PUBLISHED = "published"
    POLICY = "policy"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class AtChannel:
    """On the card of one channel something is put right."""

    channel_id: ChannelId


MendAt = Step | Elsewhere | AtChannel
"""Where a person puts a rule right: at a step of the batch, or elsewhere in the window."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule before publishing.

    Attributes:
        code: stable word.
        sentence: what was found; names no pupil.
        next_step: what the person can do; empty when all is well.
        mend_at: where that is done; None where nothing in this program does it.
    """

    code: str
    state: RuleState
    sentence: str
    next_step: str = ""
    mend_at: MendAt | None = None


@dataclass(frozen=True, slots=True)
class HeldReason:
    """A reason why photos do not go to a channel, and how many it keeps back; names nobody."""

    text: str
    photos: int


@dataclass(frozen=True, slots=True)
class ChannelForecast:
    """What one review of the batch means for one channel.

    Attributes:
        cleared, held, open: photos of the batch by their verdict for the channel.
        held_because: most frequent first; a photo may have more than one reason.
        signed: copies released by the sign-off that holds, 0 without one.
        left: of those, not published yet.
        bytes_to_come: room that the copies left will hardly need more than.
        first_name: file name the next copy gets; None when nothing is left or the folder cannot
            be read.
        closed: why nothing may go there today; empty when it is open.
        less_sharp: cleared photos too small for the paper that the channel's copies are for.
    """

    channel: Channel
    cleared: int
    held: int
    open: int
    held_because: tuple[HeldReason, ...] = ()
    signed: int = 0
    left: int = 0
    bytes_to_come: int = 0
    first_name: str | None = None
    closed: str = ""
    less_sharp: int = 0


@dataclass(frozen=True, slots=True)
class PreflightReport:
    """Every rule with its answer, and the channels side by side.

    Attributes:
        held, open: photos that go nowhere, and photos with something left to decide.
        standing: the sign-off that holds now, if any.
        last: the latest sign-off, whether it holds or not.
    """

    rules: tuple[RuleResult, ...]
    channels: tuple[ChannelForecast, ...]
    held: int
    open: int
    standing: SignOff | None
    last: SignOff | None

    @property
    def stopped(self) -> bool:
        """Whether a rule keeps publishing from starting."""
        return any(rule.state is RuleState.STOP for rule in self.rules)

    def in_state(self, state: RuleState) -> tuple[RuleResult, ...]:
        """Return the rules that stand like this."""
        return tuple(rule for rule in self.rules if rule.state is state)
