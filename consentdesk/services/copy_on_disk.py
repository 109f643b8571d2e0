"""A published copy as it lies in the folder of its channel."""

import hashlib
from pathlib import Path

from consentdesk.domain.release import ReleasedFile


def path_of(file: ReleasedFile) -> Path:
    """Return where the copy was put."""
    return Path(file.folder) / file.file_name


def is_ours(file: ReleasedFile) -> bool:
    """Tell whether the file of that name is the very copy on record."""
    try:
        content = path_of(file).read_bytes()
    except OSError:
        return False
    return bool(file.sha256) and hashlib.sha256(content).hexdigest() == file.sha256
