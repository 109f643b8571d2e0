"""Read the rows of one Excel sheet, a row at a time, without building the sheet in memory."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

from consentdesk.sheets.row_cells import NO_EXTRAS, Extra, Look, RawRow, plain_value
from consentdesk.sheets.sheet_size import MOST_COLUMNS, refuse_large
from consentdesk.sheets.workbook import CellValue
from consentdesk.sheets.xlsx_looks import XlsxLook, XlsxLooks

_MAIN = f"{{{SHEET_MAIN_NS}}}"
_ROW, _CELL, _COLUMN, _MERGED = (_MAIN + tag for tag in ("row", "c", "col", "mergeCell"))
_VALUE, _FORMULA, _INLINE = (_MAIN + tag for tag in ("v", "f", "is"))
_SHARED, _RUN, _TEXT = (_MAIN + tag for tag in ("si", "r", "t"))
_STRIKE = f"{_MAIN}rPr/{_MAIN}strike"
_RULES = "}conditionalFormatting"
_DIGITS = "0123456789"
_ERROR = Extra(error=True)

Said = tuple[str, bool]
"""A text, and whether a part of it is struck through."""


@dataclass(frozen=True, slots=True)
class XlsxTexts:
    """What all sheets of a workbook share."""

    name: str
    shared: Sequence[Said]
    looks: XlsxLooks
    epoch: datetime


@dataclass(slots=True)
class XlsxRows:
    """One sheet as it is read; complete once `read` has come to its end."""

    texts: XlsxTexts
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    has_rules: bool = False
    _number: int = 0
    _cells: int = 0
    _looks: dict[tuple[Look, ...], tuple[Look, ...]] = field(default_factory=dict)

    def read(self, sheet: IO[bytes]) -> Iterator[RawRow]:
        """Yield the rows that hold or hide anything.

        Raises:
            SheetError: far more rows or cells than a list has.
        """
        for _, element in iterparse(sheet):
            tag = element.tag
            if tag == _CELL:
                self._cells += 1
                refuse_large(self.texts.name, cells=self._cells)
            elif tag == _ROW:
                row = self._row(element)
                element.clear()
                if row.values or row.looks or row.hidden:
                    yield row
            elif tag == _COLUMN:
                self._column(element)
            elif tag == _MERGED:
                self.merged.append(element.get("ref", ""))
            elif tag.endswith(_RULES):
                self.has_rules = True

    def _column(self, column: Element) -> None:
        if _unseen(column, "width"):
            last = min(int(column.get("max", 0)), MOST_COLUMNS)
            self.hidden_columns.update(range(int(column.get("min", 1)) - 1, last))

    def _row(self, row: Element) -> RawRow:
        before, self._number = self._number, int(row.get("r", self._number + 1))
        if self._number <= before:
            raise ValueError("rows are out of order")
        values: list[CellValue] = []
        looks: list[Look] = []
        extras: dict[int, Extra] = {}
        for cell in row:
            if cell.tag != _CELL:
                continue
            column = _column_of(cell.get("r", "").rstrip(_DIGITS)) if cell.get("r") else len(looks)
            if column < len(looks):
                raise ValueError("cells are out of order")
            value, look, extra = self._cell(cell)
            if value is not None:
                refuse_large(self.texts.name, rows=self._number, columns=column + 1)
                values += [None] * (column - len(values))
                values.append(value)
            if column < MOST_COLUMNS:
                looks += [_PLAIN] * (column - len(looks))
                looks.append(look)
            if extra:
                extras[column] = extra
        shared = self._looks.setdefault(tuple(looks), tuple(looks))
        hidden = _unseen(row, "ht")
        return RawRow(self._number, tuple(values), shared, hidden, extras or NO_EXTRAS)

    def _cell(self, cell: Element) -> tuple[CellValue, Look, Extra | None]:
        styled = self.texts.looks[int(cell.get("s", 0))]
        stored, kind = cell.findtext(_VALUE), cell.get("t", "n")
        formula = cell.find(_FORMULA)
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return _told(_said(inline) if inline is not None else ("", False), styled.look)
        if formula is not None and not stored and kind != "str":
            return f"={formula.text or ''}", styled.look, _ERROR
        if not stored:
            return None, styled.look, None
        if kind == "s":
            return _told(self._shared(stored), styled.look)
        if kind == "e":
            return stored, styled.look, _ERROR
        return self._typed(stored, kind, styled)

    def _shared(self, stored: str) -> Said:
        number = int(stored)
        if number < 0:
            raise ValueError("texts are numbered from 0")
        return self.texts.shared[number]

    def _typed(
        self, stored: str, kind: str, styled: XlsxLook
    ) -> tuple[CellValue, Look, Extra | None]:
        if kind == "b":
            return stored.strip() not in ("0", "false"), styled.look, None
        if kind == "d":
            return plain_value(from_ISO8601(stored)), styled.look, None
        if kind != "n":
            return unescape(stored), styled.look, None
        number = _number(stored)
        if not styled.day:
            return number, styled.look, None
        try:
            moment = from_excel(number, self.texts.epoch, timedelta=styled.duration)
        except (OverflowError, ValueError):
            # Excel shows such a day as a row of hashes.
            return stored, styled.look, _ERROR
        return plain_value(moment), styled.look, None


_PLAIN = Look()


def shared_texts(strings: IO[bytes]) -> list[Said]:
    """Return the texts that cells point at by their number."""
    texts = []
    for _, element in iterparse(strings):
        if element.tag == _SHARED:
            texts.append(_said(element))
            element.clear()
    return texts


def _said(element: Element) -> Said:
    """Return a text without the reading aids that East Asian sheets put beside it."""
    pieces, struck = [], False
    for part in element:
        if part.tag == _TEXT:
            pieces.append(part.text or "")
        elif part.tag == _RUN:
            pieces.append(part.findtext(_TEXT, ""))
            strike = part.find(_STRIKE)
            struck = struck or (strike is not None and strike.get("val") not in ("0", "false"))
    text = "".join(pieces)
    return (unescape(text) if "_x" in text else text), struck


def _told(said: Said, look: Look) -> tuple[CellValue, Look, Extra | None]:
    text, struck = said
    return text, replace(look, struck=True) if struck else look, None


def _number(stored: str) -> int | float:
    return float(stored) if re.search(r"[.eE]", stored) else int(stored)


def _unseen(element: Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or float(element.get(size) or 1) == 0


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    return int(column_index_from_string(letters)) - 1
