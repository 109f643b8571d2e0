"""When a permission runs out: the rule itself is asked about the days to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Answer, Permission, Standing, live_answers, wider_purposes
from consentdesk.domain.people import PersonDetails

SOON_DAYS = 30
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RunsOut:
    """The answer whose end ends a permission.

    Attributes:
        last_day: the last day on which it counts.
        days_left: 0 on the last day itself, below 0 once it has run out.
    """

    answer: Answer
    last_day: date
    days_left: int

    @property
    def soon(self) -> bool:
        """Whether it still counts, and the office should ask again now."""
        return 0 <= self.days_left <= SOON_DAYS


def runs_out(
    channel: Channel, person: PersonDetails, answers: Iterable[Answer], today: date
) -> RunsOut | None:
    """Return which answer's end ends a permission or has ended it; None when none does.

    The first day on which the person may not appear is found by asking the rule, so that this
    never tells anything else than what will count on that day.
    """
    about = {wider for p in channel.details.purposes for wider in (p, *wider_purposes(p))}
    every = tuple(answer for answer in answers if answer.purpose in about)
    ends = {a.expires_on for a in every if a.expires_on is not None and a.expires_on < date.max}
    if not ends:
        return None
    for day in (today, *(end + _A_DAY for end in sorted(ends) if end >= today)):
        permission = channel.permission_of(person, every, day)
        if not permission.allowed:
            return _ended(permission, every, day, today)
    return None


def _ended(
    permission: Permission, answers: Sequence[Answer], day: date, today: date
) -> RunsOut | None:
    if permission.standing is not Standing.EXPIRED:
        return None
    about = wider_purposes(permission.purpose) | {permission.purpose}
    over = [
        (answer.expires_on, answer)
        for answer in live_answers((a for a in answers if a.purpose in about), day)
        if answer.source == permission.source
        and answer.expires_on is not None
        and answer.expires_on < day
    ]
    last_day, answer = min(over, key=lambda each: each[0])
    return RunsOut(answer, last_day, (last_day - today).days)
