"""Key presses, another desk and a search in between: nothing is stated of what nobody saw."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consentdesk.domain.consent import Status
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    FoundRegion,
    Region,
    RegionSize,
    RegionSubject,
)
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.desk_pictures import face_key, portrait_key, screen_key
from consentdesk.ui.desk.shown_faces import FIRST_MS
from tests.small_workspace import APPROVER, SmallSchool, write_photo
from tests.ui.desk.conftest import FACES, DeskAtWork, mark
from tests.ui.desk.group_at_desk import compare_batch, crowd
from tests.ui.desk.rare_at_desk import press_on
from tests.ui.settled import idle

Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def _in_hand(desk: DeskAtWork) -> Region:
    region = desk.screen.deciding.region
    assert region is not None
    return region


def _in_library(desk: DeskAtWork, region_id: RegionId) -> Region:
    regions = desk.saved(desk.photos[0]).review.regions
    return next(region for region in regions if region.id == region_id)


def _kinds(desk: DeskAtWork, photo_id: PhotoId) -> list[DispositionKind]:
    return [d.disposition.kind for d in desk.saved(photo_id).review.decisions.values()]


def _reshape_by_key(desk: DeskAtWork) -> None:
    desk.press(Key.Key_M)
    for _ in range(3):
        desk.press(Key.Key_Right, ALT)
    desk.press(Key.Key_Return)


def _find_again(school: SmallSchool, photo_id: PhotoId, box: Box) -> None:
    """Let a search find the first face a little elsewhere, with another picture of it."""
    library = school.workspace.library
    picture = library.run(lambda u: u.photos.get(photo_id)).details.original
    found = [FoundRegion(each, RegionSize.FACE, 0.9, picture) for each in (box, FACES[0][1])]
    library.run(lambda u: u.photos.record_check(photo_id, found, "test-engine"))


# a face is seen in the picture that is on the screen


def test_the_time_of_the_old_frame_does_not_count_for_the_new_one(
    at_desk: DeskAtWork,
) -> None:
    face = _in_hand(at_desk).id
    _reshape_by_key(at_desk)
    assert _in_library(at_desk, face).box != FACES[0][0]
    assert _in_library(at_desk, face).seen_ms <= FIRST_MS


@pytest.mark.parametrize("what", ["another desk", "undo", "a search"])
def test_a_face_whose_frame_changed_is_shown_anew_before_it_counts_as_seen(
    at_desk: DeskAtWork,
    what: str,
) -> None:
    school, screen, face = at_desk.school, at_desk.screen, _in_hand(at_desk)
    moved = replace(face.box, width=face.box.width + 60)
    if what == "another desk":
        school.workspace.frames.reshape(face.id, moved, APPROVER)
    elif what == "undo":
        _reshape_by_key(at_desk)
        moved = face.box
        at_desk.press(Key.Key_U)
    else:
        moved = replace(face.box, width=face.box.width + 30)
        _find_again(school, at_desk.photos[0], moved)
        screen.reload()
    at_desk.qtbot.waitUntil(lambda: _in_hand(at_desk).box == moved)
    at_desk.settle()
    at_desk.press(Key.Key_Space)
    key = face_key(face.id)
    there = screen.pictures.picture(key)
    shown = there is not None and there.toImage() == screen.pictures._fetched(key).finest_first[0]
    assert shown or _in_library(at_desk, face.id).seen_ms == 0


# what was on the screen when it was stated


@pytest.mark.parametrize("what", ["the register", "an objection"])
def test_who_becomes_a_look_out_during_the_check_is_compared_with_every_face(
    at_desk: DeskAtWork,
    what: str,
) -> None:
    school, page = at_desk.school, at_desk.screen.panel.exclusion
    at_desk.press(Key.Key_E)
    at_desk.press(Key.Key_Space)
    assert page.state_it.isEnabled()
    if what == "the register":
        school.answer("Bo", "web", Status.REFUSED)
    else:
        bo = school.people["Bo"].id
        school.workspace.objections.record(school.batch_id, bo, APPROVER)
    at_desk.qtbot.waitUntil(lambda: bool(at_desk.screen.deciding.photos.desk.look_outs))
    at_desk.settle()
    at_desk.press(Key.Key_Return)
    assert _kinds(at_desk, at_desk.photos[0]) == []


def test_a_face_that_was_taken_back_meanwhile_is_not_cleared_by_the_check(
    at_desk: DeskAtWork,
) -> None:
    """It was seen when it was decided, but is none of those that passed in this check."""
    school, photo = at_desk.school, at_desk.photos[0]
    face = _in_hand(at_desk).id
    ada = Disposition(DispositionKind.THIS_PUPIL, school.people["Ada"].id)
    at_desk.screen.deciding.decide(ada)
    at_desk.settle()
    at_desk.press(Key.Key_E)
    assert at_desk.screen.panel.exclusion.possible
    school.workspace.review.undo(school.batch_id, APPROVER)
    at_desk.qtbot.waitUntil(lambda: face in {r.id for r in at_desk.screen.deciding.open_faces})
    at_desk.press(Key.Key_Return)
    assert face not in at_desk.saved(photo).review.decisions


def test_leaving_an_exclusion_check_changes_nothing(
    school: SmallSchool, photos: tuple[PhotoId, ...], open_desk: Callable[..., DeskAtWork]
) -> None:
    review = school.workspace.review
    school.state_exclusion(photos[0], APPROVER)
    school.answer("Bo", "web", Status.REFUSED)
    desk = open_desk(photos)
    before = review.photo(photos[0]).review.decisions
    desk.press(Key.Key_E)
    desk.press(Key.Key_Escape)
    assert review.photo(photos[0]).review.decisions == before


@pytest.fixture
def moment(
    school: SmallSchool,
    tmp_path: Path,
    open_desk: Callable[..., DeskAtWork],
) -> DeskAtWork:
    """Two frames of one moment; both faces of the first are visitors."""
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", 1, later=n) for n in range(2)]
    ids = tuple(photo.id for photo in school.bring_in(*files))
    for photo_id in ids:
        mark(school, photo_id, FACES[0])
    desk = open_desk(ids)
    desk.press(Key.Key_V)
    desk.press(Key.Key_V)
    return desk


def test_a_pair_does_not_count_while_another_is_on_the_screen(moment: DeskAtWork) -> None:
    moment.clock.step = 0
    moment.press(Key.Key_B)
    moment.clock.time += 1
    moment.press(Key.Key_Space)
    moment.press(Key.Key_Left)
    moment.clock.time += 5
    moment.press(Key.Key_Return)
    assert _kinds(moment, moment.photos[1]) == [], "the second pair passed at once"


def test_nothing_is_carried_but_what_stood_beside_the_pair(moment: DeskAtWork) -> None:
    review, page = moment.school.workspace.review, moment.screen.further.burst_page
    moment.press(Key.Key_B)
    moment.press(Key.Key_Space)
    assert page.possible
    ada = Disposition(DispositionKind.THIS_PUPIL, moment.school.people["Ada"].id)
    first = moment.saved(moment.photos[0]).review.regions[0].id
    review.decide(first, ada, APPROVER)
    shown = moment.screen.deciding.photos
    moment.qtbot.waitUntil(
        lambda: shown.photo(moment.photos[0]).review.decisions[first].disposition == ada
    )
    moment.press(Key.Key_Return)
    assert DispositionKind.THIS_PUPIL not in _kinds(moment, moment.photos[1])


def test_a_photo_that_changed_after_it_was_looked_at_is_not_finished(
    school: SmallSchool,
    photos: tuple[PhotoId, ...],
    open_desk: Callable[..., DeskAtWork],
) -> None:
    review = school.workspace.review
    for photo_id in photos:
        for region in review.photo(photo_id).review.regions:
            school.decide(region, DispositionKind.COVER)
    desk, changed = open_desk(photos), photos[1]
    desk.press(Key.Key_L)
    for _ in photos:
        desk.press(Key.Key_Space)
    assert desk.screen.further.look_sheet.at_end
    (face,) = review.photo(changed).review.regions
    uncovered = Disposition(DispositionKind.CANNOT_BE_RECOGNISED)
    review.decide(face.id, uncovered, APPROVER)
    on_desk = desk.screen.deciding.photos
    desk.qtbot.waitUntil(
        lambda: on_desk.photo(changed).review.decisions[face.id].disposition == uncovered
    )
    desk.press(Key.Key_Return)
    assert desk.saved(changed).review.look is None


def test_a_frame_that_was_moved_under_the_group_sheet_is_shown_before_it_is_decided(
    school: SmallSchool, tmp_path: Path, open_desk: Callable[..., DeskAtWork]
) -> None:
    compare_batch(school)
    faces = crowd(school, tmp_path, 2)
    desk = open_desk(tuple(photo.id for photo in school.photos()))
    sheet = desk.screen.further.group_sheet
    desk.press(Key.Key_G)
    desk.qtbot.waitUntil(lambda: sheet.faces.seen == frozenset(faces))
    school.workspace.frames.reshape(faces[1], Box(90, 80, 80, 100), APPROVER)
    desk.settle()
    pictures, key = desk.screen.pictures, face_key(faces[1])
    there = pictures.picture(key)
    if there is not None and there.toImage() == pictures._fetched(key).finest_first[0]:
        return
    assert set(sheet.faces.ticked) == set(faces)
    desk.press(Key.Key_V)
    assert _kinds(desk, desk.photos[1]) == [], "the new frame was on no screen"


# the photo in hand


def test_what_is_saved_late_takes_no_face_of_another_photo_in_hand(
    at_desk: DeskAtWork,
) -> None:
    deciding, canvas = at_desk.screen.deciding, at_desk.screen.canvas
    at_desk.press(Key.Key_M)
    at_desk.press(Key.Key_Right)
    QTest.keyClick(canvas, Key.Key_Return)
    QTest.keyClick(canvas, Key.Key_PageDown)
    idle(at_desk, at_desk.qtbot)
    assert deciding.photo_id != at_desk.photos[0]
    QTest.keyClick(canvas, Key.Key_C, SHIFT)
    idle(at_desk, at_desk.qtbot)
    left = at_desk.saved(at_desk.photos[0]).review
    assert RegionSubject.FIGURE not in {region.subject for region in left.regions}
    assert left.decisions == {}


# what is deleted


def test_a_portrait_cut_from_a_deleted_photo_is_shown_nowhere(
    school: SmallSchool,
    photos: tuple[PhotoId, ...],
    open_desk: Callable[..., DeskAtWork],
) -> None:
    library, ada = school.workspace.library, school.people["Ada"].id
    school.answer("Ada", "web", Status.REFUSED)
    face = school.workspace.review.photo(photos[0]).review.regions[0]
    school.name_face(face, "Ada")
    cut = library.vault.put(library.vault.get(face.picture))
    library.run(lambda u: u.people.add_portrait(ada, cut, date(2026, 6, 19), face.id))
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[0])
    desk.screen.pictures.want(portrait_key(ada))
    desk.settle()
    assert desk.screen.pictures.picture(portrait_key(ada)) is not None
    desk.dialogs.agree = True
    press_on(desk, desk.screen.canvas, Key.Key_Delete, SHIFT)
    desk.qtbot.waitUntil(lambda: photos[0] not in desk.screen.photo_list.photo_ids)
    press_on(desk, desk.screen.further.rare.deleted_sheet, Key.Key_Escape)
    there = desk.screen.pictures.picture(portrait_key(ada))
    assert there is None or there.isNull()


def test_a_desk_behind_another_page_keeps_no_picture_of_a_deleted_photo(
    open_desk: Callable[..., DeskAtWork], photos: tuple[PhotoId, ...]
) -> None:
    desk = open_desk(photos)
    key = screen_key(photos[0])
    assert desk.screen.pictures.picture(key) is not None
    desk.screen.hide()
    desk.school.workspace.deletion.delete(photos[0], APPROVER)
    desk.settle()
    idle(desk, desk.qtbot)
    assert desk.screen.pictures.picture(key) is None
