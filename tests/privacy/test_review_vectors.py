"""Biometrics stay behind their locks while something else is going on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Candidate, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.ports import (
    CheckedFace,
    CheckedPhoto,
    ComparedFace,
    Comparison,
    EngineFiles,
    FoundFace,
    Gallery,
    PortraitCheck,
)
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.services.comparing import enrolment as enrolment_service
from consentdesk.services.finding import staged_search
from tests.small_workspace import (
    APPROVER,
    PREPARER,
    SmallSchool,
    matching_decision,
    photo_bytes,
    write_photo,
)

VECTOR = (0.1,) * 128
TOLD = date(2026, 6, 1)
FACE = Box(100, 100, 60, 80)


@pytest.fixture
def bo(school: SmallSchool) -> PersonId:
    """Bo is enrolled, the school's record is good, and the batch runs in Match."""
    person = school.people["Bo"].id
    workspace = school.workspace
    record = matching_decision()
    workspace.matching.record_school(record, APPROVER)
    _permit(school, person)
    picture = workspace.library.vault.put(photo_bytes(9))
    portrait = workspace.library.run(lambda u: u.people.add_portrait(person, picture, None))
    workspace.library.run(
        lambda u: u.matching.keep_vector(person, portrait.id, VECTOR, MATCHER_VERSION)
    )
    _mode(school, Mode.MATCH)
    assert workspace.matching.gallery(school.batch_id)[1] is not None
    return person


def _permit(school: SmallSchool, person: PersonId, expires_on: date | None = None) -> None:
    permission = BiometricPermission(person, TOLD, "Mrs L", TOLD, "form 3", expires_on)
    school.workspace.matching.record_permission(permission, PREPARER)


def _mode(school: SmallSchool, mode: Mode) -> None:
    details = BatchDetails(
        "Sports day", date(2026, 6, 19), "news", ("3A",), True, closed_for_matching=True, mode=mode
    )
    school.workspace.batches.change(school.batch_id, details, PREPARER)


def _vectors(school: SmallSchool, person: PersonId) -> int:
    counts = school.workspace.library.run(lambda u: u.matching.people_with_vectors())
    return counts.get(person, 0)


def _saw(person: PersonId | None) -> CheckedPhoto:
    """Return what a worker says of a photo with one face, which looks like the person."""
    candidates = () if person is None else (Candidate(person, 0.4, "alike"),)
    comparison = Comparison(SuggestionOutcome.SUGGESTION, candidates, "")
    face = FoundFace(FACE, 0.9, ((0.0, 0.0),) * 5, True, "face")
    return CheckedPhoto(
        (CheckedFace(face, b"picture", ComparedFace(comparison, None)),),
        640,
        480,
        0.1,
        "test-engine",
    )


@pytest.mark.parametrize("closing", ["left", "school record replaced"])
def test_no_vector_is_kept_when_a_lock_closes_while_the_portrait_is_read(
    school: SmallSchool, bo: PersonId, monkeypatch: pytest.MonkeyPatch, closing: str
) -> None:
    school.workspace.library.run(lambda u: u.matching.delete_vectors(bo))

    def meanwhile(data: bytes, engine: EngineFiles) -> PortraitCheck:
        if closing == "left":
            school.workspace.roll.set_left(bo, school.clock.time.date(), PREPARER)
        else:
            yesterday = school.clock.time.date() - timedelta(days=1)
            ended = matching_decision(yesterday, "DPIA 8")
            school.workspace.matching.record_school(ended, APPROVER)
        return PortraitCheck(True, (), VECTOR)

    monkeypatch.setattr(enrolment_service, "enrol_portrait", meanwhile)
    school.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    assert _vectors(school, bo) == 0


def test_a_leaving_day_that_arrives_ends_the_vectors(school: SmallSchool, bo: PersonId) -> None:
    day = school.clock.time.date() + timedelta(days=3)
    portrait = school.workspace.library.run(lambda u: u.people.portraits(bo))[0]
    school.workspace.roll.set_left(bo, day, PREPARER)
    assert _vectors(school, bo) == 0
    school.workspace.library.run(  # the next enrolment takes whoever is still here
        lambda u: u.matching.keep_vector(bo, portrait.id, VECTOR, MATCHER_VERSION)
    )
    school.clock.time += timedelta(days=3)
    lock, gallery = school.workspace.matching.gallery(school.batch_id)
    assert gallery is None, lock.sentence
    assert _vectors(school, bo) == 0


