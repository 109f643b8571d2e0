"""Writing a file so that it is there whole or not at all, and for the owner only."""

import os
import secrets
from pathlib import Path

from consentdesk.store.failures import NO_ROOM, disk_full

UNFINISHED = ".part"
"""Ending of files that are still being written; leftovers of it are never read."""


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` under another name, force it to the disk and give it its name.

    Raises:
        DiskFull: no room is left; nothing stays behind.
    """
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        _write(unfinished, data)
        unfinished.replace(path)
        force_folder(path.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        if error.errno in NO_ROOM:
            raise disk_full() from error
        raise


def private_folder(path: Path) -> None:
    """Make a folder, and those missing above it, that only its owner may enter.

    One that is there is left as it is.

    Raises:
        DiskFull: no room is left.
    """
    if path.is_dir():
        return
    private_folder(path.parent)  # mkdir's own way gives those above everybody's rights
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full() from error
        raise


def sweep_unfinished(folder: Path) -> None:
    """Remove what a killed program left unfinished below `folder`, a database's log too."""
    for leftover in folder.rglob(f"*{UNFINISHED}*"):
        leftover.unlink(missing_ok=True)


def force_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    if os.name == "nt":  # Windows keeps the new name itself and cannot open a folder
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def force_tree(folder: Path) -> None:
    """Force the names in a folder and in every folder below it to the disk."""
    for inside in folder.rglob("*"):
        if inside.is_dir():
            force_folder(inside)
    force_folder(folder)


def _write(path: Path, data: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
