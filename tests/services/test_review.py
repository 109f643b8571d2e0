"""Deciding through the services: saved at once, undoable, refused where the rules say so."""

from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    RegionOrigin,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from tests.small_workspace import PREPARER, SmallSchool, write_photo

LEFT, RIGHT = Box(100, 100, 60, 80), Box(300, 120, 60, 80)


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    return school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0].id


def _outcomes(school: SmallSchool, photo: PhotoId) -> set[Outcome]:
    return {v.outcome for v in school.workspace.review.photo(photo).verdicts.values()}


def test_a_photo_is_cleared_only_after_every_face_and_the_look(
    school: SmallSchool, photo: PhotoId
) -> None:
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    left, right = school.mark_faces(photo, [LEFT, RIGHT])
    school.name_face(left, "Ada")
    with pytest.raises(Refused):
        school.finish(photo)
    school.name_face(right, "Ms Dee")
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_no_face_found_is_not_cleared_until_somebody_looked(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_a_photo_that_was_not_scanned_cannot_be_finished(
    school: SmallSchool, photo: PhotoId
) -> None:
    with pytest.raises(Refused):
        school.finish(photo)


def test_a_refusal_holds_one_channel_only(school: SmallSchool, photo: PhotoId) -> None:
    (face,) = school.mark_faces(photo, [LEFT])
    school.answer("Bo", "web", Status.REFUSED)
    school.name_face(face, "Bo")
    school.finish(photo)
    verdicts = school.workspace.review.photo(photo).verdicts
    assert verdicts[school.website.id].outcome is Outcome.HELD
    assert verdicts[school.newsletter.id].outcome is Outcome.CLEARED


def test_a_register_change_asks_for_a_new_look(school: SmallSchool, photo: PhotoId) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    school.workspace.roll.set_protected(school.people["Cy"].id, True, PREPARER)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_undo_and_redo_go_all_the_way(school: SmallSchool, photo: PhotoId) -> None:
    review = school.workspace.review
    left, right = school.mark_faces(photo, [LEFT, RIGHT])
    school.name_face(left, "Ada")
    school.decide(right, DispositionKind.NOT_A_FACE)
    school.finish(photo)
    for undecided in (0, 1, 2):
        entry = review.undo(school.batch_id, PREPARER)
        assert entry is not None
        assert len(entry.review.undecided) == undecided
        assert entry.status is Outcome.NEEDS_DECISION
    assert review.undo(school.batch_id, PREPARER) is None
    for _ in range(3):
        entry = review.redo(school.batch_id, PREPARER)
    assert entry is not None
    assert entry.status is Outcome.CLEARED
    assert review.redo(school.batch_id, PREPARER) is None


def test_a_drawn_face_needs_a_decision_and_goes_with_undo(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    entry = school.workspace.review.draw(photo, Box(-20, 50, 120, 120), PREPARER)
    (drawn,) = entry.review.regions
    assert drawn.origin is RegionOrigin.DRAWN
    assert drawn.box == Box(0, 50, 100, 120)
    assert entry.status is Outcome.NEEDS_DECISION
    undone = school.workspace.review.undo(school.batch_id, PREPARER)
    assert undone is not None
    assert undone.review.regions == ()
    with pytest.raises(Refused):
        school.workspace.review.draw(photo, Box(5000, 0, 50, 50), PREPARER)


def test_one_pupil_stands_in_a_photo_once(school: SmallSchool, photo: PhotoId) -> None:
    left, right = school.mark_faces(photo, [LEFT, RIGHT])
    school.name_face(left, "Ada")
    with pytest.raises(Refused):
        school.name_face(right, "Ada")
    school.name_face(left, "Bo")
    school.name_face(right, "Ada")


def test_a_pupil_is_no_adult(school: SmallSchool, photo: PhotoId) -> None:
    (face,) = school.mark_faces(photo, [LEFT])
    adult = Disposition(DispositionKind.THIS_ADULT, school.people["Ada"].id)
    with pytest.raises(Refused):
        school.workspace.review.decide(face.id, adult, PREPARER)
    assert school.workspace.review.photo(photo).review.undecided == (face,)


def test_hold_keeps_back_until_let_go(school: SmallSchool, photo: PhotoId) -> None:
    school.mark_faces(photo, [])
    school.workspace.review.hold(photo, "ask the class teacher", PREPARER)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.HELD}
    school.workspace.review.let_go(photo, PREPARER)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}


