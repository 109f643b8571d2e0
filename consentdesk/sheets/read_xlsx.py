"""Read an Excel workbook: values as last calculated, with what is hidden, struck or coloured.

Formulas are never calculated, macros never run and links never followed. openpyxl reads the
parts and styles of the workbook; texts and rows come from `xlsx_rows`, because its own way
takes too much time and memory.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import coordinate_to_tuple
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.merged_cells import with_extras
from consentdesk.sheets.reading_remarks import (
    controls_unseen,
    links_not_followed,
    macros_not_run,
    rule_colours_unseen,
)
from consentdesk.sheets.row_cells import finished_sheet
from consentdesk.sheets.sheet_package import damaged
from consentdesk.sheets.workbook import Remark, Sheet
from consentdesk.sheets.xlsx_looks import XlsxLooks
from consentdesk.sheets.xlsx_rows import Said, XlsxRows, XlsxTexts, shared_texts

SAVED_IN = ("docProps/core.xml", "{http://purl.org/dc/terms/}modified")
"""Where an Excel workbook says when it was last saved."""

_COMMENT, _TEXT = f"{{{SHEET_MAIN_NS}}}comment", f"{{{SHEET_MAIN_NS}}}t"
_CONTROL = re.compile(rb"""ObjectType=["'](?!Note)\w""")
_MACRO_SHEET = "macrosheet"


def read_xlsx(
    data: bytes, package: zipfile.ZipFile, name: str
) -> tuple[tuple[Sheet, ...], tuple[Remark, ...]]:
    """Return the sheets of an ``.xlsx`` or ``.xlsm`` file, hidden ones too.

    Raises:
        SheetError: damaged, or more cells than can be read.
    """
    try:
        with warnings.catch_warnings():
            # openpyxl warns about styles and properties it leaves out; only cells are wanted.
            warnings.simplefilter("ignore")
            read = list(_sheets(data, package, name))
    except SheetError:
        raise
    # A damaged workbook fails in openpyxl in countless ways; all mean the same to the office.
    except Exception as error:
        raise damaged(name) from error
    if not read:
        raise damaged(name)
    remarks = [*_about_book(package), *(remark for _, found in read for remark in found)]
    return tuple(sheet for sheet, _ in read), tuple(remarks)


def _sheets(
    data: bytes, package: zipfile.ZipFile, name: str
) -> Iterator[tuple[Sheet, list[Remark]]]:
    reader = _parts(data)
    shared: list[Said] = []
    if strings := reader.package.find(SHARED_STRINGS):
        with package.open(strings.PartName.lstrip("/")) as stream:
            shared = shared_texts(stream)
    texts = XlsxTexts(name, shared, XlsxLooks(reader.wb), reader.wb.epoch)
    for part, rel in reader.parser.find_sheets():
        # Charts and macros have sheets of their own.
        if rel.Type.endswith("/worksheet"):
            yield _sheet(package, part, rel.target, texts)


def _parts(data: bytes) -> Any:
    reader = ExcelReader(io.BytesIO(data), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    reader.read_theme()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheet(
    package: zipfile.ZipFile, part: Any, member: str, texts: XlsxTexts
) -> tuple[Sheet, list[Remark]]:
    rows = XlsxRows(texts)
    with package.open(member) as stream:
        raw = list(rows.read(stream))
    comments, has_controls = _beside(package, member)
    complete = with_extras(texts.name, raw, comments, rows.merged)
    hidden = part.state != "visible"
    columns = frozenset(rows.hidden_columns)
    sheet = finished_sheet(texts.name, part.name, hidden, complete, columns)
    remarks = []
    if rows.has_rules:
        remarks.append(rule_colours_unseen(part.name))
    if has_controls:
        remarks.append(controls_unseen(part.name))
    return sheet, remarks


def _beside(package: zipfile.ZipFile, member: str) -> tuple[dict[tuple[int, int], str], bool]:
    """Return the comments by row number and column index, and whether there are controls."""
    comments: dict[tuple[int, int], str] = {}
    rels_path = get_rels_path(member)
    if rels_path not in package.namelist():
        return comments, False
    controls = False
    for rel in get_dependents(package, rels_path):
        kind = rel.Type.rpartition("/")[2]
        if kind == "comments":
            comments.update(_comments(package.read(rel.target)))
        elif kind in ("ctrlProp", "control"):
            controls = True
        elif kind == "vmlDrawing":
            controls = controls or bool(_CONTROL.search(package.read(rel.target)))
    return comments, controls


def _comments(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for comment in ElementTree.fromstring(xml).iter(_COMMENT):
        row, column = coordinate_to_tuple(comment.get("ref", ""))
        yield (row, column - 1), "".join(text.text or "" for text in comment.iter(_TEXT))


def _about_book(package: zipfile.ZipFile) -> Iterator[Remark]:
    members = package.namelist()
    if any(member.endswith("vbaProject.bin") or _MACRO_SHEET in member for member in members):
        yield macros_not_run()
    if any(member.startswith("xl/externalLinks/") for member in members):
        yield links_not_followed()
