"""Which column of a consent sheet asks for what, read from its header row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consentdesk.services.consent.template import (
    ADMISSION_NUMBER,
    FIRST_NAME,
    FLAG_COLUMNS,
    LAST_NAME,
    PERSON_COLUMNS,
    REPLY_COLUMNS,
    UPN,
    purpose_of,
)
from consentdesk.services.import_messages import Level, Message
from consentdesk.services.plain_words import plain
from consentdesk.sheets.workbook import Cell, Row, Sheet

_OWN_COLUMNS = {plain(words): words for words in (*PERSON_COLUMNS, *REPLY_COLUMNS, *FLAG_COLUMNS)}
_BIOMETRIC = ("biometric", "fingerprint", "cashless", "face recog", "facial", "face match")
_NOTES = re.compile(
    r"\b(?:note|comment|remark|anything|info|reason|withdr|revok|object|restrict|not?\b|never|except"
    r"|court|safeguard|other|extra|opt(?:ed)?[ -]?out|withhold|refus|declin)"
)
"""Words of headers over columns in which a person may have written something that counts."""

_LAST_HEADER_ROW = 30
"""Title lines above the table rarely pass ten; the header is not looked for below this."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A column with answers; `wording` is its header as written."""

    column: int
    purpose: str
    wording: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is for; columns count from 0.

    Attributes:
        header_row: number of the row with the headers.
        own: column of each header of the template that is there.
        notes: columns in which notes may stand, also those without a header.
    """

    header_row: int
    own: Mapping[str, int]
    asked: tuple[Asked, ...]
    notes: tuple[int, ...]
    messages: tuple[Message, ...] = field(default=())

    def cell(self, row: Row, words: str) -> Cell:
        """Return the row's cell in a column of the template; an empty one without the column."""
        column = self.own.get(words)
        return Cell(f"A{row.number}") if column is None else row.cells[column]


def find_columns(sheet: Sheet) -> Columns | None:
    """Return the columns of the sheet's consent table, or None when it holds none."""
    header = find_header(sheet)
    return None if header is None else _columns(sheet, header)


def find_header(sheet: Sheet) -> Row | None:
    """Return the row that asks for the names and for the UPN or the admission number."""
    for row in sheet.rows:
        if row.number > _LAST_HEADER_ROW:
            return None
        words = {plain(cell.text) for cell in row.cells}
        names = {plain(FIRST_NAME), plain(LAST_NAME)}
        if names <= words and words & {plain(UPN), plain(ADMISSION_NUMBER)}:
            return row
    return None


def is_header(row: Row, columns: Columns) -> bool:
    """Whether the row repeats the header, as printed lists do on each page."""
    return all(plain(row.cells[c].text) == plain(words) for words, c in columns.own.items())


def _columns(sheet: Sheet, header: Row) -> Columns:
    own: dict[str, int] = {}
    asked: list[Asked] = []
    notes: list[int] = []
    messages: list[Message] = []
    for column, cell in enumerate(header.cells):
        words = _OWN_COLUMNS.get(plain(cell.text))
        purpose = purpose_of(cell.text)
        if words is not None and words not in own:
            own[words] = column
        elif words is None and purpose is not None:
            asked.append(Asked(column, purpose, cell.text.strip()))
        else:
            if cell.empty or words is not None or _NOTES.search(plain(cell.text)):
                notes.append(column)
            messages.extend(_about_unknown(sheet, cell, words is not None))
    return Columns(header.number, own, tuple(asked), tuple(notes), tuple(messages))


def _about_unknown(sheet: Sheet, header: Cell, twice: bool) -> Iterator[Message]:
    if header.empty:
        return
    if any(word in plain(header.text) for word in _BIOMETRIC):
        text = "This column looks like biometric consent; it is never taken from a sheet."
        yield Message(sheet.name, header.address, Level.WARNING, "biometric_ignored", text)
    elif twice:
        text = "This column is there twice; only the first counts."
        yield Message(sheet.name, header.address, Level.ERROR, "column_twice", text)
    else:
        text = "This column is not known; nothing in it was taken as an answer."
        yield Message(sheet.name, header.address, Level.WARNING, "column_unknown", text)
