"""Sign-off by a second person and what was published because of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consentdesk.domain.ids import (
    BatchId,
    ChannelId,
    ClearanceRecordId,
    PersonId,
    PhotoId,
    ReleasedFileId,
    SignOffId,
    VaultKey,
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
        alone_because: why the head signed alone; empty when a second person did.
    """

    id: SignOffId
    batch_id: BatchId
    preparers: tuple[str, ...]
    approver: str
    at: datetime
    register_version: int
    revision: int
    clearances: tuple[Clearance, ...]
    alone_because: str = ""

    def holds(self, register_version: int, revision: int) -> bool:
        """Whether nothing changed since it was given."""
        return (self.register_version, self.revision) == (register_version, revision)

    def in_time(self, now: datetime, hours: int) -> bool:
        """Whether it was given within so many hours before now; a clock set back ends it, too."""
        return timedelta(0) <= now - self.at <= timedelta(hours=hours)


class ReleasedState(StrEnum):
    """A published copy from intention to its end.

    `GONE` is one that somebody else removed, moved or changed; `TAKEN_DOWN` was removed here.
    """

    WRITING = "writing"
    PUBLISHED = "published"
    REFUSED = "refused"
    REPLACED = "replaced"
    TAKEN_DOWN = "taken_down"
    GONE = "gone"


LIES_THERE = frozenset({ReleasedState.WRITING, ReleasedState.PUBLISHED})
"""States of copies that lie in their folder as far as is known, or may after a crash."""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A published copy: recorded before it is written, so that a crash leaves no stranger.

    Attributes:
        file_name: neutral name in the channel's folder.
        sha256: of the finished file, hex; empty until it is rendered.
        problem: why it was refused, replaced or taken down.
        published_at: when it got its name.
        looks: difference hash of its pixels (64 bits), to find it under another name or size.
        people: who is in it, so that a withdrawal finds it.
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
    published_at: datetime | None = None
    looks: int | None = None
    people: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class ClearanceRecord:
    """The page that proves what was released under a sign-off, kept in the vault.

    Attributes:
        page, facts: the page as PDF and the same as JSON.
    """

    id: ClearanceRecordId
    sign_off_id: SignOffId
    made_at: datetime
    page: VaultKey
    facts: VaultKey
