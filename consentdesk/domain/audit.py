"""The audit trail: who did what, each line chained to the one before; and what a check finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line; it can be added, never changed or removed.

    Attributes:
        number: counts from 1 without a gap.
        at: moment in UTC.
        who: the person at the desk, or the program's own word for itself.
        what: stable word for what was done.
        subject: what it was done to, such as ``batch 3``.
        detail: further facts, plain JSON values.
        chained: SHA-256, hex, over the line before and this line.
    """

    number: int
    at: datetime
    who: str
    what: str
    subject: str
    detail: Mapping[str, object]
    chained: str


class BreakKind(StrEnum):
    """How the chain ends to hold at a line.

    Attributes:
        MISSING: the line is not there, and a later one is.
        CUT_OFF: the line is not there, and none after it; the database has counted further.
        DOES_NOT_FOLLOW: what stands there is not what was written after the line before.
        NOT_COUNTED: the line is there, and the database never gave out its number.
    """

    MISSING = "missing"
    CUT_OFF = "cut_off"
    DOES_NOT_FOLLOW = "does_not_follow"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first line at which the chain does not hold.

    Attributes:
        at: the moment that stands in the line; None when it is not there or cannot be read.
        before: moment of the last line that holds; None when there is none.
        expected: the chained hash that belongs there by the lines before and what the line
            says; empty when the line is not there or cannot be read.
        found: the chained hash that stands there, empty in the same way.
    """

    line: int
    kind: BreakKind
    at: datetime | None
    before: datetime | None
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class ClockSetBack:
    """A line whose moment is earlier than that of the line before: a clock was set back."""

    line: int
    at: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What following the chain from its first line told.

    Attributes:
        holds_up_to: the last line up to which all lines lead on from each other.
        last: that line; None when none holds.
        broken: where the chain ends to hold; None when it holds to the end.
        kept: of the lines that hold, those that were asked for, by number.
        of_kind: of the lines that hold, those that tell of what was asked for, oldest first.
    """

    holds_up_to: int
    last: AuditRow | None
    broken: ChainBreak | None
    set_back: tuple[ClockSetBack, ...]
    kept: Mapping[int, AuditRow]
    of_kind: tuple[AuditRow, ...]
