"""Read old (``.xls``) and binary (``.xlsb``) Excel workbooks with calamine.

calamine is native code that we did not write, and these are its most tangled formats: a
damaged file makes it panic or ask for more memory than there is, which would end the whole
program. So it runs in a process of its own, watched for time and memory.
"""

import contextlib
import io
import multiprocessing
import os
import re
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

import psutil
from openpyxl.utils import get_column_letter
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from consentdesk.domain.errors import SheetError
from consentdesk.no_core_dumps import leave_no_core_dumps
from consentdesk.sheets.merged_cells import with_extras
from consentdesk.sheets.row_cells import RawRow, finished_sheet, plain_value
from consentdesk.sheets.sheet_package import damaged, password_protected
from consentdesk.sheets.sheet_size import refuse_large
from consentdesk.sheets.workbook import CellValue, Sheet

_LONGEST = 60.0
"""Seconds; a sheet at the limit of cells takes five."""
_LOOK = 0.05
_MOST_MEMORY = 1024**3
"""Bytes; a sheet at the limit of cells takes a third."""
_PASSWORD = re.compile(
    rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""The record that says so follows the first of the workbook, perhaps after a write lock."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet as calamine gives it; `merged` holds ranges such as ``A1:C2``."""

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[str, ...]


def read_old_excel(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets, hidden ones too; how cells look stays unseen.

    Raises:
        SheetLocked: protected with a password.
        SheetError: damaged, of another kind, or more cells than can be read.
    """
    if _PASSWORD.search(data):
        raise password_protected(name)
    tabs = _in_own_process(data, name)
    if not tabs:
        raise damaged(name)
    return tuple(_sheet(tab, name) for tab in tabs)


def _tabs(data: bytes, name: str) -> list[_Tab]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        _tab(book.get_sheet_by_index(at), about.visible != SheetVisibleEnum.Visible, name)
        for at, about in enumerate(book.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet
    ]


def _tab(sheet: CalamineSheet, hidden: bool, name: str) -> _Tab:
    refuse_large(name, cells=sheet.total_height * sheet.total_width)
    rows = sheet.to_python(skip_empty_area=False)
    merged = [
        f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}"
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    plain = (tuple(None if cell == "" else plain_value(cell) for cell in row) for row in rows)
    return _Tab(sheet.name, hidden, tuple(plain), tuple(merged))


def _sheet(tab: _Tab, name: str) -> Sheet:
    raw = (RawRow(number, values) for number, values in enumerate(tab.rows, 1))
    return finished_sheet(name, tab.name, tab.hidden, with_extras(name, raw, {}, tab.merged))


def _in_own_process(data: bytes, name: str) -> list[_Tab]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(data, name, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not _answers(ours, process.pid):
            raise _too_much(name)
        answer = ours.recv()
    except EOFError as error:
        raise _too_much(name) from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, SheetError):
        raise answer
    return list(answer)


def _answers(pipe: "Connection[object, object]", process: int | None) -> bool:
    """Wait until the process has something to say, or takes too long or too much."""
    until = time.monotonic() + _LONGEST
    while not pipe.poll(_LOOK):
        with contextlib.suppress(psutil.Error):  # it is gone; the pipe tells
            if psutil.Process(process).memory_info().rss > _MOST_MEMORY:
                return False
        if time.monotonic() > until:
            return False
    return True


def _answer(data: bytes, name: str, pipe: "Connection[object, object]") -> None:
    """Read in the process of its own and send what was read, an error, or nothing."""
    leave_no_core_dumps()
    # A panic prints pieces of the file, which may be names.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        pipe.send(_tabs(data, name))
    except SheetError as error:
        pipe.send(error)
    except BaseException:  # a panic in calamine is no Exception
        pipe.send(damaged(name))


def _too_much(name: str) -> SheetError:
    return SheetError(
        f"{name} is damaged, or cells far beside the table make it too large to read.",
        "Open it in Excel, copy the table alone into a new workbook (.xlsx), and choose that.",
    )
