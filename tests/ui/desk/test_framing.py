"""Frames by key: drawn, moved, taken away, cropped; each is in the library afterwards."""

from PySide6.QtCore import Qt

from consentdesk.domain.face import DispositionKind, RegionOrigin, RegionSubject
from consentdesk.ui.desk.face.face_panel import Page

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def regions(desk):
    return desk.saved(desk.photo_id).review.regions


def test_a_missed_face_is_drawn_and_is_the_next_to_decide(at_desk):
    before = len(regions(at_desk))
    at_desk.press(Key.Key_D)
    at_desk.press(Key.Key_Return)
    drawn = regions(at_desk)[-1]
    assert (len(regions(at_desk)), drawn.origin) == (before + 1, RegionOrigin.DRAWN)
    assert at_desk.screen.deciding.region_id == drawn.id
    assert at_desk.page is Page.FACE


def test_a_child_without_a_face_and_something_to_read_are_marked(at_desk):
    at_desk.press(Key.Key_D, SHIFT)
    at_desk.press(Key.Key_Return)
    assert regions(at_desk)[-1].subject is RegionSubject.FIGURE
    at_desk.press(Key.Key_W)
    at_desk.press(Key.Key_Return)
    writing = regions(at_desk)[-1]
    assert writing.subject is RegionSubject.WRITING
    at_desk.press(Key.Key_V)
    assert "can be read" in at_desk.screen.notice.text(), "writing is no visitor"
    assert writing.id not in at_desk.saved(at_desk.photo_id).review.decisions
    at_desk.press(Key.Key_C)
    decision = at_desk.saved(at_desk.photo_id).review.decisions[writing.id]
    assert decision.disposition.kind is DispositionKind.COVER


def test_leaving_a_drawing_draws_nothing(at_desk):
    before = regions(at_desk)
    at_desk.press(Key.Key_D)
    at_desk.press(Key.Key_Escape)
    assert regions(at_desk) == before


def test_a_moved_frame_must_be_seen_and_decided_anew(at_desk):
    face = at_desk.screen.deciding.region_id
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_Left)
    assert at_desk.screen.deciding.region_id == face
    box = regions(at_desk)[0].box
    at_desk.press(Key.Key_M)
    at_desk.press(Key.Key_Right)
    at_desk.press(Key.Key_Return)
    review = at_desk.saved(at_desk.photo_id).review
    moved = next(r for r in review.regions if r.id == face)
    assert moved.box.x > box.x
    assert face not in review.decisions
    at_desk.press(Key.Key_U)
    review = at_desk.saved(at_desk.photo_id).review
    assert next(r for r in review.regions if r.id == face).box == box
    assert face in review.decisions


def test_a_drawn_frame_is_removed_and_comes_back(at_desk):
    at_desk.press(Key.Key_D)
    at_desk.press(Key.Key_Return)
    count = len(regions(at_desk))
    at_desk.press(Key.Key_Delete)
    assert len(regions(at_desk)) == count - 1
    at_desk.press(Key.Key_U)
    assert len(regions(at_desk)) == count


def test_a_found_frame_is_not_removed(at_desk):
    count = len(regions(at_desk))
    at_desk.press(Key.Key_Delete)
    assert len(regions(at_desk)) == count
    assert "not a face" in at_desk.screen.notice.text()


def test_a_whole_person_is_covered(at_desk):
    face = at_desk.screen.deciding.region_id
    at_desk.press(Key.Key_C, SHIFT)
    review = at_desk.saved(at_desk.photos[0]).review
    figure = review.regions[-1]
    assert figure.subject is RegionSubject.FIGURE
    kinds = {review.decisions[number].disposition.kind for number in (face, figure.id)}
    assert kinds == {DispositionKind.COVER}
    at_desk.press(Key.Key_U)
    assert at_desk.saved(at_desk.photos[0]).review.decisions == {}, "both in one step"


def test_a_part_of_the_photo_is_kept_and_all_of_it_again(at_desk):
    photo = at_desk.photo_id
    at_desk.press(Key.Key_Q)
    at_desk.press(Key.Key_Return)
    assert at_desk.saved(photo).review.crop is not None
    at_desk.press(Key.Key_Q)
    assert at_desk.saved(photo).review.crop is None
