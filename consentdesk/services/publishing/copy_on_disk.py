"""A published copy as it lies in the folder of its channel."""

import hashlib
from pathlib import Path

from consentdesk.domain.release import ReleasedFile


def path_of(file: ReleasedFile) -> Path:
    """Return where the copy was put."""
    return Path(file.folder) / file.file_name


def mark_of(file: ReleasedFile) -> str:
    """Return what the hidden file is known by until the copy gets its name.

    It follows from the record, which is there before the file is written: after a crash a
    workspace knows its own hidden files from those of another one.
    """
    return f"{file.id}-{file.sha256[:16]}"


def is_ours(file: ReleasedFile) -> bool:
    """Tell whether the file of that name is the very copy on record."""
    try:
        content = path_of(file).read_bytes()
    except OSError:
        return False
    return bool(file.sha256) and hashlib.sha256(content).hexdigest() == file.sha256
