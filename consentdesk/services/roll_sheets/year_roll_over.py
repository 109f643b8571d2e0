"""A new school year without a sheet: every class goes on, or leaves; and classes are renamed."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.register_picture import Clock
from consentdesk.services.roll_sheets.roll_import import write_changes
from consentdesk.services.roll_sheets.roll_proposal import RollChange, is_here
from consentdesk.services.roll_sheets.rosters import follow_classes
from consentdesk.services.sheet_words.class_names import (
    NURSERY,
    RECEPTION,
    ClassName,
    compare,
    read_class,
)
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.services.sheet_words.staff_words import means_staff
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

_LAST_YEAR = 6
_FIRST_MONTH = 9


@dataclass(frozen=True, slots=True)
class ClassStep:
    """What becomes of one class.

    Attributes:
        becomes: its name next year; its own when it stays; empty while nobody knows.
        leaves_on: first day on which its pupils are no longer at the school; None: they stay.
        year: what it is next year, such as ``Year 4``; empty when its name does not tell.
        suggestions: classes of the roll that are in that year.
    """

    old: str
    pupils: int
    becomes: str = ""
    leaves_on: date | None = None
    year: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person still has to say what becomes of it."""
        return not self.becomes and self.leaves_on is None


@dataclass(frozen=True, slots=True)
class RollOver:
    """What becomes of every class; `register_version` is what it was worked out from."""

    steps: tuple[ClassStep, ...]
    register_version: int


@dataclass(frozen=True, slots=True)
class RollOverReceipt:
    """What changed: pupils in another class, pupils who leave, batches whose roster followed."""

    moved: int
    left: int
    batches: int


