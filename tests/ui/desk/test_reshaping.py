"""Moving and resizing a frame with mouse and keys: one signal at the end, nothing before."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.frame_shape import LEAST_SIDE
from tests.ui.desk.bare_canvas import (
    HEIGHT,
    MARKED,
    OTHER,
    PLACES,
    WIDTH,
    BareCanvas,
    bare_canvas,
    face,
)

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BEFORE = PLACES[MARKED]


@pytest.fixture
def bare(qtbot: QtBot) -> BareCanvas:
    return bare_canvas(qtbot)


def line(bare: BareCanvas) -> QPoint:
    """A place on the frame's upper line, between handles."""
    rect = bare.rect()
    return QPoint(round(rect.left() + rect.width() / 4), round(rect.top()))


@pytest.mark.parametrize(
    ("corner", "by", "after"),
    [
        ((500, 450), (40, 30), Box(300, 200, 240, 280)),
        ((300, 200), (20, -50), Box(320, 150, 180, 300)),
        ((400, 200), (90, 25), Box(300, 225, 200, 225)),
        ((300, 325), (-30, 90), Box(270, 200, 230, 250)),
    ],
)
def test_a_handle_resizes_the_marked_frame(bare, corner, by, after):
    bare.drag(bare.place(*corner), bare.place(corner[0] + by[0], corner[1] + by[1]))
    assert bare.said == [("reshaping left",), ("reshaped", MARKED, after)]


def test_the_line_moves_the_marked_frame(bare):
    bare.drag(line(bare), line(bare) + QPoint(60, 35))
    assert bare.said[-1] == ("reshaped", MARKED, Box(360, 235, 200, 250))


def test_its_inside_moves_the_photo_and_never_the_frame(bare):
    bare.canvas.zoom_to(BEFORE)
    before = bare.canvas.view
    middle = bare.rect().center().toPoint()
    bare.drag(middle, middle + QPoint(50, 20))
    assert bare.said == []
    assert bare.canvas.view != before


def test_nothing_is_said_while_the_mouse_holds_it(bare):
    bare.down(bare.place(500, 450))
    bare.move(bare.place(540, 480))
    assert bare.said == []
    assert bare.canvas.frame_in_hand == Box(300, 200, 240, 280)
    bare.up(bare.place(540, 480))


def test_escape_puts_it_back_under_the_mouse(bare):
    bare.down(bare.place(500, 450))
    bare.move(bare.place(600, 500))
    bare.press(Key.Key_Escape)
    bare.up(bare.place(600, 500))
    assert bare.said == [("reshaping left",)]
    assert bare.canvas.frame_in_hand is None


def test_a_slip_on_a_handle_is_a_click(bare):
    bare.drag(bare.place(498, 448), bare.place(500, 449))
    assert bare.said == [("clicked", MARKED)]


def test_back_where_it_was_is_no_change(bare):
    start = bare.place(498, 448)
    bare.down(start)
    bare.move(start + QPoint(80, 40))
    bare.move(start)
    bare.up(start)
    assert [kind for kind, *_ in bare.said] == ["reshaping left", "clicked"]


def test_another_frame_has_no_handles(bare):
    bare.drag(bare.place(800, 420), bare.place(850, 450))
    assert bare.said == []


def test_it_keeps_a_least_size(bare):
    bare.drag(bare.place(500, 450), bare.place(100, 100))
    assert bare.said[-1] == ("reshaped", MARKED, Box(300, 200, LEAST_SIDE, LEAST_SIDE))


def test_it_stays_in_the_photo(bare):
    bare.drag(line(bare), line(bare) + QPoint(900, 900))
    box = bare.said[-1][2]
    assert (box.right, box.bottom) == (WIDTH, HEIGHT)
    assert (box.width, box.height) == (BEFORE.width, BEFORE.height)


def test_zooming_meanwhile_keeps_it_under_the_mouse(bare):
    end = bare.place(540, 480)
    bare.down(bare.place(500, 450))
    bare.move(end)
    bare.canvas.zoom_by(2, end.toPointF())
    bare.move(end)
    bare.up(end)
    assert bare.said[-1] == ("reshaped", MARKED, Box(300, 200, 240, 280))


