"""The register as it stands on a day: people and what each may appear on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Permission, objecting
from consentdesk.domain.exclusion_check import is_look_out
from consentdesk.domain.ids import ChannelId, PersonId
from consentdesk.domain.people import Person
from consentdesk.store.unit_of_work import UnitOfWork

Clock = Callable[[], datetime]
"""Gives the time, with its zone; injected so that rules can be tried on any day."""


@dataclass(frozen=True, slots=True)
class RegisterPicture:
    """People, channels and permissions at one register version on one day.

    Attributes:
        alone: permissions to be in a picture alone, on the channels that ask for them.
        closed: why nothing may go to a channel today; only those that are closed.
    """

    version: int
    today: date
    people: Mapping[PersonId, Person]
    channels: tuple[Channel, ...]
    permissions: Mapping[ChannelId, Mapping[PersonId, Permission]]
    alone: Mapping[ChannelId, Mapping[PersonId, Permission]]
    closed: Mapping[ChannelId, str]

    def permissions_of(self, person_id: PersonId) -> Mapping[ChannelId, Permission]:
        """Return one person's permission on each channel."""
        return {c.id: self.permissions[c.id][person_id] for c in self.channels}

    def permissions_in(self, batch: Batch, channel_id: ChannelId) -> Mapping[PersonId, Permission]:
        """Return what each person may on a channel with photos of this batch.

        Whoever asked not to be in them may not appear anywhere, whatever the register says.
        """
        own = self.permissions[channel_id]
        if not batch.objections:
            return own
        return {**own, **{p: objecting(own[p]) for p in batch.objections if p in own}}

    def look_outs(self, batch: Batch) -> tuple[Person, ...]:
        """Return the people on the batch's roster who may not appear freely everywhere."""
        return tuple(
            person
            for person in self.people.values()
            if batch.on_roster(person, self.today)
            and (
                person.id in batch.objections
                or is_look_out(self.permissions_of(person.id).values())
            )
        )

    def on_register_among(self, people: Iterable[PersonId]) -> frozenset[PersonId]:
        """Return who of these may not appear freely everywhere, on any batch's roster or not."""
        return frozenset(
            person_id
            for person_id in people
            if person_id in self.people and is_look_out(self.permissions_of(person_id).values())
        )


class RegisterReader:
    """Reads the register and keeps the last picture while version and day stay the same."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: RegisterPicture | None = None

    def now(self) -> datetime:
        """Return the moment; what holds for hours only is asked with it."""
        return self._clock()

    def read(self, u: UnitOfWork) -> RegisterPicture:
        """Return the register as it stands now."""
        version, today = u.register.version(), self._clock().date()
        last = self._last
        if last is None or (last.version, last.today) != (version, today):
            last = _read(u, version, today)
            if not u.register.raised:
                self._last = last
        return last


def _read(u: UnitOfWork, version: int, today: date) -> RegisterPicture:
    people = {person.id: person for person in u.people.all()}
    answers = u.register.answers()
    channels = u.channels.all()
    permissions = {
        channel.id: {
            person.id: channel.permission_of(person.details, answers.get(person.id, ()), today)
            for person in people.values()
        }
        for channel in channels
    }
    alone = {
        channel.id: {
            person.id: channel.permission_alone(person.details, answers.get(person.id, ()), today)
            for person in people.values()
        }
        for channel in channels
        if channel.details.alone_purposes
    }
    staff = u.staff.all()
    reasons = {channel.id: channel.closed_because(today, staff) for channel in channels}
    closed = {channel_id: why for channel_id, why in reasons.items() if why}
    return RegisterPicture(version, today, people, channels, permissions, alone, closed)
