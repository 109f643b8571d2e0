"""Put comments and merged ranges to the rows they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from openpyxl.utils import range_boundaries

from consentdesk.sheets.row_cells import Extra, RawRow, address
from consentdesk.sheets.sheet_size import MOST_COLUMNS, refuse_large

Place = tuple[int, int]
"""Row number and column index from 0."""

_PLAIN = Extra()


def with_extras(
    file: str,
    rows: Iterable[RawRow],
    comments: Mapping[Place, str],
    merged: Iterable[str | None],
) -> list[RawRow]:
    """Return the rows with comments and covered cells; a comment may make a row of its own.

    Args:
        file: its name, for the refusal.
        rows: in order.
        comments: by place.
        merged: ranges such as ``A1:C2``.

    Raises:
        SheetError: the ranges cover more cells than can be read.
    """
    found = {row.number: row for row in rows}
    extras: dict[int, dict[int, Extra]] = {}
    for (number, column), text in comments.items():
        refuse_large(file, rows=number, columns=column + 1)
        found.setdefault(number, RawRow(number, ()))
        extras.setdefault(number, {})[column] = Extra(comment=text)
    for (number, column), anchor in _covered(file, found, merged).items():
        line = extras.setdefault(number, {})
        line[column] = replace(line.get(column, _PLAIN), covered_by=anchor)
    for number, line in extras.items():
        row = found[number]
        errors = {
            column: replace(line.get(column, old), error=old.error)
            for column, old in row.extras.items()
        }
        found[number] = replace(row, extras={**line, **errors})
    return [found[number] for number in sorted(found)]


def _covered(
    file: str, rows: Mapping[int, RawRow], merged: Iterable[str | None]
) -> dict[Place, str]:
    covered: dict[Place, str] = {}
    looked_at = 0
    for ranged in merged:
        left, top, right, bottom = range_boundaries(ranged)
        right = min(right, MOST_COLUMNS)
        last = min(bottom, max(rows, default=0))
        looked_at += max(0, last - top + 1) * max(1, right - left + 1)
        refuse_large(file, cells=looked_at)
        anchor = address(top, left - 1)
        for number in range(top, last + 1):
            if number in rows:
                covered.update({(number, at): anchor for at in range(left - 1, right)})
        covered.pop((top, left - 1), None)
    return covered
