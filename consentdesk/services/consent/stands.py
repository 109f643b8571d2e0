"""Which answers count once a sheet is in: its own, what its source keeps, and all others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.ids import PersonId
from consentdesk.services.consent.cell_answers import YES
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.replies import Reply
from consentdesk.services.consent.sheet_age import SheetAge
from consentdesk.services.sheet_words.plain_words import plain

_DECIDED = YES | {Status.REFUSED, Status.WITHDRAWN}


class StandMaker:
    """Works out the answers of each person for one sheet."""

    def __init__(
        self,
        register: RegisterNow,
        source: ConsentSource | None,
        age: SheetAge,
        asked: Collection[str],
        today: date,
    ) -> None:
        self._register = register
        self._source = source
        self._age = age
        self._asked = frozenset(asked)
        self._spelt = {plain(purpose): purpose for purpose in register.purposes}
        self._today = today

    def answers(
        self, person_id: PersonId | None, replies: Sequence[Reply], held: Iterable[Answer]
    ) -> tuple[Answer, ...]:
        """Return what to record for a person as the answers of the sheet's source."""
        said = [self._as_spelt(answer) for reply in replies for answer in reply.answers]
        said = [*_without_overtaken(said), *held]
        before = self._own(person_id)
        if self._age.older:
            asked_before = {answer.purpose for answer in before}
            said = [a for a in said if _stricter_only(a, asked_before)]
        dated = [self._with_validity(answer, before) for answer in said]
        return tuple(dict.fromkeys((*dated, *self._kept(before, said))))

    def beside(self, person_id: PersonId | None, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Return the live answers that stay beside these: other sources, other purposes."""
        if person_id is None:
            return ()
        replaced = self._asked | {answer.purpose for answer in answers}
        rest = tuple(a for a in self._own(person_id) if a.purpose not in replaced)
        return self._register.elsewhere(self._source, person_id) + rest

    def _own(self, person_id: PersonId | None) -> tuple[Answer, ...]:
        return () if person_id is None else self._register.own(self._source, person_id)

    def _kept(self, before: Iterable[Answer], said: Sequence[Answer]) -> list[Answer]:
        """Return earlier answers of the source that the sheet does not replace.

        All of them for an older sheet, those about a purpose on which the sheet is silent for
        this person, and those that were given later than anything it says.
        """
        kept = []
        for answer in before:
            now = [a for a in said if a.purpose == answer.purpose]
            days = [a.given_on for a in now if a.given_on is not None]
            later = answer.given_on is not None and bool(days) and answer.given_on > max(days)
            if self._age.older or not now or later:
                kept.append(answer)
        return kept

    def _as_spelt(self, answer: Answer) -> Answer:
        """Give an answer its purpose as the school's channels spell it."""
        purpose = self._spelt.get(plain(answer.purpose), answer.purpose)
        return answer if purpose == answer.purpose else replace(answer, purpose=purpose)

    def _with_validity(self, answer: Answer, before: Iterable[Answer]) -> Answer:
        same = [
            a
            for a in before
            if (a.purpose, a.status, a.given_by) == (answer.purpose, answer.status, answer.given_by)
        ]
        if answer.given_on is None and same and same[0].expires_on is not None:
            # The same undated yes in a new copy of the sheet is no new yes.
            days = [day for day in (answer.expires_on, same[0].expires_on) if day is not None]
            return replace(answer, expires_on=min(days))
        return self._register.validity.applied(answer, self._age.as_of or self._today)


def _stricter_only(answer: Answer, asked_before: Collection[str]) -> bool:
    """Whether an answer of an older sheet can only make a permission stricter."""
    if answer.limits:
        return answer.purpose in asked_before
    return answer.status not in YES | {Status.NOT_ASKED}


def _without_overtaken(answers: Sequence[Answer]) -> list[Answer]:
    """Let a blank, awaited or unreadable cell give way to a later decision of the same person.

    The other way round it never does: without a day it cannot replace an earlier no.
    """
    return [
        answer if answer.status in _DECIDED else replace(answer, given_on=None)
        for answer in answers
        if answer.status in _DECIDED or not any(_overtakes(later, answer) for later in answers)
    ]


def _overtakes(later: Answer, answer: Answer) -> bool:
    return (
        later.status in _DECIDED
        and later.purpose == answer.purpose
        and bool(plain(later.given_by))
        and plain(later.given_by) == plain(answer.given_by)
        and later.given_on is not None
        and answer.given_on is not None
        and later.given_on > answer.given_on
    )
