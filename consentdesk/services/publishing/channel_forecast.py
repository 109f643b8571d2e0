"""What one review of a batch means for each channel, and whether its folder can take it."""

import shutil
from collections import Counter
from collections.abc import Collection, Sequence

from consentdesk.domain.channel import Channel, ChannelDetails, FileType
from consentdesk.domain.copy_sizes import DISPLAY, paper_of
from consentdesk.domain.preflight import ChannelForecast, HeldReason, RuleResult, RuleState
from consentdesk.domain.published_part import long_edge_on, published_frame
from consentdesk.domain.release import Clearance
from consentdesk.domain.verdict import Outcome, Reason
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.publishing.publish import FAILED_CHECK

BYTES_A_PIXEL = {FileType.JPEG: 1, FileType.PNG: 3}
"""Our bound: of five public photos at 1600 pixels none took more than 0.3 as a JPEG of quality 85,
0.5 at 95, and 1.8 as a PNG, whose pixels themselves are 3."""

SHORTER_SIDE = 0.75
"""Of the longer side in the photos of tablets and phones, 4 to 3."""

_IN_OTHER_WORDS = {
    "held_by_hand": "Somebody held the photo.",
    "refused": "The answer about the photo was no.",
    "deleted": "The photo was deleted.",
    "set_aside": "The photo was set aside.",
    "failed": "The photo could not be checked.",
}
"""For reasons that a person may have typed: the words may hold a name and stay on the desk."""


def forecast(
    channel: Channel,
    photos: Sequence[PhotoOnDesk],
    left: Collection[Clearance],
    signed: int,
    closed: str,
) -> ChannelForecast:
    """Return what the batch holds for a channel.

    `left` are all copies not published yet, `closed` says why the channel takes nothing today.
    """
    verdicts = [entry.verdicts[channel.id] for entry in photos if channel.id in entry.verdicts]
    counts = Counter(answer.outcome for answer in verdicts)
    texts = Counter(
        text
        for answer in verdicts
        if answer.outcome is Outcome.HELD
        for text in dict.fromkeys(map(_words, answer.reasons))
    )
    own = sum(1 for clearance in left if clearance.channel_id == channel.id)
    return ChannelForecast(
        channel=channel,
        cleared=counts[Outcome.CLEARED],
        held=counts[Outcome.HELD],
        open=counts[Outcome.NEEDS_DECISION],
        held_because=tuple(HeldReason(text, n) for text, n in texts.most_common()),
        signed=signed,
        left=own,
        bytes_to_come=own * most_bytes(channel.details),
        closed=closed,
        less_sharp=sum(1 for entry in photos if _prints_less_sharp(channel, entry)),
    )


def _prints_less_sharp(channel: Channel, entry: PhotoOnDesk) -> bool:
    """Whether a copy for the display board has fewer pixels than its paper; none is enlarged."""
    wanted, verdict = channel.details.long_edge, entry.verdicts.get(channel.id)
    for_paper = DISPLAY in channel.details.purposes and bool(paper_of(wanted))
    if not for_paper or verdict is None or not verdict.cleared:
        return False
    frame = published_frame(entry.photo, entry.review)
    if frame is None:
        return False
    return min(long_edge_on(channel, entry.review), max(frame.width, frame.height)) < wanted


def most_bytes(details: ChannelDetails) -> int:
    """Return what a copy for a channel will hardly be larger than, bytes."""
    pixels = round(details.long_edge * details.long_edge * SHORTER_SIDE)
    usual = pixels * BYTES_A_PIXEL[details.file_type]
    return usual if details.most_kilobytes is None else min(usual, 1000 * details.most_kilobytes)


def room_problem(coming: ChannelForecast) -> RuleResult | None:
    """Return the rule that the folder has no room for the copies, None when it has.

    A folder that cannot be asked is left to the rule about folders.
    """
    try:
        free = shutil.disk_usage(coming.channel.details.folder).free
    except OSError:
        return None
    if free >= coming.bytes_to_come:
        return None
    return RuleResult(
        "room",
        RuleState.WARN,
        f"{coming.channel.name}: up to {_megabytes(coming.bytes_to_come)} are needed, "
        f"{_megabytes(free)} are free.",
        "Make room on that disk first.",
    )


def _words(reason: Reason) -> str:
    if reason.text == FAILED_CHECK:
        return reason.text
    return _IN_OTHER_WORDS.get(reason.code, reason.text)


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000)} MB"
