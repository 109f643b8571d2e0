"""Puts measured text into a page between its markers, so that no figure is typed by hand."""

from pathlib import Path


def write_part(page: Path, part: str, text: str) -> None:
    """Replace what stands between the two markers of a part.

    Raises:
        ValueError: the page lacks a marker.
    """
    begin, end = f"<!-- {part}: written by the bench -->", f"<!-- {part}: end -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page} has no part “{part}”")
    whole = f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}"
    page.write_text(whole, encoding="utf-8")
