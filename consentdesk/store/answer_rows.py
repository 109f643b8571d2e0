"""An answer as a row of its table and back; for this room only."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, insert

from consentdesk.domain.consent import Answer, Limit
from consentdesk.domain.ids import PersonId, SheetImportId
from consentdesk.store.register_tables import AnswerRow

FROM_SHEET = "sheet"
"""Kind of source of an answer that a sheet brought."""

ANSWER = (
    AnswerRow.purpose,
    AnswerRow.status,
    AnswerRow.limits,
    AnswerRow.given_by,
    AnswerRow.given_on,
    AnswerRow.expires_on,
    AnswerRow.wording,
    AnswerRow.source,
)
"""What makes up an answer. Columns, not whole rows: a big school has many thousands."""


def answer_of(row: Row[*tuple[Any, ...]]) -> Answer:
    """Return the answer in a row that was read with `ANSWER`."""
    return Answer(
        purpose=row.purpose,
        status=row.status,
        limits=_limits(row.limits),
        given_by=row.given_by,
        given_on=row.given_on,
        expires_on=row.expires_on,
        wording=row.wording,
        source=row.source,
    )


@cache
def _limits(words: tuple[str, ...]) -> frozenset[Limit]:
    return frozenset(Limit(word) for word in words)


def add_answers(
    connection: Connection,
    answers: Iterable[tuple[PersonId, Answer]],
    source_kind: str,
    now: datetime,
    *,
    note: str = "",
    import_id: SheetImportId | None = None,
) -> None:
    """Write answers, thousands at once where there are as many."""
    origin = {
        "source_kind": source_kind,
        "import_note": note,
        "recorded_at": now,
        "import_id": import_id,
    }
    rows = [{"person_id": person, **_values(answer), **origin} for person, answer in answers]
    if rows:
        connection.execute(insert(AnswerRow), rows)


def _values(answer: Answer) -> Mapping[str, object]:
    return {
        "purpose": answer.purpose,
        "status": answer.status,
        "limits": tuple(sorted(limit.value for limit in answer.limits)),
        "given_by": answer.given_by,
        "given_on": answer.given_on,
        "expires_on": answer.expires_on,
        "wording": answer.wording,
        "source": answer.source,
    }
