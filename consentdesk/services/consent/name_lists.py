"""Lists without headers, recognised by the names of the roll that stand in them."""

from collections.abc import Collection

from consentdesk.services.consent.column_roles import Confidence, Guess, Role
from consentdesk.services.consent.tables import Column, Table, letter_of
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Sheet


def list_of_names(sheet: Sheet) -> Table | None:
    """Return a list as a table whose fullest column holds names, however they are written."""
    if not sheet.rows:
        return None
    width = len(sheet.rows[0].cells)
    filled = [sum(not row.cells[i].empty for row in sheet.rows) for i in range(width)]
    return _names_in(sheet, max(range(width), key=filled.__getitem__))


def table_of_names(sheet: Sheet, everybody: Collection[str]) -> Table | None:
    """Return a list without headers as a table: a column of known names, notes beside them.

    `everybody` are the plain names of the roll; None when no column holds such names.
    """
    if not sheet.rows:
        return None
    width = len(sheet.rows[0].cells)
    hits = [sum(plain(row.cells[i].text) in everybody for row in sheet.rows) for i in range(width)]
    best = max(range(width), key=hits.__getitem__)
    return _names_in(sheet, best) if hits[best] else None


def _names_in(sheet: Sheet, best: int) -> Table:
    name = Guess(Role.NAME, "Names of the roll stand in it.", Confidence.LIKELY)
    note = Guess(Role.NOTE, "It stands beside names; what it says may matter.", Confidence.UNSURE)
    columns = tuple(
        Column(
            i,
            letter_of(cell),
            "",
            f"(column {letter_of(cell).lower()})",
            name if i == best else note,
        )
        for i, cell in enumerate(sheet.rows[0].cells)
    )
    return Table(sheet, (), columns, sheet.rows)
