"""Wheel, finger and calls zoom and move the photo; painting picks the right picture."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.photo_pixels import SMALL_ENOUGH, PhotoPixels, with_halves
from consentdesk.ui.desk.photo.photo_view import MARGIN, PhotoView
from tests.ui.desk.bare_canvas import BareCanvas, bare_canvas

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bare(qtbot: QtBot) -> BareCanvas:
    return bare_canvas(qtbot)


@pytest.fixture(scope="module")
def finger():
    return QTest.createTouchDevice()


def wheel(bare: BareCanvas, across: int, down: int, held: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(300, 200)
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(across, down),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(bare.canvas, event)


def pixels(width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(QColor("#808080"))
    return pixmap


def halved(width: int, height: int) -> list[QPixmap]:
    return list(map(QPixmap.fromImage, with_halves(pixels(width, height).toImage())))


def test_the_wheel_zooms_and_keeps_the_place_under_the_mouse(bare):
    bare.canvas.zoom_by(2)
    under = bare.canvas.view.to_photo(300, 200)
    wheel(bare, 0, 120)
    assert bare.canvas.view.zoom == pytest.approx(2.5)
    assert bare.canvas.view.to_photo(300, 200) == pytest.approx(under)


@pytest.mark.parametrize(("turn", "held"), [((120, 10), NONE), ((0, 120), SHIFT)])
def test_sideways_or_with_shift_the_wheel_pans(bare, turn, held):
    bare.canvas.zoom_by(3)
    before = bare.canvas.view
    wheel(bare, *turn, held)
    assert bare.canvas.view.zoom == before.zoom
    assert bare.canvas.view.centre_x < before.centre_x
    assert bare.canvas.view.centre_y == before.centre_y


def test_pan_moves_by_view_pixels(bare):
    bare.canvas.zoom_by(3)
    x, y = bare.canvas.view.to_view(500, 400)
    bare.canvas.pan(-30, 12)
    assert bare.canvas.view.to_view(500, 400) == pytest.approx((x - 30, y + 12))


def test_the_middle_button_pans_while_drawing(bare):
    bare.canvas.zoom_by(3)
    bare.canvas.begin_drawing(DrawnFor.FACE)
    x, y = bare.canvas.view.to_view(500, 400)
    QTest.mousePress(bare.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(400, 400))
    bare.move(QPoint(450, 380))
    QTest.mouseRelease(bare.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(450, 380))
    assert bare.canvas.view.to_view(500, 400) == pytest.approx((x + 50, y - 20))
    assert bare.said == []


def test_a_finger_moves_the_photo(bare, finger):
    bare.canvas.zoom_by(3)
    x, y = bare.canvas.view.to_view(500, 400)
    touch = QTest.touchEvent(bare.canvas, finger)
    touch.press(0, QPoint(400, 300)).commit()
    touch.move(0, QPoint(430, 290)).commit()
    touch.release(0, QPoint(430, 290)).commit()
    assert bare.canvas.view.to_view(500, 400) == pytest.approx((x + 30, y - 10))


def test_a_tap_is_a_click(bare, finger):
    place = bare.rect().center().toPoint()
    touch = QTest.touchEvent(bare.canvas, finger)
    touch.press(0, place).commit()
    touch.release(0, place).commit()
    assert bare.said == [("clicked", 1)]


def test_two_fingers_zoom_and_give_up_what_one_began(bare, finger):
    corner = bare.place(500, 450)
    touch = QTest.touchEvent(bare.canvas, finger)
    touch.press(0, corner).commit()
    touch.move(0, corner + QPoint(60, 60)).commit()
    assert bare.canvas.reshaping == 1
    touch.stationary(0).press(1, corner + QPoint(160, 60)).commit()
    assert bare.said == [("reshaping left",)]
    touch.stationary(0).move(1, corner + QPoint(260, 60)).commit()
    assert bare.canvas.view.zoom == pytest.approx(2)
    touch.release(1, corner + QPoint(260, 60)).stationary(0).commit()
    touch.move(0, corner + QPoint(20, 20)).commit()
    touch.release(0, corner + QPoint(20, 20)).commit()
    assert bare.said == [("reshaping left",)]


def test_every_pixel_is_asked_for_only_close_up(bare, qtbot):
    bare.canvas.show_photo(4000, 3000)
    bare.canvas.set_pixels([pixels(2000, 1500)])
    with qtbot.assertNotEmitted(bare.canvas.closer_wanted):
        bare.canvas.zoom_by(1.5)
    with qtbot.waitSignal(bare.canvas.closer_wanted):
        bare.canvas.zoom_by(3)


def test_it_is_drawn_smoothly_once_it_rests(bare, qtbot):
    bare.canvas.zoom_by(2)
    assert not bare.canvas.moving, "a single step is no movement"
    bare.canvas.pan(5, 5)
    assert bare.canvas.moving
    qtbot.waitUntil(lambda: not bare.canvas.moving)
    bare.canvas.hide()
    bare.canvas.zoom_by(2)
    bare.canvas.zoom_by(2)
    assert not bare.canvas.moving


def test_pictures_are_halved_down_to_a_small_one():
    kept = PhotoPixels()
    assert kept.add([pixels(104, 78)])
    assert kept.add(halved(2048, 1536))
    assert not kept.add([pixels(104, 78)])
    assert kept.add(halved(4032, 3024))
    widths = [4032, 2048, 1024, 512]
    assert [kept.fitting(w).width() for w in widths] == widths
    assert kept.fitting(1).width() <= SMALL_ENOUGH
    assert kept.fitting(600).width() == 1024
    assert kept.fitting(9000).width() == 4032


def test_without_a_picture_nothing_is_drawn():
    assert PhotoPixels().fitting(100) is None


def test_the_view_follows_a_frame_just_so_far():
    view = PhotoView.whole(4000, 3000, 640, 480).onto(Box(0, 0, 300, 300))
    after = view.following(Box(3000, 100, 200, 200))
    right, _ = after.to_view(3200, 100)
    assert right == pytest.approx(640 - MARGIN)
    assert after.following(Box(3000, 100, 200, 200)).centre_x == pytest.approx(after.centre_x)


def test_steps_are_finer_close_up():
    whole = PhotoView.whole(4000, 3000, 640, 480)
    assert whole.step(fine=False) == 40
    assert whole.zoomed(4).step(fine=False) == 10
    assert whole.zoomed(100).step(fine=True) == 1
