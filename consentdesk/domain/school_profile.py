"""What a school settled about itself: its policy, and how long things hold and are kept."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_YEARS_BETWEEN_REVIEWS = 2


@dataclass(frozen=True, slots=True)
class SchoolProfile:
    """The school's own choices; the defaults are the strictest that policies name.

    Attributes:
        policy_version: what everybody marks as read; empty until the school enters it.
        policy_review_on: day by which the policy is to be looked at again.
        notice_version, notice_given_on: what families were told about photos, and when.
        documents: further policies this one belongs to, by name.
        school_year_ends: month and day on which what was read or attended runs out.
        head_per_event: whether the head agrees to photos of each event.
        sign_off_hours: a second signature holds for so long.
        originals_days: photos are kept for so long after the last copy was published.
        idle_minutes: the window locks after so long without a key.
        backup_days: a backup older than that is mentioned.
    """

    name: str = ""
    policy_version: str = ""
    policy_approved_by: str = ""
    policy_approved_on: date | None = None
    policy_review_on: date | None = None
    notice_version: str = ""
    notice_given_on: date | None = None
    documents: tuple[str, ...] = ()
    school_year_ends: str = "09-30"
    head_per_event: bool = False
    sign_off_hours: int = 72
    originals_days: int = 30
    idle_minutes: int = 10
    backup_days: int = 7

    def runs_out(self, done_on: date) -> date:
        """Return the last day on which something done on that day counts."""
        month, day = (int(part) for part in self.school_year_ends.split("-"))
        end = date(done_on.year, month, day)
        return end if done_on < end else date(done_on.year + 1, month, day)

    def review_due(self) -> date | None:
        """Return the day by which the policy must be looked at: two years at most."""
        if self.policy_approved_on is None:
            return self.policy_review_on
        years = timedelta(days=365 * MOST_YEARS_BETWEEN_REVIEWS)
        latest = self.policy_approved_on + years
        return latest if self.policy_review_on is None else min(self.policy_review_on, latest)

    def review_overdue(self, today: date) -> bool:
        """Whether the day of the review has passed."""
        due = self.review_due()
        return due is not None and due < today
