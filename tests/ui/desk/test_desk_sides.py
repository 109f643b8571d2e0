"""The desk shares its width out; nothing is decided about a face that has no room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.key_rows import KeyRows, columns
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.theme import Theme
from tests.ui.desk.conftest import DeskAtWork

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
WIDE, OFFICE, NARROW = 1900, 1172, 916
"""Pixels beside the rail of windows 2000, 1280 and 1024 pixels wide."""


@pytest.fixture
def narrow(at_desk: DeskAtWork) -> DeskAtWork:
    """Too narrow for the list of photos beside photo and face."""
    at_desk.screen.resize(at_desk.screen.minimumSizeHint().width(), 700)
    at_desk.settle()
    return at_desk


@pytest.mark.parametrize(("width", "side_by_side"), [(WIDE, 2), (OFFICE, 2), (NARROW, 1)])
def test_photos_photo_and_face_stand_side_by_side(
    at_desk: DeskAtWork, width: int, side_by_side: int
) -> None:
    desk = at_desk.screen
    desk.resize(width, 605)
    at_desk.settle()
    assert desk.photo_list.width() == desk.photo_list.width_of(side_by_side)
    assert desk.minimumSizeHint().width() <= NARROW
    right = desk.panel.mapTo(desk, desk.panel.rect().topRight())
    assert right.x() < width
    cut = [
        b.accessibleName()
        for b in desk.findChildren(QPushButton)
        if isinstance(b, KeyButton) and b.isVisible() and "…" in b.text()
    ]
    assert cut == []


def test_the_list_of_photos_comes_and_goes_by_its_key(narrow: DeskAtWork) -> None:
    desk = narrow.screen
    assert not desk.photo_list.isVisible()
    assert desk.sides.photos_button.isVisible()
    narrow.press(Key.Key_P, SHIFT)
    assert desk.photo_list.grid.hasFocus()
    assert not desk.panel.isVisible()
    narrow.press(Key.Key_Return)
    assert desk.panel.isVisible()
    assert desk.canvas.hasFocus()
    assert not desk.photo_list.isVisible()


@pytest.mark.parametrize("key", [Key.Key_V, Key.Key_R, Key.Key_C, Key.Key_F, Key.Key_U])
def test_a_key_over_the_list_that_hides_the_face_decides_nothing(
    narrow: DeskAtWork, key: Key
) -> None:
    narrow.press(Key.Key_P, SHIFT)
    narrow.press(key)
    assert all(not narrow.saved(photo).review.decisions for photo in narrow.photos)
    assert narrow.screen.panel.isVisible()


def test_a_face_behind_the_list_does_not_count_as_shown(narrow: DeskAtWork) -> None:
    narrow.press(Key.Key_P, SHIFT)
    narrow.press(Key.Key_PageDown)
    photo = narrow.photo_id
    assert [r.seen_ms for r in narrow.saved(photo).review.regions] == [0] * len(
        narrow.saved(photo).review.regions
    )


def test_large_text_keeps_the_desk_within_an_office_window(at_desk: DeskAtWork, theme: Theme):
    try:
        theme.be(Appearance(Look.LIGHT, 200))
        at_desk.settle()
        assert at_desk.screen.minimumSizeHint().width() <= 1090
    finally:
        theme.be(Appearance(Look.LIGHT))


def test_words_stand_on_two_lines_before_they_are_cut(qtbot, theme: Theme) -> None:
    button = KeyButton(theme, Act.CANNOT_BE_RECOGNISED)
    qtbot.addWidget(button)
    one_line = button.sizeHint()
    button.show()
    button.resize(one_line)
    assert "\n" not in button.text()
    narrow = button.minimumSizeHint().width()
    assert narrow < one_line.width()
    button.resize(narrow, button.heightForWidth(narrow))
    assert button.text().replace("\n", " ") == "Cannot be recognised"
    assert button.height() > one_line.height()


def test_buttons_lie_in_as_many_columns_as_have_room(qtbot, theme: Theme) -> None:
    buttons = [KeyButton(theme, act) for act in (Act.UNDO, Act.REDO, Act.HOLD, Act.KEYS)]
    rows = KeyRows()
    qtbot.addWidget(rows)
    rows.arrange(columns(buttons, 4), columns(buttons, 2))
    rows.show()
    rows.resize(rows.room_for_all(), 100)
    assert len({b.y() for b in buttons}) == 1
    rows.resize(rows.room_for_all() - 1, 100)
    assert [b.y() for b in buttons][:2] != [b.y() for b in buttons][2:]
    assert all(b.width() >= b.minimumSizeHint().width() for b in buttons)
    assert buttons[0].x() == buttons[2].x()
