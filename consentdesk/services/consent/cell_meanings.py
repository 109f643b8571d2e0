"""What each cell with an answer came to mean, and whose each row is: what the window shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from consentdesk.domain.consent import Answer, Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.cell_answers import YES
from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.proposal import Proposal
from consentdesk.services.consent.questions import QuestionKind
from consentdesk.services.consent.replies import Reply
from consentdesk.services.consent.row_owners import NOBODY
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.sheet_words.import_messages import Message
from consentdesk.sheets.workbook import Cell, Row, Sheet

__all__ = [
    "Cell",
    "CellMeaning",
    "Meaning",
    "RowMeaning",
    "Sheet",
    "SheetMeanings",
    "sheet_meanings",
]

_ANSWER_ROLES = (Role.ASKS, Role.STATUS, Role.TICK_ALL)


class Meaning(StrEnum):
    """What a cell with an answer came to mean."""

    YES = "yes"
    LIMITED = "limited"
    SOME = "some"
    NO = "no"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"
    UNREADABLE = "unreadable"
    NOTHING = "nothing"


_ALLOWING = frozenset({Meaning.YES, Meaning.LIMITED, Meaning.SOME})
_HELD = frozenset({Meaning.WAITING, Meaning.UNREADABLE})
_UNSETTLED = frozenset({Status.PENDING, Status.UNREADABLE})
_STRICTEST_FIRST = (
    (Status.WITHDRAWN, Meaning.WITHDRAWN),
    (Status.REFUSED, Meaning.NO),
    (Status.UNREADABLE, Meaning.UNREADABLE),
    (Status.PENDING, Meaning.WAITING),
)


@dataclass(frozen=True, slots=True)
class CellMeaning:
    """What one cell came to mean.

    Attributes:
        answers: what it says about each purpose; empty when nothing in it counts.
        waits: it says yes, or may say so, and something has to be settled before it counts.
    """

    meaning: Meaning
    column: Column
    answers: tuple[Answer, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """Whose a row is.

    Attributes:
        owner: key of the person; empty while it is nobody's.
        left_out: a person settled that it is nobody's.
    """

    reply: Reply
    owner: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class SheetMeanings:
    """Everything by place: cells and messages by ``Consent!H12``, rows by ``Consent!12``.

    Attributes:
        waiting: how many cells wait for something to be settled.
    """

    cells: Mapping[str, CellMeaning] = field(default_factory=dict)
    rows: Mapping[str, RowMeaning] = field(default_factory=dict)
    messages: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    waiting: int = 0


def sheet_meanings(proposal: Proposal) -> SheetMeanings:
    """Return what the sheet's cells and rows came to mean in a proposal."""
    rows = _rows(proposal)
    said: dict[str, list[Answer]] = {}
    for reply in proposal.replies:
        for answer in reply.answers:
            said.setdefault(answer.source, []).append(answer)
    cells: dict[str, CellMeaning] = {}
    for table in proposal.tables:
        columns = _answer_columns(table)
        for row in table.rows:
            owned = rows.get(f"{table.name}!{row.number}")
            cells.update(_cells(table, row, columns, owned, said))
    waiting = sum(cell.waits for cell in cells.values())
    return SheetMeanings(cells, rows, _messages(proposal.messages), waiting)


def _rows(proposal: Proposal) -> dict[str, RowMeaning]:
    nobodys = {
        question.key
        for question in proposal.questions
        if question.kind is QuestionKind.WHO and question.answer == NOBODY
    }
    return {
        f"{reply.sheet}!{reply.row}": RowMeaning(
            reply,
            proposal.owners.get(reply.place, ""),
            reply.question_key in nobodys,
        )
        for reply in proposal.replies
    }


def _answer_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns with answers; a status means something only beside what was asked."""
    types = table.of_role(Role.CONSENT_TYPE)
    roles = _ANSWER_ROLES if types else (Role.ASKS, Role.TICK_ALL)
    return table.of_role(*roles)


def _cells(
    table: Table,
    row: Row,
    columns: Iterable[Column],
    owned: RowMeaning | None,
    said: Mapping[str, Sequence[Answer]],
) -> Iterable[tuple[str, CellMeaning]]:
    for column in columns:
        cell = row.cells[column.index]
        place = f"{table.name}!{cell.address}"
        answers = tuple(said.get(place, ()))
        meaning = _in_row(_meaning(cell, answers), owned)
        held = meaning in _HELD or any(answer.status in _UNSETTLED for answer in answers)
        waits = held and meaning is not Meaning.NOTHING and _may_say_yes(cell, column)
        yield place, CellMeaning(meaning, column, answers, waits)


def _in_row(meaning: Meaning, owned: RowMeaning | None) -> Meaning:
    """Return what the meaning is worth in its row: nobody's yes is no yes."""
    if owned is None or owned.left_out:
        return Meaning.NOTHING if meaning is not Meaning.NOT_ASKED else meaning
    return Meaning.WAITING if meaning in _ALLOWING and not owned.owner else meaning


def _meaning(cell: Cell, answers: Sequence[Answer]) -> Meaning:
    if not answers:
        return Meaning.NOT_ASKED if cell.empty else Meaning.NOTHING
    statuses = {answer.status for answer in answers}
    if statuses & YES:
        if statuses - YES:
            return Meaning.SOME
        return Meaning.LIMITED if Status.LIMITED in statuses else Meaning.YES
    found = (meaning for status, meaning in _STRICTEST_FIRST if status in statuses)
    return next(found, Meaning.NOT_ASKED)


def _may_say_yes(cell: Cell, column: Column) -> bool:
    if cell.empty:
        return False
    read = read_answer(cell.text)
    return column.role is Role.TICK_ALL or read.status in YES or bool(read.ambiguous)


def _messages(messages: Iterable[Message]) -> dict[str, tuple[Message, ...]]:
    by_place: dict[str, list[Message]] = {}
    for message in messages:
        if message.cell:
            by_place.setdefault(f"{message.sheet}!{message.cell}", []).append(message)
    return {place: tuple(listed) for place, listed in by_place.items()}
