"""Copies that lie in their folder and were never released: refused, and found there all the same.

A share that was given up comes back, or one that looked empty was not connected. Such a copy
counts as published and has to be taken down, whoever is in it: nobody gave it its name.
"""

from collections.abc import Iterable

from consentdesk.domain.ids import ReleasedFileId
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.unit_of_work import UnitOfWork

NEVER_RELEASED = "It was never released: its writing was interrupted, and it was found later."
"""Why it may not stay."""

_FOUND = "unreleased_copy_found"
_SUBJECT = "published copy "


def record_unreleased(u: UnitOfWork, file: ReleasedFile, problem: str = "") -> None:
    """Record that a refused copy lies in its folder.

    `problem` says under which other name, if it is not its own.
    """
    u.releases.set_state(file.id, ReleasedState.PUBLISHED, problem=problem)
    u.audit.add(PROGRAM, _FOUND, f"{_SUBJECT}{file.id}", {"channel": file.channel_id})


def never_released(u: UnitOfWork, files: Iterable[ReleasedFile]) -> frozenset[ReleasedFileId]:
    """Return which of these copies were found without ever having been released.

    The trail alone tells them from copies of the first versions, which have no moment either.
    """
    doubtful = {
        file.id for file in files if file.published_at is None and file.state not in _NOT_SEEN
    }
    if not doubtful:
        return frozenset()
    lines = u.audit.telling({_FOUND})
    return frozenset(
        copy_id
        for line in lines
        if (copy_id := ReleasedFileId(int(line.subject.removeprefix(_SUBJECT)))) in doubtful
    )


_NOT_SEEN = frozenset({ReleasedState.WRITING, ReleasedState.REFUSED, ReleasedState.REPLACED})
