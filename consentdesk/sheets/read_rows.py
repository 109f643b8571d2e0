"""Read a workbook file into rows, whatever its kind, or say why it cannot be read."""

import hashlib
from pathlib import Path

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.read_csv import read_csv
from consentdesk.sheets.read_xlsx import read_xlsx
from consentdesk.sheets.workbook import Workbook

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes. A school's whole roll is under 1 MB; anything this large is another kind of file."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_TEXT_NAMES = frozenset({".csv", ".tsv", ".txt"})
_SAVE_AS = "Open it, save it as an Excel workbook (.xlsx), and choose that file."


def read_workbook(path: Path) -> Workbook:
    """Read an ``.xlsx``, ``.xlsm``, ``.csv`` or ``.tsv`` file.

    Formulas are never calculated, macros never run and links never followed.

    Raises:
        SheetLocked: open in a spreadsheet program, or password-protected.
        SheetError: missing, empty, too large, damaged or of another kind.
    """
    data = _bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        sheets = read_xlsx(data, path.name)
    else:
        _refuse_other_kinds(data, path)
        sheets = read_csv(data, path)
    if not any(sheet.rows for sheet in sheets):
        raise _empty(path)
    return Workbook(sheets, sha256)


def fingerprint(path: Path) -> str:
    """Return the SHA-256 (hex) of the file as it is now.

    Raises:
        SheetLocked, SheetError: as `read_workbook`.
    """
    return hashlib.sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    lock = path.with_name(f"~${path.name}")
    if lock.exists():
        raise SheetLocked(
            f"{path.name} is open in Excel.",
            f"Save and close it there; if it is not open, delete the leftover file {lock.name}.",
        )
    try:
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise SheetError(
                f"{path.name} is larger than 50 MB.",
                "Copy the consent table alone into a new workbook and choose that file.",
            )
        data = path.read_bytes()
    except PermissionError as error:
        if path.is_dir():
            raise _folder(path) from error
        raise SheetLocked(
            f"{path.name} is open in another program or may not be read by you.",
            "Save and close it there, then try again.",
        ) from error
    except FileNotFoundError as error:
        raise SheetError(f"{path.name} is not there.", "Choose the file again.") from error
    except IsADirectoryError as error:
        raise _folder(path) from error
    except OSError as error:
        raise SheetError(
            f"{path.name} could not be read from its place.",
            "Copy it to this computer and choose the copy.",
        ) from error
    if not data.strip(b"\x00 \t\r\n"):
        raise _empty(path)
    return data


def _empty(path: Path) -> SheetError:
    return SheetError(f"{path.name} is empty.", "Choose the file that holds the table.")


def _folder(path: Path) -> SheetError:
    return SheetError(f"{path.name} is a folder, not a workbook.", _SAVE_AS)


def _refuse_other_kinds(data: bytes, path: Path) -> None:
    if data.startswith(_OLE):
        if path.suffix.lower() == ".xls" and _ENCRYPTED_STREAM not in data:
            raise SheetError(f"{path.name} is in the old Excel format.", _SAVE_AS)
        raise SheetLocked(
            f"{path.name} is protected with a password.",
            "Open it in Excel, remove the password under File > Info, save and try again.",
        )
    if data.startswith(b"%PDF"):
        raise SheetError(
            f"{path.name} is a PDF, which holds no table that can be read.",
            "Ask for the same list as an Excel workbook (.xlsx).",
        )
    if path.suffix.lower() not in _TEXT_NAMES or data.lstrip()[:1] == b"<":
        raise SheetError(f"{path.name} is not an Excel workbook.", _SAVE_AS)
