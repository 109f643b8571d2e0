"""Whether somebody may do a thing today: asked inside the transaction that does it."""

from collections.abc import Sequence
from datetime import date

from consentdesk.domain.errors import Refused
from consentdesk.domain.staff import NEEDS_PAPERS, Duty, StaffMember, missing
from consentdesk.services.names.person_names import tidy_name
from consentdesk.store.unit_of_work import UnitOfWork

_NOT_YOURS = {
    Duty.PREPARE: "This account may look and not change anything.",
    Duty.APPROVE: "Only senior leadership signs off.",
    Duty.PUBLISH: "This account may not publish.",
    Duty.LEAD: "Only the head agrees to this.",
    Duty.ADMINISTER: "Only the head or the administrator changes this.",
}


def refusal(u: UnitOfWork, name: str, duty: Duty, today: date) -> Refused | None:
    """Return why this person may not do it today, with what to do; None where it is allowed."""
    member = u.staff.named(tidy_name(name))
    if member is None:
        return Refused("Nobody of this name has an account.", "Ask the administrator to add it.")
    if not member.works_on(today):
        return Refused("This account is closed.", "Ask a colleague whose account is open.")
    if not member.may(duty):
        return Refused(_NOT_YOURS[duty], "Ask a colleague who may, or the administrator.")
    return _lacking(u, member, today) if duty in NEEDS_PAPERS else None


def require(u: UnitOfWork, name: str, duty: Duty, today: date) -> StaffMember:
    """Return who does it.

    Raises:
        Refused: there is no such account, it is closed, its roles do not bring the duty, or
            something that has to be read, attended or signed is missing.
    """
    refused = refusal(u, name, duty, today)
    if refused is not None:
        raise refused
    member = u.staff.named(tidy_name(name))
    assert member is not None
    return member


def require_leader(u: UnitOfWork, name: str, today: date, refused: str) -> StaffMember:
    """Return who of the senior leadership does it; no papers are asked for.

    Raises:
        Refused: with the sentence `refused`, when this is nobody who leads the school today.
    """
    member = u.staff.named(tidy_name(name))
    if member is None or not member.works_on(today) or not member.leads:
        raise Refused(refused, "Ask an approver, the head or the safeguarding lead.")
    return member


def require_one_of(u: UnitOfWork, name: str, duties: Sequence[Duty], today: date) -> None:
    """Make sure that one of these duties is this person's.

    Raises:
        Refused: none is; with what stands in the way of the first.
    """
    refused = [refusal(u, name, duty, today) for duty in duties]
    if refused[0] is not None and None not in refused:
        raise refused[0]


def _lacking(u: UnitOfWork, member: StaffMember, today: date) -> Refused | None:
    lacking = missing(member, u.staff.profile(), today)
    if not lacking:
        return None
    return Refused(
        f"{member.name} may not do this yet: {' '.join(lacking)}",
        "Open School, then Staff, and complete what is missing.",
    )
