"""What the preview of deletion tells: batches, portraits, vectors, old copies; never a name."""

from dataclasses import dataclass
from datetime import date, timedelta

from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.matching_locks import school_lock
from consentdesk.domain.people import Person, Portrait
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.retention import BatchKeeping
from consentdesk.services.comparing.references import comparable
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Besides:
    """What goes, or stays, besides photos of events.

    Attributes:
        vectors: what faces are compared by, of pupils who left or whose permission has ended.
        portraits: of people who left so many days before, and those cut from photos on the
            strength of a permission that ended.
        leavers: people who left and whose answers are still kept.
        leavers_published: those of them who are in a copy that still is in its folder.
    """

    vectors: int
    portraits: int
    leavers: int
    leavers_published: int


@dataclass(frozen=True, slots=True)
class RetentionPreview:
    """What would be deleted up to and on a day.

    Attributes:
        days: for how long the school keeps originals.
        batches: those of which something was published and whose day comes by then; what is
            kept longer of them stands with each.
        never_published: batches that are never deleted by themselves.
        backups: copies of the database from before an update or a new key.
    """

    today: date
    until: date
    days: int
    batches: tuple[BatchKeeping, ...]
    never_published: tuple[BatchKeeping, ...]
    besides: Besides
    backups: int

    @property
    def photos(self) -> int:
        """How many originals go by then."""
        return sum(len(batch.going) for batch in self.batches)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The whole preview in sentences, batches first."""
        told = [
            f"{batch.event}, {day_in_words(batch.event_date)}: {batch.sentence(self.today)}"
            for batch in (*self.batches, *self.never_published)
        ]
        besides = self.besides
        counts = (
            (besides.portraits, "Portraits that go: {}."),
            (besides.vectors, "Face vectors that go: {}."),
            (self.backups, "Old copies of the database that go: {}."),
            (besides.leavers, "People who left and whose answers are kept: {}."),
            (besides.leavers_published, "Of them in a copy that is still published: {}."),
        )
        told += [sentence.format(count) for count, sentence in counts if count]
        return tuple(told) or (f"Nothing is to be deleted until {day_in_words(self.until)}.",)


def preview_besides(u: UnitOfWork, until: date) -> Besides:
    """Return what goes besides photos of events up to and on that day."""
    may_stay, have = comparable(u, until), u.matching.people_with_vectors()
    lapsed = not school_lock(u.matching.school_record(), until).open
    ended = portraits_ended(u, until, u.staff.profile().originals_days)
    cut = [p for p in u.people.portraits() if p.from_region and p.person_id not in may_stay]
    leavers = {person.id for person in u.people.all() if _left_by(person, until)}
    answered = {person_id for person_id in leavers if u.register.history(person_id)}
    published = [f for f in u.releases.files() if f.state is ReleasedState.PUBLISHED]
    return Besides(
        vectors=sum(n for person, n in have.items() if lapsed or person not in may_stay),
        portraits=len({portrait.id for portrait in (*ended, *cut)}),
        leavers=len(answered),
        leavers_published=len(answered & {p for file in published for p in file.people}),
    )


def portraits_ended(u: UnitOfWork, day: date, days: int) -> tuple[Portrait, ...]:
    """Return the portraits of people who left so many days before that day."""
    gone = {person.id for person in u.people.all() if _left_by(person, day - timedelta(days=days))}
    return tuple(portrait for portrait in u.people.portraits() if portrait.person_id in gone)


def _left_by(person: Person, day: date) -> bool:
    left_on = person.details.left_on
    return left_on is not None and left_on <= day
