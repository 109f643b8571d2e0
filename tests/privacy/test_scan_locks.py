"""Vectors, groups and suggestions exist only while every lock on matching is open."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consentdesk.domain.batch import Mode
from consentdesk.domain.face import Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.matching_locks import BiometricPermission, SchoolMatchingRecord
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import Search
from consentdesk.faces import crew
from consentdesk.faces.ports import CheckedPhoto, ComparedFace, FoundFace, Gallery
from consentdesk.faces.worker import check_photo, compare_photo
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.services.comparing import compare_again
from consentdesk.services.finding import staged_search
from consentdesk.services.finding.scan_underway import ScanReceipt
from tests.faces.painted import ASH, ASIDE, BAY, FRONT, buffer, lawn, paint
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, matching_decision

TOLD = date(2026, 6, 1)
PHOTOS = 5
FOUND: dict[tuple[bytes, Search], tuple[FoundFace, ...]] = {}
"""What the detector found in an earlier test; these tests are about what comes after it."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Five photos: Ash is in each of them, Bay in two."""
    folder = tmp_path_factory.mktemp("photos")
    made = []
    for number in range(PHOTOS):
        canvas = lawn(1000, 620)
        paint(canvas, ASH, (FRONT, ASIDE)[number % 2], 330 + 12 * number, 60, 90)
        if number < 2:
            paint(canvas, BAY, (FRONT, ASIDE)[number], 300, 560, 110)
        canvas += np.uint8(number)
        made.append(folder / f"IMG_{number}.JPG")
        made[-1].write_bytes(to_jpeg(buffer(canvas)))
    return tuple(made)


@dataclass
class Watch:
    """The real work of the workers, and how many vectors came back from it."""

    vectors: int = 0
    compared: int = 0
    searched: int = 0
    meanwhile: Callable[[], object] = field(default=lambda: None)

    def search(
        self, data: bytes, gallery: Gallery | None, search: Search, known: Any, *more: Any
    ) -> CheckedPhoto:
        known = known or FOUND.get((data, search))
        checked = check_photo(data, gallery, search, known, *more)
        FOUND[data, search] = tuple(face.found for face in checked.faces)
        self.searched += 1
        self._count([face.compared for face in checked.faces if face.compared])
        return checked

    def compare(self, *given: Any) -> tuple[ComparedFace, ...]:
        answers = compare_photo(*given)
        self.compared += 1
        self._count(answers)
        return answers

    def _count(self, answers: Any) -> None:
        self.vectors += sum(answer.vector is not None for answer in answers)
        self.meanwhile()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watching = Watch()
    # threads stand in for the workers and cannot be ended: what is in hand is always waited for
    monkeypatch.setattr(crew, "PATIENCE", 600.0)
    monkeypatch.setattr(staged_search, "check_photo", watching.search)
    monkeypatch.setattr(compare_again, "compare_photo", watching.compare)
    return watching


@pytest.fixture
def ada(school: SmallSchool, files: tuple[Path, ...]) -> PersonId:
    """Ada, who is Ash, is enrolled; the batch is in Match and its photos are brought in."""
    person, workspace = school.people["Ada"].id, school.workspace
    workspace.matching.record_school(_record(date(2027, 5, 1)), APPROVER)
    _permit(school, person)
    canvas = lawn(420, 480)
    paint(canvas, ASH, FRONT, 400, 10, 40)
    picture = workspace.library.vault.put(to_jpeg(buffer(canvas)))
    workspace.library.run(lambda u: u.people.add_portrait(person, picture, date(2026, 1, 1)))
    assert workspace.enrolment.enrol(PREPARER, Progress(), CancelToken()).enrolled == 1
    _state(school, mode=Mode.MATCH, closed_for_matching=True)
    school.bring_in(*files)
    return person


def _record(until: date) -> SchoolMatchingRecord:
    return matching_decision(until)


def _permit(school: SmallSchool, person: PersonId) -> None:
    permission = BiometricPermission(person, TOLD, "Mrs L", TOLD, "form 3")
    school.workspace.matching.record_permission(permission, PREPARER)


def _state(school: SmallSchool, **changes: Any) -> None:
    batch = school.workspace.batches.card(school.batch_id).batch
    school.workspace.batches.change(school.batch_id, replace(batch.details, **changes), PREPARER)


def _end_school_record(school: SmallSchool) -> None:
    school.clock.time += timedelta(days=400)


def _withdraw(school: SmallSchool) -> None:
    school.workspace.matching.withdraw(school.people["Ada"].id, PREPARER)


LOCKS: dict[str, Callable[[SmallSchool], None]] = {
    "school": _end_school_record,
    "pupil": _withdraw,
    "look": lambda school: _state(school, mode=Mode.LOOK),
    "open batch": lambda school: _state(school, closed_for_matching=False),
}


def run(school: SmallSchool, cancel: CancelToken | None = None) -> ScanReceipt:
    return school.workspace.scanner.run(
        school.batch_id, PREPARER, Progress(), cancel or CancelToken()
    )


def groups(school: SmallSchool) -> dict[RegionId, int]:
    return dict(school.workspace.library.run(lambda u: u.photos.groups_of_batch(school.batch_id)))


def suggestions(school: SmallSchool) -> dict[RegionId, Suggestion]:
    return dict(
        school.workspace.library.run(lambda u: u.photos.suggestions_of_batch(school.batch_id))
    )


def nothing_biometric(school: SmallSchool) -> bool:
    return not groups(school) and not any(each.candidates for each in suggestions(school).values())


def living_vectors() -> int:
    return sum(
        1 for each in gc.get_objects() if isinstance(each, ComparedFace) and each.vector is not None
    )


