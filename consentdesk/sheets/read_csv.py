"""Read text with columns, in the encodings and with the marks between columns offices produce."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from consentdesk.domain.errors import SheetError
from consentdesk.domain.shown_name import shown_name
from consentdesk.sheets.reading_remarks import encoding_guessed, lines_in_one_cell
from consentdesk.sheets.row_cells import RawRow, address, finished_sheet, stored_texts
from consentdesk.sheets.sheet_size import refuse_large
from consentdesk.sheets.text_delimiter import (
    chosen_delimiter,
    likeliest_delimiter,
    said_delimiter,
)
from consentdesk.sheets.text_encoding import encoding_of
from consentdesk.sheets.workbook import Remark, Sheet

_SAMPLE_LINES, _SAMPLE_LENGTH = 200, 20_000
_AFTER_ALL = "\x00end"
"""A line no file can hold, put after the last: an open quotation mark swallows it."""
_MOST_KNOWN = 10_000
_NARROW = 3
"""Below so many columns a comma in a note may look like a line of the table."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """What a text file holds and how it was read."""

    sheet: Sheet
    encoding: str
    delimiter: str
    remarks: tuple[Remark, ...]


def read_csv(data: bytes, path: Path, *, encoding: str = "", delimiter: str = "") -> TextTable:
    """Return the text as one sheet named after the file; all values are text.

    Args:
        data: the bytes of the file.
        path: for its name.
        encoding, delimiter: correct the guess where they are not empty.

    Raises:
        SheetError: no text, a quotation mark that is never closed, or too many rows.
    """
    name = shown_name(path.name)
    written = encoding_of(data, name, encoding)
    mark, skipped = _delimiter(data, written.name, name, delimiter)
    lines = islice(_lines(data, written.name), skipped, None)
    sheet = finished_sheet(name, shown_name(path.stem), False, _rows(lines, mark, name))
    remarks = [encoding_guessed(written.name)] if written.guessed else []
    remarks += _swallowed(sheet, mark)
    return TextTable(sheet, written.name, mark, tuple(remarks))


def _delimiter(data: bytes, encoding: str, name: str, chosen: str) -> tuple[str, int]:
    """Return the mark, and how many lines at the start say only which mark it is."""
    sample = [line[:_SAMPLE_LENGTH] for line in islice(_lines(data, encoding), _SAMPLE_LINES)]
    said = said_delimiter(sample[0]) if sample else ""
    if chosen:
        return chosen_delimiter(chosen, name), bool(said)
    return (said, 1) if said else (likeliest_delimiter(sample), 0)


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    first = stream.readline().removeprefix("\ufeff")
    return chain([first] if first else [], stream)


def _rows(lines: Iterator[str], mark: str, name: str) -> Iterator[RawRow]:
    known: dict[str, str] = {}
    cells = 0
    for number, texts in _records(lines, mark, name):
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            cells += len(texts)
            refuse_large(name, rows=number, columns=len(texts), cells=cells)
            yield RawRow(number, tuple(_shared(known, text) for text in texts))


def _records(lines: Iterator[str], mark: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and texts, and refuse what would swallow or spoil rows unseen."""
    number = 0
    try:
        for texts in csv.reader(chain(lines, [_AFTER_ALL]), delimiter=mark):
            number += 1
            if texts == [_AFTER_ALL]:
                return
            if texts and texts[-1].endswith(_AFTER_ALL):
                raise _open_quotation(name, number)
            if "\x00" in "".join(texts):
                raise _zero_byte(name, number)
            yield number, texts
    except csv.Error as error:
        # A cell beyond what the csv module takes: whole pages swallowed by a quotation mark.
        raise _open_quotation(name, number + 1) from error


def _shared(known: dict[str, str], text: str) -> str | None:
    """Return one and the same string for words that come often."""
    if not text:
        return None
    if len(known) < _MOST_KNOWN:
        return known.setdefault(text, text)
    return known.get(text, text)


def _swallowed(sheet: Sheet, mark: str) -> Iterator[Remark]:
    """Find cells that hold lines of the table, after a quotation mark in the wrong place."""
    widths = Counter(max(at for at, _ in stored_texts(row)) + 1 for row in sheet.rows)
    width = max(widths, key=widths.__getitem__, default=0)
    if width < _NARROW:
        return
    for row in sheet.rows:
        for column, text in stored_texts(row):
            lines = text.splitlines()
            if len(lines) > 1 and any(line.count(mark) >= width - 1 for line in lines):
                yield lines_in_one_cell(sheet.name, address(row.number, column))


def _zero_byte(name: str, number: int) -> SheetError:
    return SheetError(
        f"Row {number} of {name} holds zero bytes, which no text has.",
        "Export the list again; if it stays so, save it as an Excel workbook (.xlsx).",
    )


def _open_quotation(name: str, number: int) -> SheetError:
    return SheetError(
        f"A quotation mark in row {number} of {name} is never closed.",
        "Close or delete it, or save the list as an Excel workbook (.xlsx).",
    )
