"""A finished page file put where a person said, whole or not at all."""

from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.store.safe_files import write_whole


def save_paper(path: Path, pages: bytes) -> None:
    """Write the file so that only its owner may read it; one of that name is replaced.

    Raises:
        Refused: the place does not take it, or the file is open elsewhere.
        DiskFull: no room is left.
    """
    try:
        write_whole(path, pages)
    except OSError as error:
        raise Refused(
            "The file cannot be written there.",
            "Close it where it is open, or choose another folder.",
        ) from error
