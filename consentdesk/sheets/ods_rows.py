"""Read the rows of OpenDocument sheets, a row at a time."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from xml.etree.ElementTree import Element

from consentdesk.sheets.merged_cells import Place
from consentdesk.sheets.ods_looks import OdsLooks, ods
from consentdesk.sheets.row_cells import NO_EXTRAS, Extra, Look, RawRow, address
from consentdesk.sheets.sheet_size import MOST_COLUMNS, refuse_large
from consentdesk.sheets.workbook import CellValue

_CELLS = (ods("table:table-cell"), ods("table:covered-table-cell"))
_REPEATED = (ods("table:number-columns-repeated"), ods("table:number-rows-repeated"))
_SPANNED = (ods("table:number-columns-spanned"), ods("table:number-rows-spanned"))
_STYLE, _DEFAULT = ods("table:style-name"), ods("table:default-cell-style-name")
_VISIBILITY, _FORMULA = ods("table:visibility"), ods("table:formula")
_TYPE, _OTHER_TYPE = ods("office:value-type"), ods("calcext:value-type")
_VALUE, _DATE = ods("office:value"), ods("office:date-value")
_STRING = ods("office:string-value")
_TIME, _TRUTH = ods("office:time-value"), ods("office:boolean-value")
_NOTE, _PARAGRAPH, _TEXT_STYLE = ods("office:annotation"), ods("text:p"), ods("text:style-name")
_SPACE, _SPACES, _TAB, _BREAK = (
    ods("text:s"),
    ods("text:c"),
    ods("text:tab"),
    ods("text:line-break"),
)
_MOST_SPACES = 1000
_ERRORS = re.compile(r"#[A-Z]+[A-Z0-9/]*[!?]?|Err:\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERROR = Extra(error=True)


@dataclass(slots=True)
class OdsRows:
    """One sheet as it is read, fed with its columns and rows in order."""

    name: str
    looks: OdsLooks
    rows: list[RawRow] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    _defaults: list[str] = field(default_factory=list)
    _number: int = 0
    _cells: int = 0
    _looks: dict[tuple[Look, ...], tuple[Look, ...]] = field(default_factory=dict)

    def column(self, column: Element) -> None:
        """Take in one column, or several alike."""
        first = len(self._defaults)
        last = min(MOST_COLUMNS, first + _times(column, 0))
        self._defaults += [column.get(_DEFAULT, "")] * (last - first)
        if self._unseen(column):
            self.hidden_columns.update(range(first, last))

    def row(self, row: Element) -> None:
        """Take in one row, or several alike.

        Raises:
            SheetError: more rows, columns or cells than can be read.
        """
        number, times = self._number + 1, _times(row, 1)
        self._number += times
        line = _Line(self, number, row.get(_DEFAULT, ""))
        for cell in row:
            if cell.tag in _CELLS:
                line.take(cell)
        if not line.values and not line.noted:
            return
        looks = self._looks.setdefault(tuple(line.looks), tuple(line.looks))
        extras = line.extras or NO_EXTRAS
        raw = RawRow(number, tuple(line.values), looks, self._unseen(row), extras)
        self._cells += times * max(1, len(line.values))
        refuse_large(self.name, rows=self._number, cells=self._cells)
        self.rows += [replace(raw, number=number + more) for more in range(times)]

    def look(self, cell: Element, column: int, row_style: str) -> Look:
        """Return what a cell looks like by its own style, its row's or its column's."""
        default = self._defaults[column] if column < len(self._defaults) else ""
        return self.looks[cell.get(_STYLE) or row_style or default]

    def _unseen(self, element: Element) -> bool:
        hidden = element.get(_VISIBILITY, "visible") != "visible"
        return hidden or self.looks.unseen(element.get(_STYLE, ""))


@dataclass(slots=True)
class _Line:
    sheet: OdsRows
    number: int
    row_style: str
    values: list[CellValue] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    extras: dict[int, Extra] = field(default_factory=dict)
    noted: bool = False
    _column: int = 0

    def take(self, cell: Element) -> None:
        """Take in one cell, or several alike."""
        first, times = self._column, _times(cell, 0)
        self._column += times
        look = self.sheet.look(cell, first, self.row_style)
        value, look, wrong = _read(cell, look, self.sheet.looks)
        if value is not None:
            refuse_large(self.sheet.name, rows=self.number, columns=self._column)
            self.values += [None] * (first - len(self.values)) + [value] * times
        self.looks += [look] * min(times, MOST_COLUMNS - len(self.looks))
        if wrong:
            self.extras.update(dict.fromkeys(range(first, self._column), _ERROR))
        self._beside(cell, first)

    def _beside(self, cell: Element, column: int) -> None:
        across, down = (int(cell.get(span, 1)) for span in _SPANNED)
        if across > 1 or down > 1:
            end = address(self.number + down - 1, min(column + across, MOST_COLUMNS) - 1)
            self.sheet.merged.append(f"{address(self.number, column)}:{end}")
        note = cell.find(_NOTE)
        if note is not None and column < MOST_COLUMNS:
            self.noted = True
            self.sheet.comments[self.number, column] = _said(note)


def _times(element: Element, which: int) -> int:
    return max(1, int(element.get(_REPEATED[which], 1)))


def _read(cell: Element, look: Look, looks: OdsLooks) -> tuple[CellValue, Look, bool]:
    """Return value, look, and whether it is an error or a formula without a result."""
    kind, text = cell.get(_TYPE), _said(cell)
    if kind is None and not text:
        formula = cell.get(_FORMULA)
        return (formula, look, True) if formula else (None, look, False)
    if cell.get(_OTHER_TYPE) == "error" or (cell.get(_FORMULA) and _ERRORS.fullmatch(text)):
        return text or "#", look, True
    if text and any(looks[name].struck for name in _text_styles(cell)):
        look = replace(look, struck=True)
    try:
        value = _typed(cell, kind, text)
    except ValueError:
        return text or "#", look, True
    if isinstance(value, int | float) and text.startswith("0") and text.isdecimal():
        # A number shown as 001204 is an admission number with its zeros.
        look = replace(look, digits=len(text))
    return value, look, False


def _typed(cell: Element, kind: str | None, text: str) -> CellValue:
    if kind in ("float", "percentage", "currency"):
        number = float(cell.get(_VALUE, ""))
        return int(number) if math.isfinite(number) and number.is_integer() else number
    if kind == "date":
        return date.fromisoformat(cell.get(_DATE, "")[:10])
    if kind == "boolean":
        return cell.get(_TRUTH) == "true"
    if kind == "time" and (parts := _DURATION.fullmatch(cell.get(_TIME, ""))):
        hours, minutes, seconds = parts.groups()
        return f"{hours}:{minutes}" + (f":{seconds}" if int(seconds) else "")
    return text or cell.get(_STRING) or None


def _text_styles(cell: Element) -> Iterator[str]:
    for paragraph in _paragraphs(cell):
        for part in paragraph.iter():
            if name := part.get(_TEXT_STYLE):
                yield name


def _said(element: Element) -> str:
    return "\n".join("".join(_pieces(part)) for part in _paragraphs(element))


def _paragraphs(element: Element) -> list[Element]:
    return [part for part in element if part.tag == _PARAGRAPH]


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == _SPACE:
            yield " " * min(int(part.get(_SPACES, 1)), _MOST_SPACES)
        elif part.tag in (_TAB, _BREAK):
            yield "\t" if part.tag == _TAB else "\n"
        elif part.tag != _NOTE:
            yield from _pieces(part)
        yield part.tail or ""
