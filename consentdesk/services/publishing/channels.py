"""The school's channels: where photos go, and what a person must have agreed to."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from consentdesk.domain.channel import (
    PURPOSE_WORDS,
    Channel,
    ChannelDetails,
    ChannelStanding,
    words_of,
)
from consentdesk.domain.copy_sizes import PRINTED
from consentdesk.domain.errors import Refused
from consentdesk.domain.identifiability import within
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.release import LIES_THERE
from consentdesk.domain.staff import Duty
from consentdesk.media.channel_folder import is_there
from consentdesk.services.office.duties import require
from consentdesk.services.publishing.channel_places import share_a_place
from consentdesk.services.publishing.file_names import check_pattern
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

SMALLEST_LONG_EDGE, LARGEST_LONG_EDGE = 320, PRINTED["A3"]
"""From a thumbnail to the largest print for the display board."""
LEAST_KILOBYTES, MOST_KILOBYTES = 50, 20000
"""Bounds of the limit to a file's size, in units of 1000 bytes: a photo of 320 pixels fits in the
one, and no account known to us takes more than the other."""


class Channels:
    """The channels of one workspace."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register

    def all(self) -> tuple[Channel, ...]:
        """Return every channel, open and closed."""
        return self._library.run(lambda u: u.channels.all())

    def closed(self) -> Mapping[ChannelId, str]:
        """Return why nothing may go to a channel today; only those that are closed."""
        return self._library.run(lambda u: self._register.read(u).closed)

    def short_of_managers(self, on: date) -> tuple[str, ...]:
        """Return the open channels that fewer than two look after on that day, by name."""

        def work(u: UnitOfWork) -> tuple[str, ...]:
            staff = u.staff.all()
            return tuple(
                channel.name
                for channel in u.channels.all()
                if channel.details.is_open
                and channel.details.standing.is_short_of_managers(on, staff)
            )

        return self._library.run(work)

    def add(self, details: ChannelDetails, by: str) -> Channel:
        """Add a channel.

        Raises:
            Refused: the name or the purposes are missing, the name or the folder is another
                channel's, copies of another lie in the folder, or a number is out of range; or
                somebody else than the head approves.
            PatternRefused: files cannot be named by the pattern, or it could name somebody.
        """

        def work(u: UnitOfWork) -> Channel:
            self._refuse_approval(u, None, details, by)
            _refuse(details, u.channels.all())
            _refuse_left_copies(u, details.folder, None)
            check_pattern(details.naming, u.people.all())
            channel = u.channels.add(details)
            u.register.raise_version()
            u.audit.add(by, "channel_added", details.name, _recorded(details))
            return channel

        return self._library.run(work)

    def change(self, channel: Channel, by: str) -> None:
        """Change a channel; photos decided before must be looked at again.

        Raises:
            Refused, PatternRefused: as `add`.
        """

        def work(u: UnitOfWork) -> None:
            before = u.channels.get(channel.id).details
            self._refuse_approval(u, before, channel.details, by)
            others = tuple(c for c in u.channels.all() if c.id != channel.id)
            _refuse(channel.details, others)
            if channel.details.folder != before.folder:
                _refuse_left_copies(u, channel.details.folder, channel.id)
            check_pattern(channel.details.naming, u.people.all())
            u.channels.change(channel)
            u.register.raise_version()
            u.audit.add(by, "channel_changed", channel.name, _recorded(channel.details))

        self._library.run(work)

    def _refuse_approval(
        self, u: UnitOfWork, before: ChannelDetails | None, now: ChannelDetails, by: str
    ) -> None:
        """Let only the head approve an account, change how long that counts, or loosen it."""
        if not any(_approval(now.standing)):
            return
        if before is not None and not _loosens(before, now):
            return
        head = require(u, by, Duty.LEAD, self._register.now().date())
        if now.standing.approved_by != head.name:
            raise Refused(
                "A channel is approved by whoever does it.", "Sign in as the head and approve it."
            )

    def folder_problem(self, channel: Channel) -> str | None:
        """Return what is wrong with a channel's folder, in one sentence, or None."""
        folder = channel.details.folder
        if not is_there(folder):
            return "The folder is not there. Choose another or connect the drive."
        if not os.access(folder, os.W_OK | os.X_OK):
            return "The folder does not accept new files. Ask for the right to write there."
        return None

    def purposes(self) -> Mapping[str, str]:
        """Return every purpose in use or usual, each in the words of the form."""
        used = {purpose for channel in self.all() for purpose in channel.details.asked}
        return {**PURPOSE_WORDS, **{p: words_of(p) for p in sorted(used - set(PURPOSE_WORDS))}}


