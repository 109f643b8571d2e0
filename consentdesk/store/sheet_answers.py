"""Answers that sheets brought: put in the place of a source's earlier ones, and taken back.

At any time the live answers of a source are what its imports that are not undone say, one after
the other: for a person and a purpose the newest import that spoke about them counts, also where
it said nothing. Rows are added and marked replaced, never changed or removed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from consentdesk.domain.consent import Answer
from consentdesk.domain.ids import PersonId, SourceId
from consentdesk.store.answer_rows import ANSWER, FROM_SHEET, add_answers
from consentdesk.store.register_tables import AnswerRow, PersonRow
from consentdesk.store.sheet_tables import SheetImportRow, SheetScopeRow

RESTORED = "restored"
"""Note of a copy that an undone import brought back."""

LIVE = AnswerRow.replaced_at.is_(None)


def of_source(source_id: SourceId) -> ColumnElement[bool]:
    """Return the condition that an answer came with a sheet of the source."""
    imports = select(SheetImportRow.id).where(SheetImportRow.source_id == source_id)
    return AnswerRow.import_id.in_(imports)


def put_in(
    connection: Connection,
    sheet: SheetImportRow,
    purposes: frozenset[str],
    answers: Mapping[PersonId, Sequence[Answer]],
    now: datetime,
) -> None:
    """Mark the source's live answers about these people and purposes replaced; add the new ones."""
    connection.execute(
        update(AnswerRow)
        .where(
            LIVE,
            AnswerRow.person_id.in_(answers),
            AnswerRow.purpose.in_(purposes),
            of_source(sheet.source_id),
        )
        .values(replaced_at=now, replaced_by=sheet.id)
    )
    each = ((person, answer) for person, given in answers.items() for answer in given)
    add_answers(connection, each, FROM_SHEET, now, import_id=sheet.id)
    people = select(PersonRow.id).where(PersonRow.id.in_(answers))
    for purpose in purposes:
        spoken = people.with_only_columns(literal(sheet.id), PersonRow.id, literal(purpose))
        about = ("import_id", "person_id", "purpose")
        connection.execute(insert(SheetScopeRow).from_select(about, spoken))


def take_back(connection: Connection, sheet: SheetImportRow, now: datetime) -> int:
    """Mark an undone import's live answers replaced and bring back what counts without it.

    Returns how many answers were brought back.
    """
    connection.execute(
        update(AnswerRow).where(LIVE, AnswerRow.import_id == sheet.id).values(replaced_at=now)
    )
    copied = ("person_id", "source_kind", *(column.key for column in ANSWER), "import_id")
    columns = AnswerRow.__table__.columns
    copies = _counting_again(sheet).with_only_columns(
        *(columns[name] for name in copied),
        literal(RESTORED),
        literal(now, columns["recorded_at"].type),
        maintain_column_froms=True,
    )
    target = insert(AnswerRow).from_select((*copied, "import_note", "recorded_at"), copies)
    return connection.execute(target).rowcount


def _counting_again(undone: SheetImportRow) -> Select[AnswerRow]:
    """Find the answers that count where an undone import spoke, and are not live."""
    about = (AnswerRow.person_id, AnswerRow.purpose, AnswerRow.import_id)
    spoken = select(SheetScopeRow.person_id, SheetScopeRow.purpose).where(
        SheetScopeRow.import_id == undone.id
    )
    newest = (
        select(SheetScopeRow.person_id, SheetScopeRow.purpose, func.max(SheetScopeRow.import_id))
        .join(SheetImportRow, SheetImportRow.id == SheetScopeRow.import_id)
        .where(SheetImportRow.source_id == undone.source_id, SheetImportRow.undone_at.is_(None))
        .group_by(SheetScopeRow.person_id, SheetScopeRow.purpose)
    )
    live = select(*about).where(LIVE, of_source(undone.source_id))
    # "in", not joins: a join visits every answer a person ever had once for each purpose
    return (
        select(AnswerRow)
        .where(
            tuple_(AnswerRow.person_id, AnswerRow.purpose).in_(spoken),
            tuple_(*about).in_(newest),
            tuple_(*about).not_in(live),
            AnswerRow.import_note != RESTORED,
        )
        .order_by(AnswerRow.id)
    )
