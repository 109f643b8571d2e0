"""How long a yes holds, by purpose: a year, five years, or as long as the child is there."""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.store.unit_of_work import UnitOfWork

_SETTING = "consent_validity_months"
_YES = frozenset({Status.GRANTED, Status.LIMITED})
LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Validity:
    """Months that a yes holds; a purpose that is not named holds until the child leaves."""

    months: Mapping[str, int] = field(default_factory=dict)

    def applied(self, answer: Answer, first_seen: date | None) -> Answer:
        """Return the answer with the day it runs out on.

        A yes without a day counts from when it was first seen. A day that the sheet itself
        states stays if it is earlier.
        """
        months = self.months.get(answer.purpose)
        since = answer.given_on or first_seen
        if months is None or since is None or answer.status not in _YES:
            return answer
        ends = months_later(since, months)
        return replace(answer, expires_on=min(filter(None, (answer.expires_on, ends))))


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def read_validity(u: UnitOfWork) -> Validity:
    """Return what the school settled."""
    stored = u.settings.get(_SETTING)
    return Validity(json.loads(stored) if stored else {})


def set_validity(u: UnitOfWork, purpose: str, months: int | None, by: str) -> None:
    """Settle how long a yes for a purpose holds; counts from the next sheet on.

    Raises:
        Refused: not 1 to `LONGEST_MONTHS` months.
    """
    if months is not None and not 1 <= months <= LONGEST_MONTHS:
        raise Refused(
            "A yes cannot hold for so many months.", f"Choose 1 to {LONGEST_MONTHS} months."
        )
    settled = dict(read_validity(u).months)
    settled.pop(purpose, None)
    if months is not None:
        settled[purpose] = months
    u.settings.set(_SETTING, json.dumps(settled, sort_keys=True))
    u.audit.add(by, "consent_validity_changed", "", {"purpose": purpose, "months": months})
