"""The zip package that a modern workbook is: which kind, and nothing in it that harms.

Members are only ever read into memory; their names are never used as paths.
"""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.package_parts import PartTooLarge, look_through

LARGEST_UNPACKED = 400 * 1024 * 1024
SUSPICIOUS_UNPACKED = 20 * 1024 * 1024
MOST_SHRINKING = 200
"""Unpacked to packed size. Real sheets stay under 60; a zip bomb reaches 1,000."""
MOST_MEMBERS = 10_000
"""A part or two for each sheet and picture; real workbooks have some dozens."""

_ENCRYPTED_MEMBER = 1
_OTHER_PROGRAMS = {
    "Index/Document.iwa": "a Numbers file",
    "Index.zip": "a Numbers file",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint file",
}


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the package, looked through for what may harm.

    Raises:
        SheetLocked: protected with a password.
        SheetError: damaged, of another program, or too large once unpacked.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _refuse_other_programs(package, name)
        _refuse_bomb(package, name)
        _refuse_locked_parts(package, name)
        look_through(data, package)
        _refuse_password(package, name)
    except SheetError:
        raise
    except PartTooLarge as error:
        raise _too_much(name) from error
    # A damaged package fails in zipfile in several ways; all mean the same to the office.
    except Exception as error:
        raise damaged(name) from error
    return package


def kind_of(package: zipfile.ZipFile) -> str:
    """Return ``xlsx``, ``xlsb`` or ``ods`` by what is in it, whatever the file is called."""
    members = set(package.namelist())
    if "xl/workbook.bin" in members:
        return "xlsb"
    if "content.xml" in members and "[Content_Types].xml" not in members:
        return "ods"
    return "xlsx"


def day_saved(package: zipfile.ZipFile, member: str, tag: str) -> date | None:
    """Return the day that the writing program put into the member; None if there is none."""
    try:
        stamp = ElementTree.fromstring(package.read(member)).findtext(f".//{tag}") or ""
        return date.fromisoformat(stamp[:10])
    except (KeyError, ValueError, ElementTree.ParseError):
        return None


def damaged(name: str) -> SheetError:
    """Say that the file cannot be understood."""
    return SheetError(
        f"{name} is damaged or not a workbook.",
        "Open it in Excel, save it as a new workbook (.xlsx), and choose that file.",
    )


def password_protected(name: str) -> SheetLocked:
    """Say that a password lies on it."""
    return SheetLocked(
        f"{name} is protected with a password.",
        "Open it, remove the password (in Excel under File > Info), save and try again.",
    )


def _too_much(name: str) -> SheetError:
    return SheetError(
        f"{name} unpacks to far more than a table needs.",
        "Copy the table alone into a new workbook and choose that file.",
    )


def _refuse_other_programs(package: zipfile.ZipFile, name: str) -> None:
    members = set(package.namelist())
    for member, kind in _OTHER_PROGRAMS.items():
        if member in members:
            raise SheetError(
                f"{name} is {kind}.",
                "Open it, save or export it as an Excel workbook (.xlsx), and choose that file.",
            )


def _refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    shrunk = unpacked > SUSPICIOUS_UNPACKED and unpacked > MOST_SHRINKING * packed
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or shrunk:
        raise _too_much(name)


def _refuse_locked_parts(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    if any(part.flag_bits & _ENCRYPTED_MEMBER for part in parts):
        raise password_protected(name)


def _refuse_password(package: zipfile.ZipFile, name: str) -> None:
    members = package.namelist()
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in members or (
        manifest in members and b"encryption-data" in package.read(manifest)
    ):
        raise password_protected(name)
