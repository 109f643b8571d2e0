"""Read comma-, semicolon- or tab-separated text in the encodings offices produce."""

import codecs
import csv
import io
from pathlib import Path

from openpyxl.utils import get_column_letter

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.sheet_size import refuse_large
from consentdesk.sheets.workbook import Cell, Row, Sheet, filled

_DELIMITERS = ",;\t"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(data: bytes, path: Path) -> tuple[Sheet, ...]:
    """Return the text as one sheet named after the file; all values are text.

    Raises:
        SheetError: no text in a known encoding, or too many rows.
    """
    text = _decode(data, path.name)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise _unreadable(path.name) from error
    width = max((len(line) for line in lines), default=0)
    refuse_large(path.name, len(lines), width)
    rows = [_row(number, line, width) for number, line in enumerate(lines, 1)]
    return (Sheet(path.stem, False, filled(rows)),)


def _row(number: int, texts: list[str], width: int) -> Row:
    padded = texts + [""] * (width - len(texts))
    return Row(
        number,
        tuple(
            Cell(f"{get_column_letter(column)}{number}", text, text or None)
            for column, text in enumerate(padded, 1)
        ),
    )


def _decode(data: bytes, name: str) -> str:
    encodings = ["utf-16"] if data.startswith(_UTF16_MARKS) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unreadable(name)


def _delimiter(text: str) -> str:
    """Return the mark found most often outside quotes in the first line that has one."""
    for line in text.splitlines():
        bare = "".join(line.split('"')[::2])
        best = max(_DELIMITERS, key=bare.count)
        if best in bare:
            return best
    return ","


def _unreadable(name: str) -> SheetError:
    return SheetError(
        f"{name} is not text that can be read.",
        "Open it in Excel, save it as an Excel workbook (.xlsx), and choose that file.",
    )
