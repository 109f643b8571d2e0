"""The files in what a person dropped on the window: folders, files and zip archives."""

import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from consentdesk.domain.shown_name import shown_name
from consentdesk.media.archive_files import archived, originals_first
from consentdesk.media.source_file import (
    SourceFile,
    is_link,
    link,
    on_disk,
    read_file,
    refused,
    unreadable,
)

__all__ = ["SourceFile", "gather", "read_file"]


def gather(paths: Sequence[Path]) -> list[SourceFile]:
    """List every file below the paths, each under a name of its own.

    Folders are walked whole and zip archives are read in place; nothing is unpacked to the
    disk. Links below a chosen folder are listed, never followed. What cannot be read stands in
    the list too. Of a single folder the names are relative to it; of several things, each name
    begins with the chosen file or folder. Names are `shown_name`.
    """
    taken: set[str] = set()
    found: list[SourceFile] = []
    for path in paths:
        label = _free_name(shown_name(path.name or path.drive or "files"), taken)
        found += _below(path, label, alone=len(paths) == 1)
    names: set[str] = set()
    return [replace(file, name=_free_name(file.name, names)) for file in found]


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, numbered when it is taken, and take it."""
    free, number = name, 1
    while free in taken:
        number += 1
        path = PurePosixPath(name)
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    taken.add(free)
    return free


def _below(path: Path, label: str, *, alone: bool) -> Iterator[SourceFile]:
    if not _is_folder(path):
        yield from _file_or_archive(path, label)
        return
    waiting = [(str(path), "" if alone else f"{label}/")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: originals_first(entry.name))
        except OSError:
            lost = prefix or f"{label}/"
            yield refused(lost, folder, unreadable(lost))
            continue
        folders = []
        for entry in inside:
            name = prefix + shown_name(entry.name)
            if is_link(entry):
                yield link(name, entry.path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{name}/"))
            else:
                yield from _file_or_archive(Path(entry.path), name)
        waiting += reversed(folders)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _file_or_archive(path: Path, name: str) -> Iterator[SourceFile]:
    file = on_disk(path, name)
    if file.head is not None and file.head[:4] == b"PK\x03\x04" and zipfile.is_zipfile(path):
        members = archived(path, name)
        if members is not None:
            yield from members
            return
    yield file
