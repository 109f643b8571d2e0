"""Deciding through the services: saved at once, undoable, refused where the rules say so."""

from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    ENOUGH_MS,
    Candidate,
    Disposition,
    DispositionKind,
    RegionOrigin,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import PhotoId, VaultKey
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS
from tests.services.moments import Moments, outcomes
from tests.small_workspace import PREPARER, SmallSchool, sightings, write_photo

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
        (entry,) = review.undo(school.batch_id, PREPARER)
        assert len(entry.review.undecided) == undecided
        assert entry.status is Outcome.NEEDS_DECISION
    assert review.undo(school.batch_id, PREPARER) == ()
    for _ in range(3):
        (entry,) = review.redo(school.batch_id, PREPARER)
    assert entry.status is Outcome.CLEARED
    assert review.redo(school.batch_id, PREPARER) == ()


def test_a_drawn_face_needs_a_decision_and_goes_with_undo(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.mark_faces(photo, [])
    school.finish(photo)
    entry = school.workspace.frames.draw(photo, Box(-20, 50, 120, 120), PREPARER)
    (drawn,) = entry.review.regions
    assert drawn.origin is RegionOrigin.DRAWN
    assert drawn.box == Box(0, 50, 100, 120)
    assert entry.status is Outcome.NEEDS_DECISION
    (undone,) = school.workspace.review.undo(school.batch_id, PREPARER)
    assert undone.review.regions == ()
    with pytest.raises(Refused):
        school.workspace.frames.draw(photo, Box(5000, 0, 50, 50), PREPARER)


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
    exclusion = school.workspace.exclusion
    left, right = school.mark_faces(photo, [LEFT, RIGHT])
    school.see(left, right)
    with pytest.raises(Refused, match="faces to compare changed"):
        exclusion.state(photo, PREPARER, sightings(left), ())
    other_frame = replace(right, picture=VaultKey("0" * 64))
    with pytest.raises(Refused, match="faces to compare changed"):
        exclusion.state(photo, PREPARER, sightings(left, other_frame), ())
    too_quick = sightings(left) | sightings(right, ms=ENOUGH_MS - 1)
    with pytest.raises(Refused, match="too quickly"):
        exclusion.state(photo, PREPARER, too_quick, ())
    exclusion.state(photo, PREPARER, sightings(left, right), ())
    with pytest.raises(Refused, match="faces to compare changed"):
        exclusion.state(photo, PREPARER, sightings(left, right), ())
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_exclusion_check_is_void_once_the_register_or_roster_changes(
    school: SmallSchool, photo: PhotoId
) -> None:
    review, batch = school.workspace.review, school.batch
    assert batch is not None
    (face,) = school.mark_faces(photo, [LEFT])
    school.state_exclusion(photo)
    school.finish(photo)
    school.answer("Bo", "web", Status.REFUSED)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    before = review.photo(photo).review.decisions[face.id]
    school.state_exclusion(photo)
    after = review.photo(photo).review.decisions[face.id]
    assert (before.look_outs, after.look_outs) == (set(), {school.people["Bo"].id})
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
    assert review.photo(photo).flagged
    assert "look-out list" in (school.workspace.exclusion.refusal(photo) or "")
    with pytest.raises(Refused, match="look-out list"):
        school.state_exclusion(photo)


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


def test_a_face_that_nobody_saw_keeps_a_decided_photo_back(
    school: SmallSchool, photo: PhotoId
) -> None:
    (face,) = school.mark_faces(photo, [LEFT])
    ada = Disposition(DispositionKind.THIS_PUPIL, school.people["Ada"].id)
    school.workspace.review.decide(face.id, ada, PREPARER)
    school.finish(photo)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    school.see(face, ms=-5)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    school.see(face)
    assert _outcomes(school, photo) == {Outcome.CLEARED}


def test_the_questions_about_a_photo_are_answered_with_the_look_or_before(
    school: SmallSchool, photo: PhotoId
) -> None:
    review = school.workspace.review
    school.mark_faces(photo, [])
    review.look(photo, PREPARER)
    assert _outcomes(school, photo) == {Outcome.NEEDS_DECISION}
    (entry,) = review.answer_checks([photo], ALL_WELL, PREPARER)
    assert entry.review.look is None
    review.look(photo, PREPARER)
    assert _outcomes(school, photo) == {Outcome.CLEARED}
    review.look(photo, PREPARER, {PhotoCheck.PLACE: False})
    assert _outcomes(school, photo) == {Outcome.HELD}


def test_several_photos_are_finished_held_and_given_back_together(moments: Moments) -> None:
    review, batch_id = moments.school.workspace.review, moments.school.batch_id
    for face in (*moments.faces, *moments.next_faces):
        moments.school.decide(face, DispositionKind.NOT_A_FACE)
    both = (moments.frame, moments.next_frame)
    entries = review.look_through(moments.school.looked(*both), PREPARER, ALL_WELL)
    assert outcomes(entries) == {Outcome.CLEARED}
    assert outcomes(review.undo(batch_id, PREPARER)) == {Outcome.NEEDS_DECISION}
    held = review.hold_many(both, "ask the class teacher", PREPARER)
    assert outcomes(held) == {Outcome.HELD}
    assert {entry.review.hold for entry in review.undo(batch_id, PREPARER)} == {None}
    answered = review.answer_checks(both, {PhotoCheck.DRESS: False}, PREPARER)
    assert outcomes(answered) == {Outcome.HELD}
    assert len(review.undo(batch_id, PREPARER)) == 2
    assert len(review.redo(batch_id, PREPARER)) == 2


@pytest.mark.parametrize("amiss", ["undecided", "too quick", "changed", "taken back"])
def test_no_photo_is_finished_when_one_of_several_is_refused(moments: Moments, amiss: str) -> None:
    review = moments.school.workspace.review
    for face in moments.faces:
        moments.school.decide(face, DispositionKind.NOT_A_FACE)
    if amiss != "undecided":
        moments.school.decide(moments.lone, DispositionKind.NOT_A_FACE)
    if amiss == "taken back":
        moments.school.finish(moments.other)
    looked = moments.school.looked(moments.frame, moments.other)
    if amiss == "too quick":
        looked |= moments.school.looked(moments.other, ms=ENOUGH_LOOK_MS - 1)
    elif amiss == "changed":
        moments.school.decide(moments.lone, DispositionKind.CANNOT_BE_RECOGNISED)
    elif amiss == "taken back":
        review.undo(moments.school.batch_id, PREPARER)
    with pytest.raises(Refused):
        review.look_through(looked, PREPARER, ALL_WELL)
    assert moments.photo(moments.frame).review.look is None


def test_a_photo_that_is_not_as_it_was_shown_is_not_finished(
    school: SmallSchool, photo: PhotoId
) -> None:
    review = school.workspace.review
    school.mark_faces(photo, [])
    shown = review.photo(photo).review
    assert shown.last_action is None
    review.hold(photo, "not sure", PREPARER)
    with pytest.raises(Refused):
        review.look(photo, PREPARER, ALL_WELL, shown=shown)
    shown = review.photo(photo).review
    assert review.look(photo, PREPARER, ALL_WELL, shown=shown).review.look is not None


def test_every_desk_hears_of_a_change_until_it_stops_listening(
    school: SmallSchool, photo: PhotoId
) -> None:
    heard: list[list[PhotoId]] = []
    acting = school.workspace.acting
    stop = acting.listen(lambda photos: heard.append([entry.photo.id for entry in photos]))
    school.workspace.review.hold(photo, "not sure", PREPARER)
    school.workspace.review.undo(school.batch_id, PREPARER)
    stop()
    school.workspace.review.hold(photo, "not sure", PREPARER)
    assert heard == [[photo], [photo]]
