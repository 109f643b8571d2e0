"""Read an OpenDocument spreadsheet with all that may mean something: hidden, struck, coloured.

calamine reads these too, but tells nothing of how cells look and what is hidden, so both
values and looks are taken from the document itself in one pass.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, iterparse

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.merged_cells import with_extras
from consentdesk.sheets.ods_looks import STYLE, OdsLooks, ods
from consentdesk.sheets.ods_rows import OdsRows
from consentdesk.sheets.reading_remarks import (
    controls_unseen,
    macros_not_run,
    rule_colours_unseen,
)
from consentdesk.sheets.row_cells import finished_sheet
from consentdesk.sheets.sheet_package import damaged
from consentdesk.sheets.workbook import Remark, Sheet

SAVED_IN = ("meta.xml", ods("dc:date"))
"""Where an OpenDocument file says when it was last saved."""

_TABLE, _ROW, _COLUMN = (ods(f"table:{tag}") for tag in ("table", "table-row", "table-column"))
_NAME, _STYLE_NAME = ods("table:name"), ods("table:style-name")
_FORM = ods("form:form")
_PROPERTIES_ONLY = 1
"""A form without controls has at most its own properties."""
_RULES = ods("calcext:conditional-format")
_MACROS = ("Basic/", "Scripts/")

ReadSheet = tuple[Sheet, list[Remark]]


def read_ods(package: zipfile.ZipFile, name: str) -> tuple[tuple[Sheet, ...], tuple[Remark, ...]]:
    """Return the sheets of an ``.ods`` file, hidden ones too.

    Raises:
        SheetError: damaged, or more cells than can be read.
    """
    looks = OdsLooks()
    try:
        if "styles.xml" in package.namelist():
            with package.open("styles.xml") as stream:
                for _, element in iterparse(stream):
                    if element.tag == STYLE:
                        looks.learn(element)
        read = list(_sheets(package, name, looks))
    except SheetError:
        raise
    # Whatever a damaged document fails in, it means the same to the office.
    except Exception as error:
        raise damaged(name) from error
    if not read:
        raise damaged(name)
    remarks = [remark for _, found in read for remark in found]
    if looks.has_rules and not any(r.code == "rule_colours_unseen" for r in remarks):
        remarks.append(rule_colours_unseen(""))
    if any(member.startswith(_MACROS) for member in package.namelist()):
        remarks.append(macros_not_run())
    return tuple(sheet for sheet, _ in read), tuple(remarks)


def _sheets(package: zipfile.ZipFile, name: str, looks: OdsLooks) -> Iterator[ReadSheet]:
    with package.open("content.xml") as stream:
        rows: OdsRows | None = None
        seen = _Seen()
        for event, element in iterparse(stream, ("start", "end")):
            if event == "start":
                if element.tag == _TABLE:
                    if rows is not None:
                        raise ValueError("a table within a table")
                    rows, seen = OdsRows(name, looks), _Seen()
            elif element.tag == STYLE:
                looks.learn(element)
            elif rows is not None and element.tag == _TABLE:
                yield _finished(element, rows, seen)
                rows = None
                element.clear()
            elif rows is not None:
                _take(element, rows, seen)


@dataclass(slots=True)
class _Seen:
    rules: bool = False
    controls: bool = False


def _take(element: Element, rows: OdsRows, seen: _Seen) -> None:
    if element.tag == _ROW:
        rows.row(element)
        element.clear()
    elif element.tag == _COLUMN:
        rows.column(element)
    elif element.tag == _RULES:
        seen.rules = True
    elif element.tag == _FORM:
        seen.controls = seen.controls or len(element) > _PROPERTIES_ONLY


def _finished(table: Element, rows: OdsRows, seen: _Seen) -> ReadSheet:
    title = table.get(_NAME, "")
    hidden = rows.looks.unseen(table.get(_STYLE_NAME, ""))
    complete = with_extras(rows.name, rows.rows, rows.comments, rows.merged)
    columns = frozenset(rows.hidden_columns)
    sheet = finished_sheet(rows.name, title, hidden, complete, columns)
    remarks = [rule_colours_unseen(title)] if seen.rules else []
    if seen.controls:
        remarks.append(controls_unseen(title))
    return sheet, remarks
