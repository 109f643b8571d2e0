"""The shelf of answers: live ones, replaced ones, and the register's version."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from consentdesk.domain.consent import Answer
from consentdesk.domain.consent_source import AnswerHistory
from consentdesk.domain.ids import PersonId, SheetImportId, SourceId
from consentdesk.store.answer_rows import ANSWER, add_answers, answer_of
from consentdesk.store.fetch import fetch
from consentdesk.store.register_tables import AnswerRow, PersonRow, RegisterStateRow
from consentdesk.store.sheet_answers import LIVE, of_source, put_in, take_back
from consentdesk.store.sheet_tables import SheetImportRow


class RegisterShelf:
    """What people agreed to. Answers are only ever added or marked replaced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.raised = False

    def answers(self, person_id: PersonId | None = None) -> Mapping[PersonId, tuple[Answer, ...]]:
        """Return the live answers of everybody, or of one person.

        Each person on the roll has an entry; it is empty when nothing was answered.
        """
        return self._by_person((), person_id)

    def answers_of_source(self, person_id: PersonId, source_kind: str) -> tuple[Answer, ...]:
        """Return one person's live answers from one kind of source, ``sheet`` or ``office``."""
        found = self._by_person((AnswerRow.source_kind == source_kind,), person_id)
        return found.get(person_id, ())

    def sheet_answers(self, source_id: SourceId) -> Mapping[PersonId, tuple[Answer, ...]]:
        """Return everybody's live answers from sheets of one source; each person has an entry."""
        return self._by_person((of_source(source_id),))

    def replace_answers(
        self, person_id: PersonId, source_kind: str, answers: Sequence[Answer], import_note: str
    ) -> None:
        """Put these in the place of the person's live answers from that kind of source.

        For what came to the office by hand; the old answers stay, marked replaced.
        """
        now = datetime.now(UTC)
        connection = self._session.connection()
        connection.execute(
            update(AnswerRow)
            .where(LIVE, AnswerRow.person_id == person_id, AnswerRow.source_kind == source_kind)
            .values(replaced_at=now)
        )
        given = ((person_id, answer) for answer in answers)
        add_answers(connection, given, source_kind, now, note=import_note)

    def put_sheet_answers(
        self,
        person_id: PersonId,
        import_id: SheetImportId,
        purposes: Collection[str],
        answers: Sequence[Answer],
    ) -> None:
        """Do for one person what `put_sheet_answers_of_all` does for many."""
        self.put_sheet_answers_of_all(import_id, purposes, {person_id: answers})

    def put_sheet_answers_of_all(
        self,
        import_id: SheetImportId,
        purposes: Collection[str],
        answers: Mapping[PersonId, Sequence[Answer]],
    ) -> None:
        """Put a sheet's answers in the place of what its source said before about `purposes`.

        Live answers of the same source about these people and purposes are marked replaced, also
        where the sheet has no answer now. Other sources, other purposes and the office's own
        entries stay. An import speaks once about a person and a purpose.

        Raises:
            StoreError: there is no such import.
            ValueError: an answer is about none of the purposes, or the import was undone.
        """
        sheet = fetch(self._session, SheetImportRow, import_id, "import")
        if sheet.undone_at is not None:
            raise ValueError("an undone import takes no answers")
        if any(each.purpose not in purposes for given in answers.values() for each in given):
            raise ValueError("a sheet cannot answer what it does not ask")
        put_in(self._session.connection(), sheet, frozenset(purposes), answers, datetime.now(UTC))

    def undo_import(self, import_id: SheetImportId) -> int:
        """Take an import's answers out of effect; return how many older ones came back.

        Call it after `u.sheets.mark_undone`. The import's live answers are marked replaced. For
        each person and purpose it spoke about, the newest import of the same source that spoke
        about them and is not undone counts: if that is an older one, copies of its answers are
        added, which belong to it as the first ones did; if a newer one, nothing changes. Other
        sources and the office's own entries stay. This may loosen permissions.

        Raises:
            StoreError: there is no such import.
            ValueError: it is not marked undone.
        """
        sheet = fetch(self._session, SheetImportRow, import_id, "import")
        if sheet.undone_at is None:
            raise ValueError("mark the import undone first")
        return take_back(self._session.connection(), sheet, sheet.undone_at)

    def history(self, person_id: PersonId) -> tuple[AnswerHistory, ...]:
        """Return every answer a person ever had, and how it came and went, oldest entry first."""
        query = (
            select(AnswerRow.__table__, SheetImportRow.done_by)
            .outerjoin(SheetImportRow, SheetImportRow.id == AnswerRow.import_id)
            .where(AnswerRow.person_id == person_id)
            .order_by(AnswerRow.id)
        )
        return tuple(
            AnswerHistory(
                answer=answer_of(row),
                source_kind=row.source_kind,
                note=row.import_note,
                recorded_at=row.recorded_at,
                import_id=row.import_id,
                imported_by=row.done_by or "",
                replaced_at=row.replaced_at,
                replaced_by=row.replaced_by,
            )
            for row in self._session.execute(query)
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

    def _by_person(
        self, conditions: Sequence[ColumnElement[bool]], person_id: PersonId | None = None
    ) -> Mapping[PersonId, tuple[Answer, ...]]:
        people = select(PersonRow.id)
        answers = select(AnswerRow.person_id, *ANSWER).where(LIVE, *conditions)
        if person_id is not None:
            people = people.where(PersonRow.id == person_id)
            answers = answers.where(AnswerRow.person_id == person_id)
        found: dict[PersonId, list[Answer]] = {id_: [] for id_ in self._session.scalars(people)}
        for row in self._session.execute(answers.order_by(AnswerRow.id)):
            found[row.person_id].append(answer_of(row))
        return {id_: tuple(given) for id_, given in found.items()}
