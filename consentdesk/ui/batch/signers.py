"""Who may give the second signature of a batch, and what keeps the others from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.staff import Duty, StaffMember
from consentdesk.services.names.person_names import is_second_person
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.publishing.sign_off import SignOffPreview
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody with an open account.

    Attributes:
        why_not: why this person cannot sign this batch, in a few words; empty for others.
        lacking: what has to be read, attended or signed first, in sentences.
        alone: whether the head decided in the batch, too, and signs only with a reason.
    """

    name: str
    why_not: str = ""
    lacking: tuple[str, ...] = ()
    alone: bool = False


def read_signers(workspace: Workspace, preview: SignOffPreview) -> tuple[Signer, ...]:
    """Return everybody whose account is open; who can sign comes first; blocks."""
    staff = workspace.staff
    made = (_signer(member, preview, staff.lacking(member)) for member in staff.open_now())
    return tuple(sorted(made, key=lambda signer: bool(signer.why_not)))


def _signer(member: StaffMember, preview: SignOffPreview, lacking: tuple[str, ...]) -> Signer:
    if not member.may(Duty.APPROVE):
        return Signer(member.name, tr("only senior leadership signs off"))
    prepared = not all(is_second_person(member.name, name) for name in preview.preparers)
    if prepared and not member.may(Duty.LEAD):
        return Signer(member.name, tr("decided in this batch"))
    return Signer(member.name, lacking=lacking, alone=prepared)
