"""What the Staff page knows about each person, and how their state is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import NEEDS_PAPERS, StaffMember
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """Somebody with an account, as they stand today.

    Attributes:
        is_open: whether the account is open.
        lacking: what is missing for signing off and publishing; empty where no role brings it,
            and for leavers.
        waits: several passwords were wrong, and none is tried for a while.
    """

    member: StaffMember
    is_open: bool
    lacking: tuple[str, ...]
    waits: bool

    @property
    def badge(self) -> Badge:
        """The state as shape, word and colour; what is graver comes first."""
        if not self.is_open:
            return Badge("exit-run", tr("Left"), "accent")
        if self.waits:
            return Badge("clock-alert-outline", tr("Has to wait"), "flagged")
        if self.lacking:
            return Badge("alert", tr("Something is missing"), "open")
        return Badge("check-circle", tr("Complete"), "cleared")


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Everybody with an account, the school's profile, and today."""

    entries: tuple[StaffEntry, ...]
    profile: SchoolProfile
    today: date

    @property
    def open_now(self) -> tuple[StaffMember, ...]:
        """Everybody whose account is open."""
        return tuple(entry.member for entry in self.entries if entry.is_open)


def read_staff(workspace: Workspace) -> StaffFacts:
    """Read what the page shows; blocks."""
    staff, today = workspace.staff, workspace.acting.clock().date()
    entries = tuple(
        StaffEntry(
            member,
            member.works_on(today),
            staff.lacking(member) if _needs_papers(member, today) else (),
            staff.seconds_to_wait(member) > 0,
        )
        for member in staff.all()
    )
    return StaffFacts(entries, workspace.school.profile(), today)


def _needs_papers(member: StaffMember, today: date) -> bool:
    return member.works_on(today) and any(map(member.may, NEEDS_PAPERS))
