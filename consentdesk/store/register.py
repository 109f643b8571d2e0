"""The shelf of answers: live ones, replaced ones, and the register's version."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consentdesk.domain.consent import Answer, Limit
from consentdesk.domain.ids import PersonId
from consentdesk.store.register_tables import AnswerRow, PersonRow, RegisterStateRow


class RegisterShelf:
    """What people agreed to. Answers are only ever added or marked replaced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.raised = False

    def answers(self, person_id: PersonId | None = None) -> Mapping[PersonId, tuple[Answer, ...]]:
        """Return the live answers of everybody, or of one person.

        Each person on the roll has an entry; it is empty when nothing was answered.
        """
        people = select(PersonRow.id)
        answers = select(AnswerRow).where(AnswerRow.replaced_at.is_(None)).order_by(AnswerRow.id)
        if person_id is not None:
            people = people.where(PersonRow.id == person_id)
            answers = answers.where(AnswerRow.person_id == person_id)
        found: dict[PersonId, list[Answer]] = {id_: [] for id_ in self._session.scalars(people)}
        for row in self._session.scalars(answers):
            found[row.person_id].append(_answer(row))
        return {id_: tuple(given) for id_, given in found.items()}

    def answers_of_source(self, person_id: PersonId, source_kind: str) -> tuple[Answer, ...]:
        """Return one person's live answers from one kind of source."""
        query = select(AnswerRow).where(
            AnswerRow.person_id == person_id,
            AnswerRow.source_kind == source_kind,
            AnswerRow.replaced_at.is_(None),
        )
        return tuple(_answer(row) for row in self._session.scalars(query.order_by(AnswerRow.id)))

    def replace_answers(
        self, person_id: PersonId, source_kind: str, answers: Sequence[Answer], import_note: str
    ) -> None:
        """Put these in the place of the person's live answers from that kind of source.

        `source_kind` is ``sheet`` or ``office``; the old answers stay, marked replaced.
        """
        now = datetime.now(UTC)
        self._session.execute(
            update(AnswerRow)
            .where(
                AnswerRow.person_id == person_id,
                AnswerRow.source_kind == source_kind,
                AnswerRow.replaced_at.is_(None),
            )
            .values(replaced_at=now)
        )
        for answer in answers:
            self._session.add(_row(person_id, source_kind, answer, import_note, now))
        self._session.flush()

    def history(self, person_id: PersonId) -> tuple[tuple[Answer, datetime, datetime | None], ...]:
        """Return every answer of a person with when it was recorded and replaced."""
        query = select(AnswerRow).where(AnswerRow.person_id == person_id).order_by(AnswerRow.id)
        return tuple(
            (_answer(row), row.recorded_at, row.replaced_at) for row in self._session.scalars(query)
        )

    def version(self) -> int:
        """Return how often the register changed."""
        state = self._session.get(RegisterStateRow, 1)
        return 0 if state is None else state.version

    def raise_version(self) -> int:
        """Count a change of people, answers or channels; return the new version.

        `raised` then tells that this transaction, which may still be rolled back, changed it.
        """
        self.raised = True
        state = self._session.get(RegisterStateRow, 1)
        if state is None:
            state = RegisterStateRow(id=1, version=0)
            self._session.add(state)
        state.version += 1
        self._session.flush()
        return state.version


def _row(
    person_id: PersonId, source_kind: str, answer: Answer, import_note: str, now: datetime
) -> AnswerRow:
    return AnswerRow(
        person_id=person_id,
        source_kind=source_kind,
        purpose=answer.purpose,
        status=answer.status,
        limits=tuple(sorted(limit.value for limit in answer.limits)),
        given_by=answer.given_by,
        given_on=answer.given_on,
        expires_on=answer.expires_on,
        wording=answer.wording,
        source=answer.source,
        import_note=import_note,
        recorded_at=now,
        replaced_at=None,
    )


def _answer(row: AnswerRow) -> Answer:
    return Answer(
        purpose=row.purpose,
        status=row.status,
        limits=frozenset(Limit(word) for word in row.limits),
        given_by=row.given_by,
        given_on=row.given_on,
        expires_on=row.expires_on,
        wording=row.wording,
        source=row.source,
    )
