"""What the rules before publishing are asked about; see `release_rules`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Answer
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.domain.photo import SchoolDevice
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import StaffMember
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.register_picture import RegisterPicture


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the rules are asked about, read at one moment.

    Attributes:
        hands: everybody who decided something in the batch.
        standing: the sign-off that holds now; `last` is the latest, whether it holds or not.
        left: copies it released that are not published yet.
        due: published copies of the batch that must be taken down.
        profile: what the school settled, such as how long a sign-off holds.
        devices: the school's own cameras and iPads.
        publisher: who is going to publish; None when nobody is asked about.
        now: the moment of reading.
    """

    batch: Batch
    register: RegisterPicture
    photos: tuple[PhotoOnDesk, ...]
    answers: Mapping[PersonId, tuple[Answer, ...]]
    hands: frozenset[str]
    standing: SignOff | None
    last: SignOff | None
    left: frozenset[Clearance]
    due: int
    profile: SchoolProfile
    devices: frozenset[SchoolDevice]
    publisher: StaffMember | None
    now: datetime

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Whom no name of a file may name."""
        return tuple(self.register.people.values())

    @property
    def receiving(self) -> tuple[Channel, ...]:
        """The channels that something is left for."""
        wanted = {clearance.channel_id for clearance in self.left}
        return tuple(channel for channel in self.register.channels if channel.id in wanted)

    def with_status(self, status: Outcome) -> int:
        """Count the photos that stand like this."""
        return sum(1 for entry in self.photos if entry.status is status)