def _refuse(details: ChannelDetails, others: tuple[Channel, ...]) -> None:
    if not details.name.strip() or not details.purposes:
        raise Refused(
            "A channel needs a name and something people agreed to.", "Fill in both, then save."
        )
    for other in others:
        if other.name.casefold() == details.name.casefold():
            raise Refused("Another channel has this name.", "Choose a name of its own.")
        if share_a_place(other.details.folder, details.folder):
            raise Refused(
                "Another channel uses this folder, or one of the two lies in the other.",
                "Give each channel a folder of its own.",
            )
    _refuse_numbers(details)


def _refuse_left_copies(u: UnitOfWork, folder: Path, own: ChannelId | None) -> None:
    """Refuse a folder in which copies of another channel still lie; it may have had that folder."""
    left = {
        Path(file.folder)
        for file in u.releases.files()
        if file.state in LIES_THERE and file.channel_id != own
    }
    if any(share_a_place(each, folder) for each in left):
        raise Refused(
            "Copies of another channel still lie in this folder.",
            "Choose another folder, or take those copies down first.",
        )


def _refuse_numbers(details: ChannelDetails) -> None:
    if not SMALLEST_LONG_EDGE <= details.long_edge <= LARGEST_LONG_EDGE:
        raise Refused(
            "The longest side is out of range.",
            f"Choose between {SMALLEST_LONG_EDGE} and {LARGEST_LONG_EDGE} pixels.",
        )
    if not 1 <= details.quality <= 95:
        raise Refused("The quality is out of range.", "Choose between 1 and 95.")
    most = details.most_kilobytes
    if most is not None and not LEAST_KILOBYTES <= most <= MOST_KILOBYTES:
        raise Refused(
            "The largest size of a file is out of range.",
            f"Choose between {LEAST_KILOBYTES} and {MOST_KILOBYTES} kB, or no limit.",
        )


def _approval(standing: ChannelStanding) -> tuple[str, date | None, date | None]:
    return standing.approved_by, standing.approved_on, standing.review_on


def _loosens(before: ChannelDetails, now: ChannelDetails) -> bool:
    """Tell whether more may go out there than what was approved, or the approval is another.

    So it is when people must agree to less, a child may be easier to recognise, `takes` is
    another, or somebody had closed the channel.
    """
    return (
        _approval(before.standing) != _approval(now.standing)
        or not set(before.purposes) <= set(now.purposes)
        or not set(before.alone_purposes) <= set(now.alone_purposes)
        or not within(now.most_identifiable, before.most_identifiable)
        or before.takes != now.takes
        or (now.is_open and not before.is_open)
    )


def _recorded(details: ChannelDetails) -> dict[str, object]:
    return {
        "purposes": list(details.purposes),
        "alone_purposes": list(details.alone_purposes),
        "long_edge": details.long_edge,
        "open": details.is_open,
        "most_identifiable": details.most_identifiable.value,
        "naming": details.naming,
        "folder_per_event": details.folder_per_event,
        "file_type": details.file_type.value,
        "most_kilobytes": details.most_kilobytes,
        "takes": sorted(kind.value for kind in details.takes),
        "managers": list(details.standing.managers),
        "approved_by": details.standing.approved_by,
        "review_on": _day(details.standing.review_on),
    }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
