"""Copies whose writing was interrupted and whose folder does not answer any more.

They wait for it, because a file may lie there, hidden or with its name. Where a person states
that the folder is gone for good they wait no longer. That may be a mistake: whatever comes back
was never released and has to be taken down, see `unreleased_copies`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ChannelId, ReleasedFileId
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.domain.staff import Duty
from consentdesk.media.channel_folder import is_there
from consentdesk.services.names.stated_reasons import stated
from consentdesk.services.office.duties import require
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

GONE_FOR_GOOD = "Writing was interrupted, and its folder is stated to be gone for good."
"""Why such a copy is refused."""


@dataclass(frozen=True, slots=True)
class WaitingFolder:
    """A folder that does not answer, and what waits for it.

    Attributes:
        folder: of the channel when the copies were written.
        copies: whose writing was interrupted there.
        since: when the first of them was signed off; nothing was written before.
    """

    channel: Channel
    folder: Path
    copies: tuple[ReleasedFileId, ...]
    since: datetime


class WaitingCopies:
    """Tells what waits for a folder, and takes the statement that it is gone."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register

    def folders(self) -> tuple[WaitingFolder, ...]:
        """Return every folder that copies wait for and that does not answer now."""
        waiting = self._library.run(_waiting)
        # Not in the librarian's thread: a network folder may take its time to be away.
        return tuple(each for each in waiting if not is_there(each.folder))

    def some_answer(self) -> bool:
        """Whether a folder that copies wait for answers, so that they can be settled."""
        return any(is_there(each.folder) for each in self._library.run(_waiting))

    def give_up(self, folder: Path, reason: str, by: str) -> tuple[ReleasedFileId, ...]:
        """Record that a folder is gone for good; return its copies, which are refused now.

        Args:
            folder: as in `folders`.
            reason: what became of it, in a few words; it goes into the audit trail.
            by: who states it.

        Raises:
            Refused: no copy waits for the folder, there is no reason or it holds a person's name,
                or whoever it is may not publish.
        """
        ids = [copy for each in self.folders() if each.folder == folder for copy in each.copies]
        if not ids:
            raise Refused(
                "No copy waits for this folder.",
                "It may answer again; look at the list of published copies.",
            )
        return self._library.run(lambda u: self._give_up(u, ids, reason, by))

    def _give_up(
        self, u: UnitOfWork, ids: list[ReleasedFileId], reason: str, by: str
    ) -> tuple[ReleasedFileId, ...]:
        require(u, by, Duty.PUBLISH, self._register.now().date())
        said = stated(
            reason,
            u.people.all(),
            "There is no reason.",
            "Say in a few words what became of the folder.",
        )
        for copy_id in ids:
            file = u.releases.file(copy_id)
            u.releases.set_state(copy_id, ReleasedState.REFUSED, problem=GONE_FOR_GOOD)
            detail = {"channel": file.channel_id, "reason": said}
            u.audit.add(by, "interrupted_copy_given_up", f"published copy {copy_id}", detail)
        return tuple(ids)


def folder_awaited(file: ReleasedFile, of_channel: Path) -> Path:
    """Return the folder that has to answer before an interrupted copy can be settled.

    That is the channel's also where the event's own folder was not made, or was taken away.
    """
    folder = Path(file.folder)
    return of_channel if folder.parent == of_channel else folder


def _waiting(u: UnitOfWork) -> tuple[WaitingFolder, ...]:
    channels = {channel.id: channel for channel in u.channels.all()}
    found: dict[tuple[ChannelId, Path], list[ReleasedFile]] = defaultdict(list)
    for file in u.releases.files():
        if file.state is ReleasedState.WRITING:
            folder = folder_awaited(file, channels[file.channel_id].details.folder)
            found[file.channel_id, folder].append(file)
    return tuple(
        WaitingFolder(
            channels[channel_id],
            folder,
            tuple(file.id for file in files),
            min(u.releases.sign_off(file.sign_off_id).at for file in files),
        )
        for (channel_id, folder), files in found.items()
    )
