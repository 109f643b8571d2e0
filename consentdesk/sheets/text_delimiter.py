"""Which mark stands between the columns of a text file."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from consentdesk.domain.errors import SheetError

DELIMITERS = ("\t", "|", ";", ",")
"""Where two fit equally, the one that stands less often in a sentence comes first."""
_NONE = (0, 0)
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)


def said_delimiter(first_line: str) -> str:
    """Return the mark that a first line such as ``sep=;`` names, or nothing."""
    said = _SAID.fullmatch(first_line.strip("\ufeff\r\n").strip('"'))
    return said[1] if said and said[1] in DELIMITERS else ""


def chosen_delimiter(chosen: str, file: str) -> str:
    """Return the mark somebody chose; ``tab`` and ``\\t`` mean the tabulator.

    Raises:
        SheetError: it is no mark that stands between columns.
    """
    mark = "\t" if chosen in ("tab", "\\t") else chosen
    if mark not in DELIMITERS:
        raise SheetError(
            f"The mark chosen between the columns of {file} is not known.",
            "Choose a comma, a semicolon, a tab or a vertical bar.",
        )
    return mark


def likeliest_delimiter(lines: Sequence[str]) -> str:
    """Return the mark by which most lines have the same number of columns, or a comma."""
    agreement = {mark: _agreement(lines, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=agreement.__getitem__)
    return best if agreement[best] > _NONE else ","


def _agreement(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """Count the rows of the commonest width, and say that width; one column is no table."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
    except csv.Error:
        return _NONE
    return max(((times, width) for width, times in widths.items() if width > 1), default=_NONE)
