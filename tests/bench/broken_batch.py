"""A batch of broken photos on its way through the whole service, and what must hold at its end.

Brought in, searched, decided by somebody who goes by a seed, signed by the head and published to
two channels. What may be where is kept in a book beside the program, from the decisions alone.
"""

import hashlib
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from consentdesk.domain.channel import FileType
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.pool import FacePool
from consentdesk.media.open_photo import open_photo
from consentdesk.media.photo_kind import HEAD_BYTES, kind_of
from consentdesk.media.verify import reveals
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.publishing.copy_on_disk import path_of
from consentdesk.services.publishing.publish import PublishReceipt
from consentdesk.services.workspace import Workspace, assemble
from tests.bench.fuzz_photos import TELLTALE
from tests.bench.pictures_compared import unevenness, unlike
from tests.small_workspace import (
    KEY,
    PREPARER,
    SmallSchool,
    assemble_for_test,
    make_school,
    photo_bytes,
)

EVENT_FOLDER = "sports-day-2026-06-19"
NAMES = ("Ada", "Bo", "Cy", "Ms Dee")
"""Cy may not appear in the newsletter."""

_KINDS = (*["name"] * 5, *["cover"] * 4, "not a face", "visitor")
_ALIKE, _EVEN = 14.0, 24
"""Mean difference of colours up to which two pictures are the same one, and the largest one in the
middle of a cover."""

Book = Mapping[str, frozenset[str]]
"""For each file that was decided, the channels its photo may be on."""

Pools = Callable[[], tuple[FacePool, FacePool, FacePool]]
"""Makes the workers that look for faces, bring in and finish."""


@dataclass
class Account:
    """What became of the files of one batch or more.

    Attributes:
        listed, failed, refused: why, and how often: at bringing in, searching and publishing.
        photos: brought in.
        decided: copies that may go out by the decisions.
        kept_back: photos that the decisions keep from every channel.
        unforeseen: errors of a worker that the program has no sentence for, by class.
        faults: what must never be; each begins with its kind.
    """

    files: int = 0
    photos: int = 0
    decided: int = 0
    published: int = 0
    kept_back: int = 0
    listed: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unforeseen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Account") -> None:
        """Count another batch in."""
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, mine + theirs)


class _Unforeseen(logging.Handler):
    def __init__(self, counts: Counter[str]) -> None:
        super().__init__(logging.WARNING)
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        self._counts[record.getMessage()] += 1


def run_broken_batch(folder: Path, files: Mapping[str, bytes], seed: int, pools: Pools) -> Account:
    """Take files by their names through everything in an empty folder; faults are told, not raised.

    Raises:
        Exception: the program itself failed, which is a fault, too.
    """
    account = Account(files=len(files))
    noting = _Unforeseen(account.unforeseen)
    logging.getLogger("consentdesk").addHandler(noting)
    before = _processes()
    school = _school(folder, pools)
    try:
        CheckedBatch(school, files, seed, account).run()
    finally:
        school.workspace.close()
        logging.getLogger("consentdesk").removeHandler(noting)
    account.faults += [f"stuck: {left} is still there" for left in _processes() - before]
    account.faults += _faults_when_opened_again(school)
    return account


def _school(folder: Path, pools: Pools) -> SmallSchool:
    """Make the small school with real workers, one channel in PNG, folders for each event."""
    school = make_school(folder)
    before, (face_pool, import_pool, finishing_pool) = school.workspace, pools()
    school.workspace = assemble(
        before.folder,
        before.library,
        school.clock,
        face_pool=face_pool,
        import_pool=import_pool,
        finishing_pool=finishing_pool,
    )
    website, newsletter = (
        replace(c, details=replace(c.details, folder_per_event=True, file_type=kind))
        for c, kind in ((school.website, FileType.JPEG), (school.newsletter, FileType.PNG))
    )
    for channel in (website, newsletter):
        school.workspace.library.run(lambda u, c=channel: u.channels.change(c))
    school.website, school.newsletter = website, newsletter
    school.answer("Cy", "newsletter", Status.REFUSED)
    return school


