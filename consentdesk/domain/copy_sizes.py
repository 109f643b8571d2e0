"""Longest sides of copies by name: for a website, and for paper on a display board."""

from collections.abc import Collection, Mapping

WEBSITE = 1600
"""Pixels that a picture across a web page needs."""

PRINTED: Mapping[str, int] = {"A5": 2480, "A4": 3508, "A3": 4961}
"""Longer side of each sheet in pixels at 300 dots per inch, smallest first: 210, 297 and 420 mm
(ISO 216) by 300 / 25.4. 300 is what printers ask for of a picture seen at arm's length."""

DOTS_PER_INCH = 300

DISPLAY = "display"
"""The purpose that printing sizes are for."""


def paper_of(long_edge: int) -> str:
    """Return the largest sheet that a copy of this longest side fills; empty below the smallest."""
    filled = [name for name, edge in PRINTED.items() if edge <= long_edge]
    return filled[-1] if filled else ""


def is_more_than_shown(long_edge: int, purposes: Collection[str]) -> bool:
    """Whether copies are as large as for paper and nobody prints them: they show more of a child.

    Without any purpose yet there is nothing to say.
    """
    return bool(purposes) and bool(paper_of(long_edge)) and DISPLAY not in purposes


def long_edge_of(said: str) -> int:
    """Return the pixels that a number or the name of a sheet stands for.

    Raises:
        ValueError: it is neither.
    """
    return PRINTED.get(said.strip().upper()) or int(said)
