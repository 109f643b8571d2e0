"""Everything on record about one person, written into a folder for the person to be given.

Other people's faces are covered by what covers them in publishing, and their names are left out.
Face vectors are numbers that could be misused: only that there are some is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.ids import PersonId, PhotoId
from consentdesk.domain.people import Person, Portrait
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.staff import Duty
from consentdesk.media.finished_photo import finish
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered, check_finished
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk
from consentdesk.services.looking_after.subject_page import Section, as_json, as_page
from consentdesk.services.looking_after.subject_sections import Screen, day_in_figures, sections_of
from consentdesk.services.office.duties import require_one_of
from consentdesk.services.publishing.finishing import cover_over
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.saved_paper import refuse_channel_folder, save_paper
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

MAY_EXPORT = (Duty.ADMINISTER, Duty.LEAD)
LONG_EDGE = 2048
"""Pixels of the pictures that are handed over, at most."""

PAGE, FACTS = "index.html", "everything.json"
NOT_SEARCHED = "Not shown: other faces may be in it that nobody has looked for yet."
NOT_KEPT = "No picture of it is kept any more."
UNREADABLE = "Not shown: the picture could not be made."


@dataclass(frozen=True, slots=True)
class SubjectExport:
    """What was written; `not_shown` counts photos that are told of without a picture."""

    folder: Path
    photos: int
    not_shown: int
    portraits: int
    answers: int
    copies: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything read at one moment; pictures are made afterwards."""

    person: Person
    portraits: tuple[Portrait, ...]
    photos: tuple[PhotoOnDesk, ...]
    events: Mapping[PhotoId, str]
    sections: tuple[Section, ...]
    answers: int
    copies: int


class SubjectAccess:
    """Answers a person's question what is on record about them."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def export(self, key: str, folder: Path, by: str) -> SubjectExport:
        """Write everything about one person into a new or empty folder.

        Raises:
            Refused: this person may not, the key names nobody, or the folder will not do.
            DiskFull: no room is left.
        """
        found = self._library.run(lambda u: self._read(u, key, folder, by))
        portraits = [self._portrait(folder, *each) for each in enumerate(found.portraits, 1)]
        photos = [self._photo(folder, entry, found) for entry in found.photos]
        sections = (
            *found.sections,
            Section("Portraits", ("Taken on", "File"), tuple(portraits)),
            Section("Photos this person was recognised in", _PHOTO_HEADER, tuple(photos)),
        )
        at = self._clock()
        _write(folder / FACTS, as_json(sections, at, by))
        _write(folder / PAGE, as_page(found.person.name, sections, at, by))
        shown = sum(1 for row in photos if row[-1].startswith("photos/"))
        return SubjectExport(
            folder,
            len(photos),
            len(photos) - shown,
            len(portraits),
            found.answers,
            found.copies,
        )

    def _read(self, u: UnitOfWork, key: str, folder: Path, by: str) -> _Found:
        require_one_of(u, by, MAY_EXPORT, self._clock().date())
        person = u.people.by_key(key.strip())
        if person is None:
            raise Refused("Nobody on the roll has this key.", "Look up the UPN or key on the roll.")
        register = self._register.read(u)
        refuse_channel_folder(folder, register.channels)
        _refuse_filled(folder)
        entries = (photo_on_desk(u, id_, register) for id_ in u.traces.photos_naming(person.id))
        photos = tuple(entry for entry in entries if person.id in entry.review.people)
        copies = u.releases.files(person_id=person.id)
        answers = u.register.history(person.id)
        screened = Screen(register, person)
        events = {
            entry.photo.id: u.batches.get(entry.photo.batch_id).details.event for entry in photos
        }
        sections = sections_of(u, person, register, screened)
        # before the files: a line about an export that failed is better than one without a line
        counts = {"photos": len(photos), "answers": len(answers), "copies": len(copies)}
        u.audit.add(by, "pupil_exported", f"person {person.id}", counts)
        named = {id_: screened(event) for id_, event in events.items()}
        portraits = u.people.portraits(person.id)
        return _Found(person, portraits, photos, named, sections, len(answers), len(copies))

    def _portrait(self, folder: Path, number: int, portrait: Portrait) -> tuple[str, ...]:
        name = f"portraits/portrait-{number}.jpg"
        try:
            content = finish(self._library.vault.get(portrait.picture), long_edge=LONG_EDGE).content
        except KnownError:
            return (day_in_figures(portrait.taken_on), UNREADABLE)
        _write(folder / name, content)
        return (day_in_figures(portrait.taken_on), name)

    def _photo(self, folder: Path, entry: PhotoOnDesk, found: _Found) -> tuple[str, ...]:
        photo = entry.photo
        taken = "" if photo.details.taken_at is None else f"{photo.details.taken_at:%d/%m/%Y %H:%M}"
        told = (found.events[photo.id], taken)
        if photo.gone:
            return (*told, NOT_KEPT)
        if photo.state is not PhotoState.CHECKED:
            return (*told, NOT_SEARCHED)
        try:
            content = self._only(found.person.id, entry)
        except KnownError:
            return (*told, UNREADABLE)
        name = f"photos/photo-{photo.id}.jpg"
        _write(folder / name, content)
        return (*told, name)

    def _only(self, person_id: PersonId, entry: PhotoOnDesk) -> bytes:
        """Return the photo with every face covered that is not this person's."""
        details, review = entry.photo.details, entry.review
        own = {
            region_id
            for region_id, decision in review.decisions.items()
            if decision.disposition.person_id == person_id
        }
        covers = [
            cover_over(region, details.width, details.height)
            for region in review.regions
            if region.id not in own
        ]
        original = self._library.vault.get(details.original)
        finished = finish(original, long_edge=LONG_EDGE, covers=covers)
        size = (finished.width, finished.height)
        check_finished(finished.content, expect_size=size, original=original)
        _check_covers(finished.content, finished.covers)
        return finished.content


_PHOTO_HEADER = ("Event", "Taken", "File")


def _refuse_filled(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("The folder is not empty.", "Choose a new or an empty folder.")


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("The folder cannot be made there.", "Choose another place.") from error
    save_paper(path, content)


def _check_covers(content: bytes, covers: Iterable[Box]) -> None:
    pixels = open_photo(content)
    for box in covers:
        check_covered(pixels, box)
