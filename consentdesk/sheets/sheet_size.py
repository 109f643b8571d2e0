"""How large a sheet may be before the program refuses to read it."""

from consentdesk.domain.errors import SheetError

MOST_ROWS = 100_000
MOST_COLUMNS = 256
"""As many as the old Excel had; a list with more is not a list of pupils."""
MOST_CELLS = 2_000_000
"""A roll of 2,000 pupils with 50 columns has 100,000 cells; this is twenty times that."""


def refuse_large(name: str, *, rows: int = 0, columns: int = 0, cells: int = 0) -> None:
    """Refuse a sheet that is too large.

    Raises:
        SheetError: more rows, columns or cells than any school's list has.
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise SheetError(
            f"{name} has more rows or columns than can be read "
            f"({MOST_ROWS:,} rows, {MOST_COLUMNS} columns, {MOST_CELLS:,} cells).",
            "Delete everything below and beside the table, save and try again.",
        )
