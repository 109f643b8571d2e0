"""The second person sees each photo large, exactly as it will be published."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.ui.batch.photo_rows import PhotoRows
from consentdesk.ui.photo_grid import PhotoGrid, Shown
from tests.small_workspace import PREPARER, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


def sign_off_page(desk, qtbot: QtBot):
    school = desk.school
    photos = school.bring_in(*(write_photo(school.folder / f"{n}.jpg", n) for n in range(3)))
    for photo in photos:
        (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
        school.decide(region, DispositionKind.COVER)
        school.finish(photo.id)
    desk.window.open_batch(school.batch_id, Step.SIGN_OFF)
    page = desk.window.batch.page_of(Step.SIGN_OFF)
    qtbot.waitUntil(page.signing.isVisible)
    idle(desk, qtbot)
    return page


def test_keys_lead_from_photo_to_photo(desk, qtbot: QtBot):
    page = sign_off_page(desk, qtbot)
    grid = next(g for g in page.findChildren(PhotoGrid) if "covered" in g.accessibleName())
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    large = page.large
    assert nameless(large) == []
    qtbot.waitUntil(lambda: large.ready)
    assert not large.back.isEnabled()
    first = large.in_view
    qtbot.keyClick(large, Qt.Key.Key_Right)
    qtbot.keyClick(large, Qt.Key.Key_Right)
    qtbot.keyClick(large, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: large.ready)
    assert "3 of 3" in large.title.text()
    qtbot.keyClick(large, Qt.Key.Key_Left)
    qtbot.keyClick(large, Qt.Key.Key_Left)
    assert large.in_view == first
    idle(desk, qtbot)
    qtbot.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_a_photo_that_goes_nowhere_is_not_asked_about(desk, qtbot: QtBot):
    page = sign_off_page(desk, qtbot)
    held, *going = page._preview.covered
    desk.school.workspace.review.hold(held, "Wait.", PREPARER)
    desk.window.batch.refresh()
    idle(desk, qtbot)
    assert page._preview.covered == tuple(going)
    grid = next(g for g in page.findChildren(PhotoGrid) if "covered" in g.accessibleName())
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert page.large.title.text() == "Website: photo 1 of 2"
    idle(desk, qtbot)
    qtbot.keyClick(page.large, Qt.Key.Key_Escape)


def test_the_words_of_the_tick_tick_it_too(desk, qtbot: QtBot):
    page = sign_off_page(desk, qtbot)
    (said,) = [label for label in page.findChildren(QLabel) if "looked at all 3" in label.text()]
    assert not page.covered_seen.isChecked()
    qtbot.mouseClick(said, Qt.MouseButton.LeftButton)
    assert page.covered_seen.isChecked()
    qtbot.keyClick(page.covered_seen, Qt.Key.Key_Space)
    assert not page.covered_seen.isChecked()


@pytest.mark.parametrize(("wide", "rows"), [(400, 1), (200, 2), (96, 2)])
def test_a_card_of_photos_is_as_high_as_its_rows(desk, qtbot: QtBot, wide: int, rows: int):
    grid = PhotoRows(desk.window.around.thumbnails, desk.window.around.theme, "Photos", 80)
    qtbot.addWidget(grid)
    grid.photos.show_photos([Shown(PhotoId(n), f"Photo {n}") for n in range(1, 5)])
    grid.resize(wide, grid.height())
    grid.show()
    assert grid.height() == rows * 88 + 4


def test_a_photo_of_a_channel_opens_for_that_channel(desk, qtbot: QtBot):
    page = sign_off_page(desk, qtbot)
    name = desk.school.newsletter.name
    grid = next(g for g in page.findChildren(PhotoGrid) if name in g.accessibleName())
    place = grid.visualRect(grid.model().index(1, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.large.in_view.channel == desk.school.newsletter
    assert "2 of 3" in page.large.title.text()
    qtbot.waitUntil(lambda: page.large.ready)
    idle(desk, qtbot)
    page.large.leave.click()
