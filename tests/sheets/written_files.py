"""Files of every kind, written for the tests."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import xlwt

_ODS_SPACES = {
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
} | {
    short: f"urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"
    for short in ("form", "office", "style", "table", "text")
}
_NAMES = " ".join(f'xmlns:{short}="{space}"' for short, space in _ODS_SPACES.items())


def xlsx(path: Path, fill: Callable[[openpyxl.Workbook], None]) -> Path:
    """Write what `fill` makes of a workbook with one sheet."""
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def xls(path: Path, fill: Callable[[xlwt.Workbook], None]) -> Path:
    book = xlwt.Workbook()
    fill(book)
    book.save(str(path))
    return path


def ods(
    path: Path, tables: str, styles: str = "", common: str = "", extra: Mapping[str, str] = {}
) -> Path:
    """Write ``<table:table>`` elements with automatic and common ``<style:style>`` elements."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>{body}"
    named = f"<office:styles>{common}</office:styles>"
    meta = "<office:meta><dc:date>2026-09-04T07:41:00</dc:date></office:meta>"
    written = {"content.xml": content, "styles.xml": named, "meta.xml": meta}
    members = {
        name: f"<office:document {_NAMES}>{text}</office:document>"
        for name, text in written.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in {**members, **extra}.items():
            package.writestr(name, text)
    return path


def said(text: str, attributes: str = "", inside: str = "") -> str:
    """Return an OpenDocument cell with a text."""
    return (
        f'<table:table-cell office:value-type="string" {attributes}>{inside}'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, columns: str = "", attributes: str = "", name: str = "Consent") -> str:
    return f'<table:table table:name="{name}" {attributes}>{columns}{"".join(rows)}</table:table>'


def with_members(path: Path, members: Mapping[str, bytes | None]) -> Path:
    """Replace, add or (with None) leave out members of a package."""
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**kept, **members}.items():
            if data is not None:
                new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def with_shared_texts(path: Path, texts: str, sheet: str) -> Path:
    """Let cells point at ``<si>`` texts, as Excel writes them and openpyxl does not."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = member(path, "[Content_Types].xml").decode()
    types = re.sub(r'<Override PartName="/xl/sharedStrings.xml"[^>]*>', "", types)
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return with_members(
        path,
        {
            "[Content_Types].xml": types.replace("</Types>", listed).encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'.encode()
            ),
        },
    )


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def xlsb(path: Path, sheets: Mapping[str, list[list[str | float]]], hidden: str = "") -> Path:
    """Write a binary Excel workbook, record by record; no library writes one."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    linked = "".join(
        f'<Relationship Id="rId{at}" Type="{relations}/worksheet" '
        f'Target="worksheets/sheet{at}.bin"/>'
        for at in range(1, len(sheets) + 1)
    )
    listed = b"".join(
        _record(156, struct.pack("<II", name == hidden, at) + _wide(f"rId{at}") + _wide(name))
        for at, name in enumerate(sheets, 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{package_relations}">{linked}</Relationships>',
        )
        book = _record(131) + _record(143) + listed + _record(144) + _record(132)
        package.writestr("xl/workbook.bin", book)
        for at, lines in enumerate(sheets.values(), 1):
            package.writestr(f"xl/worksheets/sheet{at}.bin", _xlsb_sheet(lines))
    return path


def _xlsb_sheet(lines: list[list[str | float]]) -> bytes:
    size = struct.pack("<IIII", 0, len(lines) - 1, 0, max(map(len, lines)) - 1)
    parts = [_record(129), _record(148, size), _record(145)]
    for number, line in enumerate(lines):
        parts.append(_record(0, struct.pack("<IIH", number, 0, 300) + b"\x00" * 7))
        for column, value in enumerate(line):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                parts.append(_record(6, place + _wide(value)))
            else:
                parts.append(_record(5, place + struct.pack("<d", value)))
    return b"".join([*parts, _record(146), _record(130)])


def _record(kind: int, payload: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length = len(payload)
    size = bytes([length]) if length < 128 else bytes([length & 127 | 128, length >> 7])
    return number + size + payload


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
