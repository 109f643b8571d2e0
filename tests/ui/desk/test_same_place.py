"""After a kill the desk opens at the same face; a decided one gives way to the next open one."""

import shutil

from PySide6.QtCore import Qt

from consentdesk.domain.face import DispositionKind
from consentdesk.services.deciding.desk import DeskPlace
from tests.small_workspace import KEY, assemble_for_test
from tests.ui.desk.rare_at_desk import press_on
from tests.ui.settled import idle

Key = Qt.Key


def killed(desk):
    """Return the school as it lies on the disk at this moment, nothing closed."""
    left = desk.school.folder.parent / "after_the_kill"
    shutil.copytree(desk.school.folder / "workspace", left / "workspace")
    return assemble_for_test(left / "workspace", KEY, desk.school.clock, new=False)


def wait_for_place(desk, *place):
    """Wait until the library holds this place."""
    review, batch = desk.school.workspace.review, desk.school.batch_id
    desk.qtbot.waitUntil(lambda: review.desk(batch).place == DeskPlace(*place))


def test_it_opens_at_the_same_face(at_desk, open_desk):
    deciding = at_desk.screen.deciding
    deciding.go_to_photo(at_desk.photos[3])
    at_desk.settle()
    press_on(at_desk, at_desk.screen.canvas, Key.Key_V)
    here = at_desk.photos[3], deciding.region_id
    wait_for_place(at_desk, *here)
    at_desk.school.workspace, before = killed(at_desk), at_desk.school.workspace
    again = open_desk(at_desk.photos)
    try:
        assert (again.photo_id, again.screen.deciding.region_id) == here
    finally:
        idle(again, again.qtbot)
        again.screen.place.deleteLater()
        again.screen.news.deleteLater()
        at_desk.school.workspace.close()
        at_desk.school.workspace = before


def test_a_decided_face_gives_way_to_the_next_open_one(at_desk, open_desk):
    deciding, photo = at_desk.screen.deciding, at_desk.photos[3]
    faces = [r.id for r in at_desk.screen.deciding.photos.faces(photo)]
    deciding.go_to_photo(photo, faces[1])
    at_desk.screen.place.keep()
    at_desk.settle()
    school = at_desk.school
    school.decide(school.workspace.review.photo(photo).review.regions[1], DispositionKind.VISITOR)
    again = open_desk(at_desk.photos)
    assert (again.photo_id, again.screen.deciding.region_id) == (photo, faces[2])


def test_resting_is_enough_and_a_photo_that_is_gone_is_no_place(at_desk, open_desk):
    deciding = at_desk.screen.deciding
    deciding.go_to_photo(at_desk.photos[1])
    wait_for_place(at_desk, at_desk.photos[1], deciding.region_id)
    at_desk.settle()
    at_desk.school.workspace.deletion.delete(at_desk.photos[1], "Ann Preparer")
    again = open_desk(at_desk.photos)
    assert again.photo_id == at_desk.photos[0]
