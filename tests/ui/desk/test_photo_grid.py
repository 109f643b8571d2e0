"""Five thousand photos: the grid asks about those in sight only."""

from collections import Counter

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.photo_cell import CELL_SIZE
from consentdesk.ui.desk.photo_grid_model import PhotoGridModel

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

PHOTOS = 5000


class _CountingModel(PhotoGridModel):
    asked: Counter[int] = Counter()

    def data(self, index: QModelIndex, role: int = 0) -> object:
        self.asked[role] += 1
        return super().data(index, role)


def test_five_thousand_photos_cost_no_more_than_those_in_sight(at_desk, qtbot: QtBot) -> None:
    counted = _CountingModel(str)
    counted.asked.clear()
    grid: QListView = at_desk.screen.photo_list.grid
    look = QStyledItemDelegate

    class Fixed(look):
        def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex):
            return CELL_SIZE

        def paint(
            self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
        ) -> None:
            index.data(256)

    fixed = Fixed()
    grid.setItemDelegate(fixed)
    grid.setModel(counted)
    counted.show([PhotoId(n) for n in range(PHOTOS)])
    grid.grab()
    assert 0 < counted.asked.total() < 1000
    grid.setModel(at_desk.screen.photo_list.model)


def test_only_thumbnails_in_sight_are_asked_for(at_desk) -> None:
    photos = at_desk.screen.photo_list
    photos.model.show([PhotoId(n) for n in range(PHOTOS)])
    assert 4 < len(photos.visible_photos()) < 60
    photos.model.show(at_desk.photos)


def test_the_same_photos_again_move_nothing() -> None:
    model = PhotoGridModel(str)
    assert model.show([PhotoId(1), PhotoId(2)])
    assert not model.show([PhotoId(1), PhotoId(2)])
    assert model.show([PhotoId(2)])
    assert model.photo_at(model.index_of(PhotoId(2))) == 2
    assert not model.index_of(PhotoId(9)).isValid()
