"""A channel: one account or outlet that photos go to; a platform is not a channel."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from consentdesk.domain.consent import ACCOUNT, Answer, Permission, permission, strictest
from consentdesk.domain.event_kind import ONLY_WHEN_NAMED, EventKind
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.people import PersonDetails
from consentdesk.domain.staff import StaffMember


class FileType(StrEnum):
    """What finished photos are written as."""

    JPEG = "jpeg"
    PNG = "png"

    @property
    def suffix(self) -> str:
        """What names of such files end with."""
        return ".jpg" if self is FileType.JPEG else ".png"


USUAL_NAMING = "{event}-{date}-{number}"


FEWEST_MANAGERS = 2
"""An account that one person looks after alone is closed while that person is away."""


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """Who answers for an account, and until when it may be used; nothing approved: closed.

    Attributes:
        handle: how the account is known, such as ``@hillsideprimary``.
        audience: who can see it.
        managers: staff who look after it; two at least, and whoever left does not count.
        risk_assessed_by, risk_assessed_on: who looked at the dangers of this account, and when.
        approved_by, approved_on: who agreed to it after that.
        review_on: last day on which the approval counts.
    """

    handle: str = ""
    audience: str = ""
    managers: tuple[str, ...] = ()
    risk_assessed_by: str = ""
    risk_assessed_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    review_on: date | None = None

    def is_short_of_managers(self, today: date, staff: Collection[StaffMember]) -> bool:
        """Whether fewer than two people who work at the school on that day look after it.

        In a school without accounts every name counts.
        """
        names = {_plain(name) for name in self.managers} - {""}
        if staff:
            names &= {_plain(member.name) for member in staff if member.works_on(today)}
        return len(names) < FEWEST_MANAGERS

    def is_looked_after_by(self, name: str) -> bool:
        """Whether this person is one of the managers."""
        return _plain(name) in map(_plain, self.managers)

    def lacks(self, today: date, staff: Collection[StaffMember]) -> str:
        """Return what keeps the account closed on that day, in one sentence; else empty."""
        if self.is_short_of_managers(today, staff):
            return "Two people have to look after this channel."
        if not self.risk_assessed_by.strip() or self.risk_assessed_on is None:
            return "Nobody has assessed the risks of this channel."
        if not self.approved_by.strip() or self.approved_on is None:
            return "Nobody has approved this channel."
        if self.review_on is None or self.review_on < today:
            return "The approval of this channel has run out."
        if max(self.risk_assessed_on, self.approved_on) > today:
            return "The approval of this channel does not count yet."
        return ""


@dataclass(frozen=True, slots=True)
class ChannelDetails:
    """What the school settled about a channel.

    Attributes:
        purposes: everything a person must have agreed to; at least one.
        folder: where finished photos are put.
        long_edge: longest side of a published photo, pixels.
        quality: JPEG quality, 1 to 95.
        is_open: False closes the channel: nothing is cleared for it.
        most_identifiable: how recognisable a child may be here; the last level is no limit.
        naming: pattern of file names, in which nobody's name can stand; see
            `services.publishing.file_names`.
        folder_per_event: whether each event has a folder of its own in the channel's folder.
        most_kilobytes: largest file the account takes, in units of 1000 bytes; None is no limit.
        takes: kinds of events; none named is every kind but those of `ONLY_WHEN_NAMED`.
        alone_purposes: what a person must have agreed to besides, to be in a picture alone.
    """

    name: str
    purposes: tuple[str, ...]
    folder: Path
    long_edge: int = 1600
    quality: int = 85
    is_open: bool = True
    most_identifiable: Identifiability = Identifiability.PORTRAIT
    naming: str = USUAL_NAMING
    folder_per_event: bool = False
    file_type: FileType = FileType.JPEG
    most_kilobytes: int | None = None
    takes: frozenset[EventKind] = frozenset()
    alone_purposes: tuple[str, ...] = ()
    standing: ChannelStanding = ChannelStanding()

    @property
    def asked(self) -> frozenset[str]:
        """Everything that people are asked about for this channel."""
        return frozenset({*self.purposes, *self.alone_purposes})


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel with its number."""

    id: ChannelId
    details: ChannelDetails

    @property
    def name(self) -> str:
        """Name on screen."""
        return self.details.name

    def closed_because(self, today: date, staff: Collection[StaffMember]) -> str:
        """Return why nothing may go here on that day, in one sentence; empty when it is open.

        `staff` are the school's accounts, leavers too: of its managers those who work count.
        """
        if not self.details.is_open:
            return "This channel is closed."
        return self.details.standing.lacks(today, staff)

    def takes(self, kind: EventKind) -> bool:
        """Whether photos of such an event may go here."""
        named = self.details.takes
        return kind in named if named or kind in ONLY_WHEN_NAMED else True

    def permission_of(
        self, person: PersonDetails, answers: Iterable[Answer], today: date
    ) -> Permission:
        """Return whether the person may appear on this channel on that day."""
        every = tuple(answers)
        return strictest(permission(person, every, p, today) for p in self.details.purposes)

    def permission_alone(
        self, person: PersonDetails, answers: Iterable[Answer], today: date
    ) -> Permission:
        """Return whether the person may be in a picture alone here, where that is asked for."""
        every = tuple(answers)
        return strictest(permission(person, every, p, today) for p in self.details.alone_purposes)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


PURPOSE_WORDS: Mapping[str, str] = {
    "take": "May be photographed",
    "web": "School website",
    "newsletter": "Newsletter",
    "display": "Display in school",
    "press": "Press",
    "video": "Video",
    "name": "Name with photo",
}
"""Purposes every school has, in the words of the form; accounts are ``social.<account>``."""

FURTHER_PURPOSES: Mapping[str, str] = {
    "prospectus": "Prospectus and printed promotion",
    "evidence": "Learning journal and records of progress",
    "photographer": "School photographer",
    "group_photo": "Class photo for other families",
    "single": "Picture of one person alone",
    "work_name": "Work with name",
    "partner": "Local authority, training and other schools",
    "archive": "Archive after leaving",
    "social": "Social media as a whole",
}
"""Purposes some forms ask for; they stand in the register once a sheet or a channel has them."""

_PLATFORM_WORDS = {
    word.casefold(): word
    for word in (
        *("Facebook", "Instagram", "X", "Twitter", "TikTok", "YouTube", "Threads", "Bluesky"),
        *("Mastodon", "LinkedIn", "WhatsApp"),
    )
}

SOCIAL_MEDIA = "Social media: "
"""What the words of an account's purpose begin with."""


def words_of(purpose: str) -> str:
    """Return a purpose in words, as a form or a sheet asks for it."""
    account = purpose.removeprefix(ACCOUNT)
    if account != purpose:
        return SOCIAL_MEDIA + _PLATFORM_WORDS.get(account, account)
    return PURPOSE_WORDS.get(purpose) or FURTHER_PURPOSES.get(purpose, purpose)
