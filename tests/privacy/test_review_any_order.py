"""Whatever people do in whatever order: what reaches a channel folder was allowed when it did.

Changes of the roster and the turn of a day are tried one by one in `test_review_clearing`.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import ChannelId, PersonId, PhotoId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.review import ActionKind, ReviewAction
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from tests.small_workspace import PREPARER, SmallSchool, make_school, write_photo

BOXES = (Box(20, 60, 40, 50), Box(140, 70, 40, 50), Box(240, 80, 40, 50))
PICTURE = b"\xff\xd8picture"
POINTS = ((0.0, 0.0),) * 5
NAMES = ("Ada", "Bo", "Cy", "Ms Dee")
KINDS = (
    DispositionKind.NOT_A_FACE,
    DispositionKind.CANNOT_BE_RECOGNISED,
    DispositionKind.COVER,
    DispositionKind.CROP_AWAY,
    DispositionKind.VISITOR,
)
PURPOSES = ("web", "newsletter")
photos = st.integers(0, 1)
faces = st.integers(0, 3)
names = st.sampled_from(NAMES)


class SportsDay(RuleBasedStateMachine):
    """Two photos, four people, and everything the office may do with them."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="consentdesk-test-")
        self.school: SmallSchool = make_school(Path(self._folder.name))
        self.refused: set[tuple[PersonId, str]] = set()
        self.protected: set[PersonId] = set()
        self.stated: dict[RegionId, frozenset[PersonId]] = {}
        self.judged: set[Path] = set()
        source = Path(self._folder.name) / "in"
        files = [write_photo(source / f"IMG_{n}.JPG", n, size=(320, 240)) for n in (0, 1)]
        self.photos = [photo.id for photo in self.school.bring_in(*files)]

    def teardown(self) -> None:
        self.school.workspace.close()
        self._folder.cleanup()

    @initialize()
    def find_faces(self) -> None:
        for number in (0, 1):
            self.scan_again(number, {0, 1})
        self.make_undecided(0, 0)  # redo before the first action is tried in test_review_clearing

    @rule(photo=photos, found=st.sets(st.integers(0, 2), max_size=3))
    def scan_again(self, photo: int, found: set[int]) -> None:
        seen = tuple(
            CheckedFace(FoundFace(BOXES[n], 0.9, POINTS, True, "face"), PICTURE, None)
            for n in sorted(found)
        )
        checked = CheckedPhoto(seen, 320, 240, 0.1, "test-engine")
        self.school.workspace.scanner.records.keep(self.photos[photo], checked)

    @rule(photo=photos, face=faces, name=names)
    def name(self, photo: int, face: int, name: str) -> None:
        self._decide(photo, face, lambda region: self.school.name_face(region, name))

    @rule(photo=photos, face=faces, kind=st.sampled_from(KINDS))
    def decide(self, photo: int, face: int, kind: DispositionKind) -> None:
        self._decide(photo, face, lambda region: self.school.decide(region, kind))

    @rule(photo=photos, face=faces)
    def make_undecided(self, photo: int, face: int) -> None:
        review = self.school.workspace.review
        self._decide(photo, face, lambda region: review.decide(region.id, None, PREPARER))

    @rule(photo=photos, name=names)
    def name_all_and_look(self, photo: int, name: str) -> None:
        """Go the usual way, so that photos are cleared often enough."""
        regions = self.school.workspace.review.photo(self.photos[photo]).review.regions
        start = NAMES.index(name)
        for place, region in enumerate(regions):
            with suppress(Refused):
                self.school.name_face(region, NAMES[(start + place) % len(NAMES)])
        self.look(photo)

    @rule(name=names, both=st.booleans())
    def go_all_the_way(self, name: str, both: bool) -> None:
        """Finish both photos as an office does; one may stay as it is."""
        for photo in (0, 1) if both else (0,):
            self.let_go(photo)
            self.name_all_and_look(photo, name)
        self.sign()
        self.publish()

    @rule(photo=photos, x=st.integers(-10, 330), y=st.integers(-10, 250))
    def draw(self, photo: int, x: int, y: int) -> None:
        with suppress(Refused):
            self.school.workspace.review.draw(self.photos[photo], Box(x, y, 30, 30), PREPARER)

    @rule(photo=photos)
    def look(self, photo: int) -> None:
        with suppress(Refused):
            self.school.finish(self.photos[photo])

    @rule(photo=photos)
    def state_exclusion(self, photo: int) -> None:
        review, id_ = self.school.workspace.review, self.photos[photo]
        undecided = review.photo(id_).review.undecided
        review.mark_shown([region.id for region in undecided])
        with suppress(Refused):
            review.exclusion_check(id_, PREPARER)
            self.stated |= {region.id: self._restricted() for region in undecided}

    @rule(photo=photos, name=names)
    def somebody_becomes_a_look_out_before_publishing(self, photo: int, name: str) -> None:
        for face in range(4):
            self.make_undecided(photo, face)
        self.state_exclusion(photo)
        self.protect(name, protected=True)
        self.look_again_and_publish()

    @rule(photo=photos)
    def hold(self, photo: int) -> None:
        self.school.workspace.review.hold(self.photos[photo], "not sure", PREPARER)

    @rule(photo=photos)
    def let_go(self, photo: int) -> None:
        self.school.workspace.review.let_go(self.photos[photo], PREPARER)

    @rule()
    def undo(self) -> None:
        self.school.workspace.review.undo(self.school.batch_id, PREPARER)

    @rule()
    def redo(self) -> None:
        self.school.workspace.review.redo(self.school.batch_id, PREPARER)

    @rule(name=names, purpose=st.sampled_from(PURPOSES), status=st.sampled_from(list(Status)))
    def answer(self, name: str, purpose: str, status: Status) -> None:
        """Add an undated answer: the strictest of all answers counts from now on."""
        self.school.answer(name, purpose, status)
        if status not in {Status.GRANTED, Status.LIMITED}:
            self.refused.add((self.school.people[name].id, purpose))

    @rule(name=names, protected=st.booleans())
    def protect(self, name: str, protected: bool) -> None:
        person = self.school.people[name].id
        self.school.workspace.roll.set_protected(person, protected, PREPARER)
        (self.protected.add if protected else self.protected.discard)(person)

    @rule()
    def sign(self) -> None:
        with suppress(Refused):
            self.school.sign()

    @rule()
    def publish(self) -> None:
        with suppress(Refused):
            self.school.publish()
        self._judge_what_is_new()

    @rule()
    def look_again_and_publish(self) -> None:
        for photo in (0, 1):
            self.look(photo)
        self.sign()
        self.publish()

    @invariant()
    def nothing_is_cleared_with_an_open_face(self) -> None:
        for photo in self.photos:
            verdicts = self.school.workspace.review.photo(photo).verdicts
            if any(verdict.cleared for verdict in verdicts.values()):
                regions, decided, last = self._by_hand(photo)
                assert regions <= decided.keys()
                assert last is ActionKind.LOOK

    def _decide(self, photo: int, face: int, step: Callable[..., None]) -> None:
        regions = self.school.workspace.review.photo(self.photos[photo]).review.regions
        if face < len(regions):
            with suppress(Refused):
                step(regions[face])

    def _judge_what_is_new(self) -> None:
        """Ask of every new file whether it may lie there; every one must be on record."""
        records = {
            Path(file.folder) / file.file_name: file
            for file in self.school.workspace.publisher.published(self.school.batch_id)
            if file.state is ReleasedState.PUBLISHED
        }
        for path in set(self.school.published_files()) - self.judged:
            record = records[path]
            assert self._allowed(record.photo_id, record.channel_id)
            self.judged.add(path)

    def _allowed(self, photo: PhotoId, channel: ChannelId) -> bool:
        purpose = "web" if channel == self.school.website.id else "newsletter"
        regions, decided, last = self._by_hand(photo)
        return (
            last is ActionKind.LOOK
            and regions <= decided.keys()
            and all(self._face_allowed(id_, decided[id_], purpose) for id_ in regions)
        )

    def _face_allowed(self, region: RegionId, decided: Disposition, purpose: str) -> bool:
        if decided.kind is DispositionKind.VISITOR:
            return False
        if decided.kind is DispositionKind.NO_LOOK_OUT:
            return self._restricted() <= self.stated[region]
        person = decided.person_id
        return person is None or not (person in self.protected or (person, purpose) in self.refused)

    def _restricted(self) -> frozenset[PersonId]:
        return frozenset(self.protected | {person for person, _ in self.refused})

    def _by_hand(
        self, photo: PhotoId
    ) -> tuple[set[RegionId], dict[RegionId, Disposition], ActionKind | None]:
        """Work out from the bare records which faces there are and what was decided last."""
        library = self.school.workspace.library
        history = self.school.workspace.review.history(photo)
        standing: list[ReviewAction] = [action for action, undone in history if not undone]
        taken_back = {action.drawn for action, undone in history if undone and action.drawn}
        regions = {r.id for r in library.run(lambda u: u.photos.regions(photo))} - taken_back
        decided: dict[RegionId, Disposition] = {}
        for action in standing:
            for entry in action.settled:
                if entry.disposition is None:
                    decided.pop(entry.region_id, None)
                else:
                    decided[entry.region_id] = entry.disposition
        return regions, decided, standing[-1].kind if standing else None


SportsDay.TestCase.settings = settings(
    max_examples=22,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class TestAnyOrder(SportsDay.TestCase):  # type: ignore[misc, name-defined]
    """Run the machine."""
