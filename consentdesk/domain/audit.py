"""One line of the audit trail: who did what, chained to the line before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


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
