"""What the school settled about itself, and the head's word for an event."""

from datetime import date

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.services.office.duties import require
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.staff import EventAgreement
from consentdesk.store.unit_of_work import UnitOfWork

HOURS = range(1, 24 * 14 + 1)
ORIGINALS_DAYS = range(1, 366 * 2)
IDLE_MINUTES = range(1, 61)
BACKUP_DAYS = range(1, 93)


class School:
    """The profile of one workspace's school."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def profile(self) -> SchoolProfile:
        """Return what is settled; the defaults until something is."""
        return self._library.run(lambda u: u.staff.profile())

    def policy_overdue(self) -> bool:
        """Whether the policy should have been looked at again by today."""
        return self.profile().review_overdue(self._clock().date())

    def settle(self, profile: SchoolProfile, by: SignedIn) -> None:
        """Change what is settled; sign-offs that hold for fewer hours now may lapse by it.

        Raises:
            Refused: `by` may not administer, or a number or a day is out of range.
        """

        def work(u: UnitOfWork) -> None:
            require(u, by.name, Duty.ADMINISTER, self._clock().date())
            _refuse(profile)
            before = u.staff.profile()
            u.staff.set_profile(profile)
            changed = [
                name
                for name in SchoolProfile.__slots__
                if getattr(before, name) != getattr(profile, name)
            ]
            u.audit.add(by.name, "school_profile_changed", "school", {"changed": changed})

        self._library.run(work)

    def agreement(self, batch_id: BatchId) -> EventAgreement | None:
        """Return the head's word for an event, if it was given."""
        return self._library.run(lambda u: u.staff.event_agreement(batch_id))

    def agree_to_event(self, batch_id: BatchId, head: SignedIn) -> None:
        """Record that the head agrees to photos of this event.

        Raises:
            Refused: somebody else than a head says so.
        """

        def work(u: UnitOfWork) -> None:
            require(u, head.name, Duty.LEAD, self._clock().date())
            u.staff.agree_to_event(u.batches.get(batch_id).id, head.name, self._clock())
            u.audit.add(head.name, "event_agreed_to", f"batch {batch_id}")

        self._library.run(work)


def _refuse(profile: SchoolProfile) -> None:
    ranges = (
        ("A sign-off holds for", "hours", profile.sign_off_hours, HOURS),
        ("Photos are kept for", "days", profile.originals_days, ORIGINALS_DAYS),
        ("The window locks after", "minutes", profile.idle_minutes, IDLE_MINUTES),
        ("A backup is asked for after", "days", profile.backup_days, BACKUP_DAYS),
    )
    for what, unit, value, allowed in ranges:
        if value not in allowed:
            raise Refused(
                f"{what} {allowed.start} to {allowed.stop - 1} {unit}.", "Choose a number between."
            )
    if not _is_day_of_every_year(profile.school_year_ends):
        raise Refused("The school year ends on no day.", "Choose a day such as 30 September.")


def _is_day_of_every_year(text: str) -> bool:
    try:
        return date.fromisoformat(f"2001-{text}").strftime("%m-%d") == text
    except ValueError:
        return False