class YearRollOver:
    """School years of one workspace."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def propose(self) -> RollOver:
        """Return each class with what its name tells for certain; the rest is asked."""
        today = self._today()

        def work(u: UnitOfWork) -> RollOver:
            return RollOver(_steps(u.people.all(), today), u.register.version())

        return self._library.run(work)

    def commit(self, roll_over: RollOver, by: str) -> RollOverReceipt:
        """Let all classes take their step in one transaction.

        Raises:
            Refused: a class is not decided or not named; the register changed since it was
                proposed.
        """
        return self._library.run(lambda u: self._commit(u, roll_over, by))

    def rename_class(self, old: str, new: str, by: str) -> int:
        """Call a class otherwise, also in every batch that names it; return of how many pupils.

        Raises:
            Refused: nobody is in the class, the new name is empty, stands for the staff, or is
                that of another class.
        """
        return self._library.run(lambda u: self._rename(u, tidy(old), tidy(new), by))

    def _commit(self, u: UnitOfWork, roll_over: RollOver, by: str) -> RollOverReceipt:
        if u.register.version() != roll_over.register_version:
            raise Refused(
                "The register was changed after the classes were listed.",
                "Open the new school year again.",
            )
        people, today = u.people.all(), self._today()
        steps = _checked(roll_over.steps, people, today)
        changes = [c for p in people if is_here(p, today) for c in _step(p, steps)]
        left = sum("left_on" in change.fields for change in changes)
        batches = self._write(u, people, changes, by)
        moved = len(changes) - left
        counts = {"classes": len(steps), "moved": moved, "left": left}
        u.audit.add(by, "year_rolled_over", "", counts)
        return RollOverReceipt(moved, left, batches)

    def _rename(self, u: UnitOfWork, old: str, new: str, by: str) -> int:
        people = u.people.all()
        pupils = [p for p in people if p.details.kind is PersonKind.PUPIL]
        meant = {p.details.class_name for p in pupils if plain(p.details.class_name) == plain(old)}
        if not old or not meant:
            raise Refused(f"Nobody is in a class called {old}.", "Choose a class of the roll.")
        _refuse_name(new)
        others = {p.details.class_name for p in pupils} - meant
        if any(plain(other) == plain(new) or compare_names(other, new) for other in others):
            raise Refused(
                f"There is a class called {new} already.",
                "Choose another name; to join classes, open the new school year.",
            )
        # Those who left are renamed, too: they are on the rosters of earlier photos.
        members = [p for p in pupils if p.details.class_name in meant]
        self._write(u, people, [_into(p, new) for p in members], by)
        u.audit.add(by, "class_renamed", "", {"from": old, "to": new, "people": len(members)})
        return sum(is_here(p, self._today()) for p in members)

    def _write(
        self, u: UnitOfWork, people: Iterable[Person], changes: Sequence[RollChange], by: str
    ) -> int:
        before = {person.id: person for person in people}
        write_changes(u, self._library.vault, changes, by)
        batches = follow_classes(u, before, self._today(), by)
        u.register.raise_version()
        return len(batches)

    def _today(self) -> date:
        return self._clock().date()


def compare_names(one: str, other: str) -> bool:
    """Whether two names certainly mean one class."""
    return compare(read_class(one), read_class(other)) is True


# The proposal ------------------------------------------------------------------------------


def _steps(people: Iterable[Person], today: date) -> tuple[ClassStep, ...]:
    here = [p for p in people if p.details.kind is PersonKind.PUPIL and is_here(p, today)]
    counts = Counter(p.details.class_name for p in here if p.details.class_name)
    classes = sorted(counts, key=_youngest_first)
    last = max((_only_year(read_class(c)) or 0 for c in classes), default=0)
    return tuple(
        _proposed(name, counts[name], classes, max(last, _LAST_YEAR), today) for name in classes
    )


def _proposed(name: str, pupils: int, classes: Sequence[str], last: int, today: date) -> ClassStep:
    read = read_class(name)
    year = _only_year(read)
    if year is None:
        return ClassStep(name, pupils)
    if year == last:
        return ClassStep(name, pupils, leaves_on=date(today.year, _FIRST_MONTH, 1))
    following = [c for c in classes if _next(year) in read_class(c).years]
    bare = [c for c in following if read_class(c) == ClassName(frozenset({_next(year)}), "")]
    words = f"Year {_next(year)}"
    becomes = "" if read.label else next(iter(bare), _counted_on(name, year))
    return ClassStep(name, pupils, becomes, None, words, tuple(following))


def _youngest_first(name: str) -> tuple[int, str]:
    """Put classes in the order of their years, those whose year is not told at the end."""
    years = read_class(name).years
    places = [-1 if y == NURSERY else 0 if y == RECEPTION else int(y) for y in years]
    return min(places, default=99), name


def _only_year(read: ClassName) -> int | None:
    """Return the one year a class holds, Reception as 0; None for none, several or nursery."""
    if len(read.years) != 1 or NURSERY in read.years:
        return None
    (year,) = read.years
    return 0 if year == RECEPTION else int(year)


def _next(year: int) -> str:
    return str(year + 1)


def _counted_on(name: str, year: int) -> str:
    """Return the name of a class without any label for the next year: ``Y3`` becomes ``Y4``."""
    return re.sub(r"\d+", _next(year), name) if year else "Year 1"


# The commit --------------------------------------------------------------------------------


def _checked(
    steps: Sequence[ClassStep], people: Iterable[Person], today: date
) -> Mapping[str, ClassStep]:
    if any(step.is_open for step in steps):
        raise Refused(
            "For some classes it is not said what becomes of them.",
            "Enter their names next year, or that they leave.",
        )
    for step in steps:
        if step.leaves_on is None:
            _refuse_name(tidy(step.becomes))
    known = {step.old: replace(step, becomes=tidy(step.becomes)) for step in steps}
    here = {s.old for s in _steps(people, today)}
    if set(known) != here or len(known) != len(steps):
        raise Refused("These are not the classes of the roll.", "Open the new school year again.")
    return known


def _step(person: Person, steps: Mapping[str, ClassStep]) -> Iterable[RollChange]:
    was = person.details
    step = steps.get(was.class_name)
    if step is None or was.kind is PersonKind.ADULT:
        return
    if step.leaves_on is not None:
        # A leaving day that is on record already, such as one in October, is nearer the truth.
        if was.left_on is None:
            yield RollChange(person, replace(was, left_on=step.leaves_on), ("left_on",))
    elif step.becomes != was.class_name:
        moved = _into(person, step.becomes)
        year_group = _year_on(was)
        yield replace(moved, details=replace(moved.details, year_group=year_group))


def _into(person: Person, class_name: str) -> RollChange:
    details = replace(person.details, class_name=class_name)
    return RollChange(person, details, ("class_name",))


def _year_on(was: PersonDetails) -> str:
    """Return the year group of the next year; nothing rather than one that is over."""
    read = read_class(was.year_group)
    year = _only_year(read)
    return "" if year is None or read.label else _counted_on(was.year_group, year)


def _refuse_name(name: str) -> None:
    if not name or means_staff(name):
        raise Refused(
            "A class of pupils needs a name of its own." if not name else f"{name} is the staff.",
            "Enter the name of the class.",
        )
