"""The people who work with the program: their roles, what each may do, and what that takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consentdesk.domain.ids import StaffId
from consentdesk.domain.school_profile import SchoolProfile


class Role(StrEnum):
    """What the school made somebody; one person may have several roles."""

    CONTRIBUTOR = "contributor"
    PREPARER = "preparer"
    APPROVER = "approver"
    HEAD = "head"
    DSL = "dsl"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"


class Duty(StrEnum):
    """What only some may do; whatever no role brings is refused.

    `PREPARE`: bring in, decide, keep the register. `APPROVE`: the second signature. `PUBLISH`:
    write copies, take them down. `LEAD`: agree as head. `ADMINISTER`: people, school, keys.
    """

    PREPARE = "prepare"
    APPROVE = "approve"
    PUBLISH = "publish"
    LEAD = "lead"
    ADMINISTER = "administer"


_EVERYDAY = frozenset({Duty.PREPARE, Duty.PUBLISH})
_SENIOR = _EVERYDAY | {Duty.APPROVE}

DUTIES: Mapping[Role, frozenset[Duty]] = {
    Role.CONTRIBUTOR: frozenset({Duty.PREPARE}),
    Role.PREPARER: _EVERYDAY,
    Role.APPROVER: _SENIOR,
    Role.HEAD: _SENIOR | {Duty.LEAD, Duty.ADMINISTER},
    Role.DSL: _SENIOR,
    Role.ADMINISTRATOR: frozenset({Duty.ADMINISTER}),
    Role.INSPECTOR: frozenset(),
}

LEADERS = frozenset({Role.APPROVER, Role.HEAD, Role.DSL})
"""Senior leadership: two of them together can let a colleague in who forgot the password."""

NEEDS_PAPERS = frozenset({Duty.APPROVE, Duty.PUBLISH})
"""Duties that take a read policy, a training and a signed agreement, all still valid."""


class PaperKind(StrEnum):
    """What somebody read, attended or signed."""

    POLICY = "policy"
    TRAINING = "training"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing read, attended or signed; the latest of a kind counts.

    Attributes:
        on: the day it was done.
        expires_on: last day it counts.
        version: of the policy that was read; empty for others.
        signed_with: who signed the agreement besides; empty for others.
    """

    kind: PaperKind
    on: date
    expires_on: date
    version: str = ""
    signed_with: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody with an account.

    Attributes:
        name: written beside everything this person does; unique in the school.
        granted_by, granted_on: who gave the roles, and when.
        left_on: day from which the account is closed; None while it is open.
        papers: the latest of each kind.
        wait_until: no password is tried before, because several were wrong.
    """

    id: StaffId
    name: str
    roles: frozenset[Role]
    granted_by: str
    granted_on: date
    left_on: date | None = None
    papers: tuple[Paper, ...] = ()
    wait_until: datetime | None = None

    def works_on(self, today: date) -> bool:
        """Whether the account is open on that day."""
        return self.left_on is None or today < self.left_on

    def may(self, duty: Duty) -> bool:
        """Whether one of the roles brings this duty; papers are asked for by `missing`."""
        return any(duty in DUTIES[role] for role in self.roles)

    @property
    def leads(self) -> bool:
        """Whether this person belongs to the senior leadership."""
        return not LEADERS.isdisjoint(self.roles)

    def paper(self, kind: PaperKind) -> Paper | None:
        """Return the latest paper of a kind."""
        return next((paper for paper in self.papers if paper.kind is kind), None)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who just gave the right password; made by `services.office.staff.Staff` only."""

    id: StaffId
    name: str
    roles: frozenset[Role]

    def may(self, duty: Duty) -> bool:
        """Whether one of the roles brings this duty."""
        return any(duty in DUTIES[role] for role in self.roles)


def missing(member: StaffMember, profile: SchoolProfile, today: date) -> tuple[str, ...]:
    """Return what this person lacks for a duty that takes papers, each in one sentence."""
    return tuple(_missing(member, profile, today))


def _missing(member: StaffMember, profile: SchoolProfile, today: date) -> Iterable[str]:
    policy = member.paper(PaperKind.POLICY)
    if not profile.policy_version:
        yield "The school has not entered its policy yet."
    elif policy is None or policy.version != profile.policy_version:
        yield "The current policy is not marked as read."
    elif policy.expires_on < today:
        yield "The policy has to be read again this school year."
    training = member.paper(PaperKind.TRAINING)
    if training is None:
        yield "No training is on record."
    elif training.expires_on < today:
        yield "The training has run out."
    agreement = member.paper(PaperKind.AGREEMENT)
    if agreement is None or not agreement.signed_with:
        yield "The user agreement is not signed by both."
    elif agreement.expires_on < today:
        yield "The user agreement has run out."
