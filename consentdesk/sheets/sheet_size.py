"""How large a sheet may be before the program refuses to read it."""

from consentdesk.domain.errors import SheetError

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
"""A roll of 2,000 pupils with 50 columns has 100,000 cells; this is twenty times that."""


def refuse_large(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet that is too large.

    Raises:
        SheetError: more rows or cells than any school's list has.
    """
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise SheetError(
            f"{name} has more rows or columns than can be read.",
            "Delete everything below and beside the table, save and try again.",
        )
