"""The second person sees each photo large, exactly as it will be published."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.pixels import Box
from consentdesk.ui.photo_grid import PhotoGrid
from tests.small_workspace import write_photo
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
