"""What an action on the desk changed besides dispositions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.ids import ChannelId, PersonId, RegionId, VaultKey
from consentdesk.domain.photo_checks import CheckAnswers
from consentdesk.domain.pixels import Box


class Referee(StrEnum):
    """Who is asked when the person at the desk is not the one to decide."""

    HEAD = "head"
    SECOND_OPINION = "second_opinion"


@dataclass(frozen=True, slots=True)
class Reshaped:
    """A region has another box.

    Attributes:
        box: upright full-resolution pixels.
        picture: the face enlarged from that box, in the vault.
    """

    region_id: RegionId
    box: Box
    picture: VaultKey


@dataclass(frozen=True, slots=True)
class Removed:
    """A drawn region is gone; a box the program found is never removed, only decided."""

    region_id: RegionId


@dataclass(frozen=True, slots=True)
class Cropped:
    """The part of the photo that is published at most; None is the whole photo again."""

    box: Box | None


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers to the checks of the photo; those given before stay unless answered anew."""

    answers: CheckAnswers


@dataclass(frozen=True, slots=True)
class Smaller:
    """The photo is published on one channel no longer than this; None lifts it again."""

    channel_id: ChannelId
    long_edge: int | None


@dataclass(frozen=True, slots=True)
class Referred:
    """The photo waits for somebody else's answer."""

    to: Referee


@dataclass(frozen=True, slots=True)
class ReferralAnswered:
    """The answer came; without a yes the photo stays held.

    Attributes:
        answerer: who answered, as a name; another person may have typed it in.
    """

    may_go: bool
    answerer: str


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Faces that a person said belong together or apart.

    Attributes:
        with_face: for each face, the face whose group it belongs to; itself begins a group of
            its own, apart from what the machine put it with.
    """

    with_face: Mapping[RegionId, RegionId]


@dataclass(frozen=True, slots=True)
class NotThese:
    """For each face, people a person said it is not."""

    people: Mapping[RegionId, frozenset[PersonId]]


Change = (
    Reshaped
    | Removed
    | Cropped
    | Answered
    | Smaller
    | Referred
    | ReferralAnswered
    | Regrouped
    | NotThese
)
