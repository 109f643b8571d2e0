"""How long reading a sheet takes and how much memory, each in a process of its own.

Run: ``python -m tests.bench.sheet_reading``. A school's 1,200 rows of 20 columns, and the
largest that is read, 100,000 rows of 10 columns, as Excel workbook, OpenDocument and text.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from consentdesk.sheets.read_rows import read_workbook

SIZES = {"school": (1_200, 20), "largest": (100_000, 10)}


def rows(count: int, columns: int) -> Iterator[list[str]]:
    """A header, then names of which none comes twice beside answers of which few differ."""
    yield ["UPN", "Forename", "Surname", *(f"Question {at}" for at in range(columns - 3))]
    for number in range(count - 1):
        answers = [
            ("Yes", "No", "Yes - no names", "")[(number + at) % 4] for at in range(3, columns)
        ]
        yield [f"X{number:012}", f"Forename{number}", f"Surname{number}", *answers]


def write_xlsx(path: Path, count: int, columns: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Consent")
    for line in rows(count, columns):
        sheet.append(line)
    book.save(path)


def write_styled_xlsx(path: Path, count: int, columns: int) -> None:
    book = openpyxl.Workbook()
    for line in rows(count, columns):
        book.active.append(line)
    red = PatternFill("solid", fgColor="FF0000")
    for line in book.active.iter_rows(min_col=4):
        for cell in line[:: 1 + line[0].row % 3]:
            cell.fill = red
    book.save(path)


def write_csv(path: Path, count: int, columns: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(count, columns))


ODS_START = (
    "<office:document-content "
    + " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    + "><office:body><office:spreadsheet><table:table table:name='Consent'>"
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def write_ods(path: Path, count: int, columns: int) -> None:
    start, end = (
        '<table:table-cell office:value-type="string"><text:p>',
        "</text:p></table:table-cell>",
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with package.open("content.xml", "w") as out:
            out.write(ODS_START.encode())
            for line in rows(count, columns):
                cells = "".join(f"{start}{text}{end}" for text in line)
                out.write(f"<table:table-row>{cells}</table:table-row>".encode())
            out.write(ODS_END.encode())


WRITERS = {
    ".xlsx": write_xlsx,
    ".styled.xlsx": write_styled_xlsx,
    ".csv": write_csv,
    ".ods": write_ods,
}


def measure(path: Path) -> dict[str, float]:
    """Read the file and look at every text; only meaningful in a fresh process."""
    before = most_memory()
    started, busy = time.perf_counter(), time.process_time()
    book = read_workbook(path)
    read, worked = time.perf_counter() - started, time.process_time() - busy
    after_reading = most_memory()
    filled = sum(1 for row in book.sheets[0].rows for cell in row.cells if cell.text)
    return {
        "seconds": round(read, 2),
        "of the processor": round(worked, 2),
        "filled cells": filled,
        "MB before": before,
        "MB at most": after_reading,
        "MB after looking at all cells": most_memory(),
    }


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Write and read each file in new processes; a new one begins with its parent's peak."""
    with tempfile.TemporaryDirectory() as folder:
        for title in SIZES:
            for ending in WRITERS:
                path = Path(folder) / f"{title}{ending}"
                in_new_process("write", title, ending, str(path))
                print(path.name, in_new_process("read", str(path)), flush=True)


def in_new_process(*words: str) -> str:
    command = [sys.executable, "-m", "tests.bench.sheet_reading", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", title, ending, path]:
            WRITERS[ending](Path(path), *SIZES[title])
        case ["read", path]:
            print(json.dumps(measure(Path(path))))
        case _:
            main()
