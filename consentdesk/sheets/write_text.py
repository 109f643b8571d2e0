"""Write a table as text that Excel and every other program reads: CSV in UTF-8."""

import csv
import io
from collections.abc import Iterable

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be calculated by the program that opens the file."""


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return the table as CSV with a mark of UTF-8, in which text stays text."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(header)
    table.writerows([_still(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _still(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
