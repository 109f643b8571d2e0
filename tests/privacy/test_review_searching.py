"""Ways around the two-stage search: no photo is cleared while a search of it is still wanted."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.errors import EngineError, Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from consentdesk.services.finding import staged_search
from tests.small_workspace import PREPARER, SmallSchool, write_photo

FACE, OTHER = Box(100, 100, 60, 80), Box(400, 150, 60, 80)


def found(*boxes: Box, engine: str = "test-engine") -> CheckedPhoto:
    points = ((0.0, 0.0),) * 5
    faces = tuple(
        CheckedFace(FoundFace.sized(box, 0.9, points), b"\xff\xd8picture", None) for box in boxes
    )
    return CheckedPhoto(faces, 640, 480, 0.1, engine)


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    return school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0].id


def keep(school: SmallSchool, photo: PhotoId, boxes: Sequence[Box], depth: SearchDepth) -> None:
    school.workspace.scanner.records.keep(photo, found(*boxes), depth)


def outcomes(school: SmallSchool, photo: PhotoId) -> set[Outcome]:
    return {v.outcome for v in school.workspace.review.photo(photo).verdicts.values()}


def decide_all(school: SmallSchool, photo: PhotoId) -> None:
    for region in school.workspace.review.photo(photo).review.undecided:
        school.decide(region, DispositionKind.NOT_A_FACE)


def test_a_thorough_search_asked_for_during_the_usual_one_is_still_made(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths = []

    def search(data: bytes, gallery: object, search: Search, *more: object) -> CheckedPhoto:
        depths.append(search.depth)
        if search.depth is SearchDepth.USUAL:
            school.workspace.scanner.thoroughly([photo], PREPARER)
            return found(FACE)
        return found(FACE, OTHER)

    monkeypatch.setattr(staged_search, "check_photo", search)
    school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert depths[-1] is SearchDepth.THOROUGH
    assert len(school.workspace.review.photo(photo).review.regions) == 2


def test_a_photo_with_a_thorough_search_to_come_is_not_finished(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.workspace.scanner.thoroughly([photo], PREPARER)
    keep(school, photo, [FACE], SearchDepth.USUAL)
    decide_all(school, photo)
    with pytest.raises(Refused):
        school.finish(photo)
    assert outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    assert school.photos()[0].state is PhotoState.BROUGHT_IN


def test_what_was_signed_is_not_published_while_a_thorough_search_is_wanted(
    school: SmallSchool, photo: PhotoId
) -> None:
    keep(school, photo, [FACE], SearchDepth.USUAL)
    decide_all(school, photo)
    school.finish(photo)
    school.sign()
    school.workspace.scanner.thoroughly([photo], PREPARER)
    with pytest.raises(Refused):
        school.publish()
    with pytest.raises(Refused):
        school.sign()
    keep(school, photo, [FACE, OTHER], SearchDepth.THOROUGH)
    assert outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


@pytest.mark.parametrize("end", ["look", "exclusion"])
def test_nothing_ends_a_photo_between_the_near_and_the_whole_search(
    school: SmallSchool, photo: PhotoId, end: str
) -> None:
    keep(school, photo, [FACE], SearchDepth.NEAR)
    review = school.workspace.review
    ways = {"look": review.look, "exclusion": school.state_exclusion}
    school.see(*review.photo(photo).review.regions)
    if end == "look":
        decide_all(school, photo)
    with pytest.raises(Refused):
        ways[end](photo, PREPARER)
    assert outcomes(school, photo) == {Outcome.NEEDS_DECISION}


def test_a_search_of_the_same_file_brought_in_again_asks_for_everything_again(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = school.workspace.engine.detector_version()
    monkeypatch.setattr(staged_search, "check_photo", lambda *_: found(FACE, engine=version))
    file = write_photo(tmp_path / "in" / "IMG_1.JPG")
    (first,) = school.bring_in(file)
    scanner = school.workspace.scanner
    scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    decide_all(school, first.id)
    school.finish(first.id)
    school.workspace.importer.undo(first.import_id, PREPARER)
    (again,) = school.bring_in(file)
    assert again.id != first.id
    assert outcomes(school, again.id) == {Outcome.NEEDS_DECISION}
    scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert len(school.workspace.review.photo(again.id).review.undecided) == 1


def test_another_depth_or_sensitivity_is_searched_and_not_taken_from_the_cache(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, asked = school.workspace.engine.detector_version(), []

    def search(data: bytes, gallery: object, search: Search, known: object, *more: object):
        asked.append((search, known is None))
        return found(FACE, engine=version)

    monkeypatch.setattr(staged_search, "check_photo", search)
    scanner = school.workspace.scanner

    def run() -> None:
        scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())

    run()
    scanner.again(school.batch_id, PREPARER)
    run()
    scanner.set_sensitivity(Sensitivity.MOST, PREPARER)
    scanner.again(school.batch_id, PREPARER)
    run()
    scanner.thoroughly([photo], PREPARER)
    run()
    usual, most, thorough = (
        Search(),
        Search(SearchDepth.USUAL, Sensitivity.MOST),
        Search(SearchDepth.THOROUGH, Sensitivity.MOST),
    )
    assert asked == [(usual, True), (usual, False), (most, True), (thorough, True)]


def test_a_network_that_gives_no_numbers_is_broken_and_finds_not_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    detector = CenterFace()

    class Broken:
        def run(self, outputs: object, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            fine = next(iter(given.values()))
            return [np.full((len(fine), 15, *fine.shape[2:]), np.nan, np.float32)]

    monkeypatch.setattr(detector._network, "_lower", Broken())
    with pytest.raises(EngineError):
        detector.find(PixelBuffer(320, 320, bytes(320 * 320 * 3), 960), Search())
