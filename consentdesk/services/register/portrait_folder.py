"""Attach portraits from a folder whose files are named by UPN or admission number."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.errors import FileUnreadable, KnownError
from consentdesk.domain.ids import PersonId, VaultKey
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.domain.shown_name import shown_name
from consentdesk.media.source_files import read_file
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.upn import as_upn
from consentdesk.services.sheet_words.written_pupil import is_name_key
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

_COUNTED = re.compile(r"(?P<who>.+)_\d+")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class PortraitReceipt:
    """What became of the files of a folder.

    Attributes:
        attached: new portraits; already_there: files whose picture the person has.
        unmatched: names of files that name nobody on the roll, or more than one.
        failed: names of files that are no photo, each with a sentence.
    """

    attached: int
    already_there: int
    unmatched: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


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
            unmatched.append(shown_name(file.name))
            continue
        try:
            data = read_file(file, "The file")
            key = library.vault.put(to_pixels_ok(data))
            pictures.setdefault((person.id, key), day_taken(data))
            good += 1
        except KnownError as error:
            failed.append((shown_name(file.name), error.sentence))
    attached = library.run(lambda u: _attach(u, pictures, by))
    return PortraitReceipt(attached, good - attached, tuple(unmatched), tuple(failed))


def _files(folder: Path) -> Iterator[Path]:
    try:
        files = sorted(file for file in folder.iterdir() if file.is_file())
    except OSError as error:
        raise FileUnreadable(
            f"The folder {shown_name(folder.name)} cannot be read.", "Choose the folder again."
        ) from error
    for file in files:
        if not file.name.startswith(".") and file.name.lower() not in _SYSTEM_FILES:
            yield file


def _person_named(stem: str, people: Iterable[Person]) -> Person | None:
    """Return the one person the file name stands for; the whole name is tried first."""
    counted = _COUNTED.fullmatch(stem)
    for who in (stem, *([counted["who"]] if counted else [])):
        owners = [person for person in people if _is_number_of(person.details, who)]
        if owners:
            return owners[0] if len(owners) == 1 else None
    return None


def _is_number_of(person: PersonDetails, number: str) -> bool:
    """Whether a file may be named by this number of the person, capitals and zeros aside."""
    own = () if is_name_key(person.key) else (person.key,)
    if as_upn(number) in map(as_upn, (*own, *person.former_upns)):
        return True
    bare = without_zeros(number)
    return bool(bare) and bare in map(without_zeros, (*own, person.admission_number))


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
