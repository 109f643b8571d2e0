"""Copies read from their folder once more: only the bytes that were published are handed on."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from consentdesk.domain.errors import PhotoError, VerificationFailed
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile
from consentdesk.services.packing.copies_to_hand_on import LeftOut, nothing_to_hand_on
from consentdesk.services.publishing.copy_on_disk import path_of

_Used = TypeVar("_Used")

CHANGED = "Its file is gone from the folder or was changed there."
FAILED = "A copy of it failed its check."


def each_as_published(
    files: Sequence[ReleasedFile],
    use: Callable[[ReleasedFile, bytes], _Used],
    progress: Progress,
    cancel: CancelToken,
) -> tuple[list[_Used], list[LeftOut]]:
    """Use every file that is as it was published; tell what was left out.

    Args:
        use: what is made of a file and its bytes; `PhotoError` and `VerificationFailed` of it
            leave the file out.

    Raises:
        Refused: none is as it was published.
        Cancelled: the person stopped it.
    """
    used, left_out = [], []
    for file in files:
        cancel.raise_if_cancelled()
        content = _as_published(file)
        try:
            if content:
                used.append(use(file, content))
            else:
                left_out.append(LeftOut(file.file_name, CHANGED))
        except (PhotoError, VerificationFailed):
            left_out.append(LeftOut(file.file_name, FAILED))
        progress.step()
    if not used:
        raise nothing_to_hand_on()
    return used, left_out


def _as_published(file: ReleasedFile) -> bytes:
    """Return the copy as it lies in its folder; empty when it is not the very one on record."""
    try:
        content = path_of(file).read_bytes()
    except OSError:
        return b""
    return content if hashlib.sha256(content).hexdigest() == file.sha256 else b""
