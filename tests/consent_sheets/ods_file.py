"""An OpenDocument spreadsheet as LibreOffice saves it, written by hand and small."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils.cell import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from tests.consent_sheets.book import CellSpec, Tab

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": f"{_OPEN}:office:1.0",
        "table": f"{_OPEN}:table:1.0",
        "text": f"{_OPEN}:text:1.0",
        "style": f"{_OPEN}:style:1.0",
        "fo": f"{_OPEN}:xsl-fo-compatible:1.0",
        "meta": f"{_OPEN}:meta:1.0",
        "of": f"{_OPEN}:of:1.2",
        "dc": "http://purl.org/dc/elements/1.1/",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_SAVED = "2026-11-20T09:00:00"
_SHOWN_TAB, _HIDDEN_TAB = (
    f'<style:style style:name="{name}" style:family="table">'
    f'<style:table-properties table:display="{display}"/></style:style>'
    for name, display in (("shown", "true"), ("hidden", "false"))
)


def write_ods(tabs: Sequence["Tab"], path: Path) -> None:
    """Write the tabs; hidden ones, strikes, fills, comments and stored results are kept."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _KIND, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr(
            "meta.xml",
            f"{_HEAD}<office:document-meta {_NAMESPACES} office:version='1.3'><office:meta>"
            f"<dc:date>{_SAVED}</dc:date></office:meta></office:document-meta>",
        )
        package.writestr("content.xml", _content(tabs))


def _content(tabs: Sequence["Tab"]) -> str:
    looks = {(cell.struck, cell.fill) for tab in tabs for row in tab.cells() for cell in row}
    styles = "".join(_style(*look) for look in sorted(looks))
    return (
        f"{_HEAD}<office:document-content {_NAMESPACES} office:version='1.3'>"
        f"<office:automatic-styles>{_SHOWN_TAB}{_HIDDEN_TAB}{styles}</office:automatic-styles>"
        "<office:body><office:spreadsheet>"
        f"{''.join(_table(tab) for tab in tabs)}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _style_name(struck: bool, fill: str) -> str:
    return f"look{int(struck)}{fill.lower()}"


def _style(struck: bool, fill: str) -> str:
    cell = f'<style:table-cell-properties fo:background-color="#{fill.lower()}"/>' if fill else ""
    text = '<style:text-properties style:text-line-through-style="solid"/>' if struck else ""
    name = _style_name(struck, fill)
    return f'<style:style style:name="{name}" style:family="table-cell">{cell}{text}</style:style>'


def _table(tab: "Tab") -> str:
    rows = tab.cells()
    spans = dict(_spans(tab.merges))
    covered = {place for start, end in spans.items() for place in _below(start, end)}
    columns = "".join(
        f"<table:table-column{_collapsed(get_column_letter(c) in tab.hidden_columns)}/>"
        for c in range(1, max((len(row) for row in rows), default=1) + 1)
    )
    body = "".join(
        f"<table:table-row{_collapsed(number in tab.hidden_rows)}>"
        + "".join(
            "<table:covered-table-cell/>"
            if (number, column) in covered
            else _cell(cell, spans.get((number, column)), (number, column))
            for column, cell in enumerate(row, 1)
        )
        + "</table:table-row>"
        for number, row in enumerate(rows, 1)
    )
    style = "hidden" if tab.hidden else "shown"
    name = quoteattr(tab.name)
    return (
        f'<table:table table:name={name} table:style-name="{style}">{columns}{body}</table:table>'
    )


def _collapsed(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _spans(merges: Iterable[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for merge in merges:
        left, top, right, bottom = range_boundaries(merge)
        yield (top, left), (bottom, right)


def _below(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for row in range(start[0], end[0] + 1):
        for column in range(start[1], end[1] + 1):
            if (row, column) != start:
                yield row, column


def _cell(cell: "CellSpec", end: tuple[int, int] | None, start: tuple[int, int]) -> str:
    attributes = [f'table:style-name="{_style_name(cell.struck, cell.fill)}"']
    if cell.formula:
        attributes.append(f"table:formula={quoteattr('of:=' + cell.formula)}")
    if end is not None:
        attributes.append(f'table:number-columns-spanned="{end[1] - start[1] + 1}"')
        attributes.append(f'table:number-rows-spanned="{end[0] - start[0] + 1}"')
    value, text = _value(cell)
    note = (
        f"<office:annotation><dc:creator>Office</dc:creator>{_lines(cell.comment)}"
        "</office:annotation>"
        if cell.comment
        else ""
    )
    return (
        f"<table:table-cell {' '.join([*attributes, *value])}>{note}{_lines(text)}"
        "</table:table-cell>"
    )


def _value(cell: "CellSpec") -> tuple[list[str], str]:
    """Return the attributes that hold a value, and the text that shows it."""
    value = cell.value
    if value is None:
        return [], ""
    if cell.error:
        error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
        return [error], str(value)
    if isinstance(value, bool):
        stored = str(value).lower()
        return [f'office:value-type="boolean" office:boolean-value="{stored}"'], stored.upper()
    if isinstance(value, int | float):
        width = len(cell.number_format)
        text = f"{value:0{width}d}" if isinstance(value, int) and width else str(value)
        return [f'office:value-type="float" office:value="{value}"'], text
    if isinstance(value, date):
        day = f"{value:%d/%m/%Y %H:%M}" if isinstance(value, datetime) else f"{value:%d/%m/%Y}"
        return [f'office:value-type="date" office:date-value="{value.isoformat()}"'], day
    return ['office:value-type="string" calcext:value-type="string"'], value


def _lines(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
