"""Which published copies of a channel may be handed on, asked anew whenever it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ChannelId
from consentdesk.domain.release import ReleasedFile
from consentdesk.services.looking_after.published_copies import PublishedCopies, Standing
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

_STANDING_WORDS = {
    Standing.TAKE_DOWN: "It has to be taken down.",
    Standing.REMOVE_THERE: "It has to be removed where it was posted.",
    Standing.LOOK_AGAIN: "The photo has to be looked at again first.",
    Standing.GONE: "It is no longer in its folder.",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A published copy that is not handed on, and why in one sentence."""

    file_name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HandOnReceipt:
    """What was written.

    Attributes:
        photos: how many are in it.
        left_out: published copies that are not, each with a sentence.
        sheets: of paper, where it is to be printed; else 0.
        coarse: photos whose pixels can be seen when they are printed that large.
    """

    file: Path
    photos: int
    left_out: tuple[LeftOut, ...]
    sheets: int = 0
    coarse: int = 0


def open_channel(register: RegisterPicture, channel_id: ChannelId) -> Channel:
    """Return a channel.

    Raises:
        Refused: it is closed.
    """
    closed = register.closed.get(channel_id)
    if closed:
        raise Refused(closed, "Open the channel again in Channels first.")
    return next(channel for channel in register.channels if channel.id == channel_id)


def copies_to_hand_on(
    u: UnitOfWork,
    copies: PublishedCopies,
    batch_id: BatchId,
    channel_id: ChannelId,
    against: Callable[[str], str] = lambda file_name: "",
) -> tuple[Sequence[ReleasedFile], Sequence[LeftOut]]:
    """Return the copies that may be handed on now, by file name, and the others.

    Args:
        against: returns what speaks against a file name, in a sentence, or nothing.

    Raises:
        Refused: there is none.
    """
    files, left_out = [], []
    for copy in copies.in_batch(u, batch_id):
        if copy.channel.id != channel_id or copy.standing is Standing.TAKEN_DOWN:
            continue
        if copy.standing is not Standing.MAY_STAY:
            left_out.append(LeftOut(copy.file_name, _STANDING_WORDS[copy.standing]))
        elif sentence := against(copy.file_name):
            left_out.append(LeftOut(copy.file_name, sentence))
        else:
            files.append(u.releases.file(copy.id))
    if not files:
        raise nothing_to_hand_on()
    return sorted(files, key=lambda file: file.file_name), left_out


def nothing_to_hand_on() -> Refused:
    """Return the refusal of a pack that would be empty."""
    return Refused(
        "No published photo of this channel may be handed on now.",
        "Publish the batch first, or see in Published what has to be done.",
    )


def changed_meanwhile() -> Refused:
    """Return the refusal of what was allowed when it was begun, and is not any more."""
    return Refused("What may go out changed in the meantime, so nothing was written.", "Try again.")