class CheckedBatch:
    """One batch on its way, and what is wrong with it."""

    def __init__(
        self, school: SmallSchool, files: Mapping[str, bytes], seed: int, account: Account
    ) -> None:
        self.school = school
        self._files = files
        self._seed = seed
        self._account = account
        self._channels = {c.id: c.name for c in (school.website, school.newsletter)}

    @property
    def _workspace(self) -> Workspace:
        return self.school.workspace

    def run(self) -> None:
        """Do the whole job; note what must not be."""
        self._bring_in()
        self._workspace.scanner.run(self.school.batch_id, PREPARER, Progress(), CancelToken())
        book = self._decide()
        with suppress(Refused):  # nothing is cleared
            self.school.sign()
        if any(book.values()):
            self._check_copies(book, self.school.publish())
        self.check_on_show()
        self._check_held()
        self._go_on()

    def _bring_in(self) -> None:
        source = self.school.folder / "in"
        source.mkdir()
        for name, data in self._files.items():
            (source / name).write_bytes(data)
        receipt = self._workspace.importer.bring_in(
            self.school.batch_id, [source], PREPARER, Progress(), CancelToken()
        )
        photos = [photo.details.file_name for photo in self.school.photos()]
        listed = [entry.file_name for entry in receipt.listed]
        self._account.photos += len(photos)
        self._account.listed.update(entry.code for entry in receipt.listed)
        if sorted(photos + listed) != sorted(self._files):
            self._fault("lost", f"{len(photos)} photos and {len(listed)} listed")
        if receipt.found != len(self._files) or not all(e.sentence for e in receipt.listed):
            self._fault("lost", "a file is not counted or has no sentence")

    def _decide(self) -> Book:
        book = {}
        for entry in self._workspace.review.desk(self.school.batch_id).photos:
            name = entry.photo.details.file_name
            if entry.photo.state is PhotoState.CHECKED:
                book[name] = self._decide_photo(entry, random.Random(f"{self._seed} {name}"))
        self._account.decided += sum(map(len, book.values()))
        self._account.kept_back += sum(not channels for channels in book.values())
        return book

    def _decide_photo(self, entry: PhotoOnDesk, chance: random.Random) -> frozenset[str]:
        """Settle the faces; return where the photo may be."""
        school, photo_id = self.school, entry.photo.id
        whole, allowed = chance.random(), set(self._channels.values())
        if whole < 0.1:
            if whole < 0.05:
                self._workspace.review.hold(photo_id, "Not this one.", PREPARER)
            return frozenset()
        names = chance.sample(NAMES, len(NAMES))
        for region in entry.review.regions:
            kind = chance.choice(_KINDS)
            if kind == "name" and names:
                name = names.pop()
                school.name_face(region, name)
                allowed -= {school.newsletter.name} if name == "Cy" else set()
            else:
                kind = "cover" if kind == "name" else kind
                school.decide(region, DispositionKind(kind.replace(" ", "_")))
                allowed -= allowed if kind == "visitor" else set()
        school.finish(photo_id)
        return frozenset(allowed)

    def _check_copies(self, book: Book, receipt: PublishReceipt) -> None:
        """Compare what was published and refused with the book."""
        names = {photo.id: photo.details.file_name for photo in self.school.photos()}
        refused = {
            (names[photo_id], result.channel.name): why
            for result in receipt.results
            for photo_id, why in result.refused
        }
        published = [
            (names[file.photo_id], self._channels[file.channel_id]) for file in self._published()
        ]
        self._account.published += len(published)
        self._account.refused.update(refused.values())
        wanted = sorted((name, channel) for name, where in book.items() for channel in where)
        if sorted([*published, *refused]) != wanted:
            self._fault("shown", f"{len(published)} and {len(refused)}, wanted {len(wanted)}")
        if not all(refused.values()):
            self._fault("lost", "a copy was refused without a sentence")

    def _published(self) -> list[ReleasedFile]:
        files = self._workspace.publisher.published(self.school.batch_id)
        if any(file.state is ReleasedState.WRITING for file in files):
            self._fault("partial", "a copy is on record as being written")
        return [file for file in files if file.state is ReleasedState.PUBLISHED]

    def check_on_show(self) -> None:
        """Read everything in the channel folders."""
        on_record = {path_of(file): file for file in self._published()}
        there = set((self.school.folder / "channels").rglob("*"))
        folders = {path for path in there if path.is_dir()}
        if there - folders != set(on_record):
            strange = sorted(path.name for path in (there - folders) ^ set(on_record))
            self._fault("partial", f"not as on record: {strange[:3]}")
        events = {path.parent for path in on_record}
        if folders - {channel.details.folder for channel in self._channel_list} != events:
            self._fault("partial", "a folder is there in which nothing is")
        photos = {photo.id: photo for photo in self.school.photos()}
        for path in set(on_record) & there:
            photo = self._workspace.review.photo(photos[on_record[path].photo_id].id)
            self._check_file(path, on_record[path], photo)

    @property
    def _channel_list(self) -> tuple[object, ...]:
        return (self.school.website, self.school.newsletter)

    def _check_file(self, path: Path, file: ReleasedFile, entry: PhotoOnDesk) -> None:
        copy, name = path.read_bytes(), entry.photo.details.file_name
        original = self._files[name]
        told = [finding.code for finding in reveals(copy, original)]
        if told or TELLTALE in copy or b"Exif" in copy:
            self._fault("leak", f"{name} {told}")
        if hashlib.sha256(copy).hexdigest() != file.sha256:
            self._fault("partial", f"{name} is not what is on record")
        wanted = FileType.JPEG if file.channel_id == self.school.website.id else FileType.PNG
        if kind_of(copy[:HEAD_BYTES]) != wanted or path.suffix != wanted.suffix:
            self._fault("shown", f"{name} as another type")
        try:
            seen = open_photo(copy)
        except KnownError as error:
            self._fault("partial", f"{name} does not open: {error.code}")
            return
        covered = [
            region.box
            for region in entry.review.regions
            if entry.review.decisions[region.id].disposition.kind is DispositionKind.COVER
        ]
        if not covered and unlike(copy, original) > _ALIKE:
            self._fault("shown", f"{name} shows something else")
        if any(unevenness(seen, box, entry.photo.details.width) > _EVEN for box in covered):
            self._fault("leak", f"{name} shows something under a cover")
        if max(seen.width, seen.height) > self.school.website.details.long_edge:
            self._fault("shown", f"{name} is too large")

    def _check_held(self) -> None:
        """Photos that could not be searched are held, and no copy of them is on record."""
        copies = {f.photo_id for f in self._workspace.publisher.published(self.school.batch_id)}
        for photo in self.school.photos():
            if photo.state is PhotoState.CHECKED:
                continue
            self._account.failed[photo.problem] += 1
            verdicts = self._workspace.review.photo(photo.id).verdicts.values()
            if {v.outcome for v in verdicts} != {Outcome.HELD} or photo.id in copies:
                self._fault("shown", f"{photo.details.file_name} was not searched")

    def _go_on(self) -> None:
        """Work on in the same workspace as if nothing had been."""
        shown = _shown(self.school)
        with suppress(Refused):  # nothing was signed, or a copy that failed ended the sign-off
            self.school.publish()
        if _shown(self.school) != shown:
            self._fault("shown", "publishing again changed what is there")
        checked = self._workspace.take_down.check(PREPARER, Progress(), CancelToken())
        if checked is None or len(self._published()) != len(shown):
            self._fault("lost", "a copy on show was not found again")
        more = self.school.folder / "IMG_WHOLE.JPG"
        more.write_bytes(photo_bytes(self._seed + 1))
        count = len(self.school.photos())
        if len(self.school.bring_in(more)) != count + 1:
            self._fault("lost", "a whole photo does not come in afterwards")

    def _fault(self, kind: str, what: str) -> None:
        self._account.faults.append(f"{kind}: {what}")


def _shown(school: SmallSchool) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in school.published_files()
    }


def _faults_when_opened_again(school: SmallSchool) -> Iterator[str]:
    """Tell what is wrong with the workspace at the next start of the program."""
    shown = _shown(school)
    workspace = assemble_for_test(school.folder / "workspace", KEY, school.clock, new=False)
    try:
        workspace.publisher.settle_interrupted()
        if workspace.library.run(lambda u: u.audit.first_broken()) is not None:
            yield "lost: the audit trail is broken"
        if not workspace.batches.card(school.batch_id).counts.photos:
            yield "lost: the photos are not there any more"
        if _shown(school) != shown:
            yield "shown: the next start changed what is there"
    finally:
        workspace.close()


def _processes() -> frozenset[str]:
    """Return the processes below this one, but for Python's own that looks after the others."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "resource_tracker" not in " ".join(child.cmdline()):
                found.append(f"{child.name()} {child.pid}")
    return frozenset(found)
