"""Finds the table on a sheet: in which row the headers stand, and which rows are about people.

Nothing is read as an answer here. A guess can be corrected by a settled question
(``header:TAB``, ``column:HEADER``); see ``docs/consent-sheets.md``.
"""

from collections.abc import Iterable, Sequence

from consentdesk.services.consent.column_roles import IDENTITY, Role, guess_role
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.table_columns import columns_of
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.plain_words import plain, tidy
from consentdesk.sheets.workbook import Row, Sheet

_LAST_HEADER_ROW = 30
"""Title lines above a table rarely pass ten; the header is not looked for below this."""

_LONGEST_HEADER = 300
"""Signs; whole questions of a form fit, notes to the reader do not."""

_TOTALS = ("total", "count", "printed", "page ", "end of", "number of pupils", "pupils:", "report")


def find_table(sheet: Sheet, book: QuestionBook, known: Sequence[str]) -> Table | None:
    """Return the sheet's table, or None when no row looks like a header."""
    corrected = book.corrected(f"header:{sheet.name}")
    if corrected == "none":
        return None
    starts = _row_numbered(sheet, corrected) if corrected else _first_rows(sheet)
    heads = [
        head for start in starts for head in (sheet.rows[start : start + 1], _pair(sheet, start))
    ]
    rated = [(_score(_joined(head), len(head), known), head) for head in heads if head]
    best = max(rated, key=lambda pair: pair[0], default=(0, ()))
    return _table(sheet, best[1], book, known) if best[0] > 0 else None


def _first_rows(sheet: Sheet) -> list[int]:
    return [i for i, row in enumerate(sheet.rows) if row.number <= _LAST_HEADER_ROW]


def _row_numbered(sheet: Sheet, number: str) -> list[int]:
    return [i for i, row in enumerate(sheet.rows) if str(row.number) == number]


def _pair(sheet: Sheet, start: int) -> Sequence[Row]:
    """Return two rows that may be one header, or nothing."""
    pair = sheet.rows[start : start + 2]
    return pair if len(pair) == 2 and _spans(*pair) else ()


def _table(sheet: Sheet, head: Sequence[Row], book: QuestionBook, known: Sequence[str]) -> Table:
    start = sheet.rows.index(head[0])
    body = sheet.rows[start + len(head) :]
    columns = columns_of(_joined(head), head[-1], body, book, known)
    rows, left_out = _sort_rows(columns, head[-1], body)
    titles = tuple(c.text.strip() for row in sheet.rows[:start] for c in row.cells if not c.empty)
    numbers = tuple(row.number for row in head)
    return Table(sheet, numbers, columns, rows, left_out, titles)


def _spans(upper: Row, lower: Row) -> bool:
    """Whether the upper row heads groups of the columns that the lower row names."""
    filled = [cell for cell in upper.cells if not cell.empty]
    below = [cell for cell in lower.cells if not cell.empty]
    return (
        bool(filled)
        and (any(cell.covered_by for cell in upper.cells) or len(filled) < len(below))
        and len(filled) > 1
    )


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
    others = len(named) // 5
    for index in named:
        others -= plain(row.cells[index].text) != header[index]
        if others < 0:
            return False
    return bool(named)


def _is_total(row: Row, columns: Sequence[Column]) -> bool:
    """Whether the row sums up or closes a printed page, and names nobody beside that."""
    first = next((plain(cell.text) for cell in row.cells if not cell.empty), "")
    if not first.startswith(_TOTALS):
        return False
    filled = [cell for cell in row.cells if not cell.empty]
    names = [c for c in columns if c.role in IDENTITY and not row.cells[c.index].empty]
    return len(names) <= 1 and len(filled) <= 2


def _score(headers: Sequence[str], height: int, known: Sequence[str]) -> int:
    """Rate a header: what it names counts, and without naming people it is none."""
    roles = [guess_role(h, (), known).role for h in headers if h and len(h) <= _LONGEST_HEADER]
    named = [role for role in roles if role not in {Role.UNKNOWN, Role.IGNORE}]
    people = set(roles) & IDENTITY
    if not people or len(named) < 2:
        return 0
    return 2 * len(named) + len(people) - (height - 1)
