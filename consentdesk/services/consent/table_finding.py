"""Finds the table on a sheet: in which row the headers stand, and which rows are about people.

Nothing is read as an answer here. A guess can be corrected by a settled question
(``header:TAB``, ``column:HEADER``); see ``docs/consent-sheets.md``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from consentdesk.services.consent.column_roles import IDENTITY, Role, guess_role
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.table_columns import columns_of
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.sheets.workbook import Row, Sheet

_LAST_HEADER_ROW = 30
"""Title lines above a table rarely pass ten; the header is not looked for below this."""

_LONGEST_HEADER = 300
"""Signs; whole questions of a form fit, notes to the reader do not."""

_TOTALS = re.compile(r"(?:total|count|printed|end of|number of pupils|report)\b|pupils:|page \d")
_HEADS_PEOPLE = re.compile(
    r"\bupn\b|\bname\b|\bsurname\b|\bforename\b|^pupil|^student|^child|\badm\w* ?no|\badmission\b"
)
_ANSWERS = frozenset({Role.ASKS, Role.TICK_ALL, Role.STATUS})
_COUNTS = re.compile(r"[\d .,%/-]*")


def find_tables(sheet: Sheet, book: QuestionBook, known: Sequence[str]) -> tuple[Table, ...]:
    """Return the tables of a sheet, below one another and side by side; none without headers."""
    tables: list[Table] = []
    head = _best_head(sheet, book, known)
    while head:
        table, head = _table(sheet, head, book, known)
        tables.extend(side_by_side(table))
    return tuple(tables)


def _best_head(sheet: Sheet, book: QuestionBook, known: Sequence[str]) -> Sequence[Row]:
    corrected = book.corrected(f"header:{sheet.name}")
    if corrected == "none":
        return ()
    starts = _row_numbered(sheet, corrected) if corrected else _first_rows(sheet)
    heads = [
        head for start in starts for head in (sheet.rows[start : start + 1], _pair(sheet, start))
    ]
    rated = [(_score(_joined(head), len(head), known), head) for head in heads if head]
    best = max(rated, key=lambda pair: pair[0], default=(0, ()))
    return best[1] if best[0] > 0 else ()


def _first_rows(sheet: Sheet) -> list[int]:
    return [i for i, row in enumerate(sheet.rows) if row.number <= _LAST_HEADER_ROW]


def _row_numbered(sheet: Sheet, number: str) -> list[int]:
    return [i for i, row in enumerate(sheet.rows) if str(row.number) == number]


def _pair(sheet: Sheet, start: int) -> Sequence[Row]:
    """Return two rows that may be one header, or nothing."""
    pair = sheet.rows[start : start + 2]
    return pair if len(pair) == 2 and _spans(*pair) else ()


def _table(
    sheet: Sheet, head: Sequence[Row], book: QuestionBook, known: Sequence[str]
) -> tuple[Table, Sequence[Row]]:
    """Return the table under a header, and the header of the next one below it."""
    start = [row.number for row in sheet.rows].index(head[0].number)
    body = sheet.rows[start + len(head) :]
    columns = columns_of(_joined(head), head[-1], body, book, known)
    below = _next_head(columns, head[-1], body, known)
    if below:
        body = body[: [row.number for row in body].index(below[0].number)]
    rows, left_out = _sort_rows(columns, head[-1], body)
    titles = tuple(c.text.strip() for row in sheet.rows[:start] for c in row.cells if not c.empty)
    numbers = tuple(row.number for row in head)
    return Table(sheet, numbers, columns, rows, left_out, titles), below


def _next_head(
    columns: Sequence[Column], head: Row, body: Sequence[Row], known: Sequence[str]
) -> Sequence[Row]:
    """Return a row further down that heads other columns; a repeated header is none."""
    names = [plain(cell.text) for cell in head.cells]
    people = [c.index for c in columns if c.role in IDENTITY]
    for row in body:
        texts = (plain(row.cells[index].text) for index in people)
        heads = any(_HEADS_PEOPLE.search(text) for text in texts) and not _repeats(row, names)
        if heads and _score(_joined([row]), 1, known) > 0:
            return [row]
    return ()


def side_by_side(table: Table) -> tuple[Table, ...]:
    """Part tables that stand beside one another: each begins with whom it is about."""
    parts: list[list[Column]] = [[]]
    for column in table.columns:
        asked = any(c.role in _ANSWERS for c in parts[-1])
        again = column.role in IDENTITY and any(c.role is column.role for c in parts[-1])
        if asked and again:
            parts.append([])
        parts[-1].append(column)
    if len(parts) == 1:
        return (table,)
    return tuple(
        replace(table, columns=tuple(part), rows=_about_somebody(table.rows, part))
        for part in parts
    )


def _about_somebody(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Row, ...]:
    people = [c.index for c in columns if c.role in IDENTITY]
    return tuple(row for row in rows if any(not row.cells[i].empty for i in people))


def _spans(upper: Row, lower: Row) -> bool:
    """Whether the upper row heads groups of the columns that the lower row names."""
    filled = [cell for cell in upper.cells if not cell.empty]
    below = [cell for cell in lower.cells if not cell.empty]
    merged = any(cell.covered_by for cell in upper.cells)
    return bool(filled) and (merged or 1 < len(filled) < len(below))


def _joined(head: Sequence[Row]) -> list[str]:
    """Return one header a column; a merged cell heads every column it lies over."""
    texts = {cell.address: cell.text for row in head for cell in row.cells}
    joined = []
    for cells in zip(*(row.cells for row in head), strict=True):
        parts = [tidy(texts.get(cell.covered_by, cell.text)) for cell in cells]
        joined.append(": ".join(dict.fromkeys(part for part in parts if part)))
    return joined


def _sort_rows(
    columns: Sequence[Column], header: Row, body: Iterable[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    names = [plain(cell.text) for cell in header.cells]
    rows: list[Row] = []
    left_out: list[Row] = []
    for row in body:
        counts = _repeats(row, names) or _is_total(row, columns)
        (left_out if counts else rows).append(row)
    return tuple(rows), tuple(left_out)


def _repeats(row: Row, header: Sequence[str]) -> bool:
    named = [i for i, words in enumerate(header) if words]
    return bool(named) and all(plain(row.cells[i].text) == header[i] for i in named)


def _is_total(row: Row, columns: Sequence[Column]) -> bool:
    """Whether the row sums up or closes a printed page, and names nobody beside that."""
    first = next((plain(cell.text) for cell in row.cells if not cell.empty), "")
    if not _TOTALS.match(first):
        return False
    others = [cell for cell in row.cells if not cell.empty][1:]
    names = [c for c in columns if c.role in IDENTITY and not row.cells[c.index].empty]
    return len(names) <= 1 and all(_COUNTS.fullmatch(cell.text) for cell in others)


def _score(headers: Sequence[str], height: int, known: Sequence[str]) -> int:
    """Rate a header: what it names counts, and without naming people it is none."""
    roles = [guess_role(h, (), known).role for h in headers if h and len(h) <= _LONGEST_HEADER]
    named = [role for role in roles if role not in {Role.UNKNOWN, Role.IGNORE}]
    people = set(roles) & IDENTITY
    if not people or len(named) < 2:
        return 0
    return 2 * len(named) + len(people) - (height - 1)
