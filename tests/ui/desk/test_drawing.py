"""Drawing a missed face with the mouse, at any zoom."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from consentdesk.domain.face import RegionOrigin
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.face.face_panel import Page

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key
WANTED = Box(320, 100, 120, 140)


def draw(at_desk, box: Box) -> None:
    canvas = at_desk.screen.canvas
    start = QPoint(*(round(v) for v in canvas.view.to_view(box.x, box.y)))
    end = QPoint(*(round(v) for v in canvas.view.to_view(box.right, box.bottom)))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    at_desk.settle()


@pytest.mark.parametrize("zooms", [0, 3])
@pytest.mark.parametrize("size", [(1180, 700), (1313, 777)])
def test_the_drawn_box_is_where_it_was_drawn(at_desk, zooms, size):
    at_desk.screen.resize(*size)
    photo_id = at_desk.photo_id
    for _ in range(zooms):
        at_desk.press(Key.Key_Plus)
    at_desk.press(Key.Key_D)
    assert at_desk.screen.canvas.drawing
    draw(at_desk, WANTED)
    drawn = at_desk.saved(photo_id).review.regions[-1]
    assert drawn.origin is RegionOrigin.DRAWN
    near = 1 / at_desk.screen.canvas.view.scale + 1
    for got, wanted in (
        (drawn.box.x, WANTED.x),
        (drawn.box.y, WANTED.y),
        (drawn.box.right, WANTED.right),
        (drawn.box.bottom, WANTED.bottom),
    ):
        assert abs(got - wanted) <= near
    assert at_desk.screen.deciding.region_id == drawn.id, "it is the next to decide"
    assert not at_desk.screen.canvas.drawing


def test_escape_leaves_without_drawing(at_desk):
    at_desk.press(Key.Key_D)
    at_desk.press(Key.Key_Escape)
    assert not at_desk.screen.canvas.drawing
    assert len(at_desk.saved(at_desk.photo_id).review.regions) == 2


def test_a_slip_of_the_hand_draws_nothing(at_desk):
    at_desk.press(Key.Key_D)
    draw(at_desk, Box(300, 200, 2, 2))
    assert at_desk.screen.canvas.drawing
    assert len(at_desk.saved(at_desk.photo_id).review.regions) == 2
    at_desk.press(Key.Key_Escape)


def test_a_missed_face_after_the_last_decision(at_desk):
    first = at_desk.photo_id
    at_desk.press(Key.Key_N)
    at_desk.press(Key.Key_N)
    assert at_desk.page is Page.SENTENCE
    at_desk.press(Key.Key_D)
    draw(at_desk, WANTED)
    assert at_desk.page is Page.FACE
    at_desk.press(Key.Key_R)
    assert at_desk.page is Page.SENTENCE
    at_desk.press(Key.Key_F)
    assert at_desk.saved(first).review.look is not None


def test_a_click_takes_a_face_in_hand(at_desk):
    canvas = at_desk.screen.canvas
    second = at_desk.screen.deciding.faces[1]
    middle = canvas.view.to_view(
        second.box.x + second.box.width / 2, second.box.y + second.box.height / 2
    )
    QTest.mouseClick(
        canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(middle[0]), round(middle[1]))
    )
    at_desk.settle()
    assert at_desk.screen.deciding.region_id == second.id


def test_zoom_to_the_face_and_back(at_desk):
    canvas = at_desk.screen.canvas
    at_desk.press(Key.Key_Z)
    assert canvas.view.zoom > 1
    at_desk.press(Key.Key_Z)
    assert canvas.view.zoom == 1
    at_desk.press(Key.Key_Plus)
    at_desk.press(Key.Key_0)
    assert canvas.view.zoom == 1
