"""Read a workbook file into rows, whatever its kind, or say why it cannot be read."""

import hashlib
from dataclasses import replace
from pathlib import Path

from consentdesk.domain.errors import SheetError
from consentdesk.domain.shown_name import shown_name
from consentdesk.sheets import read_ods as ods
from consentdesk.sheets import read_xlsx as xlsx
from consentdesk.sheets.misread_letters import misread_letters
from consentdesk.sheets.read_csv import read_csv
from consentdesk.sheets.read_old_excel import read_old_excel
from consentdesk.sheets.reading_remarks import styles_unseen
from consentdesk.sheets.sheet_file import empty_file, file_bytes, saved_on
from consentdesk.sheets.sheet_package import day_saved, kind_of, open_package, password_protected
from consentdesk.sheets.workbook import Workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_TEXT_NAMES = frozenset({".csv", ".tsv", ".txt"})
_SAVE_AS = "Open it, save it as an Excel workbook (.xlsx), and choose that file."


def read_workbook(path: Path, *, encoding: str = "", delimiter: str = "") -> Workbook:
    """Read an ``.xlsx``, ``.xlsm``, ``.xlsb``, ``.xls``, ``.ods``, ``.csv`` or ``.tsv`` file.

    The kind is told by the content, not by the name. Formulas are never calculated, macros
    never run and links never followed.

    Args:
        path: the file.
        encoding, delimiter: correct the guess for a text file where they are not empty.

    Raises:
        SheetLocked: open in a spreadsheet program, or password-protected.
        SheetError: missing, empty, too large, damaged or of another kind.
    """
    data, name = file_bytes(path), shown_name(path.name)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        book = _from_package(data, name, sha256)
    elif data.startswith(_OLE):
        book = _from_old_excel(data, name, sha256)
    else:
        book = _from_text(data, path, sha256, encoding, delimiter)
    if not any(sheet.rows for sheet in book.sheets):
        raise empty_file(name)
    return replace(
        book,
        saved_on=book.saved_on or saved_on(path),
        remarks=(*book.remarks, *misread_letters(book.sheets)),
    )


def fingerprint(path: Path) -> str:
    """Return the SHA-256 (hex) of the file as it is now.

    Raises:
        SheetLocked, SheetError: as `read_workbook`.
    """
    return hashlib.sha256(file_bytes(path)).hexdigest()


def _from_package(data: bytes, name: str, sha256: str) -> Workbook:
    with open_package(data, name) as package:
        kind = kind_of(package)
        if kind == "ods":
            sheets, remarks = ods.read_ods(package, name)
            day = day_saved(package, *ods.SAVED_IN)
        else:
            day = day_saved(package, *xlsx.SAVED_IN)
            if kind == "xlsb":
                sheets, remarks = read_old_excel(data, name), (styles_unseen(merges=True),)
            else:
                sheets, remarks = xlsx.read_xlsx(data, package, name)
    return Workbook(sheets, sha256, kind, day, remarks=remarks)


def _from_old_excel(data: bytes, name: str, sha256: str) -> Workbook:
    if _ENCRYPTED_STREAM in data:
        raise password_protected(name)
    remarks = (styles_unseen(merges=False),)
    return Workbook(read_old_excel(data, name), sha256, "xls", remarks=remarks)


def _from_text(data: bytes, path: Path, sha256: str, encoding: str, delimiter: str) -> Workbook:
    _refuse_other_kinds(data, path)
    text = read_csv(data, path, encoding=encoding, delimiter=delimiter)
    return Workbook(
        (text.sheet,),
        sha256,
        "text",
        encoding=text.encoding,
        delimiter=text.delimiter,
        remarks=text.remarks,
    )


def _refuse_other_kinds(data: bytes, path: Path) -> None:
    name = shown_name(path.name)
    if data.startswith(b"%PDF"):
        raise SheetError(
            f"{name} is a PDF, which holds no table that can be read.",
            "Ask for the same list as an Excel workbook (.xlsx).",
        )
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise SheetError(f"{name} is a web page, whatever its name says.", _SAVE_AS)
    if path.suffix.lower() not in _TEXT_NAMES:
        raise SheetError(f"{name} is not a workbook.", _SAVE_AS)
