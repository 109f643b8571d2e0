"""What a roll sheet would change, worked out without touching the register."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, Question, QuestionKind, Settled
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.row_owners import by_key
from consentdesk.services.consent.vanished import is_many
from consentdesk.services.roll_sheets.roll_owners import RollOwners, find_people
from consentdesk.services.roll_sheets.roll_person import changed_person, new_person
from consentdesk.services.roll_sheets.roll_rows import RollRow, not_taken, read_roll_rows
from consentdesk.services.sheet_words.class_spellings import ClassSpellings
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Workbook


@dataclass(frozen=True, slots=True)
class RollChange:
    """One person on the roll as the sheet would leave them; `fields` are those that differ."""

    person: Person
    details: PersonDetails
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassMove:
    """How many go from one class to another."""

    old: str
    new: str
    count: int


@dataclass(frozen=True, slots=True)
class RollProposal:
    """Everything a roll sheet would do.

    Attributes:
        leavers: those of `changed` for whom the sheet states a leaving day.
        missing: people at the school whom the sheet leaves out; they stay, unless it is stated
            that they left.
        reach: how many people the sheet should hold if it is one of the whole school.
        silent_about: classes of the roll that the sheet says nothing about.
        sha256: of the file that was read; register_version: what it was compared with.
    """

    new: tuple[PersonDetails, ...]
    changed: tuple[RollChange, ...]
    unchanged: int
    leavers: tuple[RollChange, ...]
    missing: tuple[Person, ...]
    moves: tuple[ClassMove, ...]
    messages: tuple[Message, ...]
    questions: tuple[Question, ...]
    reach: int
    silent_about: tuple[str, ...]
    sha256: str
    register_version: int
    today: date
    settled: Settled = field(default_factory=dict)

    @property
    def not_taken(self) -> tuple[Message, ...]:
        """What was not taken, and why."""
        return tuple(m for m in self.messages if m.level is Level.ERROR)

    @property
    def many_missing(self) -> bool:
        """Whether more are missing than leave a school at once in the ordinary way."""
        return len(self.missing) > 1 and is_many(len(self.missing), self.reach)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if question.is_open)


def propose_roll(
    workbook: Workbook, register: RegisterNow, today: date, settled: Settled | None = None
) -> RollProposal:
    """Work out what the sheet would change; nobody is ever removed.

    Raises:
        Refused: an answer in `settled` is none of its question's choices.
    """
    book = QuestionBook(settled or {})
    read = read_roll_rows(workbook, book, register.purposes, today)
    keys = {person.id: person.details.key for person in register.people}
    roll = [person.details for person in register.people]
    classes = ClassSpellings(
        (p.class_name for p in roll if p.kind is PersonKind.PUPIL),
        (row.pupil.class_name for row in read.rows if not row.is_adult),
    )
    aliases = by_key(keys, register.aliases)
    owners = find_people(read.rows, roll, aliases, classes, book)
    new = sorted((new_person(row, classes) for row in owners.new), key=_class_and_name)
    every = _changes(register.people, owners, classes, _returned(register, owners, book, today))
    changed = tuple(change for change in every if change.fields)
    scope = _scope(register.people, owners, new, every, today)
    return RollProposal(
        tuple(new),
        changed,
        len(every) - len(changed),
        tuple(c for c in changed if "left_on" in c.fields and c.details.left_on),
        scope.missing,
        _moves(changed),
        (*read.messages, *_about_rows(owners), *_about_scope(scope), *_about_answers(book)),
        book.all(),
        scope.reach,
        scope.silent_about,
        workbook.sha256,
        register.version,
        today,
        dict(settled or {}),
    )


def is_here(person: Person, today: date) -> bool:
    """Whether a person is still at the school."""
    left = person.details.left_on
    return left is None or left > today


def _class_and_name(details: PersonDetails) -> tuple[str, str, str, str]:
    return details.class_name, details.last_name, details.first_name, details.key


def _changes(
    people: Iterable[Person], owners: RollOwners, classes: ClassSpellings, returned: frozenset[str]
) -> list[RollChange]:
    changes = []
    for person in people:
        was = person.details
        row = owners.of.get(was.key)
        if row is not None:
            now = changed_person(was, row, classes, was.key in returned)
            names = (each.name for each in fields(PersonDetails))
            differ = tuple(n for n in names if getattr(was, n) != getattr(now, n))
            changes.append(RollChange(person, now, differ))
    return changes


def _moves(changed: Iterable[RollChange]) -> tuple[ClassMove, ...]:
    counts = Counter(
        (c.person.details.class_name, c.details.class_name)
        for c in changed
        if "class_name" in c.fields
    )
    return tuple(ClassMove(old, new, count) for (old, new), count in sorted(counts.items()))


# People who left and are in the sheet ------------------------------------------------------


def _returned(
    register: RegisterNow, owners: RollOwners, book: QuestionBook, today: date
) -> frozenset[str]:
    """Return the keys of leavers of whom a person said that they are back."""
    left = {p.details.key for p in register.people if not is_here(p, today)}
    rows = [(key, row) for key, row in owners.of.items() if key in left and row.left_on is None]
    rows.sort(key=lambda pair: pair[1].place)
    if not rows:
        return frozenset()
    value = book.ask(_RETURNED, *(_example(row) for _, row in rows))
    if value == "one_by_one":
        said = {key: book.ask(_returned_matter(row), _example(row)) for key, row in rows}
        return frozenset(key for key, answer in said.items() if answer == "back")
    return frozenset(key for key, _ in rows) if value == "back" else frozenset()


def _example(row: RollRow) -> Example:
    return Example(row.place, row.pupil.shown)


_BACK = (("back", "Back at the school"), ("still_left", "Not at the school any more"))
_RETURNED = Matter(
    "who:returned",
    QuestionKind.WHO,
    "The roll says that these people have left, but they are in the sheet. Are they back?",
    choices(*_BACK, ("one_by_one", "Ask me for each row")),
    assumed="still_left",
)


def _returned_matter(row: RollRow) -> Matter:
    key = f"who:returned:{row.sheet}!{row.number}"
    return Matter(
        key, QuestionKind.WHO, "Is this person back?", choices(*_BACK), assumed="still_left"
    )


# How far the sheet reaches -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scope:
    missing: tuple[Person, ...]
    reach: int
    silent_about: tuple[str, ...]


def _scope(
    people: Sequence[Person],
    owners: RollOwners,
    new: Iterable[PersonDetails],
    found: Iterable[RollChange],
    today: date,
) -> _Scope:
    """Return who is missing. Adults are missed only in a sheet that holds adults.

    A class is accounted for when the sheet names it, or holds somebody of it: in September
    everybody stands in another class.
    """
    says = [*new, *(change.details for change in found)]
    kinds = {details.kind for details in says}
    here = [p for p in people if is_here(p, today) and p.details.kind in kinds]
    classes = {details.class_name for details in says}
    classes |= {p.details.class_name for p in people if p.details.key in owners.of}
    silent = {
        p.details.class_name
        for p in here
        if p.details.kind is PersonKind.PUPIL and p.details.class_name not in classes
    }
    missing = tuple(p for p in here if p.details.key not in owners.of)
    return _Scope(missing, len(here), tuple(sorted(silent)))


# Messages ----------------------------------------------------------------------------------

_REMARKS: Mapping[str, str] = {
    "name_spelling": "The name is written differently on the roll; the number decided.",
    "upn_recovered": "The UPN was damaged by a spreadsheet; its check letter gave it back.",
    "number_differs": "The admission number is not the one on the roll; the UPN decided.",
    "born_differs": "The day of birth is not the one on the roll; the number decided.",
    "left": "The roll says that this person has left.",
}


def _about_rows(owners: RollOwners) -> Iterator[Message]:
    for row, code, text in owners.not_taken:
        yield not_taken(row, code, text)
    for row in owners.nobodys:
        text = "You said that this row is nobody's; it was left out."
        yield Message(row.sheet, row.cell, Level.INFO, "row_left_out", text)
    for row, code in owners.remarks:
        yield Message(row.sheet, row.cell, Level.WARNING, code, _REMARKS[code])


def _about_scope(scope: _Scope) -> Iterator[Message]:
    if scope.missing:
        text = f"{len(scope.missing)} on the roll are not in the sheet; they stay as they are."
        yield Message("", "", Level.INFO, "not_in_sheet", text)
    if scope.silent_about and len(scope.missing) < scope.reach:
        listed = ", ".join(name or "no class" for name in scope.silent_about)
        text = f"The sheet says nothing about {listed}; nothing changes there."
        yield Message("", "", Level.INFO, "scope", text)


def _about_answers(book: QuestionBook) -> Iterator[Message]:
    for key in book.unused():
        text = f"The answer to “{plain(key)}” was not needed; no question has this key."
        yield Message("", "", Level.INFO, "answer_not_needed", text)
