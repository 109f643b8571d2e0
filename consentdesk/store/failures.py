"""The border where the libraries' errors become sentences for the office.

What is not listed here is a bug and passes through unchanged.
"""

import errno

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from consentdesk.domain.errors import AlreadyOpen, DamagedStore, DiskFull, KnownError, StoreError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})

_FULL, _BUSY, _LOCKED, _CORRUPT, _NOT_A_DATABASE, _READ_ONLY, _DISK_FAULT = 13, 5, 6, 11, 26, 8, 10
"""Primary result codes, https://www.sqlite.org/rescode.html."""


def known_error(error: BaseException) -> KnownError | None:
    """Return the sentence for a failure of the database or the disk, or None for a bug."""
    if isinstance(error, KnownError):
        return error
    if isinstance(error, DBAPIError):
        return None if error.orig is None else known_error(error.orig)
    if isinstance(error, sqlcipher.Error):
        return _of_database(int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return disk_full()
    return None


def disk_full() -> DiskFull:
    """Return the sentence for a disk without room."""
    return DiskFull(
        "The disk is full, so the last step was not saved.",
        "Free some space on this computer and do the step again; everything before it is kept.",
    )


def damaged_database() -> DamagedStore:
    """Return the sentence for a database that cannot be trusted."""
    return DamagedStore(
        "The library's database is damaged; nothing was changed.",
        "Leave the folder as it is, and ask your technician to put back a copy of it.",
    )


def already_open() -> AlreadyOpen:
    """Return the sentence for a library that another program holds."""
    return AlreadyOpen(
        "ConsentDesk is already open with this library.",
        "Go to the window that is open, or close it and try again.",
    )


def _of_database(code: int) -> KnownError | None:
    if code == _FULL:
        return disk_full()
    if code in {_CORRUPT, _NOT_A_DATABASE}:
        return damaged_database()
    if code in {_BUSY, _LOCKED}:
        return already_open()
    if code == _READ_ONLY:
        return StoreError(
            "The library's folder does not accept changes.",
            "Ask your technician to give your account the right to write there.",
        )
    if code == _DISK_FAULT:
        return StoreError(
            "The disk with the library did not answer, so the last step was not saved.",
            "Restart the computer and do the step again; if it stays so, have the disk checked.",
        )
    return None