def test_a_biometric_permission_that_runs_out_ends_the_vectors(
    school: SmallSchool, bo: PersonId
) -> None:
    _permit(school, bo, expires_on=school.clock.time.date())
    school.clock.time += timedelta(days=1)
    assert school.workspace.matching.gallery(school.batch_id)[1] is None
    assert _vectors(school, bo) == 0


def test_leavers_are_not_compared_with_single_photos(school: SmallSchool, bo: PersonId) -> None:
    record = matching_decision(reference="DPIA 8", open_batches=True)
    school.workspace.matching.record_school(record, APPROVER)
    assert school.workspace.matching.school_gallery()[1] is not None
    person = school.workspace.library.run(lambda u: u.people.get(bo))
    portrait = school.workspace.library.run(lambda u: u.people.portraits(bo))[0]
    school.workspace.roll.set_left(bo, school.clock.time.date() + timedelta(days=1), PREPARER)
    school.workspace.library.run(
        lambda u: u.matching.keep_vector(bo, portrait.id, VECTOR, MATCHER_VERSION)
    )
    school.clock.time += timedelta(days=2)
    assert person.details.left_on is None
    assert school.workspace.matching.school_gallery()[1] is None


@pytest.mark.parametrize("closing", ["withdrawn", "look", "school record replaced"])
def test_a_lock_that_closes_during_the_scan_ends_the_comparing(
    school: SmallSchool,
    bo: PersonId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    closing: str,
) -> None:
    school.bring_in(*(write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(6)))
    galleries: list[Gallery | None] = []

    def close() -> None:
        if closing == "withdrawn":
            school.workspace.matching.withdraw(bo, PREPARER)
        elif closing == "look":
            _mode(school, Mode.LOOK)
        else:
            yesterday = school.clock.time.date() - timedelta(days=1)
            ended = matching_decision(yesterday, "DPIA 8")
            school.workspace.matching.record_school(ended, APPROVER)

    def check(data: bytes, gallery: Gallery | None, *more: object) -> CheckedPhoto:
        galleries.append(gallery)
        if len(galleries) == 1:
            close()
        return _saw(None)

    monkeypatch.setattr(staged_search, "check_photo", check)
    school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert len(galleries) == 12  # near faces of each photo, then the whole of it
    assert set(galleries[6:]) == {None}


def test_what_a_worker_says_after_a_withdrawal_names_nobody(
    school: SmallSchool, bo: PersonId, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    school.workspace.matching.withdraw(bo, PREPARER)
    school.workspace.scanner.records.keep(photo.id, _saw(bo))
    suggestions = school.workspace.review.photo(photo.id).suggestions.values()
    assert all(not suggestion.candidates for suggestion in suggestions)


def test_a_withdrawal_takes_the_suggestions_along(
    school: SmallSchool, bo: PersonId, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    alike = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (Candidate(bo, 0.4, "alike"),))
    school.workspace.library.run(lambda u: u.photos.suggest(photo.id, [alike]))
    assert school.workspace.matching.withdraw(bo, PREPARER) == 1
    assert _vectors(school, bo) == 0
    suggestions = school.workspace.review.photo(photo.id).suggestions.values()
    assert all(not suggestion.candidates for suggestion in suggestions)


@pytest.mark.parametrize(
    "recorded", ["withdrawn", "as a permission with an objection", "as the child's own no"]
)
def test_an_objection_ends_the_comparing_of_everybody_in_the_childs_batches(
    school: SmallSchool, bo: PersonId, tmp_path: Path, recorded: str
) -> None:
    """The child may be in the photos, so comparing another there would compute this face."""
    workspace, ada = school.workspace, school.people["Ada"].id
    _permit(school, ada)
    picture = workspace.library.vault.put(photo_bytes(8))
    portrait = workspace.library.run(lambda u: u.people.add_portrait(ada, picture, None))
    workspace.library.run(
        lambda u: u.matching.keep_vector(ada, portrait.id, VECTOR, MATCHER_VERSION)
    )
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    alike = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (Candidate(ada, 0.4, "alike"),))
    workspace.library.run(lambda u: u.photos.suggest(photo.id, [alike]))
    if recorded == "withdrawn":
        workspace.matching.withdraw(bo, PREPARER)
    elif recorded == "as the child's own no":
        workspace.roll.set_child_objects(bo, True, PREPARER)
    else:
        objecting = BiometricPermission(bo, None, "", None, "", objection=True)
        workspace.matching.record_permission(objecting, PREPARER)
    assert (_vectors(school, bo), _vectors(school, ada)) == (0, 1)
    details = workspace.library.run(lambda u: u.batches.get(school.batch_id)).details
    assert (details.mode, details.closed_for_matching) == (Mode.LOOK, False)
    assert not workspace.batches.matching_lock(school.batch_id).open
    assert workspace.matching.gallery(school.batch_id)[1] is None
    suggestions = workspace.review.photo(photo.id).suggestions.values()
    assert all(not suggestion.candidates for suggestion in suggestions)


