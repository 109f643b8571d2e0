"""Bring in the roll: people from a sheet, and their portraits from a folder."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consentdesk.domain.errors import FileUnreadable, KnownError
from consentdesk.domain.ids import PersonId, VaultKey
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.media.source_files import read_file
from consentdesk.services.import_messages import Level, Message
from consentdesk.services.plain_words import plain
from consentdesk.services.references import destroy_references
from consentdesk.services.roll_rows import RollRow, RollRows, read_roll_rows
from consentdesk.services.row_identity import NOT_ON_ROLL, RollIndex, Unmatched, kind_of
from consentdesk.services.upn import as_upn
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

_COUNTED = re.compile(r"(?P<who>.+)_\d+")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class RollReceipt:
    """What a roll import did.

    Attributes:
        not_in_sheet: people still at the school whom the sheet leaves out; they are kept.
    """

    added: int
    changed: int
    unchanged: int
    not_in_sheet: int
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class PortraitReceipt:
    """What became of the files of a folder.

    Attributes:
        attached: new portraits; already_there: files whose picture the person has.
        unmatched: names of files that name nobody on the roll.
        failed: names of files that are no photo, each with a sentence.
    """

    attached: int
    already_there: int
    unmatched: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a roll sheet asks for, compared with the roll as it is."""

    new: tuple[PersonDetails, ...]
    known: tuple[Person, ...]
    messages: tuple[Message, ...]


def import_roll(library: Library, path: Path, by: str, today: date) -> RollReceipt:
    """Add and change people as a roll sheet says; nobody is ever removed.

    Protection, a child's objection and a leaving day stay unless the sheet names another
    day. What a leaver is compared by is destroyed at once.

    Raises:
        SheetLocked, SheetError: the file cannot be read.
    """
    read = read_roll_rows(read_workbook(path))
    return library.run(lambda u: _apply(u, library.vault, read, by, today))


def attach_portraits(
    library: Library,
    folder: Path,
    to_pixels_ok: Callable[[bytes], bytes],
    by: str,
    day_taken: Callable[[bytes], date | None] = lambda photo: None,
) -> PortraitReceipt:
    """Attach portraits from files named by UPN or admission number, ``_1`` and so on allowed.

    `to_pixels_ok` makes an upright JPEG without metadata from the bytes of any photo, or
    raises a `KnownError`; only what it returns is kept. `day_taken` reads when the photo was
    taken, if it says so.

    Raises:
        FileUnreadable: the folder cannot be read.
    """
    people = library.run(lambda u: u.people.all())
    pictures: dict[tuple[PersonId, VaultKey], date | None] = {}
    good = 0
    unmatched: list[str] = []
    failed: list[tuple[str, str]] = []
    for file in _files(folder):
        person = _person_named(file.stem, people)
        if person is None:
            unmatched.append(file.name)
            continue
        try:
            data = read_file(file, "The file")
            key = library.vault.put(to_pixels_ok(data))
            pictures.setdefault((person.id, key), day_taken(data))
            good += 1
        except KnownError as error:
            failed.append((file.name, error.sentence))
    attached = library.run(lambda u: _attach(u, pictures, by))
    return PortraitReceipt(attached, good - attached, tuple(unmatched), tuple(failed))


def _apply(u: UnitOfWork, vault: Vault, read: RollRows, by: str, today: date) -> RollReceipt:
    before = {person.id: person for person in u.people.all()}
    plan = _plan(read.rows, tuple(before.values()))
    for details in plan.new:
        u.people.add(details)
    changed = [person for person in plan.known if before[person.id] != person]
    for person in changed:
        u.people.change(person)
        if person.details.left_on not in {None, before[person.id].details.left_on}:
            destroy_references(u, vault, person.id, by)
    if plan.new or changed:
        u.register.raise_version()
        counts = {"added": len(plan.new), "changed": len(changed)}
        u.audit.add(by, "roll_imported", "", counts)
    named = {person.id for person in plan.known}
    missing = [p for p in before.values() if p.id not in named and _is_here(p, today)]
    return RollReceipt(
        len(plan.new),
        len(changed),
        len(plan.known) - len(changed),
        len(missing),
        read.messages + plan.messages,
    )


def _plan(rows: Iterable[RollRow], people: tuple[Person, ...]) -> _Plan:
    """Sort rows into new and known people; two rows about one person count as none."""
    index = RollIndex(person.details for person in people)
    new: list[PersonDetails] = []
    about: dict[str, list[RollRow]] = {}
    messages: list[Message] = []
    for row in rows:
        found = index.find(row)
        if found is NOT_ON_ROLL:
            new.append(_new(row))
        elif isinstance(found, Unmatched):
            messages.append(_not_taken(row, found.code, found.text))
        else:
            about.setdefault(found.key, []).append(row)
    known = [(p, about[p.details.key]) for p in people if p.details.key in about]
    for _, same in known:
        if len(same) > 1:
            text = "Another row is about the same person."
            messages.extend(_not_taken(row, "person_twice", text) for row in same)
    return _Plan(
        tuple(new),
        tuple(_changed(p, same[0]) for p, same in known if len(same) == 1),
        tuple(messages),
    )


def _not_taken(row: RollRow, code: str, text: str) -> Message:
    return Message(row.sheet, row.cell, Level.ERROR, code, f"{text} This row was not taken.")


def _new(row: RollRow) -> PersonDetails:
    return PersonDetails(
        key=row.upn or row.admission_number,
        kind=kind_of(row.class_name),
        first_name=row.first_name,
        last_name=row.last_name,
        class_name=row.class_name,
        admission_number=row.admission_number,
        left_on=row.left_on,
    )


def _changed(person: Person, row: RollRow) -> Person:
    """Return the person as the row says; what the row leaves empty stays."""
    was, says = person.details, _new(row)
    details = replace(
        says,
        key=row.upn or was.key,
        class_name=says.class_name or was.class_name,
        kind=says.kind if says.class_name else was.kind,
        admission_number=says.admission_number or was.admission_number,
        protected=was.protected,
        child_objects=was.child_objects,
        left_on=says.left_on or was.left_on,
    )
    return Person(person.id, details)


def _is_here(person: Person, today: date) -> bool:
    left = person.details.left_on
    return left is None or left > today


def _files(folder: Path) -> Iterator[Path]:
    try:
        files = sorted(file for file in folder.iterdir() if file.is_file())
    except OSError as error:
        raise FileUnreadable(
            f"The folder {folder.name} cannot be read.", "Choose the folder again."
        ) from error
    for file in files:
        if not file.name.startswith(".") and file.name.lower() not in _SYSTEM_FILES:
            yield file


def _person_named(stem: str, people: Iterable[Person]) -> Person | None:
    """Return the one person the file name stands for; the whole name is tried first."""
    counted = _COUNTED.fullmatch(stem)
    for who in (stem, *([counted["who"]] if counted else [])):
        owners = [
            person
            for person in people
            if as_upn(person.details.key) == as_upn(who)
            or plain(person.details.admission_number) == plain(who)
        ]
        if owners:
            return owners[0] if len(owners) == 1 else None
    return None


def _attach(
    u: UnitOfWork, pictures: Mapping[tuple[PersonId, VaultKey], date | None], by: str
) -> int:
    """Add the pictures that are new for their person; return how many."""
    there = {(portrait.person_id, portrait.picture) for portrait in u.people.portraits()}
    new = {pair: day for pair, day in pictures.items() if pair not in there}
    for (person_id, picture), day in new.items():
        u.people.add_portrait(person_id, picture, day)
    if new:
        u.audit.add(by, "portraits_attached", "", {"count": len(new)})
    return len(new)
