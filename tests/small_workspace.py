"""A real workspace for tests: real library, real pictures, the real engine in this process.

Only two things are the tests' own: the clock, and threads instead of worker processes behind
the pool's executor port.
"""

import atexit
import io
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from consentdesk.domain.batch import Batch, BatchDetails, Mode
from consentdesk.domain.channel import Channel, ChannelDetails, ChannelStanding
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.exclusion_check import faces_to_compare
from consentdesk.domain.face import (
    ENOUGH_MS,
    Disposition,
    DispositionKind,
    FoundRegion,
    Region,
    RegionSize,
    Sighting,
    Suggestion,
)
from consentdesk.domain.ids import PersonId, PhotoId, RegionId, StaffId
from consentdesk.domain.matching_locks import Jurisdiction, SchoolMatchingRecord
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.domain.photo import CameraDevice, Photo
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import SignOff
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Paper, PaperKind, Role, SignedIn, StaffMember
from consentdesk.faces.pool import FacePool
from consentdesk.media.ipad_camera import photograph
from consentdesk.services.deciding.burst_review import Carried
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS, LookedAt
from consentdesk.services.office.passwords import HashingCost
from consentdesk.services.publishing.publish import PublishReceipt
from consentdesk.services.publishing.sign_off import SignOffPreview
from consentdesk.services.workspace import Workspace, assemble
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.unit_of_work import UnitOfWork

IPAD = CameraDevice("Apple", "iPad (9th generation)", "DMPXTEST0001")
PHONE = CameraDevice("Apple", "iPhone 13 mini", "F2LXTEST0002")
PREPARER, APPROVER = "Ann Preparer", "Hal Head"
PASSWORD = "sports day in june"
QUICK = HashingCost(memory_kib=64, passes=1, lanes=1)
TODAY, LONG_AFTER = date(2026, 6, 1), date(2030, 9, 30)
APPROVED = ChannelStanding(
    managers=(PREPARER, APPROVER),
    risk_assessed_by=APPROVER,
    risk_assessed_on=TODAY,
    approved_by=APPROVER,
    approved_on=TODAY,
    review_on=LONG_AFTER,
)
WIDTH, HEIGHT = 640, 480