def test_an_objection_leaves_batches_of_other_classes_alone(
    school: SmallSchool, bo: PersonId
) -> None:
    workspace, eve = school.workspace, PersonDetails("U9", PersonKind.PUPIL, "Eve", "Else", "5C")
    other = workspace.library.run(lambda u: u.people.add(eve))
    workspace.matching.withdraw(other.id, PREPARER)
    assert workspace.batches.matching_lock(school.batch_id).open
    assert workspace.matching.gallery(school.batch_id)[1] is not None


def test_a_child_that_does_not_want_to_appear_is_not_compared_whatever_is_agreed(
    school: SmallSchool, bo: PersonId, tmp_path: Path
) -> None:
    workspace = school.workspace
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    alike = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (Candidate(bo, 0.4, "alike"),))
    workspace.library.run(lambda u: u.photos.suggest(photo.id, [alike]))
    workspace.roll.set_child_objects(bo, True, PREPARER)
    assert _vectors(school, bo) == 0
    suggestions = workspace.review.photo(photo.id).suggestions.values()
    assert all(not suggestion.candidates for suggestion in suggestions)
    lines = workspace.library.run(lambda u: u.audit.rows())
    (receipt,) = [line for line in lines if line.what == "vectors_destroyed"]
    assert (receipt.who, receipt.subject, dict(receipt.detail)) == (
        PREPARER,
        f"person {bo}",
        {"count": 1},
    )
    _permit(school, bo)
    workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    with pytest.raises(Refused, match="child objects"):
        workspace.enrolment.enrol(PREPARER, Progress(), CancelToken(), bo)
    _mode(school, Mode.MATCH)
    assert workspace.matching.gallery(school.batch_id)[1] is None
    assert _vectors(school, bo) == 0


def test_the_receipts_hold_no_biometric(school: SmallSchool, bo: PersonId) -> None:
    school.workspace.matching.withdraw(bo, PREPARER)
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    (receipt,) = [row for row in rows if row.what == "vectors_destroyed"]
    assert dict(receipt.detail) == {"count": 1}
    assert receipt.subject == f"person {bo}"


def test_only_a_head_records_the_schools_decision(school: SmallSchool) -> None:
    record = matching_decision()
    with pytest.raises(Refused, match="Only the head"):
        school.workspace.matching.record_school(record, PREPARER)
    assert school.workspace.matching.school_record() is None
    assert not school.workspace.matching.lock().open


def test_when_the_schools_decision_runs_out_every_vector_goes_and_portraits_stay(
    school: SmallSchool, bo: PersonId
) -> None:
    school.clock.time += timedelta(days=400)
    _permit(school, bo)
    assert school.workspace.matching.purge() == 1
    assert _vectors(school, bo) == 0
    portraits = school.workspace.library.run(lambda u: u.people.portraits(bo))
    assert len(portraits) == 1
    told = school.workspace.library.run(lambda u: [row.what for row in u.audit.rows()])
    assert "vectors_destroyed" in told
