"""Sorting what was dropped on the window: photos to bring in, all else listed with a reason.

Nothing is silently ignored: each file is either a photo or listed.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from consentdesk.domain.errors import PhotoError
from consentdesk.domain.photo import ListedFile
from consentdesk.media.photo_kind import HEAD_BYTES, describe, is_video, kind_of
from consentdesk.media.source_files import SourceFile, gather

__all__ = ["IntakePlan", "SourceFile", "gather", "sort_out"]

_SYSTEM_NAMES = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_SYSTEM_FOLDERS = {"__macosx", "$recycle.bin", "system volume information"}
_EDITED = re.compile(r"img_e(\d+)", re.IGNORECASE)
"""iPads export the edited version of IMG_0001 as IMG_E0001."""


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """Every gathered file: ``len(photos) + len(listed)`` is their number.

    Codes of listed files: "moving_part", "older_version", "edit_data", "video", "system_file",
    "not_a_photo", "empty_file" or "file_unreadable".
    """

    photos: tuple[SourceFile, ...]
    listed: tuple[ListedFile, ...]


def sort_out(files: Sequence[SourceFile]) -> IntakePlan:
    """Decide by the first bytes what each file is; only pairs are told by their names.

    Of an edited photo (IMG_E0001 beside IMG_0001) the edited one is taken, because it is
    what the teacher sees on the iPad.
    """
    reasons = [_reason_to_list(file) for file in files]
    photos = [file for file, reason in zip(files, reasons, strict=True) if reason is None]
    originals = _originals_of_edited(photos)
    stills = {_pair_key(photo.name) for photo in photos}
    listed = [
        _moving_part(reason)
        if reason.code == "video" and _pair_key(reason.file_name) in stills
        else reason
        for reason in reasons
        if reason is not None
    ]
    listed += [_older(photo) for photo in photos if photo.name in originals]
    kept = tuple(photo for photo in photos if photo.name not in originals)
    return IntakePlan(kept, tuple(listed))


def _reason_to_list(file: SourceFile) -> ListedFile | None:
    """Return why a file is no photo to bring in, or None for a photo."""
    path = PurePosixPath(file.name)
    if _is_system(path):
        return ListedFile(file.name, "system_file", "A file of the computer, no photo.")
    try:
        head = file.read()[:HEAD_BYTES] if file.head is None else file.head
    except PhotoError as fault:
        return ListedFile(file.name, fault.code, fault.sentence)
    if not head:
        return ListedFile(file.name, "empty_file", "The file is empty.")
    if kind_of(head) is not None:
        return None
    if is_video(head):
        return ListedFile(file.name, "video", "A video; videos are not checked.")
    if path.suffix.lower() == ".aae":
        return ListedFile(
            file.name, "edit_data", "Notes of the iPad about an edited photo, no photo itself."
        )
    return ListedFile(file.name, "not_a_photo", f"No photo, but {describe(head)}.")


def _is_system(path: PurePosixPath) -> bool:
    if path.name.lower() in _SYSTEM_NAMES or path.name.startswith("."):
        return True
    return any(part.lower() in _SYSTEM_FOLDERS for part in path.parts[:-1])


def _originals_of_edited(photos: Sequence[SourceFile]) -> set[str]:
    """Return the names of the photos that lie beside an edited version of themselves."""
    by_key = defaultdict(list)
    for photo in photos:
        by_key[_pair_key(photo.name)].append(photo.name)
    found: set[str] = set()
    for folder, stem in list(by_key):
        edited = _EDITED.fullmatch(stem)
        if edited:
            found.update(by_key.get((folder, f"img_{edited[1]}"), ()))
    return found


def _pair_key(name: str) -> tuple[str, str]:
    """Return folder and bare name, which the parts of one iPad photo share."""
    path = PurePosixPath(name)
    return (path.parent.as_posix(), path.stem.lower())


def _moving_part(listed: ListedFile) -> ListedFile:
    return ListedFile(
        listed.file_name,
        "moving_part",
        "The moving part of a Live Photo; only the still photo is brought in.",
    )


def _older(photo: SourceFile) -> ListedFile:
    return ListedFile(
        photo.name,
        "older_version",
        "The older version of an edited photo; the edited one is brought in.",
    )
