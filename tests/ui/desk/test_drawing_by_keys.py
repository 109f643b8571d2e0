"""Drawing a frame by keys or mouse, for each purpose; what a crop takes away is shaded."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.frame_shape import LEAST_SIDE
from tests.ui.desk.bare_canvas import HEIGHT, WIDTH, BareCanvas, bare_canvas

Key = Qt.Key


@pytest.fixture
def bare(qtbot: QtBot) -> BareCanvas:
    return bare_canvas(qtbot)


@pytest.mark.parametrize("purpose", DrawnFor)
def test_a_frame_stands_in_the_middle_and_enter_draws_it(bare, purpose):
    bare.canvas.begin_drawing(purpose)
    box = bare.canvas.frame_in_hand
    assert box.x + box.width / 2 == pytest.approx(WIDTH / 2, abs=1)
    assert box.y + box.height / 2 == pytest.approx(HEIGHT / 2, abs=1)
    assert bare.canvas.drawing
    bare.press(Key.Key_Left, Key.Key_Up)
    bare.press(Key.Key_Right, held=Qt.KeyboardModifier.ControlModifier)
    assert bare.said == []
    bare.press(Key.Key_Return)
    after = Box(box.x - 10, box.y - 10, box.width + 10, box.height)
    assert bare.said == [("drawing left",), ("drawn", after)]
    assert bare.canvas.drawing_for is purpose
    assert not bare.canvas.drawing


def test_close_up_it_stands_in_what_is_seen(bare):
    bare.canvas.zoom_to(Box(100, 600, 40, 40))
    bare.canvas.begin_drawing(DrawnFor.FACE)
    seen, box = bare.canvas.view.seen, bare.canvas.frame_in_hand
    assert seen.overlap(box) == box.area


def test_escape_draws_nothing(bare):
    bare.canvas.begin_drawing(DrawnFor.WRITING)
    bare.press(Key.Key_Left, Key.Key_Escape)
    assert bare.said == [("drawing left",)]


def test_a_held_enter_draws_nothing(bare):
    bare.canvas.begin_drawing(DrawnFor.FACE)
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, none, "", True)
    QCoreApplication.sendEvent(bare.canvas, held)
    assert bare.canvas.drawing
    assert bare.said == []


def test_the_mouse_draws_another_frame(bare):
    bare.canvas.begin_drawing(DrawnFor.FIGURE)
    bare.drag(bare.place(100, 60), bare.place(180, 300))
    assert bare.said == [("drawing left",), ("drawn", Box(100, 60, 80, 240))]


def test_the_mouse_draws_over_a_marked_frame(bare):
    bare.canvas.begin_drawing(DrawnFor.FACE)
    bare.drag(bare.place(300, 200), bare.place(360, 260))
    assert bare.said[-1] == ("drawn", Box(300, 200, 60, 60))


def test_a_line_becomes_a_frame_of_the_least_size(bare):
    bare.canvas.begin_drawing(DrawnFor.FACE)
    bare.drag(bare.place(100, 740), bare.place(200, 740))
    box = bare.said[-1][1]
    assert box.height == LEAST_SIDE
    assert box.bottom <= HEIGHT


def test_handles_shape_the_frame_without_drawing_it(bare):
    bare.canvas.begin_drawing(DrawnFor.CROP)
    box = bare.canvas.frame_in_hand
    corner = bare.place(box.right, box.bottom)
    bare.drag(corner, corner + QPoint(-100, -80))
    assert bare.said == []
    assert bare.canvas.frame_in_hand == Box(box.x, box.y, box.width - 100, box.height - 80)
    bare.canvas.accept()
    assert bare.said[-1][0] == "drawn"


def test_a_slip_leaves_the_frame_as_it_was(bare):
    bare.canvas.begin_drawing(DrawnFor.FACE)
    before = bare.canvas.frame_in_hand
    place = bare.place(900, 100)
    bare.drag(place, place + QPoint(2, 2))
    assert bare.said == []
    assert bare.canvas.frame_in_hand == before


def test_a_crop_shades_what_falls_away(bare):
    bright = bare.colour_at(40, 40).lightness()
    bare.canvas.begin_drawing(DrawnFor.CROP)
    assert bare.colour_at(40, 40).lightness() < bright / 2
    assert bare.colour_at(600, 160).lightness() == bright
    bare.press(Key.Key_Escape)
    assert bare.colour_at(40, 40).lightness() == bright


def test_shade_follows_the_mouse(bare):
    bright = bare.colour_at(600, 160).lightness()
    bare.canvas.begin_drawing(DrawnFor.CROP)
    bare.down(bare.place(620, 300))
    bare.move(bare.place(900, 600))
    assert bare.colour_at(600, 160).lightness() < bright / 2
    bare.up(bare.place(900, 600))


def test_nothing_is_drawn_on_no_photo(bare):
    bare.canvas.clear()
    bare.canvas.begin_drawing(DrawnFor.FACE)
    assert not bare.canvas.drawing
