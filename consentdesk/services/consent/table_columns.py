"""What the columns of a table are for, each by itself and then beside one another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consentdesk.domain.consent import Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.column_roles import (
    Confidence,
    Guess,
    Role,
    guess_role,
    is_biometric,
    part_of,
)
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.tables import Column, letter_of
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Row

_MARKS = frozenset({Status.GRANTED, Status.REFUSED})
_LOOKED_AT = 300
"""Rows whose texts help to guess a column; words repeat long before."""


def columns_of(
    headers: Sequence[str], last: Row, body: Sequence[Row], book: QuestionBook, known: Sequence[str]
) -> tuple[Column, ...]:
    """Return the columns under these headers; `last` is the header row next to the `body`."""
    keys = _keys(headers, last)
    some = body[:_LOOKED_AT]
    columns = []
    for index, (header, key) in enumerate(zip(headers, keys, strict=True)):
        cells = [row.cells[index].text for row in some]
        guess, belongs_to = _guess(header, cells, known)
        corrected = book.corrected(f"column:{key}")
        if corrected is not None and not is_biometric(header):
            guess, belongs_to = settled_guess(corrected, guess), ""
        letter = letter_of(last.cells[index])
        columns.append(Column(index, letter, header, key, guess, belongs_to))
    return _settle_together(columns, some, known)


def _keys(headers: Sequence[str], last: Row) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for header, cell in zip(headers, last.cells, strict=True):
        key = plain(header) or f"(column {letter_of(cell).lower()})"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def _guess(header: str, cells: Sequence[str], known: Sequence[str]) -> tuple[Guess, str]:
    part = part_of(header, known)
    if part is None:
        return guess_role(header, cells, known), ""
    head, role = part
    guess = guess_role(head, cells, known)
    if role is Role.ASKS:
        return guess, ""
    return Guess(role, f"It belongs to “{head}”."), plain(head)


def settled_guess(value: str, guess: Guess) -> Guess:
    """Return what a person settled a column to be for; unknown words change nothing."""
    role, _, purposes = value.partition(":")
    if role not in set(Role):
        return guess
    named = tuple(p.strip() for p in purposes.split(",") if p.strip())
    return Guess(Role(role), "You said so.", Confidence.SURE, named, guess.negative)


def _settle_together(
    columns: list[Column], body: Sequence[Row], known: Sequence[str]
) -> tuple[Column, ...]:
    """Settle what only the columns beside one another can tell."""
    columns = _respondent(_owned(columns, known))
    columns = _long_or_wide(columns, body, known)
    columns = [_marked(column, body) for column in columns]
    return tuple(_dates_and_names(columns))


def _marked(column: Column, body: Sequence[Row]) -> Column:
    """Take a column with marks for a few as one that may single them out."""
    if column.role is not Role.UNKNOWN:
        return column
    reads = [read_answer(row.cells[column.index].text) for row in body]
    said = [r for r in reads if r.status is not Status.NOT_ASKED]
    marks = all(r.status in _MARKS or r.ambiguous for r in said)
    if not said or not marks or 2 * len(said) > len(reads):
        return column
    reason = "It marks a few, and nothing tells what for."
    return replace(column, guess=Guess(Role.CAUTION, reason, Confidence.UNSURE))


def _owned(columns: Sequence[Column], known: Sequence[str]) -> list[Column]:
    """Let "Website: Date" belong to the column "Website: State" or "Website"."""
    owners = {}
    for column in columns:
        if column.role is Role.ASKS:
            part = part_of(column.header, known)
            owners[plain(column.header if part is None else part[0])] = column.key
    return [replace(c, belongs_to=_owner(c, owners, columns, known)) for c in columns]


def _owner(
    column: Column, owners: Mapping[str, str], columns: Sequence[Column], known: Sequence[str]
) -> str:
    """Return whom a date or name belongs to; without the same words, who asks for the same.

    What belongs to nobody bears on the whole row.
    """
    if not column.belongs_to or column.belongs_to in owners:
        return owners.get(column.belongs_to, "")
    purposes = set(asks_for(column.belongs_to, known).purposes)
    same = [c.key for c in columns if c.role is Role.ASKS and purposes & set(c.guess.purposes)]
    return same[0] if len(same) == 1 else ""


def _respondent(columns: list[Column]) -> list[Column]:
    """Where another column clearly names the child, a bare "Name" is who filled in the form."""
    names = [column for column in columns if column.role is Role.NAME]
    child = [c for c in names if plain(c.header) not in {"name", "full name"}]
    split = any(c.role in {Role.FIRST_NAME, Role.LAST_NAME} for c in columns)
    if not names or not (child or split):
        return columns
    parent = Guess(Role.ANSWERED_BY, "Another column names the child.", Confidence.LIKELY)
    keep = child or []
    return [
        replace(c, guess=parent) if c.role is Role.NAME and c not in keep else c for c in columns
    ]


def _long_or_wide(columns: list[Column], body: Sequence[Row], known: Sequence[str]) -> list[Column]:
    """Take a type and a status column as such only together; alone they are an open question."""
    types = [c for c in columns if c.role is Role.CONSENT_TYPE and _names_types(c, body, known)]
    status = [c for c in columns if c.role is Role.STATUS]
    status += [c for c in columns if c.role is Role.CONSENT_TYPE and c not in types]
    paired = bool(types and status)
    unclear = Guess(Role.ASKS, "It holds answers, but not to which question.", Confidence.UNSURE)
    ticked = Guess(Role.TICK_ALL, "Each cell names what was agreed to.", Confidence.LIKELY)
    settled = []
    for column in columns:
        if column in status:
            guess = replace(column.guess, role=Role.STATUS) if paired else unclear
            column = replace(column, guess=guess)
        elif column in types and not paired:
            column = replace(column, guess=ticked)
        settled.append(column)
    return settled


def _names_types(column: Column, body: Sequence[Row], known: Sequence[str]) -> bool:
    if column.guess.confidence is Confidence.SURE:
        return True
    texts = {plain(row.cells[column.index].text) for row in body} - {""}
    return 2 * sum(asks_for(text, known).photos for text in texts) >= len(texts) > 0


def _dates_and_names(columns: Sequence[Column]) -> Iterator[Column]:
    """Let each of several date or name columns belong to the answer on its left."""
    several = {
        role
        for role in (Role.ANSWERED_ON, Role.ANSWERED_BY, Role.VALID_UNTIL)
        if sum(c.role is role and not c.belongs_to for c in columns) > 1
        and sum(c.role is Role.ASKS for c in columns) > 1
    }
    before = ""
    for column in columns:
        if column.role is Role.ASKS:
            before = column.key
        elif column.role in several and before and not column.belongs_to:
            column = replace(column, belongs_to=before)
        yield column
