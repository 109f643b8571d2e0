"""A finished page file put where a person said, whole or not at all."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from consentdesk.domain.channel import Channel
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


def refuse_channel_folder(path: Path, channels: Iterable[Channel]) -> None:
    """Keep a paper that tells of restricted pupils away from what is published.

    Raises:
        Refused: the file would lie in a channel's folder, or below it.
    """
    place = _spelt_alike(path)
    if any(place.is_relative_to(_spelt_alike(c.details.folder)) for c in channels):
        raise Refused(
            "This folder is a channel's: what lies there is published.",
            "Choose a folder that only the office sees.",
        )


def refuse_library_folder(path: Path, library: Path) -> None:
    """Keep what is for others out of the folder in which everything is encrypted.

    Raises:
        Refused: the file would lie in it, or below it.
    """
    if _spelt_alike(path).is_relative_to(_spelt_alike(library)):
        raise Refused("This is the folder of the library itself.", "Choose another folder.")


def _spelt_alike(path: Path) -> PurePath:
    return PurePath(*(part.casefold() for part in path.resolve().parts))