def test_exclusion_check_only_after_each_face_was_shown(
    school: SmallSchool, photo: PhotoId
) -> None:
    review = school.workspace.review
    left, right = school.mark_faces(photo, [LEFT, RIGHT])
    review.mark_shown([left.id])
    with pytest.raises(Refused):
        review.exclusion_check(photo, PREPARER)
    review.mark_shown([right.id])
    review.exclusion_check(photo, PREPARER)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_exclusion_check_is_void_once_the_register_or_roster_changes(
    school: SmallSchool, photo: PhotoId
) -> None:
    review, batch = school.workspace.review, school.batch
    assert batch is not None
    (face,) = school.mark_faces(photo, [LEFT])
    review.mark_shown([face.id])
    review.exclusion_check(photo, PREPARER)
    school.finish(photo)
    school.answer("Bo", "web", Status.REFUSED)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    review.decide(face.id, None, PREPARER)
    review.exclusion_check(photo, PREPARER)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}
    opened = BatchDetails("Sports day", batch.details.event_date, classes=("3A",))
    school.workspace.batches.change(batch.id, opened, PREPARER)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}


def test_exclusion_check_waits_for_a_face_like_a_look_out(
    school: SmallSchool, photo: PhotoId
) -> None:
    review = school.workspace.review
    school.answer("Bo", "web", Status.REFUSED)
    (face,) = school.mark_faces(photo, [LEFT])
    alike = Candidate(school.people["Bo"].id, 0.41, "alike")
    suggestion = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (alike,))
    school.workspace.library.run(lambda u: u.photos.suggest(photo, [suggestion]))
    review.mark_shown([face.id])
    assert review.photo(photo).flagged
    assert review.exclusion_refusal(photo)
    with pytest.raises(Refused):
        review.exclusion_check(photo, PREPARER)


def test_the_statement_cannot_be_smuggled_in_as_a_decision(
    school: SmallSchool, photo: PhotoId
) -> None:
    (face,) = school.mark_faces(photo, [LEFT])
    with pytest.raises(Refused):
        school.decide(face, DispositionKind.NO_LOOK_OUT)


def test_a_new_scan_that_finds_other_faces_ends_the_look(
    school: SmallSchool, photo: PhotoId
) -> None:
    from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace

    (face,) = school.mark_faces(photo, [LEFT])
    school.name_face(face, "Ada")
    school.finish(photo)
    picture = b"\xff\xd8picture"
    points = ((0.0, 0.0),) * 5
    for boxes, left_over in (((LEFT,), 0), ((LEFT, RIGHT), 1), ((), 0)):
        found = tuple(
            CheckedFace(FoundFace(box, 0.9, points, True, "face"), picture, None) for box in boxes
        )
        checked = CheckedPhoto(found, 640, 480, 0.1, "other-engine")
        school.workspace.scanner.records.keep(photo, checked)
        entry = school.workspace.review.photo(photo)
        assert len(entry.review.undecided) == left_over
        if boxes != (LEFT,):
            assert entry.review.look is None


def test_the_desk_puts_flagged_photos_first(school: SmallSchool, tmp_path: Path) -> None:
    paths = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(3)]
    first, second, third = school.bring_in(*paths)
    school.answer("Bo", "web", Status.REFUSED)
    school.mark_faces(first.id, [])
    school.finish(first.id)
    school.mark_faces(second.id, [LEFT])
    (face,) = school.mark_faces(third.id, [LEFT])
    alike = Candidate(school.people["Bo"].id, 0.41, "alike")
    suggestion = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (alike,))
    school.workspace.library.run(lambda u: u.photos.suggest(third.id, [suggestion]))
    desk = school.workspace.review.desk(school.batch_id)
    assert [entry.photo.id for entry in desk.photos] == [third.id, second.id, first.id]
    assert [entry.person.name for entry in desk.look_outs] == ["Boswell Lindqvister"]
    assert desk.look_outs[0].not_on == ("Website",)