@dataclass
class TestClock:
    """A clock that stands until it is set."""

    __test__ = False

    time: datetime = datetime(2026, 6, 20, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time


@dataclass
class SmallSchool:
    """A workspace with two channels, three pupils, an adult and an open batch."""

    workspace: Workspace
    folder: Path
    clock: TestClock
    website: Channel
    newsletter: Channel
    head: SignedIn
    people: dict[str, Person] = field(default_factory=dict)
    batch: Batch | None = None

    @property
    def batch_id(self) -> int:
        assert self.batch is not None
        return self.batch.id

    def answer(self, name: str, purpose: str, status: Status) -> None:
        """Record what somebody answered."""
        answer = signed_answer(purpose, status)
        self.workspace.roll.record_answer(self.people[name].id, answer, PREPARER)

    def bring_in(self, *files: Path) -> tuple[Photo, ...]:
        """Bring files in and return the batch's photos."""
        self.workspace.importer.bring_in(
            self.batch_id, list(files), PREPARER, Progress(), CancelToken()
        )
        return self.photos()

    def photos(self) -> tuple[Photo, ...]:
        """Return the photos of the batch."""
        return self.workspace.library.run(lambda u: u.photos.of_batch(self.batch_id))

    def mark_faces(
        self, photo_id: PhotoId, boxes: Sequence[Box], suggestions: Sequence[Suggestion] = ()
    ) -> tuple[Region, ...]:
        """Record faces at known places, as a scan would."""
        library = self.workspace.library
        picture = library.vault.put(library.vault.get(self._thumbnail(photo_id)))
        found = [FoundRegion(box, RegionSize.FACE, 0.9, picture) for box in boxes]

        def work(u):  # type: ignore[no-untyped-def]
            regions = u.photos.record_check(photo_id, found, "test-engine")
            u.batches.raise_revision(self.batch_id)
            return regions

        return library.run(work)

    def name_face(self, region: Region, name: str) -> None:
        """Decide that a face is this person."""
        person = self.people[name]
        is_pupil = person.details.kind is PersonKind.PUPIL
        kind = DispositionKind.THIS_PUPIL if is_pupil else DispositionKind.THIS_ADULT
        self.see(region)
        self.workspace.review.decide(region.id, Disposition(kind, person.id), PREPARER)

    def decide(self, region: Region, kind: DispositionKind) -> None:
        """Decide something that needs no name."""
        self.see(region)
        self.workspace.review.decide(region.id, Disposition(kind), PREPARER)

    def finish(self, photo_id: PhotoId) -> None:
        """Look at the whole photo; all is well in it."""
        self.workspace.review.look(photo_id, PREPARER, ALL_WELL)

    def looked(self, *photos: PhotoId, ms: int = ENOUGH_LOOK_MS) -> dict[PhotoId, LookedAt]:
        """Look at whole photos as they stand now."""
        entries = [self.workspace.review.photo(photo_id) for photo_id in photos]
        return {entry.photo.id: LookedAt(ms, entry.review.last_action) for entry in entries}

    def same_child(self, one: RegionId, other: RegionId) -> Carried:
        """Find two faces to be one child; the decision of the first stands beside them."""
        photo_id = self.workspace.library.run(lambda u: u.photos.region(one)).photo_id
        decided = self.workspace.review.photo(photo_id).review.decisions.get(one)
        undecided = Disposition(DispositionKind.NOT_A_FACE)
        return Carried(one, other, undecided if decided is None else decided.disposition)

    def see(self, *regions: Region, ms: int = ENOUGH_MS) -> None:
        """Look at faces enlarged, long enough to compare them."""
        self.workspace.exclusion.mark_seen(sightings(*regions, ms=ms))

    def state_exclusion(self, photo_id: PhotoId, by: str = PREPARER) -> None:
        """Compare each open face of a photo with the look-outs of today, and state the rest."""
        look_outs = self.look_outs()
        faces = faces_to_compare(self.workspace.review.photo(photo_id).review, look_outs)
        self.see(*faces)
        self.workspace.exclusion.state(photo_id, by, sightings(*faces), look_outs)

    def look_outs(self) -> frozenset[PersonId]:
        """Return who is to be looked out for in the batch today."""
        desk = self.workspace.review.desk(self.batch_id)
        return frozenset(look_out.person.id for look_out in desk.look_outs)

    def sign(self) -> None:
        """Give the second signature."""
        desk = self.workspace.sign_off
        seen = desk.preview(self.batch_id)
        desk.sign(self.batch_id, self.head, PREPARER, seen, frozenset(seen.covered))

    def publish(self) -> PublishReceipt:
        """Publish what was signed."""
        return self.workspace.publisher.run(self.batch_id, PREPARER, Progress(), CancelToken())

    def published_files(self) -> list[Path]:
        """Return everything that lies in any channel folder, hidden files included."""
        return sorted(p for p in (self.folder / "channels").rglob("*") if p.is_file())

    def _thumbnail(self, photo_id: PhotoId):  # type: ignore[no-untyped-def]
        return self.workspace.library.run(lambda u: u.photos.get(photo_id)).details.thumbnail


def signed_answer(purpose: str, status: Status) -> Answer:
    """Return a parent's answer; all are given on one day, so that the strictest counts."""
    return Answer(purpose, status, given_by="Parent", given_on=TODAY)


def matching_decision(
    until: date = date(2027, 5, 1), reference: str = "DPIA 7", *, open_batches: bool = False
) -> SchoolMatchingRecord:
    """Return a decision of the school on matching that lacks nothing."""
    law = Jurisdiction.ENGLAND_AND_WALES
    return SchoolMatchingRecord(
        reference, TODAY, "agreed", "The Head", until, open_batches, law, "1"
    )


def sign_as(school: SmallSchool, name: str, seen: SignOffPreview) -> SignOff:
    """Give the second signature as a senior account of that name, opened past every check."""

    def open_account(u: UnitOfWork) -> StaffMember:
        return u.staff.add(name, {Role.APPROVER}, "", APPROVER, TODAY)

    member = school.workspace.library.run(open_account)
    complete_papers(school.workspace, member.id)
    signed_in = SignedIn(member.id, member.name, member.roles)
    covered = frozenset(seen.covered)
    return school.workspace.sign_off.sign(school.batch_id, signed_in, PREPARER, seen, covered)


def sightings(*regions: Region, ms: int = ENOUGH_MS) -> dict[RegionId, Sighting]:
    """Return what somebody saw of faces who looked at each for so many milliseconds."""
    return {region.id: Sighting(region.picture, ms) for region in regions}


def threads(count: int) -> ThreadPoolExecutor:
    """Stand in for worker processes: the same functions, in this process."""
    return ThreadPoolExecutor(count)


def assemble_for_test(folder: Path, key: bytes, clock: TestClock, *, new: bool) -> Workspace:
    """Open or make a workspace with threads instead of processes."""
    library = create_library(folder, key) if new else open_library(folder, key)
    return assemble(
        folder,
        library,
        clock,
        face_pool=FacePool(1, threads),
        import_pool=FacePool(1, threads),
        finishing_pool=FacePool(1, threads),
        hashing=QUICK,
    )


KEY = secrets.token_bytes(32)

PEOPLE = {
    "Ada": PersonDetails("U1", PersonKind.PUPIL, "Adaeze", "Okorowa", "3A"),
    "Bo": PersonDetails("U2", PersonKind.PUPIL, "Boswell", "Lindqvister", "3A"),
    "Cy": PersonDetails("U3", PersonKind.PUPIL, "Cyprian", "Marshfieldy", "3A"),
    "Ms Dee": PersonDetails("S1", PersonKind.ADULT, "Deirdre", "Quillfeather", "Staff"),
}


def take_on_staff(workspace: Workspace) -> SignedIn:
    """Give the school a policy, a preparer and a head with all their papers; return the head."""
    head = workspace.staff.begin(APPROVER, PASSWORD, {Role.HEAD})
    workspace.school.settle(SchoolProfile(policy_version="1"), head)
    workspace.staff.add(PREPARER, PASSWORD, {Role.PREPARER}, head)
    for member in workspace.staff.all():
        complete_papers(workspace, member.id)
    return head


def complete_papers(workspace: Workspace, staff_id: StaffId) -> None:
    """Let somebody have read, attended and signed everything."""

    def work(u: UnitOfWork) -> None:
        for kind in PaperKind:
            paper = Paper(kind, TODAY, LONG_AFTER, version="1", signed_with="The governors")
            u.staff.add_paper(staff_id, paper, APPROVER, datetime(2026, 6, 1, tzinfo=UTC))

    workspace.library.run(work)


@dataclass(frozen=True)
class Furnished:
    """A closed workspace with staff, channels and people, to be copied; and what stands in it."""

    folder: Path
    time: datetime
    head: SignedIn
    channels: tuple[Channel, ...]
    people: dict[str, Person]


@cache
def furnished() -> Furnished:
    """Furnish a workspace, once a process: everybody agreed to everything."""
    folder = Path(tempfile.mkdtemp(prefix="consentdesk-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = TestClock()
    workspace = assemble_for_test(folder / "workspace", KEY, clock, new=True)
    head = take_on_staff(workspace)
    channels = []
    for name, purpose in (("Website", "web"), ("Newsletter", "newsletter")):
        place = folder / "channels" / name
        details = ChannelDetails(name, (purpose,), place, long_edge=400, standing=APPROVED)
        channels.append(workspace.channels.add(details, APPROVER))
    people = {}
    for name, details in PEOPLE.items():
        people[name] = workspace.library.run(lambda u, d=details: u.people.add(d))
        for purpose in ("web", "newsletter"):
            answer = signed_answer(purpose, Status.GRANTED)
            workspace.roll.record_answer(people[name].id, answer, PREPARER)
    workspace.close()
    return Furnished(folder / "workspace", clock.time, head, tuple(channels), people)


def make_school(folder: Path, *, mode: Mode = Mode.LOOK, closed: bool = True) -> SmallSchool:
    """Make the small school: a furnished workspace with its own channel folders and a batch."""
    made = furnished()
    shutil.copytree(made.folder, folder / "workspace", dirs_exist_ok=True)
    clock = TestClock(made.time)
    workspace = assemble_for_test(folder / "workspace", KEY, clock, new=False)
    website, newsletter = (_at_home(channel, folder) for channel in made.channels)

    def move(u: UnitOfWork) -> None:
        for channel in (website, newsletter):
            u.channels.change(channel)

    workspace.library.run(move)
    school = SmallSchool(workspace, folder, clock, website, newsletter, made.head)
    school.people.update(made.people)
    school.batch = workspace.batches.open(
        BatchDetails("Sports day", date(2026, 6, 19), "news", ("3A",), closed, mode=mode), PREPARER
    )
    return school


def _at_home(channel: Channel, folder: Path) -> Channel:
    """Give a channel its folder below this one."""
    place = folder / "channels" / channel.name
    place.mkdir(parents=True)
    return replace(channel, details=replace(channel.details, folder=place))


def write_photo(
    path: Path,
    seed: int = 0,
    *,
    device: CameraDevice = IPAD,
    kind: str = "jpeg",
    orientation: int = 1,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    later: int = 0,
) -> Path:
    """Write a small, unmistakable photo with everything an iPad adds to it.

    The same seed some seconds `later` is the next frame of a burst.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        photo_bytes(seed, device=device, kind=kind, orientation=orientation, size=size, later=later)
    )
    return path


def photo_bytes(
    seed: int = 0,
    *,
    device: CameraDevice = IPAD,
    kind: str = "jpeg",
    orientation: int = 1,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    later: int = 0,
) -> bytes:
    """Return a small photo's bytes."""
    width, height = size
    coarse = np.random.default_rng(seed).integers(30, 220, (6, 8, 3), dtype=np.uint8)
    pixels = np.kron(coarse, np.ones((height // 6 + 1, width // 8 + 1, 1), dtype=np.uint8))
    pixels = np.ascontiguousarray(pixels[:height, :width])
    return photograph(
        PixelBuffer(width, height, pixels.tobytes(), width * 3),
        kind=kind,  # type: ignore[arg-type]
        taken_at=datetime(2026, 6, 19, 10, 0) + timedelta(seconds=seed + later),
        device=device,  # type: ignore[arg-type]
        location=(51.5, -0.12),
        orientation=orientation,
    )


def contents(folder: Path) -> bytes:
    """Return every byte of every file below a folder, names first."""
    everything = io.BytesIO()
    for path in sorted(folder.rglob("*")):
        everything.write(str(path.relative_to(folder)).encode() + b"\0")
        if path.is_file():
            everything.write(path.read_bytes())
    return everything.getvalue()
