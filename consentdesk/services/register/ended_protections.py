"""Taking somebody off the list of children who appear nowhere: a leader, and what it rests on."""

from datetime import date

from consentdesk.services.names.stated_reasons import stated
from consentdesk.services.office.duties import require_leader
from consentdesk.store.unit_of_work import UnitOfWork

_NOT_YOURS = "Only senior leadership ends a protection or a child's objection."
_NO_EVIDENCE = (
    "Nothing says why the protection or the objection ends.",
    "Enter where that can be read, such as the letter and its day.",
)


def ended_on(u: UnitOfWork, by: str, evidence: str, today: date) -> str:
    """Return the evidence as the audit trail keeps it.

    Raises:
        Refused: `by` leads nothing in this school; there is no evidence, or it names somebody.
    """
    require_leader(u, by, today, _NOT_YOURS)
    return stated(evidence, u.people.all(), *_NO_EVIDENCE)
