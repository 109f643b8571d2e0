"""Who is missing from a sheet, and how far the sheet reaches at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.sheet_words.import_messages import Level, Message

MANY_PEOPLE = 5
MANY_SHARE = 0.05
"""More people or a larger share gone at once is hardly leavers: a filter, a wrong file."""


class InSheet(Protocol):
    """Somebody the sheet is about."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def person_id(self) -> PersonId | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a sheet reaches; `missing` are keys of people it leaves out within its reach."""

    missing: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()


def is_many(people: int, of: int) -> bool:
    """Whether so many people at once need an explicit statement."""
    return people > MANY_PEOPLE or people > MANY_SHARE * of


def scope_of(
    pupils: Sequence[InSheet],
    register: RegisterNow,
    source: ConsentSource | None,
    exceptions_only: bool,
    book: QuestionBook,
) -> Scope:
    """Return who is missing. Whoever is missing keeps what is on record, always."""
    here = {pupil.key for pupil in pupils}
    inside = [p for p in register.people if p.details.key in here]
    classes = {p.details.class_name for p in inside}
    kinds = {p.details.kind for p in inside}
    reach = [p for p in register.people if _reaches(p, classes, kinds)]
    missing = [p for p in reach if p.details.key not in here]
    messages = [*_about_reach(register, classes, inside), *_about_missing(missing)]
    if exceptions_only:
        text = "This is a list of exceptions: being absent from it is no permission."
        messages = [Message("", "", Level.INFO, "exceptions_only", text)]
    else:
        _ask_if_many(missing, reach, register, source, book)
    return Scope(tuple(sorted(p.details.key for p in missing)), tuple(messages))


def _reaches(person: Person, classes: set[str], kinds: set[PersonKind]) -> bool:
    details = person.details
    return details.left_on is None and details.class_name in classes and details.kind in kinds


def _ask_if_many(
    missing: Sequence[Person],
    reach: Sequence[Person],
    register: RegisterNow,
    source: ConsentSource | None,
    book: QuestionBook,
) -> None:
    gone = [p for p in missing if register.own(source, p.id)]
    if is_many(len(gone), len(reach)) and len(gone) > 1:
        book.ask(_MATTER, *(Example("", p.name) for p in gone))


def _about_reach(
    register: RegisterNow, classes: set[str], inside: Sequence[Person]
) -> Iterator[Message]:
    every = {p.details.class_name for p in register.people if p.details.kind is PersonKind.PUPIL}
    outside = every - classes
    if inside and outside and len(every) > 1:
        listed = ", ".join(sorted(classes & every))
        text = f"The sheet is about {listed} only; nothing changes for other classes."
        yield Message("", "", Level.INFO, "scope", text)


def _about_missing(missing: Sequence[Person]) -> Iterable[Message]:
    if missing:
        text = f"{len(missing)} on the roll are not in the sheet; they keep what is on record."
        yield Message("", "", Level.INFO, "not_in_sheet", text)


_MATTER = Matter(
    "vanished",
    QuestionKind.VANISHED,
    "Many people who were in the last sheet of this kind are missing. Is that as it should be?",
    choices(("as_meant", "Yes; they keep what is on record")),
)
