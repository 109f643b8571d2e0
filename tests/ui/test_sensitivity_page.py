"""How readily the program asks: shown on an example, changed only by the button."""

import pytest
from pytestqt.qtbot import QtBot

from consentdesk.domain.face import FoundRegion, RegionSize
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import SearchDepth, Sensitivity
from tests.small_workspace import write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

USUAL, WEAK = Box(60, 80, 80, 100), Box(300, 90, 40, 50)


@pytest.fixture
def page(desk, qtbot: QtBot):
    """The page in view, not yet filled."""
    desk.window.go("register")
    register = desk.window.register
    register._tabs.setCurrentWidget(register.sensitivity)
    idle(desk, qtbot)
    return register.sensitivity


def searched_photo(desk):
    """Bring one photo in that was searched."""
    library = desk.school.workspace.library
    (photo,) = desk.school.bring_in(write_photo(desk.school.folder / "a.jpg"))
    found = [FoundRegion(USUAL, RegionSize.FACE, 0.9, photo.details.thumbnail)]
    library.run(lambda u: u.photos.record_check(photo.id, found, "old", SearchDepth.USUAL))
    return photo


def show_again(desk, page, qtbot: QtBot) -> None:
    page.refresh()
    idle(desk, qtbot)


def test_without_a_photo_it_says_what_will_be_here(desk, page, qtbot: QtBot):
    assert "one of its photos shows the effect" in page.example.sentence.text()
    assert page.levels[Sensitivity.USUAL].isChecked()
    assert not page.save.isEnabled()
    assert nameless(page) == []


def test_each_level_shows_what_it_would_list(desk, page, qtbot: QtBot, monkeypatch):
    photo = searched_photo(desk)
    answer = ((USUAL, Sensitivity.USUAL), (WEAK, Sensitivity.MORE))
    monkeypatch.setattr(type(desk.school.workspace.scanner), "example", lambda self, p: answer)
    show_again(desk, page, qtbot)
    assert page.example.photo.id == photo.id
    assert page.example.sentence.text() == "1 box in this photo."
    page.levels[Sensitivity.MORE].click()
    assert page.example.sentence.text() == (
        "2 boxes in this photo, 1 more than usual in another colour."
    )
    assert page.save.isEnabled()
    assert desk.school.workspace.scanner.sensitivity() is Sensitivity.USUAL, "only shown so far"


def test_the_example_is_really_searched(desk, page, qtbot: QtBot):
    searched_photo(desk)
    show_again(desk, page, qtbot)
    assert "in this photo" in page.example.sentence.text()


def test_a_change_is_saved_and_a_new_search_is_offered(desk, page, qtbot: QtBot):
    searched_photo(desk)
    show_again(desk, page, qtbot)
    page.levels[Sensitivity.MOST].click()
    page.save.click()
    idle(desk, qtbot)
    assert desk.school.workspace.scanner.sensitivity() is Sensitivity.MOST
    assert page.changed.isVisible()
    assert "1 photo was searched before" in page.changed.accessibleName()
    page.again.click()
    idle(desk, qtbot)
    assert desk.school.photos()[0].engine == "old", "no is the answer"
    desk.dialogs.agree = True
    page.again.click()
    idle(desk, qtbot)
    (photo,) = desk.school.photos()
    assert photo.state is PhotoState.CHECKED
    assert photo.engine != "old"
    assert not page.changed.isVisible()


def test_without_photos_a_change_offers_nothing(desk, page, qtbot: QtBot):
    page.levels[Sensitivity.MORE].click()
    page.save.click()
    idle(desk, qtbot)
    assert not page.changed.isVisible()
    assert page.save.text() == "In use"


def test_the_example_goes_on_to_a_photo_that_shows_the_effect(
    desk, page, qtbot: QtBot, monkeypatch
):
    library = desk.school.workspace.library
    photos = desk.school.bring_in(
        *(write_photo(desk.school.folder / f"{n}.jpg", seed=n) for n in range(2))
    )
    for photo in photos:
        found = [FoundRegion(USUAL, RegionSize.FACE, 0.9, photo.details.thumbnail)]
        library.run(
            lambda u, p=photo, f=found: u.photos.record_check(p.id, f, "old", SearchDepth.USUAL)
        )
    plain = ((USUAL, Sensitivity.USUAL),)
    shows = (*plain, (WEAK, Sensitivity.MOST))
    monkeypatch.setattr(
        type(desk.school.workspace.scanner),
        "example",
        lambda self, p: shows if p == photos[1].id else plain,
    )
    show_again(desk, page, qtbot)
    assert page.example.photo.id == photos[1].id
    page.levels[Sensitivity.MORE].click()
    assert "The next level lists more" in page.example.sentence.text()
    page.example.other.click()
    idle(desk, qtbot)
    assert page.example.photo.id == photos[0].id, "the person's own choice stays"
