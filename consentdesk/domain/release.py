"""Sign-off by a second person and what was published because of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consentdesk.domain.ids import (
    BatchId,
    ChannelId,
    PhotoId,
    ReleasedFileId,
    SignOffId,
)


@dataclass(frozen=True, slots=True)
class Clearance:
    """One photo released for one channel."""

    photo_id: PhotoId
    channel_id: ChannelId


@dataclass(frozen=True, slots=True)
class SignOff:
    """A second person's release of a batch as it stood.

    Attributes:
        register_version, revision: of register and batch when it was given; when either has
            moved on, the sign-off no longer holds.
    """

    id: SignOffId
    batch_id: BatchId
    preparers: tuple[str, ...]
    approver: str
    at: datetime
    register_version: int
    revision: int
    clearances: tuple[Clearance, ...]

    def holds(self, register_version: int, revision: int) -> bool:
        """Whether nothing changed since it was given."""
        return (self.register_version, self.revision) == (register_version, revision)


class ReleasedState(StrEnum):
    """A published copy from intention to rename."""

    WRITING = "writing"
    PUBLISHED = "published"
    REFUSED = "refused"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A published copy: recorded before it is written, so that a crash leaves no stranger.

    Attributes:
        file_name: neutral name in the channel's folder.
        sha256: of the finished file, hex; empty until it is rendered.
        problem: why it was refused.
    """

    id: ReleasedFileId
    sign_off_id: SignOffId
    photo_id: PhotoId
    channel_id: ChannelId
    folder: str
    file_name: str
    sha256: str
    state: ReleasedState
    problem: str = ""
