"""The register at one moment, as a sheet is compared with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from consentdesk.domain.channel import FURTHER_PURPOSES, PURPOSE_WORDS
from consentdesk.domain.consent import Answer
from consentdesk.domain.consent_source import Alias, ConsentSource
from consentdesk.domain.ids import PersonId, SourceId
from consentdesk.domain.people import Person
from consentdesk.services.consent.validity import Validity, read_validity
from consentdesk.store.unit_of_work import UnitOfWork

AnswersOf = Mapping[PersonId, tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class RegisterNow:
    """People, live answers and sources at one register version.

    Attributes:
        answers: every live answer by person.
        by_source: those of them that came with sheets of a source.
        latest: the day whose state the newest sheet of a source showed.
        purposes: the usual ones, those of channels, and those that answers are about.
    """

    people: tuple[Person, ...] = ()
    answers: AnswersOf = field(default_factory=dict)
    by_source: Mapping[SourceId, AnswersOf] = field(default_factory=dict)
    sources: tuple[ConsentSource, ...] = ()
    latest: Mapping[SourceId, date] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    purposes: tuple[str, ...] = tuple(PURPOSE_WORDS)
    validity: Validity = field(default_factory=Validity)
    version: int = 0

    def own(self, source: ConsentSource | None, person_id: PersonId) -> tuple[Answer, ...]:
        """Return what earlier sheets of the source say about a person."""
        return () if source is None else self.by_source.get(source.id, {}).get(person_id, ())

    def elsewhere(self, source: ConsentSource | None, person_id: PersonId) -> tuple[Answer, ...]:
        """Return the answers that a sheet of the source leaves as they are."""
        left = list(self.answers.get(person_id, ()))
        for answer in self.own(source, person_id):
            left.remove(answer)
        return tuple(left)


def read_register(u: UnitOfWork) -> RegisterNow:
    """Read the register as it stands."""
    sources = u.sheets.sources()
    latest: dict[SourceId, date] = {}
    for each in u.sheets.imports():
        day, source = each.details.as_of, each.details.source_id
        if day is not None and each.undone_at is None:
            latest[source] = max(day, latest.get(source, day))
    answers = u.register.answers()
    return RegisterNow(
        u.people.all(),
        answers,
        {source.id: u.register.sheet_answers(source.id) for source in sources},
        sources,
        latest,
        u.people.aliases(),
        purposes_in_use(u, answers),
        read_validity(u),
        u.register.version(),
    )


def purposes_in_use(u: UnitOfWork, answers: AnswersOf | None = None) -> tuple[str, ...]:
    """Return the usual purposes, those of the school's channels, and others answers are about."""
    channels = {purpose for channel in u.channels.all() for purpose in channel.details.asked}
    answered = {a.purpose for given in (answers or {}).values() for a in given}
    further = [p for p in FURTHER_PURPOSES if p in answered | channels]
    accounts = sorted((channels | answered) - set(PURPOSE_WORDS) - set(FURTHER_PURPOSES))
    return (*PURPOSE_WORDS, *further, *accounts)


def with_people(register: RegisterNow, people: Sequence[Person]) -> RegisterNow:
    """Return the register with these people in place of its own."""
    return replace(register, people=tuple(people))
