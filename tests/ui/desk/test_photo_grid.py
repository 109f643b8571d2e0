"""Five thousand photos: the grid asks about those in sight only."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.grid.photo_grid_model import PhotoGridModel
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

PHOTOS = 5000


def test_five_thousand_photos_cost_no_more_than_those_in_sight(
    at_desk, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[int] = Counter()
    real = PhotoGridModel.data

    def counting(self: PhotoGridModel, index: QModelIndex, role: int = 0) -> object:
        asked[role] += 1
        return real(self, index, role)

    monkeypatch.setattr(PhotoGridModel, "data", counting)
    one = at_desk.screen.deciding.photos.desk
    entry = one.photos[0]
    many = tuple(
        replace(entry, photo=replace(entry.photo, id=PhotoId(n))) for n in range(1, PHOTOS + 1)
    )
    photos = PhotoList(theme, at_desk.screen.pictures)
    qtbot.addWidget(photos)
    photos.resize(260, 640)
    photos.lay_out(DeskPhotos(replace(one, photos=many)))
    photos.show()
    photos.grid.grab()
    assert 0 < asked.total() < 1000
    asked.clear()
    photos.go_to(PhotoId(4000))
    photos.grid.grab()
    assert 0 < asked.total() < 1000
    assert PhotoId(4000) in photos.visible_photos()
    assert len(photos.visible_photos()) < 40
    photos.hide()


def test_the_same_photos_again_move_nothing() -> None:
    model = PhotoGridModel(str)
    assert model.show([PhotoId(1), PhotoId(2)])
    assert not model.show([PhotoId(1), PhotoId(2)])
    assert model.show([PhotoId(2)])
    assert model.photo_at(model.index_of(PhotoId(2))) == 2
    assert not model.index_of(PhotoId(9)).isValid()
