"""The one place where tests call the proposal on a workbook in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.consent import Permission, permission
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.consent.proposal import propose
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.sheets.workbook import Workbook
from tests.consent_sheets.expected import Got
from tests.consent_sheets.school import CHANNELS, OnRecord


@dataclass(frozen=True, slots=True)
class Proposed:
    """What would stand for whom."""

    permissions: Mapping[str, Mapping[str, Permission]]
    before: Mapping[str, tuple[PersonDetails, tuple[OnRecord, ...]]]
    today: date

    def standing(self, key: str, purpose: str) -> Got:
        """Return what would stand; a pupil the sheet does not touch stands as before."""
        found = self.permissions.get(key, {}).get(purpose)
        if found is None:
            details, entries = self.before[key]
            answers = [entry.answer for entry in entries]
            found = permission(details, answers, purpose, self.today)
        return Got(found.standing.value, frozenset(limit.value for limit in found.limits))


def propose_for(
    workbook: Workbook,
    roll: Iterable[PersonDetails],
    settled: Mapping[str, str],
    today: date,
    before: Iterable[OnRecord] = (),
) -> Proposed:
    """Propose against a register of these pupils, with these answers entered by hand."""
    people = tuple(Person(PersonId(number), p) for number, p in enumerate(roll, 1))
    records = {
        person.id: tuple(e for e in before if e.pupil.key == person.details.key)
        for person in people
    }
    register = RegisterNow(
        people=people,
        answers={number: tuple(e.answer for e in entries) for number, entries in records.items()},
        purposes=("take", *CHANNELS.values(), "video", "name"),
    )
    proposal = propose(workbook, register, today, settled)
    return Proposed(
        {pupil.key: pupil.permissions for pupil in proposal.pupils},
        {person.details.key: (person.details, records[person.id]) for person in people},
        today,
    )
