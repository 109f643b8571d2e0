"""Searching in two stages: near faces at once, cleared after the whole, stopped and resumed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from consentdesk.domain.batch_steps import Step, StepState
from consentdesk.domain.errors import DamagedPhoto, EngineError, FaceCheckFailed, Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.review import ActionKind
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from consentdesk.faces.versions import DETECTOR_VERSION
from consentdesk.services.finding import sensitivity, staged_search
from consentdesk.services.finding.scan_underway import NEAR_STAGE, WHOLE_STAGE, ScanReceipt
from tests.small_workspace import PREPARER, SmallSchool, write_photo

NEAR, SMALL, TINY = Box(100, 100, 120, 160), Box(400, 120, 40, 50), Box(500, 300, 30, 36)
DEPTHS = {
    SearchDepth.NEAR: (NEAR,),
    SearchDepth.USUAL: (NEAR, SMALL),
    SearchDepth.THOROUGH: (NEAR, SMALL, TINY),
}


@dataclass
class Detector:
    """A worker that finds the same three faces in every photo, the deeper the more."""

    searches: list[Search] = field(default_factory=list)
    looked: int = 0
    version: str = DETECTOR_VERSION
    before_each: Callable[[], None] = lambda: None

    def check(
        self,
        data: bytes,
        gallery: object,
        search: Search,
        known: tuple[FoundFace, ...] | None,
        *more: object,
    ) -> CheckedPhoto:
        self.searches.append(search)
        self.before_each()
        if known is None:
            self.looked += 1
            known = found(DEPTHS[search.depth])
        faces = tuple(CheckedFace(face, b"\xff\xd8picture", None) for face in known)
        return CheckedPhoto(faces, 640, 480, 0.1, self.version)


def found(boxes: Sequence[Box]) -> tuple[FoundFace, ...]:
    return tuple(FoundFace.sized(box, 0.9, ((1.5, 2.5),) * 5) for box in boxes)


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> Detector:
    planted = Detector()
    for module in (staged_search, sensitivity):
        monkeypatch.setattr(module, "check_photo", planted.check)
    return planted


@pytest.fixture
def photos(school: SmallSchool, tmp_path: Path) -> tuple[Photo, ...]:
    return school.bring_in(*(write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(5)))


def run(school: SmallSchool, cancel: CancelToken | None = None) -> ScanReceipt:
    return school.workspace.scanner.run(
        school.batch_id, PREPARER, Progress(), cancel or CancelToken()
    )


def cleared(school: SmallSchool, photo: PhotoId) -> bool:
    verdicts = school.workspace.review.photo(photo).verdicts
    return any(verdict.outcome is Outcome.CLEARED for verdict in verdicts.values())


def boxes(school: SmallSchool, photo: PhotoId) -> set[Box]:
    return {region.box for region in school.workspace.review.photo(photo).review.regions}


def after(detector: Detector, calls: int, deed: Callable[[], object]) -> None:
    """Do something when the detector is asked for the so-manieth time."""

    def count() -> None:
        if len(detector.searches) == calls:
            deed()

    detector.before_each = count


@pytest.mark.usefixtures("photos")
def test_near_faces_of_all_photos_come_before_small_ones(
    school: SmallSchool, detector: Detector
) -> None:
    receipt = run(school)
    near, whole = detector.searches[:5], detector.searches[5:]
    assert {search.depth for search in near} == {SearchDepth.NEAR}
    assert {search.depth for search in whole} == {SearchDepth.USUAL}
    assert (receipt.checked, receipt.faces, receipt.failed, receipt.finished) == (5, 10, 0, True)
    assert all(p.state is PhotoState.CHECKED for p in school.photos())
    assert all(p.searched is SearchDepth.USUAL for p in school.photos())


def test_a_few_photos_are_searched_to_the_end_at_once(
    school: SmallSchool, detector: Detector, tmp_path: Path
) -> None:
    school.bring_in(*(write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(3)))
    run(school)
    assert [search.depth for search in detector.searches] == [SearchDepth.USUAL] * 3


def test_near_faces_can_be_decided_but_clear_nothing(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    cancel = CancelToken()
    after(detector, 5, cancel.cancel)
    assert not run(school, cancel).finished
    photo, review = photos[0].id, school.workspace.review
    (near,) = review.photo(photo).review.regions
    path = {s.step: s.state for s in school.workspace.batches.card(school.batch_id).steps}
    assert path[Step.FIND_FACES] is path[Step.DECIDE] is StepState.READY
    school.name_face(near, "Ada")
    with pytest.raises(Refused, match="not ended"):
        school.finish(photo)
    assert not cleared(school, photo)

    detector.before_each = lambda: None
    assert run(school).finished
    entry = review.photo(photo)
    assert boxes(school, photo) == {NEAR, SMALL}
    assert entry.review.decisions.keys() == {near.id}
    assert not cleared(school, photo)
    kinds = [past.action.kind for past in review.history(photo)]
    assert kinds == [ActionKind.DECIDE]
    assert len(review.undo(school.batch_id, PREPARER)) == 1
    assert len(review.redo(school.batch_id, PREPARER)) == 1


@pytest.mark.parametrize("calls", [1, 3, 5, 6, 8])
def test_a_search_stopped_anywhere_goes_on(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...], calls: int
) -> None:
    cancel = CancelToken()
    after(detector, calls, cancel.cancel)
    first = run(school, cancel)
    assert not first.finished
    second = run(school)
    assert first.checked + second.checked == 5
    assert all(boxes(school, photo.id) == {NEAR, SMALL} for photo in photos)
    assert len(detector.searches) <= 10 + 2  # at most what was in hand is done twice


def test_a_look_made_before_the_search_ended_does_not_clear(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    """The photo was finished, is searched more deeply, and meanwhile the look is done again."""
    run(school)
    photo, review = photos[0].id, school.workspace.review
    for region in review.photo(photo).review.regions:
        school.decide(region, DispositionKind.CANNOT_BE_RECOGNISED)
    school.finish(photo)
    assert cleared(school, photo)
    assert len(review.undo(school.batch_id, PREPARER)) == 1
    assert school.workspace.scanner.thoroughly([photo], PREPARER) == 1
    assert not cleared(school, photo)

    after(detector, len(detector.searches) + 1, lambda: review.redo(school.batch_id, PREPARER))
    run(school)
    entry = review.photo(photo)
    assert boxes(school, photo) == {NEAR, SMALL, TINY}
    assert entry.review.look is None
    (new,) = entry.review.undecided
    school.decide(new, DispositionKind.NOT_A_FACE)
    assert not cleared(school, photo)
    assert review.redo(school.batch_id, PREPARER) == ()
    school.finish(photo)
    assert cleared(school, photo)


def test_a_thorough_search_that_finds_nothing_new_keeps_the_look(
    school: SmallSchool,
    detector: Detector,
    photos: tuple[Photo, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(DEPTHS, SearchDepth.THOROUGH, (NEAR, SMALL))
    run(school)
    photo = photos[0].id
    for region in school.workspace.review.photo(photo).review.regions:
        school.decide(region, DispositionKind.CANNOT_BE_RECOGNISED)
    school.finish(photo)
    revision = school.workspace.batches.card(school.batch_id).batch.revision
    school.workspace.scanner.thoroughly([photo], PREPARER)
    assert school.workspace.batches.card(school.batch_id).batch.revision > revision
    assert not cleared(school, photo)
    run(school)
    assert cleared(school, photo)
    assert detector.searches[-1].depth is SearchDepth.THOROUGH


def test_a_whole_batch_is_searched_thoroughly(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    scanner, library = school.workspace.scanner, school.workspace.library
    library.run(lambda u: u.photos.set_state(photos[0].id, PhotoState.SET_ASIDE, "Not ours."))
    assert scanner.thoroughly_all(school.batch_id, PREPARER) == 4
    run(school)
    states = [(p.state, p.searched) for p in school.photos()]
    assert states[0] == (PhotoState.SET_ASIDE, None)
    assert set(states[1:]) == {(PhotoState.CHECKED, SearchDepth.THOROUGH)}
    lines = library.run(lambda u: u.audit.rows())
    (asked,) = [line for line in lines if line.what == "thorough_search_asked"]
    assert (asked.who, asked.subject, dict(asked.detail)) == (
        PREPARER,
        f"batch {school.batch_id}",
        {"photos": 4},
    )


def test_searching_again_looks_at_nothing_twice(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    run(school)
    looked, faces = detector.looked, school.workspace.review.photo(photos[0].id).review.regions
    assert school.workspace.scanner.again(school.batch_id, PREPARER) == 5
    run(school)
    assert detector.looked == looked
    assert [search.depth for search in detector.searches[-5:]] == [SearchDepth.USUAL] * 5
    assert school.workspace.review.photo(photos[0].id).review.regions == faces


@pytest.mark.usefixtures("photos")
def test_what_another_detector_found_is_not_known(school: SmallSchool, detector: Detector) -> None:
    detector.version = f"{DETECTOR_VERSION}1"
    run(school)
    looked = detector.looked
    school.workspace.scanner.again(school.batch_id, PREPARER)
    run(school)
    assert detector.looked == looked + 5


def test_the_same_file_in_another_batch_is_known(
    school: SmallSchool, detector: Detector, tmp_path: Path
) -> None:
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(5)]
    school.bring_in(*files)
    run(school)
    looked = detector.looked
    assert school.batch is not None
    school.batch = school.workspace.batches.open(school.batch.details, PREPARER)
    again = school.bring_in(*files)
    run(school)
    assert detector.looked == looked
    assert all(boxes(school, photo.id) == {NEAR, SMALL} for photo in again)


def test_another_sensitivity_is_another_search(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    scanner = school.workspace.scanner
    assert scanner.sensitivity() is Sensitivity.USUAL
    scanner.set_sensitivity(Sensitivity.MORE, PREPARER)
    run(school)
    assert {search.sensitivity for search in detector.searches} == {Sensitivity.MORE}
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    assert [(r.who, r.subject) for r in lines if r.what == "sensitivity_chosen"] == [
        (PREPARER, "more")
    ]


def test_an_example_says_from_which_sensitivity_on_a_box_is_listed(
    school: SmallSchool,
    detector: Detector,
    photos: tuple[Photo, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = {
        Sensitivity.USUAL: (NEAR,),
        Sensitivity.MORE: (NEAR, SMALL),
        Sensitivity.MOST: (Box(101, 100, 120, 160), SMALL, TINY),
    }

    def check(data: bytes, gallery: object, search: Search, *more: object) -> CheckedPhoto:
        monkeypatch.setitem(DEPTHS, SearchDepth.USUAL, listed[search.sensitivity])
        return detector.check(data, gallery, search, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(sensitivity, "check_photo", check)
    scanner = school.workspace.scanner
    expected = ((NEAR, Sensitivity.USUAL), (SMALL, Sensitivity.MORE), (TINY, Sensitivity.MOST))
    assert scanner.example(photos[0].id) == expected
    looked = detector.looked
    assert scanner.example(photos[0].id) == expected
    assert detector.looked == looked
    assert boxes(school, photos[0].id) == set()


def test_near_faces_of_photos_that_arrive_go_first(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    late = [write_photo(tmp_path / "late" / f"LATE_{n}.JPG", 20 + n) for n in range(2)]
    arriving: Iterator[bool] = iter([True] * 3)
    after(detector, 6, lambda: school.bring_in(*late))
    school.workspace.scanner.run(
        school.batch_id, PREPARER, Progress(), CancelToken(), lambda: next(arriving, False)
    )
    depths = [search.depth for search in detector.searches]
    assert depths.count(SearchDepth.NEAR) == 7
    assert depths.index(SearchDepth.USUAL) == 5
    last_near = len(depths) - 1 - depths[::-1].index(SearchDepth.NEAR)
    assert depths[last_near + 1 :].count(SearchDepth.USUAL) >= 4
    assert all(p.state is PhotoState.CHECKED for p in school.photos())


def test_a_photo_that_arrives_with_the_last_answer_is_not_left_behind(
    school: SmallSchool, detector: Detector, tmp_path: Path
) -> None:
    """The import may end between two questions of the scan."""
    answers = iter([True, True])

    def still_arriving() -> bool:
        if next(answers, False):
            return True
        if not school.photos():
            school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))
        return False

    school.workspace.scanner.run(
        school.batch_id, PREPARER, Progress(), CancelToken(), still_arriving
    )
    assert [p.state for p in school.photos()] == [PhotoState.CHECKED]


def test_each_stage_has_its_name_and_its_end(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    progress, seen = Progress(), set()
    detector.before_each = lambda: seen.add(progress.snapshot().stage)
    school.workspace.scanner.run(school.batch_id, PREPARER, progress, CancelToken())
    assert seen == {NEAR_STAGE, WHOLE_STAGE}
    last = progress.snapshot()
    assert (last.stage, last.done, last.total) == (WHOLE_STAGE, 5, 5)


@pytest.mark.parametrize(
    "error",
    [
        DamagedPhoto("The photo is cut short.", "Copy it again."),
        FaceCheckFailed("Checking this photo took too long.", "Look at it yourself."),
    ],
    ids=["damaged", "too slow"],
)
def test_a_photo_that_cannot_be_searched_is_held_and_says_what_to_do(
    school: SmallSchool,
    photos: tuple[Photo, ...],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    def check(*given: object) -> CheckedPhoto:
        raise error

    monkeypatch.setattr(staged_search, "check_photo", check)
    assert run(school).failed == 5
    entry = school.workspace.review.photo(photos[0].id)
    assert entry.photo.state is PhotoState.FAILED
    assert entry.photo.problem == str(error)
    assert entry.status is Outcome.HELD
    with pytest.raises(Refused):
        school.finish(photos[0].id)
    assert not cleared(school, photos[0].id)


BROKEN = EngineError("The face detector cannot be run.", "Install the program again.")


def test_an_engine_that_does_not_work_ends_the_search_and_marks_no_photo(
    school: SmallSchool,
    detector: Detector,
    photos: tuple[Photo, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(*given: object) -> CheckedPhoto:
        raise BROKEN

    with monkeypatch.context() as broken:
        broken.setattr(staged_search, "check_photo", check)
        with pytest.raises(EngineError, match="cannot be run"):
            run(school)
    assert {photo.state for photo in school.photos()} == {photos[0].state}
    assert all(photo.searched is None and not photo.problem for photo in school.photos())
    assert run(school).checked == 5


def test_an_engine_that_breaks_on_the_way_leaves_what_was_searched(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    def refuse() -> None:
        if len(detector.searches) > 7:
            raise BROKEN

    detector.before_each = refuse
    with pytest.raises(EngineError, match="cannot be run"):
        run(school)
    states = [photo.state for photo in school.photos()]
    assert states.count(PhotoState.CHECKED) == 2
    assert states.count(photos[0].state) == 3
    detector.before_each = lambda: None
    assert run(school).checked == 3


def test_one_photo_that_a_working_engine_fails_on_is_held_and_the_others_are_checked(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    def refuse() -> None:
        if len(detector.searches) == 2:
            raise BROKEN

    detector.before_each = refuse
    receipt = run(school)
    assert (receipt.checked, receipt.failed) == (4, 1)
    (failed,) = (photo for photo in school.photos() if photo.state is PhotoState.FAILED)
    assert failed.problem == str(BROKEN)
    assert not cleared(school, failed.id)


def test_no_face_found_still_needs_a_look(
    school: SmallSchool,
    detector: Detector,
    photos: tuple[Photo, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for depth in SearchDepth:
        monkeypatch.setitem(DEPTHS, depth, ())
    run(school)
    entry = school.workspace.review.photo(photos[0].id)
    assert (entry.photo.state, entry.status) == (PhotoState.CHECKED, Outcome.NEEDS_DECISION)
    school.finish(photos[0].id)
    assert cleared(school, photos[0].id)


def test_a_failed_photo_can_be_searched_again_and_stays_held_till_then(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    run(school)
    photo = photos[0].id
    for region in school.workspace.review.photo(photo).review.regions:
        school.decide(region, DispositionKind.CANNOT_BE_RECOGNISED)
    school.finish(photo)
    school.workspace.scanner.records.fail(photo, None)
    assert not cleared(school, photo)
    assert school.workspace.scanner.again(school.batch_id, PREPARER, failed_only=True) == 1
    assert not cleared(school, photo)
    run(school)
    assert cleared(school, photo)


def test_purging_forgets_files_whose_photos_are_gone(
    school: SmallSchool, detector: Detector, photos: tuple[Photo, ...]
) -> None:
    run(school)
    assert school.workspace.scanner.purge() == 0
    run_id = school.workspace.importer.runs(school.batch_id)[0].id
    school.workspace.importer.undo(run_id, PREPARER)
    assert school.workspace.scanner.purge() == 10