@pytest.mark.usefixtures("ada")
def test_with_every_lock_open_the_batch_is_grouped_and_the_vectors_are_gone(
    school: SmallSchool, watch: Watch
) -> None:
    receipt = run(school)
    assert receipt.matched
    assert watch.vectors > PHOTOS
    assert receipt.suggestions >= PHOTOS - 1
    numbers = groups(school)
    assert len(set(numbers.values())) <= 2
    sizes = sorted(list(numbers.values()).count(n) for n in set(numbers.values()))
    assert sizes[-1] >= PHOTOS - 1
    assert all(number in numbers for number in numbers.values())
    assert living_vectors() == 0


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("ada")
def test_with_one_lock_closed_nothing_biometric_comes_about(
    school: SmallSchool, watch: Watch, lock: str
) -> None:
    LOCKS[lock](school)
    receipt = run(school)
    again = school.workspace.scanner.compare_again(
        school.batch_id, PREPARER, Progress(), CancelToken()
    )
    assert (receipt.checked, receipt.matched, again.matched) == (PHOTOS, False, False)
    assert (watch.vectors, watch.compared) == (0, 0)
    assert suggestions(school) == {}
    assert groups(school) == {}


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("ada")
def test_a_lock_that_closes_on_the_way_leaves_nothing_biometric(
    school: SmallSchool, watch: Watch, lock: str
) -> None:
    def close() -> None:
        if watch.searched == PHOTOS + 2:
            LOCKS[lock](school)

    watch.meanwhile = close
    run(school)
    assert nothing_biometric(school)
    assert living_vectors() == 0


@pytest.mark.parametrize("lock", ["school", "pupil"])
@pytest.mark.usefixtures("ada")
def test_a_lock_that_closes_while_earlier_photos_are_grouped_leaves_nothing_biometric(
    school: SmallSchool, watch: Watch, lock: str
) -> None:
    cancel = CancelToken()
    watch.meanwhile = lambda: cancel.cancel() if watch.searched == PHOTOS + 2 else None
    run(school, cancel)
    watch.meanwhile = lambda: LOCKS[lock](school) if watch.compared == 1 else None
    run(school)
    assert watch.compared >= 1
    assert nothing_biometric(school)
    assert living_vectors() == 0


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("ada")
def test_comparing_again_behind_a_closed_lock_only_forgets(
    school: SmallSchool, watch: Watch, lock: str
) -> None:
    run(school)
    assert groups(school)
    vectors = watch.vectors
    LOCKS[lock](school)
    receipt = school.workspace.scanner.compare_again(
        school.batch_id, PREPARER, Progress(), CancelToken()
    )
    assert not receipt.matched
    assert watch.vectors == vectors
    assert suggestions(school) == {}
    assert groups(school) == {}


def test_comparing_again_searches_nothing_and_keeps_decisions(
    school: SmallSchool, ada: PersonId, watch: Watch
) -> None:
    run(school)
    searched, revision = watch.searched, school.workspace.batches.card(school.batch_id)
    before, numbers = suggestions(school), groups(school)
    region = next(iter(before))
    face = school.workspace.library.run(lambda u: u.photos.region(region))
    school.name_face(face, "Ada")
    receipt = school.workspace.scanner.compare_again(
        school.batch_id, PREPARER, Progress(), CancelToken()
    )
    assert (receipt.checked, receipt.failed, receipt.matched) == (PHOTOS, 0, True)
    assert watch.searched == searched
    assert watch.compared == PHOTOS
    assert (suggestions(school), groups(school)) == (before, numbers)
    assert school.workspace.review.photo(face.photo_id).review.decisions.keys() == {region}
    now = school.workspace.batches.card(school.batch_id)
    assert now.batch.revision > revision.batch.revision


@pytest.mark.usefixtures("ada")
def test_a_changed_register_is_compared_without_searching(
    school: SmallSchool, watch: Watch
) -> None:
    bo, library = school.people["Bo"].id, school.workspace.library
    run(school)
    searched = watch.searched
    _permit(school, bo)
    canvas = lawn(420, 480)
    paint(canvas, BAY, FRONT, 400, 10, 40)
    picture = library.vault.put(to_jpeg(buffer(canvas)))
    library.run(lambda u: u.people.add_portrait(bo, picture, date(2026, 1, 1)))
    school.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    school.workspace.scanner.compare_again(school.batch_id, PREPARER, Progress(), CancelToken())
    assert any(bo in each.likely for each in suggestions(school).values())
    assert watch.searched == searched


@pytest.mark.usefixtures("watch")
def test_a_withdrawal_takes_the_groups_of_the_person(school: SmallSchool, ada: PersonId) -> None:
    run(school)
    before = groups(school)
    named = {id_ for id_, each in suggestions(school).items() if ada in each.likely}
    assert named & before.keys()
    school.workspace.matching.withdraw(ada, PREPARER)
    assert not named & groups(school).keys()
    assert all(
        each.outcome is not SuggestionOutcome.SUGGESTION for each in suggestions(school).values()
    )


@pytest.mark.usefixtures("ada")
def test_a_stopped_scan_groups_the_whole_batch_when_it_goes_on(
    school: SmallSchool, watch: Watch
) -> None:
    cancel = CancelToken()

    def stop() -> None:
        if watch.searched == PHOTOS + 3:
            cancel.cancel()

    watch.meanwhile = stop
    assert not run(school, cancel).finished
    assert groups(school) == {}
    assert living_vectors() == 0
    watch.meanwhile = lambda: None
    receipt = run(school)
    assert 0 < receipt.checked < PHOTOS
    assert watch.compared == PHOTOS - receipt.checked
    numbers = groups(school)
    assert len(numbers) >= PHOTOS - 1
    compared = watch.compared
    run(school)
    assert watch.compared == compared
    assert groups(school) == numbers
