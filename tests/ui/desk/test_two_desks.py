"""Two windows of one person never diverge: each shows what was done in the other, at its place."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt

from consentdesk.domain.face import Disposition, DispositionKind
from tests.ui.desk.conftest import PERSON
from tests.ui.desk.rare_at_desk import press_on

Key = Qt.Key


def shown(desk, photo):
    """Return what a desk shows of a photo."""
    entry = desk.screen.deciding.photos.photo(photo)
    review = entry.review
    kinds = {face: each.disposition.kind for face, each in review.decisions.items()}
    return kinds, [r.id for r in review.regions], review.hold, entry.status


def same(one, other, photo):
    one.settle()
    other.settle()
    one.qtbot.waitUntil(lambda: shown(one, photo) == shown(other, photo))


def test_each_shows_what_the_other_does_and_keeps_its_place(open_desk, photos):
    one, other = open_desk(photos), open_desk(photos)
    first, second = photos[0], photos[3]
    other.screen.deciding.go_to_photo(second)
    other.settle()
    place = other.photo_id, other.screen.deciding.region_id
    canvas = one.screen.canvas
    press_on(one, canvas, Key.Key_V)
    same(one, other, first)
    assert len(shown(other, first)[0]) == 1
    press_on(one, canvas, Key.Key_U)
    same(one, other, first)
    assert shown(other, first)[0] == {}
    press_on(other, other.screen.canvas, Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    same(one, other, first)
    assert len(shown(one, first)[0]) == 1
    other.screen.deciding.go_to_photo(second)
    other.settle()
    press_on(one, canvas, Key.Key_D)
    press_on(one, canvas, Key.Key_Return)
    same(one, other, first)
    assert len(shown(other, first)[1]) == 3
    assert (other.photo_id, other.screen.deciding.region_id) == place


def test_a_group_decided_in_one_is_decided_in_the_other(open_desk, photos):
    one, other = open_desk(photos), open_desk(photos)
    workspace, batch = one.school.workspace, one.school.batch_id
    regions = [one.screen.deciding.photos.faces(p)[0] for p in (photos[0], photos[1])]
    faces = [region.id for region in regions]
    one.school.see(*regions)
    workspace.groups.decide(batch, faces, Disposition(DispositionKind.VISITOR), PERSON)
    for desk in (one, other):
        for photo in photos[:2]:
            desk.qtbot.waitUntil(
                lambda d=desk, p=photo: list(shown(d, p)[0].values()) == [DispositionKind.VISITOR]
            )


def test_a_face_that_goes_in_one_is_not_left_in_the_hand_of_the_other(open_desk, photos):
    one, other = open_desk(photos), open_desk(photos)
    press_on(one, one.screen.canvas, Key.Key_D)
    press_on(one, one.screen.canvas, Key.Key_Return)
    same(one, other, photos[0])
    drawn = one.screen.deciding.region_id
    other.screen.deciding.go_to_photo(photos[0], drawn)
    other.settle()
    assert other.screen.deciding.region_id == drawn
    press_on(one, one.screen.canvas, Key.Key_Delete)
    same(one, other, photos[0])
    assert other.screen.deciding.region_id in {r.id for r in other.screen.deciding.faces}


def test_objections_deletions_and_the_register_reach_both(open_desk, photos):
    one, other = open_desk(photos), open_desk(photos)
    workspace, school = one.school.workspace, one.school
    ada = school.people["Ada"]
    workspace.objections.record(school.batch_id, ada.id, PERSON)
    for desk in (one, other):
        look_outs = desk.screen.deciding.photos
        desk.qtbot.waitUntil(lambda d=look_outs: ada.id in {x.person.id for x in d.desk.look_outs})
    workspace.roll.set_protected(school.people["Bo"].id, True, PERSON)
    for desk in (one, other):
        look_outs = desk.screen.deciding.photos
        desk.qtbot.waitUntil(lambda d=look_outs: len(d.desk.look_outs) == 2)
    workspace.deletion.delete(photos[0], PERSON)
    for desk in (one, other):
        screen = desk.screen
        desk.qtbot.waitUntil(lambda s=screen: not s.deciding.photos.holds(photos[0]))
        assert desk.photo_id != photos[0]


def test_a_desk_that_is_gone_hears_nothing(open_desk, photos):
    one, other = open_desk(photos), open_desk(photos)
    acting = one.school.workspace.acting
    assert len(acting._listeners) == 2
    other.screen.close()
    other.screen.news.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(acting._listeners) == 1
    press_on(one, one.screen.canvas, Key.Key_V)
    assert len(one.saved(photos[0]).review.decisions) == 1


def test_an_older_answer_does_not_replace_a_later_one(at_desk):
    photos, photo = at_desk.screen.deciding.photos, at_desk.photos[0]
    older = at_desk.saved(photo)
    at_desk.press(Key.Key_V)
    photos.take(older)
    assert len(photos.photo(photo).review.decisions) == 1


def test_what_is_done_here_is_drawn_when_it_is_pressed_and_when_it_is_saved(at_desk):
    drawn = []
    at_desk.screen.deciding.standing_changed.connect(drawn.append)
    at_desk.press(Key.Key_V)
    at_desk.qtbot.waitUntil(lambda: len(shown(at_desk, at_desk.photos[0])[0]) == 1)
    assert drawn == [at_desk.photos[0]] * 2


def test_no_face_of_another_photo_is_taken_in_hand(at_desk):
    deciding = at_desk.screen.deciding
    before = deciding.region_id
    elsewhere = deciding.photos.faces(at_desk.photos[3])[0].id
    deciding.go_to_face(elsewhere)
    deciding.go_to_face_quietly(elsewhere)
    assert deciding.region_id == before
