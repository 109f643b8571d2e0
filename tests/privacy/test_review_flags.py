"""What comparing said is never lost on the way, and never outlives its lock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import EngineError
from consentdesk.domain.face import Candidate, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.groups import GroupedFace
from consentdesk.faces.ports import (
    CheckedFace,
    CheckedPhoto,
    ComparedFace,
    Comparison,
    FoundFace,
    Gallery,
    Reference,
)
from consentdesk.services.comparing import compare_again
from consentdesk.services.comparing.face_vectors import FaceVectors
from consentdesk.services.finding import staged_search
from tests.small_workspace import (
    APPROVER,
    PREPARER,
    SmallSchool,
    make_school,
    matching_decision,
    write_photo,
)

BOX = Box(100, 100, 60, 80)
MOVED = Box(115, 110, 60, 80)
TOLD = date(2026, 6, 1)
POINTS = ((0.0, 0.0),) * 5


def point(distance: float) -> tuple[float, ...]:
    """Return a vector at that distance from the portrait of Ada, which is all noughts."""
    return (distance, *(0.0,) * 127)


ADA_HERSELF, GROUPED, STRANGER = point(0.2), point(0.58), point(3.0)


class Engine:
    """Finds one face in each photo, and says what its vector says."""

    def __init__(self) -> None:
        self.vectors: dict[PhotoId, tuple[float, ...]] = {}
        self.box, self.broken = BOX, False
        self.cancel = CancelToken()
        self.stop_after_comparing = False
        self.photo_of: dict[bytes, PhotoId] = {}
        self.version = "centerface-3"

    def answer(self, data: bytes, gallery: Gallery) -> ComparedFace:
        vector = self.vectors[self.photo_of[data]]
        if vector == ADA_HERSELF and gallery.references:
            person = gallery.references[0].person_id
            near = (Candidate(person, vector[0], "very alike"),)
            return ComparedFace(Comparison(SuggestionOutcome.SUGGESTION, near, "alike"), vector)
        return ComparedFace(Comparison(SuggestionOutcome.NO_SUGGESTION, (), "nobody"), vector)

    def search(self, data: bytes, gallery: Gallery | None, *_: Any) -> CheckedPhoto:
        if self.broken:
            raise EngineError("The engine does not work.", "Mend it.")
        found = FoundFace.sized(self.box, 0.9, POINTS)
        answer = None if gallery is None else self.answer(data, gallery)
        version = self.version if gallery is None else f"{self.version} {gallery.version}"
        return CheckedPhoto((CheckedFace(found, b"\xff\xd8", answer),), 640, 480, 0.1, version)

    def compare(self, data: bytes, gallery: Gallery, *_: Any) -> tuple[ComparedFace, ...]:
        answer = self.answer(data, gallery)
        if self.stop_after_comparing:
            self.cancel.cancel()
        return (answer,)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path, mode=Mode.MATCH)
    workspace, ada = school.workspace, school.people["Ada"].id
    batch = workspace.batches.card(school.batch_id).batch
    workspace.batches.change(batch.id, replace(batch.details, closed_for_matching=True), PREPARER)
    record = matching_decision()
    workspace.matching.record_school(record, APPROVER)
    permission = BiometricPermission(ada, TOLD, "Mrs L", TOLD, "form 3")
    workspace.matching.record_permission(permission, PREPARER)
    picture, version = workspace.library.vault.put(b"portrait"), workspace.engine.matcher_version()

    def enrol(u: Any) -> None:
        portrait = u.people.add_portrait(ada, picture, TOLD)
        u.matching.keep_vector(ada, portrait.id, point(0.0), version)

    workspace.library.run(enrol)
    yield school
    workspace.close()


@pytest.fixture
def engine(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    engine.version = school.workspace.engine.detector_version()
    monkeypatch.setattr(staged_search, "check_photo", engine.search)
    monkeypatch.setattr(compare_again, "compare_photo", engine.compare)
    return engine


def bring_in(school: SmallSchool, engine: Engine, tmp_path: Path, *vectors: Any) -> None:
    before = len(school.photos())
    files = [
        write_photo(tmp_path / "in" / f"IMG_{before + n}.JPG", before + n)
        for n in range(len(vectors))
    ]
    photos = school.bring_in(*files)[before:]
    for photo, vector in zip(photos, vectors, strict=True):
        engine.vectors[photo.id] = vector
        engine.photo_of[school.workspace.library.vault.get(photo.details.original)] = photo.id


def run(school: SmallSchool, cancel: CancelToken | None = None) -> None:
    school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), cancel or CancelToken())


def compare(school: SmallSchool, cancel: CancelToken | None = None) -> None:
    school.workspace.scanner.compare_again(
        school.batch_id, PREPARER, Progress(), cancel or CancelToken()
    )


def flagged(school: SmallSchool) -> list[bool]:
    ada = school.people["Ada"].id
    said = suggestions(school)
    regions = school.workspace.library.run(lambda u: u.photos.regions_of_batch(school.batch_id))
    return [
        any(r.id in said and ada in said[r.id].likely for r in regions[photo.id])
        for photo in school.photos()
    ]


def suggestions(school: SmallSchool) -> dict[RegionId, Suggestion]:
    return dict(
        school.workspace.library.run(lambda u: u.photos.suggestions_of_batch(school.batch_id))
    )


@pytest.fixture
def grouped(school: SmallSchool, engine: Engine, tmp_path: Path) -> Engine:
    """Two photos: the second face is flagged because it is in a group with the first."""
    bring_in(school, engine, tmp_path, ADA_HERSELF, GROUPED)
    run(school)
    assert flagged(school) == [True, True]
    return engine


def test_a_group_flag_outlives_a_run_that_is_stopped_before_it_groups(
    school: SmallSchool, grouped: Engine, tmp_path: Path
) -> None:
    bring_in(school, grouped, tmp_path, STRANGER)
    grouped.stop_after_comparing = True
    run(school, grouped.cancel)
    assert flagged(school)[:2] == [True, True]


def test_a_group_flag_outlives_a_comparison_that_is_stopped(
    school: SmallSchool, grouped: Engine
) -> None:
    grouped.stop_after_comparing = True
    compare(school, grouped.cancel)
    assert flagged(school) == [True, True]


def test_a_group_flag_outlives_a_search_that_is_stopped(
    school: SmallSchool, grouped: Engine
) -> None:
    school.workspace.scanner.again(school.batch_id, PREPARER)
    cancel = CancelToken()
    second = list(grouped.vectors)[1]
    answer = grouped.answer

    def stopping(data: bytes, gallery: Gallery) -> ComparedFace:
        if grouped.photo_of[data] == second:
            cancel.cancel()
        return answer(data, gallery)

    grouped.answer = stopping  # type: ignore[method-assign]
    run(school, cancel)
    assert flagged(school) == [True, True]


def test_a_flag_that_no_longer_holds_goes_when_the_batch_was_compared_to_the_end(
    school: SmallSchool, grouped: Engine
) -> None:
    first, second = grouped.vectors
    grouped.vectors = {first: STRANGER, second: point(5.0)}
    compare(school)
    assert flagged(school) == [False, False]


def test_boxes_that_another_detector_found_in_the_file_take_no_flag_away(
    school: SmallSchool, grouped: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    grouped.version, grouped.box = "centerface-9", Box(400, 100, 30, 40)
    monkeypatch.setattr(school.workspace.engine, "detector_version", lambda: grouped.version)
    scanner = school.workspace.scanner
    for photo in school.photos():
        scanner._known.remember(photo, Search(SearchDepth.USUAL), grouped.search(b"", None))
    grouped.box = BOX
    compare(school)
    assert flagged(school) == [True, True]


def test_a_reference_destroyed_on_the_way_brings_no_suggestion_back(
    school: SmallSchool, grouped: Engine
) -> None:
    ada, workspace = school.people["Ada"].id, school.workspace
    answer = grouped.answer

    def removing(data: bytes, gallery: Gallery) -> ComparedFace:
        said = answer(data, gallery)
        for portrait in workspace.library.run(lambda u: u.people.portraits(ada)):
            workspace.portraits.remove(portrait.id, PREPARER)
        return said

    grouped.answer = removing  # type: ignore[method-assign]
    compare(school)
    assert not any(each.candidates for each in suggestions(school).values())


def test_no_vector_outlives_a_run_that_ends_in_an_error(
    school: SmallSchool, grouped: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[FaceVectors] = []
    put = FaceVectors.put

    def noting(self: FaceVectors, *given: Any) -> None:
        made.append(self)
        put(self, *given)

    monkeypatch.setattr(FaceVectors, "put", noting)
    answer = grouped.answer

    def breaking(data: bytes, gallery: Gallery) -> ComparedFace:
        grouped.broken = True
        return answer(data, gallery)

    grouped.answer = breaking  # type: ignore[method-assign]
    monkeypatch.setattr(
        school.workspace.scanner._groups, "missing", lambda _: (_ for _ in ()).throw(_error())
    )
    with pytest.raises(EngineError):
        compare(school)
    assert made
    assert all(not each.by_photo for each in made)


def _error() -> EngineError:
    return EngineError("The engine does not work.", "Mend it.")


def test_when_the_schools_decision_runs_out_groups_and_suggestions_go_with_the_vectors(
    school: SmallSchool, grouped: Engine
) -> None:
    school.clock.time += timedelta(days=400)
    school.workspace.matching.purge()
    groups = school.workspace.library.run(lambda u: u.photos.groups_of_batch(school.batch_id))
    assert groups == {}
    assert suggestions(school) == {}
    desk = school.workspace.review.desk(school.batch_id)
    assert desk.groups == {}


def test_no_vector_is_written_in_what_python_shows_of_it() -> None:
    nobody: PersonId = 1
    vector = (0.123456,) * 128
    said = Comparison(SuggestionOutcome.NO_SUGGESTION, (), "nobody")
    shown = repr(
        (
            Gallery((Reference(nobody, vector, 1),), "v"),
            GroupedFace(1, vector, 80),
            ComparedFace(said, vector),
            CheckedFace(FoundFace.sized(BOX, 0.9, POINTS), b"", ComparedFace(said, vector)),
        )
    )
    assert "0.123456" not in shown
