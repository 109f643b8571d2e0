"""Rows of the face bench, and how they are printed: aligned text, Markdown, JSON."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from consentdesk.faces.suggested_lines import wilson


@dataclass(frozen=True)
class Cell:
    """One figure of one side.

    Attributes:
        text: as printed.
        value: as compared with what is to be reached; None where nothing was measured.
        hit, of: counts behind a share.
    """

    text: str
    value: float | None = None
    hit: int | None = None
    of: int | None = None


NOTHING = Cell("-")


@dataclass(frozen=True)
class Row:
    """One measure for both sides; ``reach`` is the aim, ``reached`` whether it is met."""

    measure: str
    product: Cell
    library: Cell = NOTHING
    reach: str = ""
    reached: bool | None = None


def share(hit: int, of: int) -> Cell:
    """Return a share in per cent with its 95 % interval (Wilson)."""
    if not of:
        return Cell("- (none)")
    low, high = wilson(hit, of)
    return Cell(f"{hit / of:.1%} ({low:.1%}-{high:.1%}) {hit}/{of}", hit / of, hit, of)


def number(value: float, unit: str = "", digits: int = 2) -> Cell:
    return Cell(f"{value:.{digits}f}{unit}", value)


def aimed(row: Row, at_least: float | None = None, at_most: float | None = None) -> Row:
    """Return the row with its aim, held against the product's figure."""
    value = row.product.value
    if at_least is not None:
        met = None if value is None else value >= at_least
        return Row(row.measure, row.product, row.library, f">= {at_least:g}", met)
    assert at_most is not None
    met = None if value is None else value <= at_most
    return Row(row.measure, row.product, row.library, f"<= {at_most:g}", met)


def as_text(rows: Sequence[Row]) -> str:
    return "\n".join(_lines(rows, lambda cells: "  ".join(cells).rstrip()))


def as_markdown(rows: Sequence[Row]) -> str:
    lines = _lines(rows, lambda cells: f"| {' | '.join(cells)} |")
    rule = "".join("-" if letter != "|" else "|" for letter in lines[0])
    return "\n".join([lines[0], rule, *lines[1:]])


def as_data(rows: Iterable[Row]) -> list[dict[str, object]]:
    return [asdict(row) for row in rows]


def from_data(rows: Iterable[dict[str, Any]]) -> list[Row]:
    """Return the rows that `as_data` wrote."""
    return [
        Row(**{**row, "product": Cell(**row["product"]), "library": Cell(**row["library"])})
        for row in rows
    ]


def _lines(rows: Sequence[Row], join: Callable[[list[str]], str]) -> list[str]:
    table = [["measure", "product", "library", "reach", ""]]
    for row in rows:
        met = {None: "", True: "reached", False: "NOT reached"}[row.reached]
        table.append([row.measure, row.product.text, row.library.text, row.reach, met])
    widths = [max(len(line[column]) for line in table) for column in range(5)]
    return [
        join([cell.ljust(width) for cell, width in zip(line, widths, strict=True)])
        for line in table
    ]
