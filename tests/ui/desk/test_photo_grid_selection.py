"""Several photos of the grid, by keys; the open photo stays open meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.grid.photo_filter import Filter, Show
from consentdesk.ui.desk.grid.photo_grid import PhotoGrid
from consentdesk.ui.desk.grid.photo_grid_model import PhotoGridModel
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.desk.grid.photo_order import Order
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from tests.ui.desk.made_up_desk import made_desk, made_photo
from tests.ui.settled import settled

Key, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALIKE = 0x00FF00FF00FF00FF


class _NoPictures:
    """A workspace whose pictures are blank."""

    class pictures:  # noqa: N801 - stands for an attribute of the workspace
        @staticmethod
        def thumbnail(photo_id: PhotoId) -> None:
            return None


@pytest.fixture
def photos(qtbot: QtBot, theme: Theme):
    """Eight photos in two columns, the first one open; 5 and 6 are a burst."""
    runner = Runner(Messages())
    pictures = DeskPictures(_NoPictures(), runner)  # type: ignore[arg-type]
    made = PhotoList(theme, pictures)
    qtbot.addWidget(made)
    made.resize(made.width(), 760)
    burst = {5: ALIKE, 6: ALIKE}
    entries = (
        made_photo(n, n % 3, seconds=9 - n / 9, likeness=burst.get(n, 0)) for n in range(1, 9)
    )
    made.lay_out(DeskPhotos(made_desk(*entries)))
    made.chosen.connect(made.go_to)
    made.show()
    made.activateWindow()
    made.go_to(PhotoId(1))
    made.grid.setFocus()
    yield made
    settled(runner, qtbot)
    runner.close()


def press(photos: PhotoList, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(photos.grid, key, held)


def test_a_plain_arrow_opens_the_next_photo(photos: PhotoList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(photos.chosen) as chosen:
        press(photos, Key.Key_Right)
    assert chosen.args == [2]
    assert photos.selection() == (2,)
    assert not photos.selected_bar.isVisible()


def test_shift_with_arrows_selects_and_leaves_the_open_photo(
    photos: PhotoList, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(photos.chosen), qtbot.waitSignal(photos.selected_many) as told:
        press(photos, Key.Key_Right, SHIFT)
        press(photos, Key.Key_Down, SHIFT)
    assert told.args == [(1, 2)]
    assert photos.selection() == (1, 2, 3, 4)
    assert photos.model.open_photo == 1
    assert photos.selected_bar.isVisible()
    assert photos.selected_bar.count.text() == "4 photos selected"


def test_ctrl_goes_on_without_selecting_and_adds_one(photos: PhotoList) -> None:
    press(photos, Key.Key_Down, CTRL)
    press(photos, Key.Key_Down, CTRL)
    assert photos.selection() == (1,)
    press(photos, Key.Key_Space, CTRL)
    assert photos.selection() == (1, 5)
    assert photos.model.open_photo == 1


def test_all_and_none(photos: PhotoList) -> None:
    press(photos, Key.Key_A, CTRL)
    assert photos.selection() == tuple(range(1, 9))
    assert photos.selected_bar.count.text() == "8 photos selected"
    press(photos, Key.Key_Escape)
    assert photos.selection() == (1,)
    assert not photos.selected_bar.isVisible()


def test_a_plain_arrow_ends_the_selection_and_opens_a_photo(photos: PhotoList) -> None:
    press(photos, Key.Key_Right, SHIFT)
    press(photos, Key.Key_Down)
    assert photos.selection() == (4,)
    assert photos.model.open_photo == 4


def test_the_desk_going_on_keeps_the_selection(photos: PhotoList, qtbot: QtBot) -> None:
    press(photos, Key.Key_Right, SHIFT)
    with qtbot.assertNotEmitted(photos.chosen):
        photos.go_to(PhotoId(7))
    assert photos.selection() == (1, 2)
    assert photos.model.open_photo == 7
    assert photos.neighbour(1) == 8


def test_another_filter_or_order_keeps_those_still_shown(photos: PhotoList) -> None:
    press(photos, Key.Key_End, SHIFT)
    photos.choices.choose(Filter(Show.FLAGGED))
    assert photos.photo_ids == (1,), "only the open photo"
    photos.choices.choose(Filter())
    press(photos, Key.Key_A, CTRL)
    photos.choices.choose_order(Order.TIME)
    assert photos.photo_ids == (8, 7, 6, 5, 4, 3, 2, 1)
    assert photos.selection() == photos.photo_ids


@pytest.mark.parametrize(("key", "wanted"), [("H", "hold_wanted"), ("L", "look_through_wanted")])
def test_keys_and_buttons_ask_for_the_selected_photos(
    photos: PhotoList, qtbot: QtBot, key: str, wanted: str
) -> None:
    press(photos, Key.Key_Right, SHIFT)
    with qtbot.waitSignal(getattr(photos, wanted)) as asked:
        QTest.keyClicks(photos.grid, key.lower())
    assert asked.args == [(1, 2)]
    buttons = {"H": photos.selected_bar.hold, "L": photos.selected_bar.look_through}
    with qtbot.waitSignal(getattr(photos, wanted)) as asked:
        QTest.keyClick(buttons[key], Key.Key_Return)
    assert asked.args == [(1, 2)]


def test_letters_go_on_to_the_desk_while_one_photo_is_selected(
    photos: PhotoList, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(photos.hold_wanted):
        press(photos, Key.Key_H)


def test_cells_say_their_burst(photos: PhotoList) -> None:
    spoken = photos.model.data(photos.model.index_of(PhotoId(5)), Qt.ItemDataRole.ToolTipRole)
    assert spoken == "IMG_5.JPG: To decide, 2 faces to decide, one of 2 frames of a burst"
    alone = photos.model.data(photos.model.index_of(PhotoId(3)), Qt.ItemDataRole.ToolTipRole)
    assert alone == "IMG_3.JPG: To decide"


def test_a_photo_drawn_again_lays_nothing_out_again(
    photos: PhotoList, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos.grid.grab()
    laid_out: list[int] = []
    monkeypatch.setattr(PhotoGrid, "doItemsLayout", lambda grid: laid_out.append(1))
    counted: list[int] = []
    monkeypatch.setattr(PhotoGridModel, "rowCount", lambda *_: counted.append(1) or 8)
    photos.repaint_photo(PhotoId(5))
    photos.grid.grab()
    assert laid_out == []
    assert len(counted) < 8, "a layout would ask for each photo"


def test_what_is_chosen_is_explained(photos: PhotoList) -> None:
    photos.choices.choose(Filter(Show.CHANGED))
    assert "last had them open" in photos.choices.filter_box.toolTip()
    photos.choices.choose_order(Order.RISK)
    assert photos.choices.order_box.toolTip().startswith("Flagged photos first")
