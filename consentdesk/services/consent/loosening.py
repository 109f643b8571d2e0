"""Nothing becomes less strict by accident: who agreed to it, and whether they saw all of it."""

from dataclasses import dataclass

from consentdesk.domain.errors import Refused
from consentdesk.services.consent.changes import Changes, Stand
from consentdesk.services.consent.vanished import is_many
from consentdesk.services.names.person_names import is_second_person
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who brings a change in and what they agreed to.

    Attributes:
        loosening: somebody looked at what becomes less strict and agreed.
        second: the second person who agreed to that; never the one at the desk.
        many: it was stated that so many permissions really become less strict.
        evidence: what the end of a protection or of a child's objection rests on.
    """

    by: str
    loosening: bool = False
    second: str = ""
    many: bool = False
    evidence: str = ""


def stands_in(u: UnitOfWork) -> dict[str, Stand]:
    """Return everybody's live answers, by key."""
    answers = u.register.answers()
    return {p.details.key: Stand(p.details, tuple(answers.get(p.id, ()))) for p in u.people.all()}


def refuse_unseen(changes: Changes, seen: Changes, agreement: Agreement, people: int) -> None:
    """Refuse what becomes looser without being agreed to, judged by what the register became.

    Raises:
        Refused: something becomes less strict that was not shown, that nobody agreed to, that no
            second person agreed to, or that is more than a few without a statement of its own.
    """
    if not changes.loosened:
        return
    whom = {key for key, _ in changes.loosened}
    shown = set(seen.loosened) if agreement.loosening else set()
    if set(changes.loosened) - shown:
        raise Refused(
            f"The sheet loosens {len(changes.loosened)} permissions of {len(whom)} people.",
            "Look at each of them, then confirm the loosening.",
        )
    if not is_second_person(agreement.second, agreement.by):
        raise Refused(
            f"{len(changes.loosened)} permissions become less strict, and only one person agreed.",
            "A second person must look at them and give first and last name.",
        )
    if is_many(len(whom), people) and not agreement.many:
        raise Refused(
            f"Permissions of {len(whom)} people become less strict at once, which is unusual.",
            "Check that no column was filled down by mistake, then state that so many are right.",
        )
