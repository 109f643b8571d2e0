"""Ways around "cleared means decided": each ends without a cleared photo."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.app.commands.batch import _decide_photo
from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from tests.small_workspace import (
    APPROVER,
    PHONE,
    PREPARER,
    TODAY,
    SmallSchool,
    sign_as,
    write_photo,
)

FACE, OTHER = Box(100, 100, 60, 80), Box(400, 150, 60, 80)


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    return school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0].id


def _scan_finds(school: SmallSchool, photo: PhotoId, boxes: Sequence[Box]) -> None:
    """Let the scan record these faces, as if the engine had found them."""
    points = ((0.0, 0.0),) * 5
    faces = tuple(
        CheckedFace(FoundFace(box, 0.9, points, True, "face"), b"\xff\xd8picture", None)
        for box in boxes
    )
    school.workspace.scanner.records.keep(photo, CheckedPhoto(faces, 640, 480, 0.1, "test-engine"))


def _cleared_channels(school: SmallSchool, photo: PhotoId) -> set[str]:
    names = {c.id: c.name for c in (school.website, school.newsletter)}
    verdicts = school.workspace.review.photo(photo).verdicts
    return {names[id_] for id_, v in verdicts.items() if v.outcome is Outcome.CLEARED}


def _passed_by_exclusion(school: SmallSchool, photo: PhotoId) -> None:
    school.mark_faces(photo, [FACE])
    school.state_exclusion(photo)
    school.finish(photo)
    assert _cleared_channels(school, photo) == {"Website", "Newsletter"}


def test_redo_brings_no_look_back_after_the_scan_found_something_else(
    school: SmallSchool, photo: PhotoId
) -> None:
    review = school.workspace.review
    school.answer("Bo", "web", Status.REFUSED)
    (face,) = school.mark_faces(photo, [FACE])
    school.name_face(face, "Bo")
    school.finish(photo)
    review.undo(school.batch_id, PREPARER)
    review.undo(school.batch_id, PREPARER)
    _scan_finds(school, photo, [])
    review.redo(school.batch_id, PREPARER)
    review.redo(school.batch_id, PREPARER)
    assert _cleared_channels(school, photo) == set()


def test_a_named_face_outlives_a_scan_that_misses_it(school: SmallSchool, photo: PhotoId) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    (face,) = school.mark_faces(photo, [FACE])
    school.name_face(face, "Bo")
    school.finish(photo)
    _scan_finds(school, photo, [])
    school.finish(photo)
    assert "Website" not in _cleared_channels(school, photo)


def test_more_classes_on_the_roster_end_the_exclusion_check(
    school: SmallSchool, photo: PhotoId
) -> None:
    assert school.batch is not None
    newcomer = PersonDetails("U9", PersonKind.PUPIL, "Zita", "Hollowell", "4B", protected=True)
    school.workspace.library.run(lambda u: u.people.add(newcomer))
    school.workspace.library.run(lambda u: u.register.raise_version())
    _passed_by_exclusion(school, photo)
    more = replace(school.batch.details, classes=("3A", "4B"))
    school.workspace.batches.change(school.batch_id, more, PREPARER)
    assert school.workspace.review.desk(school.batch_id).look_outs
    assert _cleared_channels(school, photo) == set()


def test_no_classes_on_the_roster_end_the_exclusion_check(
    school: SmallSchool, photo: PhotoId
) -> None:
    assert school.batch is not None
    _passed_by_exclusion(school, photo)
    nobody_stated = replace(school.batch.details, classes=())
    school.workspace.batches.change(school.batch_id, nobody_stated, PREPARER)
    assert _cleared_channels(school, photo) == set()


def test_a_permission_that_runs_out_at_midnight_ends_the_exclusion_check(
    school: SmallSchool, photo: PhotoId
) -> None:
    today = school.clock.time.date()
    for purpose in ("web", "newsletter"):
        answer = Answer(
            purpose, Status.GRANTED, expires_on=today, given_by="Parent", given_on=TODAY
        )
        school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)
    _passed_by_exclusion(school, photo)
    school.clock.time += timedelta(days=1)
    assert school.workspace.review.desk(school.batch_id).look_outs
    assert _cleared_channels(school, photo) == set()


def test_a_class_written_otherwise_hides_no_look_out(school: SmallSchool) -> None:
    assert school.batch is not None
    school.answer("Bo", "web", Status.REFUSED)
    details = replace(school.batch.details, classes=("3a",), closed_roster=True)
    try:
        batch = school.workspace.batches.open(details, PREPARER)
    except Refused:
        return
    look_outs = school.workspace.review.desk(batch.id).look_outs
    assert [entry.person.id for entry in look_outs] == [school.people["Bo"].id]


def test_a_restricted_pupil_without_a_class_is_looked_out_for(school: SmallSchool) -> None:
    details = PersonDetails("U9", PersonKind.PUPIL, "Zita", "Hollowell", "", protected=True)
    person = school.workspace.library.run(lambda u: u.people.add(details))
    school.workspace.library.run(lambda u: u.register.raise_version())
    look_outs = school.workspace.review.desk(school.batch_id).look_outs
    assert person.id in {entry.person.id for entry in look_outs}


def test_a_redone_exclusion_check_is_as_old_as_it_was(school: SmallSchool, photo: PhotoId) -> None:
    review = school.workspace.review
    _passed_by_exclusion(school, photo)
    review.undo(school.batch_id, PREPARER)
    review.undo(school.batch_id, PREPARER)
    school.answer("Bo", "web", Status.REFUSED)
    review.redo(school.batch_id, PREPARER)
    review.redo(school.batch_id, PREPARER)
    assert _cleared_channels(school, photo) == set()
    school.finish(photo)
    assert _cleared_channels(school, photo) == set()


def test_whoever_undid_a_hold_may_not_give_the_second_signature(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    school.workspace.review.hold(photo, "a parent rang", PREPARER)
    school.workspace.review.undo(school.batch_id, APPROVER)
    with pytest.raises(Refused):
        school.sign()


def test_whoever_redid_a_decision_may_not_give_the_second_signature(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    school.workspace.review.undo(school.batch_id, PREPARER)
    school.workspace.review.redo(school.batch_id, APPROVER)
    with pytest.raises(Refused):
        school.sign()


def test_the_same_name_in_other_letters_is_the_same_person(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    school.workspace.review.look(photo, unicodedata.normalize("NFC", "Zoë Preparer"), ALL_WELL)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    for again in (unicodedata.normalize("NFD", "Zoë Preparer"), "Zoë\u200b Preparer"):
        with pytest.raises(Refused):
            sign_as(school, again, seen)


@pytest.mark.parametrize("detour", ["undo and redo", "hold and let go", "register and back"])
def test_a_sign_off_does_not_survive_a_detour(
    school: SmallSchool, photo: PhotoId, detour: str
) -> None:
    review, cy = school.workspace.review, school.people["Cy"].id
    school.mark_faces(photo, [])
    school.finish(photo)
    school.sign()
    if detour == "undo and redo":
        review.undo(school.batch_id, PREPARER)
        review.redo(school.batch_id, PREPARER)
        assert _cleared_channels(school, photo)
    elif detour == "hold and let go":
        review.hold(photo, "not sure", PREPARER)
        review.let_go(photo, PREPARER)
    else:
        school.workspace.roll.set_protected(cy, True, PREPARER)
        school.workspace.roll.set_protected(cy, False, APPROVER, "letter of June")
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_an_accepted_foreign_photo_still_needs_its_scan(
    school: SmallSchool, tmp_path: Path
) -> None:
    school.workspace.batches.add_school_device(replace(PHONE, model="iPad"), APPROVER)
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG", device=PHONE))[0]
    assert photo.state is PhotoState.SET_ASIDE
    with pytest.raises(Refused):
        school.finish(photo.id)
    school.workspace.importer.accept_set_aside(photo.id, APPROVER, "the head's phone")
    with pytest.raises(Refused):
        school.finish(photo.id)
    assert _cleared_channels(school, photo.id) == set()


def test_a_photo_that_fails_after_its_look_is_held(school: SmallSchool, photo: PhotoId) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    school.workspace.scanner.again(school.batch_id, PREPARER)
    assert _cleared_channels(school, photo) == set()
    school.workspace.scanner.records.fail(photo, None)
    outcomes = {v.outcome for v in school.workspace.review.photo(photo).verdicts.values()}
    assert outcomes == {Outcome.HELD}
    with pytest.raises(Refused):
        school.finish(photo)


def test_a_drawn_face_that_was_undone_counts_for_no_group(
    school: SmallSchool, photo: PhotoId
) -> None:
    for purpose in ("web", "newsletter"):
        limited = Answer(
            purpose,
            Status.LIMITED,
            frozenset({Limit.GROUP_ONLY}),
            given_by="Parent",
            given_on=TODAY,
        )
        school.workspace.roll.record_answer(school.people["Bo"].id, limited, PREPARER)
    first, second = school.mark_faces(photo, [FACE, OTHER])
    school.name_face(first, "Bo")
    school.name_face(second, "Ada")
    review = school.workspace.review
    entry = school.workspace.frames.draw(photo, Box(250, 20, 40, 60), PREPARER)
    drawn = next(r for r in entry.review.regions if r.id not in {first.id, second.id})
    school.name_face(drawn, "Cy")
    school.finish(photo)
    assert _cleared_channels(school, photo) == {"Website", "Newsletter"}
    for _ in range(3):
        review.undo(school.batch_id, PREPARER)
    school.finish(photo)
    assert _cleared_channels(school, photo) == set()


def test_a_decision_file_cannot_decide_a_face_of_another_photo(
    school: SmallSchool, tmp_path: Path
) -> None:
    one, two = school.bring_in(
        write_photo(tmp_path / "in" / "IMG_1.JPG", 1), write_photo(tmp_path / "in" / "IMG_2.JPG", 2)
    )
    (face,) = school.mark_faces(two.id, [FACE])
    wanted = {"faces": [{"region": face.id, "decision": DispositionKind.NOT_A_FACE.value}]}
    with pytest.raises(Refused):
        _decide_photo(school.workspace, one.id, wanted, {}, PREPARER)
    assert school.workspace.review.photo(two.id).review.undecided


def test_a_decision_file_clears_nothing_that_nobody_saw_or_answered(
    school: SmallSchool, photo: PhotoId
) -> None:
    (face,) = school.mark_faces(photo, [FACE])
    decided = {"region": face.id, "decision": DispositionKind.NOT_A_FACE.value}
    well = {check.value: True for check in PhotoCheck}
    for faces, checks, cleared in (
        ([decided], well, set()),
        ([decided | {"seen_ms": 900}], {}, set()),
        ([decided], {"place": False}, set()),
        ([decided], well, {"Website", "Newsletter"}),
    ):
        wanted = {"faces": faces, "looked_at": True, "checks": checks}
        _decide_photo(school.workspace, photo, wanted, {}, PREPARER)
        assert _cleared_channels(school, photo) == cleared
        school.workspace.review.undo(school.batch_id, PREPARER)


def test_there_is_nothing_to_redo_before_the_first_decision(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [FACE])
    assert school.workspace.review.undo(school.batch_id, PREPARER) == ()
    assert school.workspace.review.redo(school.batch_id, PREPARER) == ()


@pytest.mark.parametrize(
    ("status", "limits"),
    [(Status.LIMITED, frozenset({Limit.GROUP_ONLY})), (Status.UNREADABLE, frozenset())],
)
def test_what_was_said_about_being_photographed_counts_for_every_channel(
    school: SmallSchool, photo: PhotoId, status: Status, limits: frozenset[Limit]
) -> None:
    about_taking = Answer("take", status, limits)
    school.workspace.roll.record_answer(school.people["Bo"].id, about_taking, PREPARER)
    (face,) = school.mark_faces(photo, [FACE])
    school.name_face(face, "Bo")
    school.finish(photo)
    assert _cleared_channels(school, photo) == set()
