"""The bytes of a sheet file, or the reason why they cannot be had."""

from datetime import date
from pathlib import Path

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.domain.shown_name import shown_name

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes. A school's whole roll is under 1 MB; anything this large is another kind of file."""

_LOCKS = {"~${}": "Excel", ".~lock.{}#": "LibreOffice"}


def file_bytes(path: Path) -> bytes:
    """Return what is in the file.

    Raises:
        SheetLocked: open in a spreadsheet program, or not to be read by this person.
        SheetError: missing, empty, too large, a folder or a link.
    """
    name = shown_name(path.name)
    _refuse_open(path)
    try:
        _refuse_no_file(path)
        data = path.read_bytes()
    except PermissionError as error:
        raise SheetLocked(
            f"{name} is open in another program or may not be read by you.",
            "Save and close it there, then try again.",
        ) from error
    except OSError as error:
        raise SheetError(
            f"{name} could not be read from its place.",
            "Copy it to this computer and choose the copy.",
        ) from error
    if not data.strip(b"\x00 \t\r\n"):
        raise empty_file(name)
    return data


def saved_on(path: Path) -> date | None:
    """Return the day on which the file was last written, if the system knows it."""
    try:
        return date.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return None


def empty_file(name: str) -> SheetError:
    """Say that nothing is in it."""
    return SheetError(f"{name} is empty.", "Choose the file that holds the table.")


def _refuse_open(path: Path) -> None:
    name = shown_name(path.name)
    for pattern, program in _LOCKS.items():
        lock = path.with_name(pattern.format(path.name))
        if lock.exists():
            raise SheetLocked(
                f"{name} is open in {program}.",
                "Save and close it there; "
                f"if it is not open, delete the leftover file {shown_name(lock.name)}.",
            )


def _refuse_no_file(path: Path) -> None:
    name = shown_name(path.name)
    if path.is_symlink():
        raise SheetError(
            f"{name} is a link to another file.",
            "Choose the file that it leads to.",
        )
    if path.is_dir():
        raise SheetError(
            f"{name} is a folder, not a workbook.",
            "Open it, save it as an Excel workbook (.xlsx), and choose that file.",
        )
    if not path.exists():
        raise SheetError(f"{name} is not there.", "Choose the file again.")
    if not path.is_file():
        raise SheetError(f"{name} is not a file.", "Choose the file that holds the table.")
    if path.stat().st_size > LARGEST_FILE:
        raise SheetError(
            f"{name} is larger than 50 MB.",
            "Copy the consent table alone into a new workbook and choose that file.",
        )
