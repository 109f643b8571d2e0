"""Saving a workbook without a readable copy of its sheets in the system's temporary folder.

openpyxl writes each sheet to a file there first, names and all, and a program that is killed
leaves it. Here a sheet goes through memory. Remove when openpyxl can be told so.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def save_workbook(book: Workbook, path: Path) -> None:
    """Write the workbook, which holds cells only, no charts and no pictures.

    Raises:
        OSError: the file cannot be written.
    """
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        _ThroughMemory(book, archive).save()


class _ThroughMemory(ExcelWriter):  # type: ignore[misc,unused-ignore]
    def write_worksheet(self, sheet: Any) -> None:
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
        written = BytesIO()
        writer = WorksheetWriter(sheet, written)
        writer.write()
        sheet._rels = writer._rels
        self._archive.writestr(sheet.path[1:], written.getvalue())
        self.manifest.append(sheet)
