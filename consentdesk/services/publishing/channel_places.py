"""Each channel has a place of its own on the disk: what may be on one need not be on another.

Asked when a folder is chosen, and again whenever it is filled: a technician may put a link, or
another drive, in the place of a folder.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePath

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused


def refuse_shared(channel: Channel, channels: Iterable[Channel]) -> None:
    """Make sure that the folder of a channel is nobody else's now.

    Raises:
        Refused: another channel uses it, or one of the two lies in the other.
    """
    folder = channel.details.folder
    others = (other for other in channels if other.id != channel.id)
    if any(share_a_place(folder, other.details.folder) for other in others):
        raise Refused(
            "The folder of this channel has become another channel's, or one lies in the other.",
            "Ask the technician about links and drives there, or choose another folder.",
        )


def share_a_place(one: Path, other: Path) -> bool:
    """Tell whether two folders are the same one, or one lies in the other.

    Links are followed. Folders that are there are told apart as the system does it; else capitals
    and ways of writing an accent make no difference, as on many disks.
    """
    first, second = one.resolve(), other.resolve()
    return _lies_in(first, second) or _lies_in(second, first)


def _lies_in(inner: Path, outer: Path) -> bool:
    if _spelt(inner).is_relative_to(_spelt(outer)):
        return True
    return any(_is_same(place, outer) for place in (inner, *inner.parents))


def _spelt(folder: Path) -> PurePath:
    return PurePath(*(unicodedata.normalize("NFD", part).casefold() for part in folder.parts))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