def test_arrows_move_it_and_enter_accepts(bare):
    assert bare.canvas.begin_reshaping(OTHER)
    bare.press(Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert bare.said == []
    assert "72 %" in bare.canvas.accessibleDescription()
    bare.press(Key.Key_Return)
    assert bare.said == [("reshaping left",), ("reshaped", OTHER, Box(720, 310, 100, 120))]
    assert bare.canvas.reshaping is None
    assert bare.canvas.accessibleDescription() == ""


@pytest.mark.parametrize("held", [CTRL, ALT])
def test_ctrl_or_alt_with_arrows_resizes(bare, held):
    bare.canvas.begin_reshaping(OTHER)
    bare.press(Key.Key_Right, Key.Key_Up, held=held)
    bare.press(Key.Key_Left, held=held | SHIFT)
    bare.press(Key.Key_Enter)
    assert bare.said[-1] == ("reshaped", OTHER, Box(700, 300, 109, 110))


def test_shift_steps_are_one_view_pixel(bare):
    bare.canvas.show_photo(4000, 3000)
    bare.canvas.set_frames((face(MARKED, Box(1000, 900, 300, 300)),), None)
    bare.canvas.begin_reshaping(MARKED)
    bare.press(Key.Key_Left, held=SHIFT)
    assert bare.canvas.frame_in_hand == Box(996, 900, 300, 300)
    bare.press(Key.Key_Left)
    assert bare.canvas.frame_in_hand == Box(956, 900, 300, 300)


def test_escape_leaves_it_as_it_was(bare):
    bare.canvas.begin_reshaping(MARKED)
    bare.press(Key.Key_Down, Key.Key_Escape)
    assert bare.said == [("reshaping left",)]
    assert bare.canvas.frame_in_hand is None


def test_enter_without_a_change_changes_nothing(bare):
    bare.canvas.begin_reshaping(MARKED)
    bare.press(Key.Key_Right, Key.Key_Left, Key.Key_Return)
    assert bare.said == [("reshaping left",)]


def test_taken_by_key_the_mouse_moves_it_until_enter(bare):
    bare.canvas.begin_reshaping(OTHER)
    inside = bare.place(750, 360)
    bare.drag(inside, inside + QPoint(-40, 30))
    assert bare.said == []
    bare.press(Key.Key_Return)
    assert bare.said[-1] == ("reshaped", OTHER, Box(660, 330, 100, 120))


def test_a_double_click_in_it_accepts(bare):
    bare.canvas.begin_reshaping(OTHER)
    bare.press(Key.Key_Right)
    QTest.mouseDClick(bare.canvas, Qt.MouseButton.LeftButton, pos=bare.place(760, 360))
    assert bare.said == [("reshaping left",), ("reshaped", OTHER, Box(710, 300, 100, 120))]


def test_no_key_decides_while_a_frame_is_in_hand(bare):
    came_through = []
    bare.canvas.begin_reshaping(MARKED)
    for key in (Key.Key_N, Key.Key_Y, Key.Key_PageDown, Key.Key_Plus):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(bare.canvas, event)
        if not event.isAccepted():
            came_through.append(key)
    assert came_through == [Key.Key_Plus]


def test_a_face_that_is_not_there_cannot_be_taken(bare):
    assert not bare.canvas.begin_reshaping(RegionId(99))
    assert bare.canvas.frame_in_hand is None


def test_it_is_given_up_when_somebody_else_moved_the_face(bare):
    bare.canvas.begin_reshaping(MARKED)
    bare.press(Key.Key_Right)
    bare.canvas.set_frames((face(MARKED, Box(0, 0, 50, 50)),), None)
    assert bare.said == [("reshaping left",)]
    bare.press(Key.Key_Return)
    assert len(bare.said) == 1


def test_a_handle_held_never_pulls_the_face_that_is_marked_next(bare):
    start = bare.place(500, 450)
    bare.down(start)
    other = tuple(face(i, box, current=i == OTHER) for i, box in PLACES.items())
    bare.canvas.set_frames(other, None)
    bare.drag(start, bare.place(540, 480))
    assert [said for said in bare.said if OTHER in said] == []
    bare.down(start)
    bare.canvas.set_frames((face(OTHER, PLACES[OTHER]),), None)
    bare.move(bare.place(540, 480))
    bare.up(bare.place(540, 480))
    assert [said for said in bare.said if OTHER in said] == []


def test_it_goes_on_when_only_standings_changed(bare):
    bare.canvas.begin_reshaping(MARKED)
    bare.press(Key.Key_Right)
    bare.canvas.set_frames((face(MARKED, BEFORE, flagged=True, current=False),), None)
    bare.press(Key.Key_Return)
    assert bare.said[-1] == ("reshaped", MARKED, Box(310, 200, 200, 250))


@pytest.mark.parametrize("end", ["clear", "show_photo"])
def test_another_photo_gives_it_up(bare, end):
    bare.canvas.begin_reshaping(MARKED)
    bare.canvas.clear() if end == "clear" else bare.canvas.show_photo(800, 600)
    assert bare.said == [("reshaping left",)]
    assert bare.canvas.frame_in_hand is None


def test_close_up_the_photo_follows_the_frame(bare):
    bare.canvas.zoom_to(Box(100, 100, 100, 100))
    bare.canvas.begin_reshaping(OTHER)
    rect = bare.rect(OTHER)
    assert bare.canvas.rect().contains(rect.toRect())
    for _ in range(30):
        bare.press(Key.Key_Left)
    x, _ = bare.canvas.view.to_view(bare.canvas.frame_in_hand.x, 0)
    assert x >= 0


def test_pointers_show_what_the_mouse_would_do(bare):
    shapes = Qt.CursorShape
    for place, shape in (
        (bare.place(500, 450), shapes.SizeFDiagCursor),
        (bare.place(300, 325), shapes.SizeHorCursor),
        (line(bare), shapes.SizeAllCursor),
        (bare.place(400, 325), shapes.PointingHandCursor),
        (bare.place(20, 20), shapes.ArrowCursor),
    ):
        bare.move(place)
        assert bare.canvas.cursor().shape() is shape


def test_a_figure_is_reshaped_as_a_figure(bare):
    bare.canvas.set_frames((face(MARKED, BEFORE, area=DrawnFor.FIGURE),), None)
    bare.canvas.begin_reshaping(MARKED)
    assert bare.canvas.accessibleDescription().startswith("Figure")
