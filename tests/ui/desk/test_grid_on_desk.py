"""What is done with several photos of the grid reaches the library, and comes back by one undo."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.desk.conftest import DeskAtWork

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_several_photos_are_held_with_one_reason_and_let_go_together(at_desk: DeskAtWork) -> None:
    grid = at_desk.screen.photo_list.grid
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_A, CTRL)
    at_desk.dialogs.text = "A visiting school is in the pictures."
    QTest.keyClick(grid, Key.Key_H)
    at_desk.settle()
    holds = {at_desk.saved(photo).review.hold for photo in at_desk.photos}
    assert holds == {"A visiting school is in the pictures."}
    at_desk.press(Key.Key_U)
    assert {at_desk.saved(photo).review.hold for photo in at_desk.photos} == {None}


def test_without_a_reason_nothing_is_held(at_desk: DeskAtWork) -> None:
    grid = at_desk.screen.photo_list.grid
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_A, CTRL)
    at_desk.dialogs.text = "  "
    QTest.keyClick(grid, Key.Key_H)
    at_desk.settle()
    assert {at_desk.saved(photo).review.hold for photo in at_desk.photos} == {None}
